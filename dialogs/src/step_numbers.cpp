// States that are answered by a number of some form: NIK, a phone, a day.
#include "common_texts.h"
#include "fold.h"
#include "meaning.h"
#include "model/nik.h"
#include "model/phone.h"
#include "spoken_date.h"
#include "step.h"
#include "walk.h"

namespace sambung::dialogs {

namespace {

// --- NIK: typed, read back once in full, then masked everywhere ---

constexpr std::string_view checking = "check";

bool reads_back(const Walk& walk) { return walk.slot(slot_inside) == checking; }

std::string ask_nik(const Walk& walk) {
    if (!reads_back(walk)) return ask_plainly(walk);
    return fill(walk.flows().text(walk.language(), text_nik_check), {{"nik4", in_fours(walk.slot(walk.state().slot))}},
                walk.flows());
}

Offers nik_offers(const Walk& walk) {
    if (!reads_back(walk)) return {};
    Offers offers;
    offers.push_back(fixed_offer(walk, "yes", text_yes, 1, yes_words()));
    offers.push_back(fixed_offer(walk, "again", text_type_again, 2, no_words()));
    return offers;
}

Refusal choose_nik(Walk& walk, std::string_view id) {
    if (id == "yes") {
        walk.answered(walk.state().next);
    } else {
        walk.put(walk.state().slot, {});
        walk.inside({});
    }
    return {};
}

bool knows_nik(const Walk& walk, std::string_view text) { return !reads_back(walk) && Nik::parse(text).has_value(); }

Refusal refusal_of(Walk& walk, NikFault fault, std::string_view text) {
    switch (fault) {
        case NikFault::length:
            walk.put("=n", std::to_string(Nik::digits_in(text)));
            return text_nik_length;
        case NikFault::province:
        case NikFault::date:
            return text_nik_date;
        case NikFault::sample:
            return text_nik_sample;
    }
    return text_nik_date;
}

Refusal hear_nik(Walk& walk, std::string_view text) {
    const std::string line = one_line(text);
    const auto nik = Nik::parse(line);
    if (!nik) return refusal_of(walk, nik.error(), line);
    walk.put(walk.state().slot, nik->digits());
    walk.inside(checking);
    return {};
}

// --- another person's phone ---

bool knows_phone(const Walk&, std::string_view text) { return Phone::parse(one_line(text)).has_value(); }

Refusal hear_phone(Walk& walk, std::string_view text) {
    const auto phone = Phone::parse(one_line(text));
    if (!phone) return text_bad_phone;
    walk.put(walk.state().slot, phone->e164());
    walk.answered(walk.state().next);
    return {};
}

// --- a day ---

constexpr std::chrono::hours jakarta{7};

Day today(const Walk& walk) {
    const Env& env = walk.env();
    return env.today == Day{} ? std::chrono::floor<std::chrono::days>(env.now + jakarta) : env.today;
}

bool knows_day(const Walk& walk, std::string_view text) { return day_meant(one_line(text), today(walk)).has_value(); }

Refusal hear_day(Walk& walk, std::string_view text) {
    const State& state = walk.state();
    const auto day = day_meant(one_line(text), today(walk));
    if (!day) return text_bad_date;
    const auto from_today = (*day - today(walk)).count();
    if (from_today < state.earliest || from_today > state.latest) return text_date_range;
    walk.put(state.slot, iso_date(*day));
    if (state.remind) {
        const Day when = *day + std::chrono::days{state.remind->after};
        walk.put("remind_at", when > today(walk) ? iso_date(when) : std::string{});
        walk.put("remind_text", when > today(walk) ? state.remind->text_key : std::string{});
    }
    walk.answered(state.next);
    return {};
}

}  // namespace

const Step nik_step{ask_nik, nik_offers, choose_nik, knows_nik, hear_nik, false};
const Step phone_step{ask_plainly, offer_nothing, choose_nothing, knows_phone, hear_phone, false};
const Step date_step{ask_plainly, offer_nothing, choose_nothing, knows_day, hear_day, false};

}  // namespace sambung::dialogs
