// What happens in a transcript besides words: the table of events.
#include "dialogs/made_up_office.h"
#include "rehearsal_player.h"

#include <algorithm>
#include <charconv>

namespace sambung::gateway {

namespace {

constexpr seconds one_second{1};

template <class Number>
std::optional<Number> number_in(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// The id of a button or row that ends in ":lansia"; else the word itself.
std::string option_in(const Content& prompt, const std::string& word) {
    const auto ends = [&word](const Choice& choice) { return choice.id.ends_with(":" + word); };
    for (const auto* choices : {&prompt.buttons, &prompt.rows})
        if (const auto found = std::ranges::find_if(*choices, ends); found != choices->end()) return found->id;
    return word;
}

std::string first_option(const Content& prompt) {
    if (!prompt.buttons.empty()) return prompt.buttons.front().id;
    return prompt.rows.empty() ? std::string{} : prompt.rows.front().id;
}

}  // namespace

std::optional<milliseconds> duration_of(std::string_view text) {
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (error != std::errc{}) return std::nullopt;
    if (unit == "s") return seconds{number};
    if (unit == "m") return std::chrono::minutes{number};
    if (unit == "h") return std::chrono::hours{number};
    if (unit == "d") return std::chrono::hours{24 * number};
    return std::nullopt;
}

// Each is given the words after the event's name and says whether they fit.
struct PlayerEvents {
    static bool drop(Player& player, const Words&) {
        player.phone_->session.clear();
        return true;
    }
    static bool dup(Player& player, const Words&) {
        player.hear(player.stage_.repeat(*player.phone_));
        return true;
    }
    static bool wait(Player& player, const Words& words) {
        const auto span = words.empty() ? std::nullopt : duration_of(words.front().second);
        if (span) player.stage_.wait(*span);
        return span.has_value();
    }
    static bool tap(Player& player, const Words& words) {
        if (words.empty()) return false;
        const std::string& id = words.front().second;
        const auto& prompts = player.phone_->prompts;
        player.say({.option = prompts.empty() ? id : option_in(prompts.back(), id)});
        return true;
    }
    static bool tap_old(Player& player, const Words& words) {
        const auto back = words.empty() ? std::nullopt : number_in<std::size_t>(words.front().second);
        const auto& prompts = player.phone_->prompts;
        if (!back || *back == 0 || *back > prompts.size()) return false;
        const Content& prompt = prompts[prompts.size() - *back];
        const std::string id = words.size() > 1 ? option_in(prompt, words[1].second) : first_option(prompt);
        if (!id.empty()) player.say({.option = id});
        return !id.empty();
    }
    static bool photo(Player& player, const Words& words) {
        if (words.empty()) return false;
        player.say({.photo = words.front().second});
        return true;
    }
    static bool voice(Player& player, const Words& words) {
        const auto span = words.empty() ? std::nullopt : duration_of(words.front().second);
        if (!span || *span < one_second) return false;
        player.say({.voice = std::chrono::duration_cast<seconds>(*span)});
        return true;
    }
    static bool pin(Player& player, const Words& words) {
        const std::string text = words.empty() ? std::string{} : words.front().second;
        const auto comma = text.find(',');
        if (comma == std::string::npos) return false;
        const auto latitude = number_in<double>(std::string_view{text}.substr(0, comma));
        const auto longitude = number_in<double>(std::string_view{text}.substr(comma + 1));
        if (!latitude || !longitude) return false;
        player.say({.pin = Location{*latitude, *longitude}});
        return true;
    }
    static bool late(Player& player, const Words& words) {
        const auto span = words.empty() ? std::nullopt : duration_of(words.front().second);
        player.late_ = span.value_or(milliseconds{0});
        return span.has_value();
    }
    static bool crash(Player& player, const Words& words) {
        if (words.size() != 1 || words.front().first != "after") return false;
        player.stage_.crash_at(words.front().second);
        return true;
    }
    static bool outcome(Player& player, const Words& words) {
        if (words.size() != 2 || !dialogs::is_result(words[0].second, words[1].second)) return false;
        player.stage_.decide(words[0].second, words[1].second);
        return true;
    }
    static bool deploy(Player& player, const Words& words) {
        if (words.size() != 1) return false;
        const std::filesystem::path beside = std::filesystem::path{player.transcript_.name}.parent_path();
        player.wrong_ = player.stage_.deploy(beside / words.front().second);
        return player.wrong_.empty();
    }
    static bool empty_sessions(Player& player, const Words&) {
        player.stage_.empty_sessions();
        return true;
    }
    // What staff say of two cases: `same 123456782 987654329`.
    static bool same(Player& player, const Words& words) {
        if (words.size() != 2) return false;
        const auto one = Ticket::parse(with_captures(words[0].second, player.captures_));
        const auto other = Ticket::parse(with_captures(words[1].second, player.captures_));
        if (one && other) player.wrong_ = player.stage_.say_same(*one, *other);
        return one && other && player.wrong_.empty();
    }
    // What a funder does about the house of a case: `house 123456782 baznas accept`.
    static bool house(Player& player, const Words& words) {
        if (words.size() != 3) return false;
        const auto ticket = Ticket::parse(with_captures(words[0].second, player.captures_));
        const auto move = cases::house_move_from(words[2].second);
        if (ticket && move) player.wrong_ = player.stage_.fund(*ticket, words[1].second, *move);
        return ticket && move && player.wrong_.empty();
    }
    static bool redis(Player& player, const Words& words) {
        const std::string state = words.empty() ? std::string{} : words.front().second;
        if (state == "down") player.stage_.take_redis_down();
        if (state == "up") player.stage_.bring_redis_up();
        return state == "down" || state == "up";
    }
    static bool parallel(Player& player, const Words& words) {
        const bool opens = words.size() == 1 && words.front().second == "{";
        if (opens) player.together_.emplace();
        return opens;
    }
    static bool end_of_block(Player& player, const Words&) {
        if (!player.together_) return false;
        const auto messages = std::move(*player.together_);
        player.together_.reset();
        for (auto& answer : player.stage_.say_together(messages)) player.hear(std::move(answer));
        return true;
    }
};

namespace {

struct EventRow {
    std::string_view name;
    std::string_view usage;
    bool (*happen)(Player& player, const Words& words);
    bool message = false;  // of the citizen
};

constexpr EventRow event_table[] = {
    {"drop", ":drop", &PlayerEvents::drop},
    {"dup", ":dup", &PlayerEvents::dup},
    {"wait", ":wait 4m", &PlayerEvents::wait},
    {"tap", ":tap ID", &PlayerEvents::tap, true},
    {"tap-old", ":tap-old N, of a prompt with buttons", &PlayerEvents::tap_old, true},
    {"photo", ":photo NAME", &PlayerEvents::photo, true},
    {"voice", ":voice 12s", &PlayerEvents::voice, true},
    {"pin", ":pin LATITUDE,LONGITUDE", &PlayerEvents::pin, true},
    {"late", ":late 20m", &PlayerEvents::late},
    {"crash", ":crash after=MOMENT", &PlayerEvents::crash},
    {"outcome", ":outcome ACTION RESULT, such as :outcome file error", &PlayerEvents::outcome},
    {"deploy", ":deploy FOLDER, which lies beside the transcript", &PlayerEvents::deploy},
    {"empty-sessions", ":empty-sessions", &PlayerEvents::empty_sessions},
    {"same", ":same TICKET TICKET, of cases that may be merged", &PlayerEvents::same},
    {"house", ":house TICKET UNIT reserve, accept, begin or finish", &PlayerEvents::house},
    {"redis", ":redis down or :redis up", &PlayerEvents::redis},
    {"parallel", ":parallel {", &PlayerEvents::parallel},
    {"}", "} after :parallel {", &PlayerEvents::end_of_block},
};

const EventRow* row_of(const Words& words) {
    const auto* const row =
        words.empty() ? std::end(event_table) : std::ranges::find(event_table, words.front().second, &EventRow::name);
    return row == std::end(event_table) ? nullptr : row;
}

std::string all_events() {
    std::string all;
    for (const EventRow& row : event_table) all += (all.empty() ? "" : "; ") + std::string{row.usage};
    return all;
}

}  // namespace

bool is_message(const TranscriptLine& line) {
    if (line.kind != TranscriptLine::Kind::event) return false;
    const EventRow* row = row_of(words_of(line.text));
    return row != nullptr && row->message;
}

void Player::happen(const TranscriptLine& line) {
    Words words = words_of(line.text);
    const EventRow* row = row_of(words);
    if (row == nullptr) return complain(line, all_events(), line.text);
    words.erase(words.begin());
    if (!row->happen(*this, words))
        complain(line, std::string{row->usage}, wrong_.empty() ? line.text : std::exchange(wrong_, {}));
}

void Player::say(const Spoken& spoken) {
    Spoken whole = spoken;
    whole.age = std::exchange(late_, milliseconds{0});
    if (together_)
        together_->emplace_back(phone_, std::move(whole));
    else
        hear(stage_.say(*phone_, whole));
}

}  // namespace sambung::gateway
