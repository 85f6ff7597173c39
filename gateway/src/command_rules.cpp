#include "books.h"
#include "cases/coverage.h"
#include "commands.h"
#include "dry_run_text.h"
#include "rules.h"
#include "store/decisions.h"
#include "times.h"

#include <charconv>
#include <iostream>

namespace sambung::gateway {

namespace {

constexpr int found_wrong = 1;

int tell_findings(const std::vector<std::string>& findings) {
    for (const std::string& finding : findings) std::cout << finding << "\n";
    return found_wrong;
}

int list(store::RuleSets& rules) {
    const Result<std::vector<store::RuleSet>> all = rules.list();
    if (!all) return complain(describe(all.error()));
    constexpr std::size_t shown = 12;
    std::cout << "version,state,author,approver,drafted,activated,sha256\r\n";
    for (const store::RuleSet& set : *all)
        std::cout << set.version << "," << set.state << "," << set.author << "," << set.approver << ","
                  << iso(set.drafted) << "," << (set.activated ? iso(*set.activated) : "") << ","
                  << set.sha256.substr(0, shown) << "\r\n";
    return 0;
}

int draft(store::RuleSets& rules, const cases::Office& office, const RulesOptions& options) {
    const auto proposed = office_under(office, options.target);
    if (!proposed) return tell_findings(proposed.error());
    const Result<std::int64_t> version = rules.draft(proposed->routing.csv(), options.by, now());
    if (!version) return complain(describe(version.error()));
    std::cout << "rule set " << *version << "; rehearse it next: sambung simulate-routing --rules " << options.target
              << "\n";
    return 0;
}

std::optional<std::int64_t> version_in(const std::string& text) {
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return version;
}

int change(store::RuleSets& rules, const RulesOptions& options) {
    const std::optional<std::int64_t> version = version_in(options.target);
    if (!version) return complain("\"" + options.target + "\" is no version: a number, as the list has them");
    const bool approves = options.wish == RulesWish::approve;
    const Result<> done =
        approves ? rules.approve(*version, options.by, now()) : rules.activate(*version, options.by, now());
    if (!done) return complain(describe(done.error()));
    std::cout << "rule set " << *version << (approves ? " is approved\n" : " is active\n");
    return 0;
}

int roll_back(store::RuleSets& rules, const RulesOptions& options) {
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

// A draft with that text keeps the report, for whoever approves it.
Result<> keep_report(store::RuleSets& rules, const cases::Office& office, const std::string& report) {
    const Result<std::optional<store::RuleSet>> set = rules.find(office.routing.csv());
    if (!set) return std::unexpected(set.error());
    if (!*set || ((*set)->state != "draft" && (*set)->state != "simulated")) return {};
    std::cout << "\nkept as the report of rule set " << (*set)->version << "\n";
    return rules.note_dry_run((*set)->version, report, now());
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
    const std::string report = in_words(found, office);
    std::cout << report;
    store::RuleSets rules(*books.database, *books.keys);
    if (const Result<> kept = keep_report(rules, office, report); !kept) return complain(describe(kept.error()));
    return found.leaks == 0 ? 0 : found_wrong;
}

}  // namespace

int rule_sets(const RulesOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const bool needs_name = options.wish != RulesWish::list;
    if (needs_name && options.by.empty()) return complain("say who you are: --by NAME");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    store::RuleSets rules(*books->database, *books->keys);
    switch (options.wish) {
        case RulesWish::list:
            return list(rules);
        case RulesWish::draft:
            return draft(rules, *books->pack.office, options);
        case RulesWish::approve:
        case RulesWish::activate:
            return change(rules, options);
        case RulesWish::rollback:
            return roll_back(rules, options);
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
