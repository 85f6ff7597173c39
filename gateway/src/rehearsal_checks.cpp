// What a transcript asserts of the last answer, the session, the wishes and the cases: the table of assertions.
#include "model/gsm7.h"
#include "rehearsal_player.h"

#include <algorithm>
#include <charconv>

namespace sambung::gateway {

namespace {

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// Answers that can be chosen: on WhatsApp what can be tapped, else numbered lines. Ways through the menu are none.
std::int64_t options_in(const Content& content) {
    if (!content.buttons.empty() || !content.rows.empty())
        return static_cast<std::int64_t>(content.buttons.size() + content.rows.size());
    std::int64_t count = 0;
    for (const std::string_view line : lines_of(content.text)) {
        const std::string_view number = line.substr(0, line.find(' '));
        if (number.size() < line.size() && number_in(number) && !number.starts_with('0') && number != "98") ++count;
    }
    return count;
}

std::string slot_in(const dialogs::Session& session, const std::string& name) {
    if (const auto own = session.slots.find(name); own != session.slots.end()) return own->second;
    for (const dialogs::Frame& waiting : session.stack)
        if (const auto slot = waiting.slots.find(name); slot != waiting.slots.end()) return slot->second;
    return {};
}

std::string told(const GrantedWish& wish) {
    std::string out = wish.action + " -> " + wish.result;
    for (const auto& [slot, value] : wish.slots) out.append(" ").append(slot).append("=").append(value);
    return out;
}

bool has_slots(const GrantedWish& wish, const Words& words) {
    return std::ranges::all_of(words, [&wish](const auto& word) {
        if (word.first.empty() || word.first == "count") return true;
        const auto slot = wish.slots.find(word.first);
        return slot != wish.slots.end() && slot->second == word.second;
    });
}

std::string after_first_word(std::string_view text) {
    const auto blank = text.find(' ');
    return blank == std::string_view::npos ? std::string{} : std::string{text.substr(blank + 1)};
}

}  // namespace

// Each is given the assertion's words, its name first, and says whether they can be understood.
struct PlayerChecks {
    static void must(Player& player, const TranscriptLine& line, bool holds, std::string got) {
        if (!holds) player.complain(line, with_captures(line.text, player.captures_), std::move(got));
    }
    static bool count(Player& player, const TranscriptLine& line, const Words& words, std::int64_t got) {
        const auto wanted = words.size() == 2 ? number_in(words[1].second) : std::nullopt;
        if (wanted) must(player, line, *wanted == got, std::to_string(got));
        return wanted.has_value();
    }
    static bool len(Player& player, const TranscriptLine& line, const Words& words) {
        if (words.size() != 2 || !words[1].second.starts_with("<=")) return false;
        const auto limit = number_in(std::string_view{words[1].second}.substr(2));
        if (!limit) return false;
        const auto length = septets(player.shown());
        must(player, line, length && static_cast<std::int64_t>(*length) <= *limit,
             length ? std::to_string(*length) : "outside GSM-7");
        return true;
    }
    static bool segments(Player& player, const TranscriptLine& line, const Words& words) {
        return count(player, line, words, static_cast<std::int64_t>(sms_segments(player.shown()).parts.size()));
    }
    static bool options(Player& player, const TranscriptLine& line, const Words& words) {
        return count(player, line, words, player.reply_ ? options_in(*player.reply_) : 0);
    }
    static bool cases(Player& player, const TranscriptLine& line, const Words& words) {
        return count(player, line, words, player.stage_.cases_filed());
    }
    static bool same_reply(Player& player, const TranscriptLine& line, const Words&) {
        const bool same = player.reply_ && player.before_ && player.reply_->text == player.before_->text;
        if (!same) player.complain(line, player.before_ ? player.before_->text : "(no reply)", player.shown());
        return true;
    }
    static bool none(Player& player, const TranscriptLine& line, const Words&) {
        must(player, line, !player.reply_, player.shown());
        return true;
    }
    static bool ends(Player& player, const TranscriptLine& line, const Words&) {
        must(player, line, player.reply_ && player.reply_->ends_session, player.shown());
        return true;
    }
    static bool state(Player& player, const TranscriptLine& line, const Words& words) {
        const auto session = player.session();
        const std::string got = !session || session->flow.empty() ? "end" : session->flow + "." + session->state;
        must(player, line, words.size() == 2 && got == words[1].second, got);
        return words.size() == 2;
    }
    static bool slot(Player& player, const TranscriptLine& line, const Words& words) {
        if (words.size() < 2) return false;
        const std::string wanted = with_captures(after_first_word(after_first_word(line.text)), player.captures_);
        const std::string got = slot_in(player.session().value_or(dialogs::Session{}), words[1].second);
        must(player, line, got == wanted, got.empty() ? "(empty)" : got);
        return true;
    }
    static bool effect(Player& player, const TranscriptLine& line, const Words& words) {
        const Words wanted = words_of(with_captures(line.text, player.captures_));
        const auto count = std::ranges::find(wanted, std::string{"count"}, &Words::value_type::first);
        const auto number = count == wanted.end() ? std::nullopt : number_in(count->second);
        if (words.size() < 2 || !number) return false;
        std::string got;
        std::int64_t fits = 0;
        for (const GrantedWish& wish : player.stage_.granted()) {
            if (wish.action != words[1].second) continue;
            got += told(wish) + "\n";
            if (wish.result != "error" && has_slots(wish, wanted)) ++fits;
        }
        must(player, line, fits == *number, std::to_string(fits) + "\n" + got);
        return true;
    }
    static bool log(Player& player, const TranscriptLine& line, const Words& words) {
        must(player, line, words.size() == 2 && player.stage_.last_outcome() == words[1].second,
             player.stage_.last_outcome());
        return words.size() == 2;
    }
    // `sms to=+62… contains WORDS`: a message to that number on that channel has those words.
    static bool sent(Player& player, const TranscriptLine& line, const Words& words) {
        const std::string text = with_captures(line.text, player.captures_);
        const auto at = text.find(" contains ");
        const std::string wanted = at == std::string::npos ? "" : text.substr(at + 10);
        std::string got;
        for (const Sink::Shown& shown :
             player.stage_.sent_to(words.size() > 1 ? words[1].second : player.phone_->number)) {
            if (shown.channel != words.front().second && shown.channel != "wa") continue;
            if (shown.message.content.text.find(wanted) != std::string::npos) return true;
            got += shown.message.content.text + "\n";
        }
        player.complain(line, text, got.empty() ? "(nothing was sent)" : got);
        return true;
    }
    // `messages to=+62… count=N`: so many were sent to that number so far, answers too.
    static bool messages(Player& player, const TranscriptLine& line, const Words& words) {
        if (words.size() != 3 || words[1].first != "to" || words[2].first != "count") return false;
        const auto wanted = number_in(words[2].second);
        std::string got;
        std::int64_t sent = 0;
        for (const Sink::Shown& shown : player.stage_.sent_to(words[1].second)) {
            got += "\n" + shown.message.content.text;
            ++sent;
        }
        must(player, line, wanted == sent, std::to_string(sent) + got);
        return wanted.has_value();
    }
};

namespace {

struct CheckRow {
    std::string_view name;
    std::string_view usage;
    bool (*check)(Player& player, const TranscriptLine& line, const Words& words);
};

constexpr CheckRow check_table[] = {
    {"len", "!len <=160", &PlayerChecks::len},
    {"segments", "!segments N", &PlayerChecks::segments},
    {"options", "!options N", &PlayerChecks::options},
    {"same-reply", "!same-reply", &PlayerChecks::same_reply},
    {"none", "!none", &PlayerChecks::none},
    {"ends", "!ends", &PlayerChecks::ends},
    {"state", "!state FLOW.STATE or !state end", &PlayerChecks::state},
    {"slot", "!slot NAME VALUE", &PlayerChecks::slot},
    {"effect", "!effect ACTION count=N slot=value", &PlayerChecks::effect},
    {"log", "!log OUTCOME", &PlayerChecks::log},
    {"cases", "!cases N", &PlayerChecks::cases},
    {"sms", "!sms to=NUMBER contains WORDS", &PlayerChecks::sent},
    {"wa", "!wa to=NUMBER contains WORDS", &PlayerChecks::sent},
    {"messages", "!messages to=NUMBER count=N", &PlayerChecks::messages},
};

}  // namespace

void Player::check(const TranscriptLine& line) {
    const Words words = words_of(line.text);
    const auto* const row =
        words.empty() ? std::end(check_table) : std::ranges::find(check_table, words.front().second, &CheckRow::name);
    if (row != std::end(check_table)) {
        if (!row->check(*this, line, words)) complain(line, std::string{row->usage}, line.text);
        return;
    }
    std::string all;
    for (const CheckRow& each : check_table) all += (all.empty() ? "" : "; ") + std::string{each.usage};
    complain(line, all, line.text);
}

}  // namespace sambung::gateway
