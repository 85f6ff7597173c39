#include "shift_words.h"

#include "cases/on_duty.h"
#include "model/gsm7.h"

#include <fmt/format.h>

#include <algorithm>

namespace sambung::gateway {

using cases::DutyAddress;
using store::NewOutbound;
using store::ShiftTask;
using store::ToShift;
using What = ToShift::What;

namespace {

constexpr std::size_t one_sms = 160;  // septets

std::string_view word(ShiftTask::State state) {
    switch (state) {
        case ShiftTask::State::unanswered:
            return "BARU";
        case ShiftTask::State::accepted:
            return "TERIMA";
        case ShiftTask::State::departed:
            return "BERANGKAT";
        case ShiftTask::State::arrived:
            return "TIBA";
        case ShiftTask::State::on_hold:
            return "TUNDA";
    }
    return {};
}

std::string written(const ShiftTask& task) {
    std::string out = cases::task_name(task.task) + ' ' + std::string{name(task.urgency)};
    if (task.state) out += ' ' + std::string{word(*task.state)};
    return out;
}

// A shift and the unit that it is of, as the office has them now.
struct Known {
    const cases::Unit& unit;
    std::size_t index;

    [[nodiscard]] const cases::Shift& shift() const { return unit.shifts->shifts()[index]; }
};

std::optional<Known> known(const Announcer& announcer, const ToShift& tiding) {
    const cases::Unit* unit = announcer.office->unit(tiding.unit);
    if (unit == nullptr || !unit->shifts) return std::nullopt;
    return Known{*unit, cases::shift_at(*unit->shifts, announcer.office->calendar, tiding.begins).index};
}

std::string clock_of(std::chrono::minutes time) {
    return fmt::format("{:02}.{:02}", time.count() / 60, time.count() % 60);
}

std::string hours_of(const Known& known) {
    const auto& shifts = known.unit.shifts->shifts();
    return clock_of(known.shift().begins) + "-" + clock_of(shifts[(known.index + 1) % shifts.size()].begins);
}

std::string with_list(const std::string& head, const ToShift& tiding, const std::string& tail) {
    const std::size_t used = septets(head + tail).value_or(one_sms);
    return head + listed(tiding.tasks, tiding.all, used < one_sms ? one_sms - used : 0) + tail;
}

std::string words_of(const ToShift& tiding, const Known& known) {
    const std::string shift = "Jaga " + known.shift().name;
    switch (tiding.what) {
        case What::begins: {
            const std::string open =
                tiding.all == 0 ? "Tidak ada tugas terbuka." : fmt::format("Tugas terbuka: {}.", tiding.all);
            return shift + " " + known.unit.name + " dimulai, " + hours_of(known) + ". " + open +
                   (tiding.open ? "" : " Balas SIAP.");
        }
        case What::hand_over:
            return with_list("Serah terima " + known.unit.name + ", jaga " + known.shift().name + " " +
                                 clock_of(known.shift().begins) + ": ",
                             tiding, ".");
        case What::unopened:
            return shift + " " + known.unit.name + " belum SIAP. Mohon telepon mereka." +
                   (tiding.stands_in ? " Sampai ada SIAP, darurat juga masuk ke sini." : "");
        case What::opened:
            return shift + " " + known.unit.name + " sudah SIAP.";
    }
    return {};
}

// Another unit's duty is whoever has it now, since a shift may be asked late.
std::vector<DutyAddress> addresses(const Announcer& announcer, const ToShift& tiding, const Known& known,
                                   TimePoint now) {
    if (tiding.told != tiding.unit) {
        const cases::Unit* told = announcer.office->unit(tiding.told);
        if (told == nullptr) return {};
        return cases::on_duty(*told, announcer.office->calendar, now);
    }
    std::vector<DutyAddress> out = cases::duty_of(known.unit, known.index);
    if (tiding.what != What::hand_over || !tiding.outgoing) return out;
    const auto before = cases::shift_at(*known.unit.shifts, announcer.office->calendar, *tiding.outgoing).index;
    for (const DutyAddress& one : cases::duty_of(known.unit, before))
        if (std::ranges::find(out, one) == out.end()) out.push_back(one);
    return out;
}

}  // namespace

std::string listed(const std::vector<ShiftTask>& tasks, std::int64_t all, std::size_t room) {
    std::string out;
    std::int64_t shown = 0;
    for (const ShiftTask& task : tasks) {
        const std::string next = (shown == 0 ? "" : ", ") + written(task);
        const std::int64_t left = all - shown - 1;
        const std::string rest = left > 0 ? fmt::format(", +{} lagi", left) : "";
        if (out.size() + next.size() + rest.size() > room) break;  // letters, digits and signs of one septet each
        out += next;
        ++shown;
    }
    if (shown == all) return out;
    return out + fmt::format("{}+{} lagi", shown == 0 ? "" : ", ", all - shown);
}

std::vector<NewOutbound> to_shift(const Announcer& announcer, const ToShift& tiding, TimePoint now) {
    const std::optional<Known> shift = known(announcer, tiding);
    if (!shift) return {};
    const std::string text = words_of(tiding, *shift);
    const std::string about =
        fmt::format("shift:{}:{}:{}", static_cast<int>(tiding.what), tiding.unit, to_millis(tiding.begins));
    std::vector<NewOutbound> out;
    for (const DutyAddress& duty : addresses(announcer, tiding, *shift, now)) {
        const Channel* channel = announcer.channels->find(duty.channel);
        // Shifts are of people: a program has none.
        if (channel == nullptr || channel->adapter->carries() == adapters::Carries::events) continue;
        out.push_back(announcer.message(about, duty.channel, duty.address, text));
        if (tiding.what == What::unopened) out.back().lane = store::Lanes::urgent;
    }
    return out;
}

}  // namespace sambung::gateway
