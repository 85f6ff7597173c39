#include "store/rule_sets.h"

#include "clerk.h"
#include "events.h"
#include "sql.h"
#include "staff_names.h"

#include <sodium.h>

namespace sambung::store {

namespace {

constexpr std::string_view pack_author = "pack";

// Who proposed or rehearsed a set, as the column keeps it.
std::string hand_of(std::string_view by) { return '|' + folded(by) + '|'; }

bool same_person(std::string_view one, std::string_view other) { return folded(one) == folded(other); }

std::string digest_of(std::string_view csv) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                       reinterpret_cast<const unsigned char*>(csv.data()), csv.size());
    return digest;
}

std::string hex(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += "0123456789abcdef"[byte >> 4U];
        out += "0123456789abcdef"[byte & 0xFU];
    }
    return out;
}

RuleSet rule_set_in(const Query& row) {
    return {.version = row.integer(0),
            .state = std::string{row.text(1)},
            .author = std::string{row.text(2)},
            .approver = std::string{row.text(3)},
            .sha256 = hex(row.blob(4)),
            .csv = std::string{row.text(5)},
            .report = std::string{row.text(6)},
            .drafted = row.time(7),
            .activated = row.null(8) ? std::nullopt : std::optional{row.time(8)},
            .hands = std::string{row.text(9)}};
}

std::optional<RuleSet> first(Query row) {
    if (!row.next()) return std::nullopt;
    return rule_set_in(row);
}

std::optional<RuleSet> by_text(Sql& sql, std::string_view csv) {
    const std::string digest = digest_of(csv);
    return first(sql.query(
        "SELECT version, state, author, approver, sha256, csv, report, drafted, activated, hands FROM rule_sets"
        " WHERE sha256 = ?",
        Blob{digest}));
}

std::optional<RuleSet> by_version(Sql& sql, std::int64_t version) {
    return first(sql.query(
        "SELECT version, state, author, approver, sha256, csv, report, drafted, activated, hands FROM rule_sets"
        " WHERE version = ?",
        version));
}

std::optional<RuleSet> active_one(Sql& sql) {
    return first(sql.query(
        "SELECT version, state, author, approver, sha256, csv, report, drafted, activated, hands FROM rule_sets"
        " WHERE state = 'active'"));
}

void tell(Clerk& clerk, std::string_view type, std::string_view by, std::int64_t version) {
    append_event(clerk, {type, by, std::nullopt, Meta{}.add("version", version).json()});
}

std::int64_t insert_draft(Clerk& clerk, std::string_view csv, std::string_view by) {
    const std::string digest = digest_of(csv);
    clerk.sql.run("INSERT INTO rule_sets (state, author, sha256, csv, drafted) VALUES ('draft', ?, ?, ?, ?)", by,
                  Blob{digest}, csv, clerk.now);
    const std::int64_t version = clerk.sql.last_id();
    tell(clerk, "rules.drafted", by, version);
    return version;
}

// Retiring comes first: only one may be active at any moment.
void retire_active(Clerk& clerk) {
    clerk.sql.run("UPDATE rule_sets SET state = 'retired', retired = ? WHERE state = 'active'", clerk.now);
}

void put_in_force(Clerk& clerk, std::int64_t version) {
    clerk.sql.run("UPDATE rule_sets SET state = 'active', activated = ?2, retired = NULL WHERE version = ?1", version,
                  clerk.now);
}

Error no_such(std::int64_t version) {
    return fail(Errc::not_found, "there is no rule set " + std::to_string(version)).error();
}

Error not_now(const RuleSet& set, std::string_view why) {
    return fail(Errc::conflict,
                "rule set " + std::to_string(set.version) + " is " + set.state + ": " + std::string{why})
        .error();
}

Result<> approve_in(Clerk& clerk, std::int64_t version, std::string_view by) {
    const std::optional<RuleSet> set = by_version(clerk.sql, version);
    if (!set) return std::unexpected(no_such(version));
    if (same_person(set->author, by) || set->hands.contains(hand_of(by)))
        return std::unexpected(not_now(*set, "who wrote, proposed or rehearsed it cannot approve it"));
    if (set->state == "draft") return std::unexpected(not_now(*set, "rehearse it first with simulate-routing"));
    if (set->state != "simulated") return std::unexpected(not_now(*set, "it was approved before"));
    clerk.sql.run("UPDATE rule_sets SET state = 'approved', approver = ?2, approved = ?3 WHERE version = ?1", version,
                  by, clerk.now);
    tell(clerk, "rules.approved", by, version);
    return {};
}

Result<> activate_in(Clerk& clerk, std::int64_t version, std::string_view by) {
    const std::optional<RuleSet> set = by_version(clerk.sql, version);
    if (!set) return std::unexpected(no_such(version));
    if (set->state != "approved" && set->state != "retired")
        return std::unexpected(
            not_now(*set, set->state == "active" ? "nothing to do" : "a second person approves it first"));
    if (set->author == pack_author && same_person(set->approver, by))
        return std::unexpected(not_now(*set, "it came with the pack and you approved it: another person activates it"));
    const std::optional<RuleSet> before = active_one(clerk.sql);
    retire_active(clerk);
    put_in_force(clerk, version);
    if (before) clerk.sql.run("UPDATE rule_sets SET before = ?2 WHERE version = ?1", version, before->version);
    tell(clerk, "rules.activated", by, version);
    return {};
}

std::optional<std::int64_t> before_active(Sql& sql) {
    Query row = sql.query("SELECT before FROM rule_sets WHERE state = 'active'");
    if (!row.next() || row.null(0)) return std::nullopt;
    return row.integer(0);
}

