#include "routing_reach.h"
#include "routing_reader.h"
#include "routing_table.h"

#include <algorithm>
#include <tuple>

namespace sambung::cases {

namespace {

// "row 10 takes", "rows 10, 20 take"
std::string takers_in_words(const std::vector<Rule>& rules, const std::vector<std::size_t>& takers) {
    std::string out = takers.size() == 1 ? "row " : "rows ";
    for (std::size_t i = 0; i < takers.size(); ++i) {
        if (i > 0) out += ", ";
        out += std::to_string(rules[takers[i]].row.ord);
    }
    return out += takers.size() == 1 ? " takes" : " take";
}

// The last row is there for what nobody thought of, so it may be idle, unless one row above already takes everything.
void check_reach(RoutingText& text) {
    const auto takers = find_reach(text.rules);
    for (std::size_t i = 0; i < text.rules.size(); ++i) {
        const Rule& rule = text.rules[i];
        const bool last = i + 1 == text.rules.size();
        if (rule.reaches != 0 || (last && rule.unconditional() && takers[i].size() > 1)) continue;
        text.findings.push_back({rule.row.line, 1, "E211",
                                 "row " + std::to_string(rule.row.ord) + " can never match: " +
                                     takers_in_words(text.rules, takers[i]) + " all of its cases first"});
    }
}

// Its unit is the city desk, which has what nobody else has, so it must be one and the same everywhere.
void check_last_row(RoutingText& text) {
    if (!text.last_row_read) return;
    const Rule& last = text.rules.back();
    if (!last.unconditional())
        text.findings.push_back(
            {last.row.line, 1, "E212",
             "the last row must take every case: * in category, area, urgency, hours, kind and sensitive, and no "
             "capacity"});
    else if (last.targets.size() > 1 || (last.targets.size() == 1 && last.targets.front().near_by > 0))
        text.findings.push_back({last.row.line, 1, "E212",
                                 "the last row must name exactly one unit, the same in every area: it is the city "
                                 "desk, to which cases go that nobody else takes"});
}

std::vector<std::string> in_order_of_place(std::vector<RoutingFinding> findings) {
    std::ranges::sort(findings, {},
                      [](const RoutingFinding& f) { return std::tie(f.line, f.column, f.code, f.sentence); });
    std::vector<std::string> out;
    for (const RoutingFinding& f : findings)
        out.push_back("routing.csv:" + std::to_string(f.line) + ':' + std::to_string(f.column) + ": " + f.code + ": " +
                      f.sentence);
    return out;
}

}  // namespace

std::expected<Routing, std::vector<std::string>> Routing::parse(std::string_view csv, const std::vector<Unit>& units,
                                                                const AreaTree& areas) {
    RoutingText text = read_rules(csv, units, areas);
    if (text.rules.empty() && text.findings.empty())
        text.findings.push_back({1, 1, "E212", "the table has no rows; the last row must take every case"});
    check_reach(text);
    check_last_row(text);
    if (!text.findings.empty()) return std::unexpected{in_order_of_place(std::move(text.findings))};
    return Routing{std::make_shared<const RoutingTable>(RoutingTable{std::string{csv}, std::move(text.rules), units})};
}

}  // namespace sambung::cases
