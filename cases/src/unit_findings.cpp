#include "cases/office.h"
#include "confidence.h"
#include "model/gsm7.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace sambung::cases {

namespace {

constexpr Septets longest_name = 24;  // what a status line leaves for a unit beside ticket, word and date
constexpr std::array<std::string_view, 7> kinds = {"bidang", "trc",     "shelter", "puskesos",
                                                   "desk",   "partner", "verifier"};

class UnitCheck {
 public:
    explicit UnitCheck(const Office& office) : office_(office) {}

    std::vector<UnitFinding> findings() {
        for (const Unit& unit : office_.units) {
            check_code(unit);
            check_name(unit);
            check_links(unit, &Unit::backup, "E253", "backup");
            check_links(unit, &Unit::parent, "E258", "parent");
            check_delivery(unit);
            check_sensitive(unit);
            if (office_.routing.reaches(unit.code, Urgency::p0) || office_.routing.reaches(unit.code, Urgency::p1))
                check_duty(unit);
        }
        return std::move(findings_);
    }

 private:
    void add(const Unit& unit, std::string code, std::string sentence) {
        findings_.push_back({unit.code, std::move(code), std::move(sentence)});
    }

    void check_code(const Unit& unit) {
        if (unit.code.empty()) add(unit, "E251", "a unit has no code");
        if (&unit != office_.unit(unit.code)) add(unit, "E251", "unit code '" + unit.code + "' is used twice");
        if (std::ranges::find(kinds, unit.kind) == kinds.end())
            add(unit, "E251",
                "kind '" + unit.kind + "' is none of bidang, trc, shelter, puskesos, desk, partner, verifier");
    }

    void check_name(const Unit& unit) {
        const auto length = septets(unit.name);
        if (unit.name.empty() || !length || *length > longest_name)
            add(unit, "E252", "the name must have 1 to 24 characters of the GSM 7-bit alphabet");
    }

    void check_links(const Unit& unit, std::string Unit::* link, const std::string& code, const std::string& word) {
        const Unit* next = &unit;
        for (std::size_t steps = 0; steps < office_.units.size(); ++steps) {
            if ((next->*link).empty()) return;
            const Unit* linked = office_.unit(next->*link);
            if (linked == nullptr) {
                // Said once, at the unit that names it.
                if (next == &unit) add(unit, code, word + " '" + unit.*link + "' is not a unit");
                return;
            }
            if (linked == &unit) return add(unit, code, word + "s lead from '" + unit.code + "' back to itself");
            next = linked;
        }
    }

    void check_delivery(const Unit& unit) {
        if (unit.duty.empty()) add(unit, "E257", "nobody is rung here, so nobody would hear of its cases");
        if (!unit.open_24h && !ever_opens_)
            add(unit, "E257", "it keeps the hours of the office, and calendar.yaml never opens it");
        if (unit.shifts && !unit.open_24h) add(unit, "E261", "it has shifts, so its hours must be 24h");
    }

    void check_sensitive(const Unit& unit) {
        if (!unit.takes_sensitive) {
            if (const auto row = office_.routing.brings_sensitive(unit.code))
                add(unit, "E259",
                    "row " + std::to_string(*row) +
                        " of routing.csv can bring a sensitive case here, and it takes none; a row above it with "
                        "sensitive 1 must take them all");
            return;
        }
        const Unit* backup = unit.backup.empty() ? nullptr : office_.unit(unit.backup);
        if (backup != nullptr && !backup->takes_sensitive)
            add(unit, "E259", "it takes sensitive cases, and its backup '" + backup->code + "' does not");
    }

    void check_duty(const Unit& unit) {
        if (!unit.open_24h) add(unit, "E254", "P0 or P1 can come here, so it must be open round the clock");
        const bool two_channels = std::ranges::any_of(
            unit.duty, [&](const DutyAddress& duty) { return duty.channel != unit.duty.front().channel; });
        if (!two_channels) add(unit, "E254", "P0 or P1 can come here, so duty needs addresses on two channels");
        const bool rings_somebody =
            std::ranges::any_of(unit.duty, [](const DutyAddress& duty) { return duty.address.starts_with('+'); });
        if (!unit.duty.empty() && !rings_somebody)
            add(unit, "E254",
                "P0 or P1 can come here, so duty needs a phone that rings: mail and webhooks wake nobody");
        const Unit* backup = office_.unit(unit.backup);
        if (backup == nullptr || !backup->open_24h || backup->duty.empty() || backup->suspended)
            add(unit, "E254", "P0 or P1 can come here, so it needs a backup that is on duty round the clock");
    }

    const Office& office_;
    const bool ever_opens_ = office_.calendar.open(office_.calendar.next_opening(TimePoint{}));
    std::vector<UnitFinding> findings_;
};

}  // namespace

std::vector<UnitFinding> unit_findings(const Office& office) {
    std::vector<UnitFinding> all = UnitCheck{office}.findings();
    std::ranges::move(confidence_findings(office), std::back_inserter(all));
    return all;
}

}  // namespace sambung::cases
