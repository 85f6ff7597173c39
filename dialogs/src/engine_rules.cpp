#include "engine_rules.h"

#include "common_texts.h"
#include "fold.h"
#include "meaning.h"

#include <algorithm>
#include <charconv>

namespace sambung::dialogs {

namespace {

constexpr std::string_view more_option = "more";  // the row "Lagi" of a WhatsApp list
constexpr std::string_view skip_option = "skip";

bool danger_sign(Walk& walk, const Heard& heard) {
    if (!walk.env().danger || walk.in(danger_flow)) return false;
    walk.enter(danger_flow, Keep::declared);
    const bool word_alone = flow_named(walk.flows(), heard.folded, ChannelKind::sms) == walk.flow();
    if (!word_alone) note(walk, heard.text);
    walk.call_it("danger");
    return true;
}

bool stop(Walk& walk, const Heard& heard) {
    if (!means_stop(heard.folded)) return false;
    walk.enter(stop_flow, Keep::nothing);
    walk.call_it("stop");
    return true;
}

bool too_many_turns(Walk& walk, const Heard&) {
    if (walk.count_turn()) return false;
    walk.call_it("limit");
    walk.call_person("limit");
    return true;
}

bool holds_a_letter(std::string_view folded) {
    return std::ranges::any_of(folded, [](char c) { return c >= 'a' && c <= 'z'; });
}

// Providers hand messages over again for days. One that is older than the prompt by so much answers nothing any more.
// Words are kept, be it one; digits alone answered a question that is gone, and a NIK has no place in a story. Danger
// and STOP were heard before.
bool late(Walk& walk, const Heard& heard) {
    constexpr std::chrono::minutes too_late{10};
    const auto& sent = walk.event().sent_at;
    if (walk.flow() == nullptr || heard.lost || !sent || *sent + too_late > walk.session().prompted) return false;
    const bool words = holds_a_letter(heard.folded) && walk.event().option_id.empty();
    const bool noted = words && note(walk, heard.text);
    const bool kept = walk.keep_media() || noted;
    walk.say(kept ? text_late : text_old_button);
    walk.call_it("late");
    return true;
}

// A new dial: go on or start anew if answers would be lost, else the menu; whoever was cut off while in danger just
// goes on.
bool redialled(Walk& walk, const Heard& heard) {
    if (walk.event().channel != ChannelKind::ussd || !walk.event().new_dial) return false;
    if (walk.in(danger_flow) && walk.session().rung) return true;
    if (worth_resuming(walk)) {
        walk.offer_resume();
        return true;
    }
    walk.enter(menu_flow, Keep::nothing);
    return heard.folded.empty();
}

void take(Walk& walk, std::string_view id) {
    Refusal refusal;
    if (id == skip_option && walk.state().skip) {
        if (walk.step().see == nullptr) walk.put(walk.state().slot, {});  // what was sent before "go on" is kept
        walk.answered(walk.state().skip->next);
    } else {
        refusal = walk.step().choose(walk, id);
    }
    if (!refusal.empty()) walk.refuse(refusal);
}

// "lapor@1:siapa:17:lansia"
struct Tap {
    std::string_view place;  // "lapor@1:siapa"
    std::string_view option;
};
Tap read_tap(std::string_view id) {
    const std::size_t last = id.rfind(':');
    const std::size_t before =
        last == 0 || last == std::string_view::npos ? std::string_view::npos : id.rfind(':', last - 1);
    if (before == std::string_view::npos) return {};
    return {.place = id.substr(0, before), .option = id.substr(last + 1)};
}

bool stands_at(const Walk& walk, std::string_view place) {
    if (walk.flow() == nullptr) return false;
    return place == walk.flow()->name + '@' + std::to_string(walk.flow()->version) + ':' + walk.state().name;
}

// By id, never by its title: a label may be a keyword. An older prompt of the same state still counts.
bool tapped(Walk& walk, const Heard& heard) {
    const Tap tap = read_tap(walk.event().option_id);
    if (tap.place.empty()) return false;
    if (!heard.lost && stands_at(walk, tap.place)) {
        if (tap.option == more_option) {
            walk.turn_page();
            return true;
        }
        const Offers offers = walk.offers();
        if (std::ranges::find(offers, tap.option, &Offer::id) != offers.end()) {
            take(walk, tap.option);
            return true;
        }
    }
    if (walk.flow() == nullptr) walk.enter(menu_flow, Keep::nothing);
    walk.say(text_old_button);
    walk.call_it("old_button");
    return true;
}

int typed_number(std::string_view folded) {
    int number = 0;
    if (folded.empty() || folded.size() > 3 || folded.front() == '0') return 0;
    const auto [end, error] = std::from_chars(folded.data(), folded.data() + folded.size(), number);
    return error == std::errc{} && end == folded.data() + folded.size() ? number : 0;
}

bool names(const Walk& walk, const Offer& offer, std::string_view folded) {
    if (std::ranges::find(offer.words, folded) != offer.words.end()) return true;
    const auto means = [folded](std::string_view words) { return fold(words) == folded; };
    if (std::ranges::any_of(offer.aliases, means) || means(offer.label)) return true;
    return !offer.label_key.empty() && std::ranges::any_of(walk.flows().languages, [&](Language language) {
        return means(walk.flows().text(language, offer.label_key));
    });
}

const Offer* meant(const Walk& walk, const Offers& offers, std::string_view folded) {
    const auto by_number = [&offers](int number) {
        const auto found = std::ranges::find(offers, number, &Offer::number);
        return found == offers.end() ? nullptr : &*found;
    };
    if (const int number = typed_number(folded)) return by_number(number);
    for (const Offer& offer : offers)
        if (names(walk, offer, folded)) return &offer;
    if (const int number = number_meant(folded)) return by_number(number);
    // "1 Lansia", as it stands on the screen
    const std::size_t space = folded.find(' ');
    const int number = space == std::string_view::npos ? 0 : typed_number(folded.substr(0, space));
    const Offer* offer = number == 0 ? nullptr : by_number(number);
    return offer != nullptr && names(walk, *offer, folded.substr(space + 1)) ? offer : nullptr;
}

bool closed_answer(Walk& walk, const Heard& heard) {
    if (walk.flow() == nullptr || heard.lost || heard.folded.empty()) return false;
    const Offers offers = walk.offers();
    if (const Offer* offer = meant(walk, offers, heard.folded)) {
        take(walk, offer->id);
        return true;
    }
    if (!walk.step().knows(walk, heard.text)) return false;
    if (const Refusal refusal = walk.step().hear(walk, heard.text); !refusal.empty()) walk.refuse(refusal);
    return true;
}

bool navigation(Walk& walk, const Heard& heard) {
    switch (way_meant(heard.folded)) {
        case Way::none:
            return false;
        case Way::skip:  // whatever the state calls it
            if (walk.flow() == nullptr || heard.lost || !walk.state().skip) return false;
            take(walk, skip_option);
            return true;
        case Way::back:
            walk.back();
            return true;
        case Way::home:
            walk.enter(menu_flow, Keep::nothing);
            return true;
        case Way::more:
            if (walk.flow() == nullptr) return false;
            walk.turn_page();
            return true;
        case Way::danger:
            if (!walk.in(danger_flow)) walk.enter(danger_flow, Keep::declared);
            walk.call_it("danger");
            return true;
        case Way::staff:
            if (!walk.in(staff_flow)) walk.call_person("asked");
            return true;
    }
    return false;
}

constexpr Rule in_order[] = {
    {"danger", danger_sign},
    {"stop", stop},
    {"late", late},
    {"limit", too_many_turns},
    {"redialled", redialled},
    {"tapped", tapped},
    {"answer", closed_answer},
    {"navigation", navigation},
    {"one-shot", one_shot},
    {"trigger", trigger_word},
    {"free words", free_words},
};

}  // namespace

std::span<const Rule> rules() { return in_order; }

}  // namespace sambung::dialogs
