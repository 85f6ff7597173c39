// What units, citizens and officers were told, in a word or two each: "trc reminded", "citizen late".
#pragma once

#include "store/referrals.h"

#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sambung::store {

inline std::string told(const Tiding& tiding) {
    constexpr std::string_view to_units[] = {"asked",    "reminded",   "stands_in",  "head",  "desk",
                                             "relieved", "copied",     "called_for", "added", "joined",
                                             "put_off",  "first_eyes", "burst"};
    static_assert(std::size(to_units) == static_cast<std::size_t>(ToUnit::What::burst) + 1);
    constexpr std::string_view answers[] = {"done",       "already",      "no_such_task", "which_task", "over",
                                            "unreadable", "which_reason", "no_delay",     "asked",      "no_shift",
                                            "on_shift",   "next_shift",   "other_shift"};
    static_assert(std::size(answers) == static_cast<std::size_t>(OrderAnswer::Said::other_shift) + 1);
    if (const auto* unit = std::get_if<ToUnit>(&tiding))
        return unit->unit + ' ' + std::string{to_units[static_cast<std::size_t>(unit->what)]};
    if (const auto* shift = std::get_if<ToShift>(&tiding)) {
        constexpr std::string_view shifts[] = {"begins", "hand_over", "unopened", "opened"};
        return shift->told + " shift " + std::string{shifts[static_cast<std::size_t>(shift->what)]};
    }
    if (const auto* test = std::get_if<DutyTest>(&tiding)) return test->unit + " test";
    if (const auto* unreached = std::get_if<DutyUnreached>(&tiding)) return unreached->told + " unreached";
    if (const auto* page = std::get_if<MorningPage>(&tiding)) return page->told + " morning";
    if (const auto* citizen = std::get_if<ToCitizen>(&tiding)) return "citizen " + std::string{name(citizen->news)};
    std::string out = "officer";
    for (const OrderAnswer& one : std::get<ToOfficer>(tiding).answers)
        out += ' ' + std::string{answers[static_cast<std::size_t>(one.said)]};
    return out;
}

// Listens in place of the gateway; sends nothing.
class Ear {
 public:
    [[nodiscard]] Herald herald() {
        return [this](const Tiding& tiding) {
            told_.push_back(told(tiding));
            return std::vector<NewOutbound>{};
        };
    }
    std::vector<std::string> heard() { return std::exchange(told_, {}); }  // since it was asked last

 private:
    std::vector<std::string> told_;
};

}  // namespace sambung::store
