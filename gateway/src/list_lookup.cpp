#include "list_lookup.h"

#include "list_numbers.h"
#include "model/nik.h"
#include "model/phone.h"
#include "slots.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace sambung::gateway {

using dialogs::WishOutcome;

namespace {

struct Asked {
    std::vector<Key128> numbers;
    std::string shown;  // masked
};

std::string masked_card(std::string_view card) {
    constexpr std::size_t shown = 2;
    return "****" + std::string{card.substr(card.size() - shown)};
}

Asked asked_by_number(const store::Keys& keys, const std::string& typed, std::string_view programme) {
    Asked asked{.numbers = keys_of_typed(keys, typed, programme), .shown = "****"};
    if (const auto sixteen = sixteen_digits(typed))
        asked.shown = masked_nik(*sixteen);
    else if (const auto card = card_number(typed))
        asked.shown = masked_card(*card);
    return asked;
}

Asked asked_by_phone(const store::Keys& keys, const std::string& address, std::string_view programme) {
    const std::optional<Phone> phone = Phone::parse(address);
    if (!phone) return {.numbers = {}, .shown = "****"};
    return {.numbers = {store::list_key(keys, store::ListNumber::phone, phone->e164(), programme)},
            .shown = phone->masked()};
}

constexpr std::array<std::string_view, 5> results{"registered", "waiting", "proposed", "stopped", "unregistered"};

// "12 Nov 2026": the office's way to tell a time, without the hour and with the year.
std::string told_day(const cases::Office& office, const std::string& iso) {
    const auto day = cases::date_from(iso);
    if (!day) return iso;
    const std::string told = office.calendar.tell(office.calendar.at(*day, std::chrono::minutes{0}));
    return told.substr(0, told.rfind(' ') + 1) + std::to_string(static_cast<int>(day->year()));
}

void tell_day(const cases::Office& office, const store::ListDay& day, WishOutcome& out) {
    const auto date = cases::date_from(day.day);
    const Area* place = office.areas.find(day.place);
    if (!date || place == nullptr) return;
    out.result = "scheduled";
    out.values["batas"] = office.calendar.tell(office.calendar.at(*date, std::chrono::minutes{day.opens}));
    out.values["unit"] = place->name;
}

}  // namespace

Task<WishOutcome> look_up_list(store::Database& database, const store::Keys& keys,
                               std::shared_ptr<const cases::Office> office, dialogs::Wish wish, std::string address,
                               TimePoint now) {
    const std::string programme = slot(wish.slots, "program");
    const std::string typed = slot(wish.slots, "nomor");
    Asked asked = typed.empty() ? asked_by_phone(keys, address, programme) : asked_by_number(keys, typed, programme);
    const Result<store::ListAnswer> answer =
        co_await store::standing_on_list(database, programme, std::move(asked.numbers));
    WishOutcome out{.result = "error", .values = {}, .rows = {}};
    if (!answer) {
        if (answer.error().code == Errc::not_found) out.result = "no_list";
        co_return out;
    }
    out.values["tgl"] = told_day(*office, answer->as_of);
    out.values["angka"] = asked.shown;
    out.result = answer->standing ? results.at(static_cast<std::size_t>(*answer->standing)) : "unknown";
    if (answer->standing != store::ListStanding::registered) co_return out;
    const auto day = co_await store::next_list_day(database, programme, answer->batch, office->calendar.date_of(now));
    if (day && *day) tell_day(*office, **day, out);
    co_return out;
}

}  // namespace sambung::gateway
