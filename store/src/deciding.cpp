#include "deciding.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sambung::store {

namespace {

std::optional<std::int64_t> number_in(Query row) {
    if (!row.next() || row.null(0)) return std::nullopt;
    return row.integer(0);
}

// The condition is the index's own, word for word, so that SQLite knows it.
std::vector<cases::UnitLoad> loads_of(Sql& sql, const std::vector<std::string>& units) {
    std::vector<cases::UnitLoad> loads;
    for (const std::string& unit : units) {
        const auto open = number_in(sql.query(
            "SELECT count(*) FROM referrals WHERE unit = ? AND status IN ('sent', 'seen', 'accepted')", unit));
        // A shelter is as full as its beds, whoever brought those people.
        const auto beds =
            number_in(sql.query("SELECT count(*) FROM register WHERE unit = ? AND bed IS NOT NULL", unit));
        const auto last = number_in(sql.query("SELECT max(id) FROM decisions WHERE unit = ?", unit));
        loads.push_back({.unit = unit,
                         .open = static_cast<int>(std::max(open.value_or(0), beds.value_or(0))),
                         .last = last.value_or(0)});
    }
    return loads;
}

std::string joined(const std::vector<std::string>& units) {
    std::string out;
    for (const std::string& unit : units) {
        if (!out.empty()) out += '|';
        out += unit;
    }
    return out;
}

std::optional<std::int64_t> version_of(const cases::Office& office) {
    if (office.rule_set == 0) return std::nullopt;
    return office.rule_set;
}

// Of what is wrong with a unit as given (in an office that is served, nothing) the table is not to blame.
bool brings_findings(const cases::Office& given, const cases::Office& other) {
    const std::vector<cases::UnitFinding> before = cases::unit_findings(given);
    return std::ranges::any_of(cases::unit_findings(other), [&](const cases::UnitFinding& one) {
        return std::ranges::none_of(
            before, [&](const cases::UnitFinding& known) { return known.unit == one.unit && known.code == one.code; });
    });
}

std::shared_ptr<cases::Office> under_rules(const cases::Office& office, std::string_view csv, std::int64_t version) {
    auto routing = cases::Routing::parse(csv, office.units, office.areas);
    if (!routing) return nullptr;
    auto other = std::make_shared<cases::Office>(office);
    other->routing = std::move(*routing);
    other->rule_set = version;
    return brings_findings(office, *other) ? nullptr : other;
}

}  // namespace

void OfficeInForce::give(std::shared_ptr<const cases::Office> office) {
    const std::scoped_lock lock(mutex_);
    next_ = std::move(office);
}

void OfficeInForce::take_what_was_given() {
    const std::scoped_lock lock(mutex_);
    if (next_ == as_given_) return;
    as_given_ = next_;
    current_ = as_given_;
    tried_ = -1;
}

std::shared_ptr<const cases::Office> OfficeInForce::at(Sql& sql) {
    take_what_was_given();
    const std::int64_t version =
        number_in(sql.query("SELECT version FROM office_documents WHERE kind = 'routing' AND state = 'active'"))
            .value_or(0);
    if (version == tried_) return current_;
    tried_ = version;
    unfit_ = 0;
    if (version == as_given_->rule_set) return current_ = as_given_;
    Query row = sql.query("SELECT text FROM office_documents WHERE kind = 'routing' AND version = ?", version);
    if (!row.next()) return current_;
    if (auto other = under_rules(*as_given_, row.text(0), version))
        current_ = std::move(other);
    else
        unfit_ = version;
    return current_;
}

cases::Decision decide(Clerk& clerk, const cases::Office& office, const cases::Report& report, Urgency urgency) {
    cases::RoutingInput input = office.input_of(report, urgency, clerk.now);
    input.loads = loads_of(clerk.sql, office.routing.watched(input));
    return office.routing.route(input);
}

void note_decision(Clerk& clerk, const cases::Office& office, std::int64_t case_id, const cases::Decision& decision) {
    clerk.sql.run(
        "INSERT INTO decisions (case_id, rule_set, input, trace, unit, rule, fallback, also_notify, why, at)"
        " VALUES (?, (SELECT id FROM office_documents WHERE kind = 'routing' AND version = ?), ?, ?, ?, ?, ?, ?, ?, ?)",
        case_id, version_of(office), decision.input, decision.trace, decision.unit, decision.rule, decision.fallback,
        joined(decision.also_notify), decision.why, clerk.now);
}

void reassign(Clerk& clerk, CaseRow& row, const Reassignment& to) {
    clerk.sql.run(
        "INSERT INTO decisions (case_id, rule_set, input, trace, unit, rule, fallback, also_notify, why, at,"
        " overrode, overrider, reason) SELECT case_id, rule_set, input, '[]', ?2, rule, '', '', ?3, ?4, id, ?5, ?6"
        " FROM decisions WHERE case_id = ?1 ORDER BY id DESC LIMIT 1",
        row.id, to.unit, to.why, clerk.now, to.by, to.reason);
    clerk.sql.run("UPDATE cases SET unit = ?2, why = ?3, changed = ?4, version = version + 1 WHERE id = ?1", row.id,
                  to.unit, to.why, clerk.now);
    row.unit = to.unit;
}

}  // namespace sambung::store
