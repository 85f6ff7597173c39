#include "books.h"
#include "cases/coverage.h"
#include "commands.h"
#include "dry_run_text.h"
#include "model/csv.h"
#include "rules.h"
#include "store/decisions.h"
#include "times.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iostream>

namespace sambung::gateway {

namespace {

constexpr int found_wrong = 1;

int tell_findings(const std::vector<std::string>& findings) {
    for (const std::string& finding : findings) std::cout << finding << "\n";
    return found_wrong;
}

// A spreadsheet runs no name.
std::string cell(std::string_view text) {
    const bool runs = !text.empty() && std::string_view{"=+-@\t\r"}.contains(text.front());
    return csv_cell(runs ? "'" + std::string{text} : std::string{text});
}

std::string short_sha(const store::OfficeDocument& set) {
    constexpr std::size_t shown = 12;
    return set.sha256.substr(0, shown);
}

int list(store::OfficeDocuments& rules) {
    const Result<std::vector<store::OfficeDocument>> all = rules.list();
    if (!all) return complain(describe(all.error()));
    std::cout << "version,state,author,approver,drafted,activated,sha256\r\n";
    for (const store::OfficeDocument& set : *all)
        std::cout << set.version << "," << set.state << "," << cell(set.author) << "," << cell(set.approver) << ","
                  << iso(set.drafted) << "," << (set.activated ? iso(*set.activated) : "") << "," << short_sha(set)
                  << "\r\n";
    return 0;
}

int draft(store::OfficeDocuments& rules, const cases::Office& office, const RulesOptions& options) {
    const auto proposed = office_under(office, options.target);
    if (!proposed) return tell_findings(proposed.error());
    const Result<std::int64_t> version = rules.draft(proposed->routing.csv(), options.by, now());
    if (!version) return complain(describe(version.error()));
    std::cout << "rule set " << *version << "; rehearse it next: sambung simulate-routing --rules " << options.target
              << " --by NAME\n";
    return 0;
}

std::optional<std::int64_t> version_in(const std::string& text) {
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return version;
}

Result<store::OfficeDocument> wanted_set(store::OfficeDocuments& rules, const std::string& target) {
    const std::optional<std::int64_t> version = version_in(target);
    if (!version)
        return fail(Errc::invalid_request, "\"" + target + "\" is no version: a number, as the list has them");
    Result<std::optional<store::OfficeDocument>> set = rules.at(*version);
    if (!set) return std::unexpected(set.error());
    if (!*set) return fail(Errc::not_found, "there is no rule set " + target);
    return std::move(**set);
}

int show(store::OfficeDocuments& rules, const RulesOptions& options) {
    const Result<store::OfficeDocument> set = wanted_set(rules, options.target);
    if (!set) return complain(describe(set.error()));
    if (options.report && set->report.empty()) return complain("nobody has rehearsed it");
    std::cout << (options.report ? set->report : set->text);
    return 0;
}

// What is approved must be what the approver saw.
void print_head_of(const store::OfficeDocument& set) {
    constexpr int lines = 10;
    std::cout << "rule set " << set.version << ", sha256 " << set.sha256 << "\n";
    std::string_view report = set.report;
    for (int line = 0; line < lines && !report.empty(); ++line) {
        const std::size_t end = std::min(report.find('\n'), report.size() - 1) + 1;
        std::cout << "  " << report.substr(0, end);
        report.remove_prefix(end);
    }
}

// A table that was sound when it was drafted may not fit the units of today.
int change(store::OfficeDocuments& rules, const cases::Office& office, const RulesOptions& options) {
    const Result<store::OfficeDocument> set = wanted_set(rules, options.target);
    if (!set) return complain(describe(set.error()));
    if (const auto fits = office_under(office, *set); !fits) return tell_findings(fits.error());
    const std::optional<std::int64_t> version = set->version;
    const bool approves = options.wish == RulesWish::approve;
    const Result<> done =
        approves ? rules.approve(*version, options.by, now()) : rules.activate(*version, options.by, now());
    if (!done) return complain(describe(done.error()));
    if (approves) print_head_of(*set);
    std::cout << "rule set " << *version << (approves ? " is approved\n" : " is active\n");
    return 0;
}

int roll_back(store::OfficeDocuments& rules, const cases::Office& office, const RulesOptions& options) {
    const Result<std::optional<store::OfficeDocument>> before = rules.before();
    if (!before) return complain(describe(before.error()));
    if (*before)
        if (const auto fits = office_under(office, **before); !fits) return tell_findings(fits.error());
    const Result<std::int64_t> version = rules.roll_back(options.by, now());
    if (!version) return complain(describe(version.error()));
    std::cout << "rule set " << *version << " is active again\n";
    return 0;
}

int print_coverage(const cases::Office& office) {
    const std::vector<cases::CoverageGap> gaps = cases::coverage_gaps(office);
    for (const cases::CoverageGap& gap : gaps) std::cout << cases::in_words(gap) << " has no row but the last\n";
    if (gaps.empty()) std::cout << "every need of the menus has a row in every area\n";
    return gaps.empty() ? 0 : found_wrong;
}

// Of the pack's own table if no other is given; without a store.
int cover(const Config& config, const SimulationOptions& options) {
    const Pack pack = load_pack(config.pack, config.flows);
    if (pack.office == nullptr) return complain("the pack has findings; see `sambung check`");
    if (options.rules.empty()) return print_coverage(*pack.office);
    const auto proposed = office_under(*pack.office, options.rules);
    return proposed ? print_coverage(*proposed) : tell_findings(proposed.error());
}

struct Span {
    TimePoint from{};
    TimePoint to{};
};

// Days of the office's clock, both included; left out: from the first, and up to now.
Result<Span> span_of(const cases::Calendar& calendar, const SimulationOptions& options) {
    Span span{.from = {}, .to = now()};
    if (!options.from.empty()) {
        const auto day = cases::date_from(options.from);
        if (!day) return std::unexpected(day.error());
        span.from = calendar.at(*day, std::chrono::minutes{0});
    }
    if (!options.to.empty()) {
        const auto day = cases::date_from(options.to);
        if (!day) return std::unexpected(day.error());
        const std::chrono::sys_days next = std::chrono::sys_days{*day} + std::chrono::days{1};
        span.to = calendar.at(next, std::chrono::minutes{0});
    }
    return span;
}

// "2026-08-01", of the office's clock.
std::string day_in_words(const cases::Calendar& calendar, TimePoint at) {
    const std::chrono::year_month_day day{calendar.day_of(at)};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

// What the report is about: the table and the days.
std::string title_of(const cases::Office& office, const std::string& sha256, const Span& span) {
    constexpr milliseconds before_midnight{1};
    return "table sha256                " + sha256 + "\nperiod                      " +
           (span.from == TimePoint{} ? "from the first" : day_in_words(office.calendar, span.from)) + " to " +
           day_in_words(office.calendar, span.to - before_midnight) + "\n";
}

Result<bool> any_decision(const Books& books) {
    bool any = false;
    const Result<> read =
        store::for_each_decision(*books.database, {}, now(), [&](const store::PastDecision&) { any = true; });
    if (!read) return std::unexpected(read.error());
    return any;
}

// A draft with that text keeps the report, for whoever approves it.
Result<> keep_report(const Books& books, const cases::Office& office, const SimulationOptions& options,
                     const std::string& report, std::int64_t decisions) {
    store::OfficeDocuments rules(*books.database, *books.keys, store::DocumentKind::routing);
    const Result<std::optional<store::OfficeDocument>> set = rules.find(office.routing.csv());
    if (!set) return std::unexpected(set.error());
    if (!*set || ((*set)->state != "draft" && (*set)->state != "simulated")) return {};
    if (options.by.empty()) {
        std::cout << "\nnot kept as the report of rule set " << (*set)->version << ": say who you are, --by NAME\n";
        return {};
    }
    if (decisions == 0) {
        const Result<bool> any = any_decision(books);
        if (!any) return std::unexpected(any.error());
        if (*any) return fail(Errc::conflict, "not kept: there are decisions, but none in that time");
    }
    const Result<> kept = rules.note_dry_run((*set)->version, report, options.by, now());
    if (kept) std::cout << "\nkept as the report of rule set " << (*set)->version << "\n";
    return kept;
}

int rehearse(const Books& books, const cases::Office& office, const SimulationOptions& options) {
    const Result<Span> span = span_of(office.calendar, options);
    if (!span) return complain(describe(span.error()));
    cases::DryRun run(office.routing, office.calendar, options.list);
    const Result<> read =
        store::for_each_decision(*books.database, span->from, span->to, [&](const store::PastDecision& past) {
            run.add({past.ticket, past.at, past.input, past.unit, past.sent_back});
        });
    if (!read) return complain(describe(read.error()));
    const cases::DryRunReport found = run.report();
    const std::string report =
        title_of(office, store::sha256_of(office.routing.csv()), *span) + in_words(found, office);
    std::cout << report;
    if (const Result<> kept = keep_report(books, office, options, report, found.decisions); !kept)
        return complain(describe(kept.error()));
    return found.leaks == 0 ? 0 : found_wrong;
}

}  // namespace

int rule_sets(const RulesOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const bool needs_name = options.wish != RulesWish::list && options.wish != RulesWish::show;
    if (needs_name && options.by.empty()) return complain("say who you are: --by NAME");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    store::OfficeDocuments rules(*books->database, *books->keys, store::DocumentKind::routing);
    switch (options.wish) {
        case RulesWish::list:
            return list(rules);
        case RulesWish::show:
            return show(rules, options);
        case RulesWish::draft:
            return draft(rules, *books->pack.office, options);
        case RulesWish::approve:
        case RulesWish::activate:
            return change(rules, *books->pack.office, options);
        case RulesWish::rollback:
            return roll_back(rules, *books->pack.office, options);
    }
    std::unreachable();
}

int simulate_routing(const SimulationOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    if (options.coverage) return cover(*config, options);
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const auto proposed = office_under(*books->pack.office, options.rules);
    return proposed ? rehearse(*books, *proposed, options) : tell_findings(proposed.error());
}

}  // namespace sambung::gateway