Result<std::int64_t> roll_back_in(Clerk& clerk, std::string_view by) {
    const std::optional<std::int64_t> before = before_active(clerk.sql);
    if (!before) return fail(Errc::conflict, "no rule set was active before this one");
    retire_active(clerk);
    put_in_force(clerk, *before);
    tell(clerk, "rules.rolled_back", by, *before);
    return *before;
}

Result<RuleSets::Seeded> seed_in(Clerk& clerk, std::string_view csv) {
    const std::optional<RuleSet> known = by_text(clerk.sql, csv);
    const bool begun = clerk.sql.query("SELECT 1 FROM rule_sets WHERE activated IS NOT NULL").next();
    if (known && begun) return RuleSets::Seeded::known;
    const std::int64_t version = known ? known->version : insert_draft(clerk, csv, pack_author);
    if (begun) return RuleSets::Seeded::draft;
    put_in_force(clerk, version);
    tell(clerk, "rules.activated", pack_author, version);
    return RuleSets::Seeded::first;
}

void add_hand(Clerk& clerk, const RuleSet& set, std::string_view by) {
    if (set.hands.contains(hand_of(by))) return;
    clerk.sql.run("UPDATE rule_sets SET hands = hands || ?2 WHERE version = ?1", set.version, hand_of(by));
}

// The same text again: whoever proposes it has a hand in it too.
std::int64_t draft_again(Clerk& clerk, const RuleSet& set, std::string_view by) {
    const bool open = set.state == "draft" || set.state == "simulated";
    if (!open || same_person(set.author, by) || set.hands.contains(hand_of(by))) return set.version;
    add_hand(clerk, set, by);
    tell(clerk, "rules.drafted", by, set.version);
    return set.version;
}

Result<> note_dry_run_in(Clerk& clerk, std::int64_t version, std::string_view report, std::string_view by) {
    const std::optional<RuleSet> set = by_version(clerk.sql, version);
    if (!set) return std::unexpected(no_such(version));
    if (set->state != "draft" && set->state != "simulated")
        return std::unexpected(not_now(*set, "its report is what was approved"));
    clerk.sql.run("UPDATE rule_sets SET state = 'simulated', report = ?2, simulated = ?3 WHERE version = ?1", version,
                  report, clerk.now);
    add_hand(clerk, *set, by);
    tell(clerk, "rules.rehearsed", by, version);
    return {};
}

}  // namespace

std::string sha256_of(std::string_view csv) { return hex(digest_of(csv)); }

Result<RuleSets::Seeded> RuleSets::seed(std::string_view csv, TimePoint now) {
    return database_.write_now([&](Sql& sql) {
        Clerk clerk(sql, keys_, now);
        return seed_in(clerk, csv);
    });
}

Result<std::int64_t> RuleSets::draft(std::string_view csv, std::string_view by, TimePoint now) {
    if (const Result<> named = check_staff_name(by); !named) return std::unexpected(named.error());
    return database_.write_now([&](Sql& sql) -> Result<std::int64_t> {
        Clerk clerk(sql, keys_, now);
        if (const std::optional<RuleSet> known = by_text(sql, csv)) return draft_again(clerk, *known, by);
        return insert_draft(clerk, csv, by);
    });
}

Result<> RuleSets::note_dry_run(std::int64_t version, std::string_view report, std::string_view by, TimePoint now) {
    if (const Result<> named = check_staff_name(by); !named) return named;
    return database_.write_now([&](Sql& sql) {
        Clerk clerk(sql, keys_, now);
        return note_dry_run_in(clerk, version, report, by);
    });
}

Result<> RuleSets::approve(std::int64_t version, std::string_view by, TimePoint now) {
    if (const Result<> named = check_staff_name(by); !named) return named;
    return database_.write_now([&](Sql& sql) {
        Clerk clerk(sql, keys_, now);
        return approve_in(clerk, version, by);
    });
}

Result<> RuleSets::activate(std::int64_t version, std::string_view by, TimePoint now) {
    if (const Result<> named = check_staff_name(by); !named) return named;
    return database_.write_now([&](Sql& sql) {
        Clerk clerk(sql, keys_, now);
        return activate_in(clerk, version, by);
    });
}

Result<std::int64_t> RuleSets::roll_back(std::string_view by, TimePoint now) {
    if (const Result<> named = check_staff_name(by); !named) return std::unexpected(named.error());
    return database_.write_now([&](Sql& sql) {
        Clerk clerk(sql, keys_, now);
        return roll_back_in(clerk, by);
    });
}

Result<std::vector<RuleSet>> RuleSets::list() {
    return database_.read_now([](Sql& sql) -> Result<std::vector<RuleSet>> {
        std::vector<RuleSet> all;
        for (Query row =
                 sql.query("SELECT version, state, author, approver, sha256, csv, report, drafted, activated, hands"
                           " FROM rule_sets ORDER BY version");
             row.next();)
            all.push_back(rule_set_in(row));
        return all;
    });
}

Result<std::optional<RuleSet>> RuleSets::find(std::string_view csv) {
    return database_.read_now([&](Sql& sql) -> Result<std::optional<RuleSet>> { return by_text(sql, csv); });
}

Result<std::optional<RuleSet>> RuleSets::at(std::int64_t version) {
    return database_.read_now([&](Sql& sql) -> Result<std::optional<RuleSet>> { return by_version(sql, version); });
}

Result<std::optional<RuleSet>> RuleSets::before() {
    return database_.read_now([](Sql& sql) -> Result<std::optional<RuleSet>> {
        const std::optional<std::int64_t> version = before_active(sql);
        return version ? by_version(sql, *version) : std::nullopt;
    });
}

Result<std::optional<RuleSet>> RuleSets::active() {
    return database_.read_now([](Sql& sql) -> Result<std::optional<RuleSet>> { return active_one(sql); });
}

}  // namespace sambung::store
