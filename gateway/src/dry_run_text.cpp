#include "dry_run_text.h"

#include <fmt/format.h>

#include <iterator>

namespace sambung::gateway {

namespace {

double percent(std::int64_t part, std::int64_t whole) {
    constexpr double all = 100.0;
    return whole == 0 ? 0.0 : all * static_cast<double>(part) / static_cast<double>(whole);
}

// What comes on a busy day beside what it can have open at once.
std::string capacity_in_words(const cases::DailyLoad& load, const cases::Unit* unit) {
    if (unit == nullptr) return "no such unit any more";
    if (!unit->capacity) return "-";
    return fmt::format("{}, {:.0f} %{}", *unit->capacity, percent(load.after_p95, *unit->capacity),
                       load.after_p95 > *unit->capacity ? " OVER" : "");
}

void append_spared(std::string& out, const cases::DryRunReport& report) {
    if (report.spared == 0) return;
    out += "\nrejections avoided          would go to                 cases\n";
    for (const auto& [units, count] : report.spared_from_to)
        fmt::format_to(std::back_inserter(out), "{:<28}{:<28}{:>5}\n", units.first, units.second, count);
}

void append_loads(std::string& out, const cases::DryRunReport& report, const cases::Office& office) {
    out +=
        "\ncases a day by unit         before p50   p95    after p50   p95   capacity (open at once), share of it that "
        "comes on a busy day\n";
    for (const cases::DailyLoad& load : report.loads) {
        const cases::Unit* unit = office.unit(load.unit);
        fmt::format_to(std::back_inserter(out), "{:<28}{:>10}{:>6}{:>13}{:>6}   {}\n", load.unit, load.before_p50,
                       load.before_p95, load.after_p50, load.after_p95, capacity_in_words(load, unit));
    }
}

void append_moves(std::string& out, const cases::DryRunReport& report) {
    if (report.moved == 0) return;
    out += "\nfrom                        to                          cases\n";
    for (const auto& [units, count] : report.from_to)
        fmt::format_to(std::back_inserter(out), "{:<28}{:<28}{:>5}\n", units.first, units.second, count);
    fmt::format_to(std::back_inserter(out), "\nthe first {} of them\n", report.moves.size());
    for (const cases::Move& move : report.moves)
        fmt::format_to(std::back_inserter(out), "{}  {} -> {}  row {}\n", move.ticket, move.from, move.to, move.rule);
}

}  // namespace

std::string in_words(const cases::DryRunReport& report, const cases::Office& office) {
    std::string out = fmt::format(
        "decisions                   {}\n"
        "would move                  {} ({:.1f} %)\n"
        "no row but the last         {} ({:.1f} %)\n"
        "sensitive leaks             {}\n"
        "sent back then              {}\n"
        "rejections avoided          {}\n"
        "load not known              {}\n",
        report.decisions, report.moved, percent(report.moved, report.decisions), report.last_row,
        percent(report.last_row, report.decisions), report.leaks, report.sent_back, report.spared, report.guessed);
    if (report.unreadable > 0) out += fmt::format("records not readable        {}\n", report.unreadable);
    append_moves(out, report);
    append_spared(out, report);
    append_loads(out, report, office);
    return out;
}

}  // namespace sambung::gateway
