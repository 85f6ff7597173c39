#include "round_words.h"

#include "cases/on_duty.h"
#include "cases/shifts.h"
#include "model/gsm7.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

namespace sambung::gateway {

using cases::DutyAddress;
using store::DutyTest;
using store::DutyUnreached;
using store::MorningPage;
using store::NewOutbound;

namespace {

constexpr std::size_t two_sms = 306;  // septets, with their headers

std::string name_of(const cases::Office& office, std::string_view code) {
    const cases::Unit* unit = office.unit(code);
    return unit != nullptr ? unit->name : std::string{code};
}

bool rings_a_person(const Announcer& announcer, const DutyAddress& duty) {
    const Channel* channel = announcer.channels->find(duty.channel);
    return channel != nullptr && channel->adapter->carries() == adapters::Carries::talk;
}

std::vector<DutyAddress> phones_of(const cases::Unit& unit) {
    std::vector<DutyAddress> all = unit.duty;
    for (std::size_t shift = 0; unit.shifts && shift < unit.shifts->shifts().size(); ++shift)
        for (const DutyAddress& one : cases::duty_of(unit, shift))
            if (std::ranges::find(all, one) == all.end()) all.push_back(one);
    return all;
}

// To whoever has the duty of that unit now.
std::vector<NewOutbound> to_duty_of(const Announcer& announcer, std::string_view unit, const std::string& about,
                                    const std::string& text, store::Lanes lane, TimePoint now) {
    const cases::Unit* told = announcer.office->unit(unit);
    if (told == nullptr) return {};
    std::vector<NewOutbound> out;
    for (const DutyAddress& duty : cases::on_duty(*told, announcer.office->calendar, now)) {
        const Channel* channel = announcer.channels->find(duty.channel);
        if (channel == nullptr || channel->adapter->carries() == adapters::Carries::events) continue;
        out.push_back(announcer.message(about, duty.channel, duty.address, text));
        out.back().lane = lane;
    }
    return out;
}

std::string shift_name(const cases::Office& office, const MorningPage::Shift& shift) {
    const cases::Unit* unit = office.unit(shift.unit);
    if (unit == nullptr || !unit->shifts) return shift.unit;
    const auto index = cases::shift_at(*unit->shifts, office.calendar, shift.begins).index;
    return unit->name + " " + unit->shifts->shifts()[index].name;
}

// " Diam: A, B, +2 lagi." within the room; nothing for an empty list.
std::string list(std::string_view title, std::span<const std::string> names, std::size_t room) {
    if (names.empty()) return {};
    const auto written = [&](std::size_t shown) {
        const std::size_t left = names.size() - shown;
        std::string out = fmt::format(" {}: {}", title, fmt::join(names.first(shown), ", "));
        if (left > 0) out += fmt::format("{}+{} lagi", shown > 0 ? ", " : "", left);
        return out + '.';
    };
    std::size_t shown = names.size();
    while (shown > 0 && septets(written(shown)).value_or(two_sms) > room) --shown;
    return written(shown);
}

std::vector<std::string> names(const cases::Office& office, const std::vector<std::string>& units) {
    std::vector<std::string> out;
    for (const std::string& unit : units) out.push_back(name_of(office, unit));
    return out;
}

}  // namespace

std::string words_of(const cases::Office& office, const MorningPage& page) {
    std::string text = fmt::format("Dinsos {}, malam tadi: P0 {}, P1 {}, belum dijawab {}.", office.city, page.p0,
                                   page.p1, page.unanswered);
    std::vector<std::string> unopened;
    for (const MorningPage::Shift& shift : page.unopened) unopened.push_back(shift_name(office, shift));
    const std::pair<std::string_view, std::vector<std::string>> lists[] = {
        {"Unit diam", names(office, page.silent)},
        {"Jaga tanpa SIAP", std::move(unopened)},
        {"HP jaga tidak tersambung", names(office, page.unreached)},
    };
    std::size_t left = std::size(lists);
    for (const auto& [title, units] : lists) {
        const std::size_t room = (two_sms - std::min(two_sms, septets(text).value_or(two_sms))) / left--;
        text += list(title, units, room);
    }
    if (std::ranges::all_of(lists, [](const auto& one) { return one.second.empty(); }))
        text += " Tidak ada unit diam, semua jaga terisi.";
    return text;
}

std::vector<NewOutbound> to_tested(const Announcer& announcer, const DutyTest& tiding) {
    const cases::Unit* unit = announcer.office->unit(tiding.unit);
    if (unit == nullptr) return {};
    const std::string text =
        "UJI ALARM HP jaga " + unit->name +
        ": tidak ada kejadian, tidak perlu dibalas. Tidak berbunyi? Periksa suara dan baterai HP ini.";
    std::vector<NewOutbound> out;
    for (const DutyAddress& duty : phones_of(*unit))
        if (rings_a_person(announcer, duty))
            out.push_back(
                announcer.message("test:" + tiding.unit + ":" + tiding.day, duty.channel, duty.address, text));
    return out;
}

std::vector<NewOutbound> to_overseer(const Announcer& announcer, const DutyUnreached& tiding, TimePoint now) {
    const std::string which = tiding.all ? std::string{"Tidak satu pun HP jaga"}
                                         : fmt::format("HP jaga ({})", fmt::join(tiding.channels, ", "));
    const std::string text =
        fmt::format("{} {} {}menerima uji alarm malam ini. Mohon telepon mereka dan periksa HP-nya.", which,
                    name_of(*announcer.office, tiding.unit), tiding.all ? "" : "tidak ");
    return to_duty_of(announcer, tiding.told, "unreached:" + tiding.unit + ":" + tiding.day, text,
                      tiding.all ? store::Lanes::urgent : store::Lanes::ordinary, now);
}

std::vector<NewOutbound> to_head(const Announcer& announcer, const MorningPage& page, TimePoint now) {
    return to_duty_of(announcer, page.told, "morning:" + page.told + ":" + page.day, words_of(*announcer.office, page),
                      store::Lanes::ordinary, now);
}

}  // namespace sambung::gateway
