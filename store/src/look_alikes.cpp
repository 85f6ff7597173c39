#include "look_alikes.h"

#include "case_rows.h"
#include "cases/intake.h"
#include "duplicate_keys.h"
#include "helpers.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sambung::store {

namespace {

std::string index_of(const Keys& keys, std::string_view column, std::string_view value) {
    return value.empty() ? std::string{} : std::string{keys.index(column, value).view()};
}

// Columns of every query here.
enum Column {
    id,
    ticket,
    status,
    person,
    kind,
    category,
    area,
    filed,
    restricted,
    wrapped,
    nik_index,
    phone_index,
    intake,
    place,
    story,
    nik,
    phone
};

// Only what its key needs.
CaseRow row_in(const Query& row) {
    return {.id = row.integer(id),
            .ticket = ticket_in(row, ticket),
            .unit = {},
            .wrapped_key = std::string{row.blob(wrapped)},
            .category = {},
            .area = {}};
}

bool compared(const Query& row) {
    const bool call_back = cases::kind_from(row.text(kind)) == cases::Kind::call_back;
    return row.integer(restricted) == 0 && !call_back && !row.null(wrapped) && cases::is_open(status_in(row, status));
}

Query case_query(Sql& sql, std::int64_t case_id) {
    return sql.query(
        "SELECT id, ticket, status, person, kind, category, area, filed, restricted, key, nik_index, phone_index, "
        "intake,"
        " place, story, nik, phone FROM cases WHERE id = ?",
        case_id);
}

// The sealed columns of one row, opened as they are asked for.
class Sealed {
 public:
    Sealed(const Keys& keys, const Query& row) : row_(row), case_(row_in(row)), key_(case_key(keys, case_)) {}
    [[nodiscard]] std::string text(int column, std::string_view its_name) const {
        return row_.null(column) ? std::string{} : open_column(key_, case_.ticket, its_name, row_.blob(column));
    }
    [[nodiscard]] cases::Intake answers() const {
        return cases::decode_intake(text(intake, "intake")).value_or(cases::Intake{});
    }

 private:
    const Query& row_;
    CaseRow case_;
    SecretKey key_;
};

cases::Likeness open_likeness(const Query& row) {
    cases::Likeness likeness;
    likeness.reporter = row.person(person);
    likeness.nik = row.blob(nik_index);
    likeness.phone = row.blob(phone_index);
    likeness.category = row.text(category);
    likeness.area = row.text(area);
    likeness.filed = row.time(filed);
    return likeness;
}

// In three steps, each only if it can still come to enough: what is in the clear, what the intake says, the words.
std::optional<cases::Score> weighed(const Keys& keys, const Query& row, const cases::Likeness& query, double at_least) {
    using cases::Unread;
    cases::Likeness likeness = open_likeness(row);
    const auto hopeless = [&](Unread unread) {
        return cases::compare(query, likeness).total + cases::most_from(unread, query) < at_least;
    };
    if (hopeless(Unread::sealed)) return std::nullopt;
    const Sealed sealed(keys, row);
    if (!query.name.empty() || query.pin) {
        cases::Report answered;
        answered.intake = sealed.answers();
        cases::Likeness read = cases::likeness_of(answered);
        likeness.name = std::move(read.name);
        likeness.pin = read.pin;
        if (hopeless(Unread::words)) return std::nullopt;
    }
    if (!query.place.empty()) likeness.place = cases::trigrams_of(sealed.text(place, "place"));
    if (!query.story.empty()) likeness.story = cases::trigrams_of(sealed.text(story, "story"));
    cases::Score score = cases::compare(query, likeness);
    if (score.total < at_least) return std::nullopt;
    return score;
}

// A candidate that cannot be read is left to whoever works on it; here it is like none.
std::optional<LookAlike> weigh(Sql& sql, const Keys& keys, const Probe& probe, std::int64_t candidate,
                               double at_least) {
    try {
        Query row = case_query(sql, candidate);
        if (!row.next() || !compared(row)) return std::nullopt;
        std::optional<cases::Score> score = weighed(keys, row, probe.likeness, at_least);
        if (!score) return std::nullopt;
        return LookAlike{row.integer(id), row.person(person), {ticket_in(row, ticket), status_in(row, status), *score}};
    } catch (const BrokenSeal&) {
        return std::nullopt;
    } catch (const SqlError& error) {
        if (error.passing()) throw;
        return std::nullopt;
    }
}

void likeliest_first(std::vector<LookAlike>& found) {
    std::ranges::sort(found, std::ranges::greater{},
                      [](const LookAlike& each) { return std::pair{each.found.score.total, each.case_id}; });
}

std::vector<LookAlike> weigh_all(Sql& sql, const Keys& keys, const Probe& probe,
                                 const std::vector<std::int64_t>& candidates, double at_least) {
    std::vector<LookAlike> found;
    for (const std::int64_t candidate : candidates)
        if (auto one = weigh(sql, keys, probe, candidate, at_least)) found.push_back(std::move(*one));
    likeliest_first(found);
    return found;
}

// Who shares a key, each once; the rarer the key, the earlier.
std::vector<std::int64_t> candidates_of(Sql& sql, const Keys& keys, const Probe& probe) {
    std::vector<std::int64_t> candidates;
    const TimePoint filed = probe.likeness.filed;
    const std::vector<cases::BlockKey> search = cases::keys_to_search(probe.report);
    for (const cases::BlockRule& rule : cases::block_rules) {
        for (const cases::BlockKey& key : search) {
            if (key.block != rule.block) continue;
            for (Query row = sql.query(
                     "SELECT case_id FROM dup_keys WHERE key = ? AND filed > ? AND filed < ? ORDER BY filed DESC"
                     " LIMIT ?",
                     hashed(keys, key), filed - rule.reach, filed + rule.reach, rule.most);
                 row.next() && candidates.size() < cases::most_candidates;) {
                const std::int64_t one = row.integer(0);
                if (one != probe.case_id && std::ranges::find(candidates, one) == candidates.end())
                    candidates.push_back(one);
            }
        }
    }
    return candidates;
}

}  // namespace

Probe probe_of(Sql& sql, const Keys& keys, const cases::Report& report, PersonId person, TimePoint filed) {
    Probe probe{.report = report, .likeness = cases::likeness_of(report)};
    probe.likeness.nik = index_of(keys, "nik", report.nik);
    probe.likeness.phone = index_of(keys, "phone", report.phone);
    probe.likeness.reporter = person;
    probe.likeness.reports_for_many = is_helper(sql, person, filed);
    probe.likeness.filed = filed;
    return probe;
}

std::optional<Probe> probe_of_case(Sql& sql, const Keys& keys, std::int64_t case_id) {
    try {
        Query row = case_query(sql, case_id);
        if (!row.next() || !compared(row)) return std::nullopt;
        const Sealed sealed(keys, row);
        cases::Report report;
        report.kind = cases::kind_from(row.text(kind)).value_or(cases::Kind::person_in_need);
        report.category = row.text(category);
        report.area = row.text(area);
        report.place = sealed.text(place, "place");
        report.story = sealed.text(story, "story");
        report.nik = sealed.text(nik, "nik");
        report.phone = sealed.text(phone, "phone");
        report.intake = sealed.answers();
        Probe probe = probe_of(sql, keys, report, row.person(person), row.time(filed));
        probe.case_id = case_id;
        return probe;
    } catch (const BrokenSeal&) {
        return std::nullopt;
    } catch (const SqlError& error) {
        if (error.passing()) throw;
        return std::nullopt;
    }
}

std::vector<LookAlike> look_alikes(Sql& sql, const Keys& keys, const Probe& probe, double at_least) {
    return weigh_all(sql, keys, probe, candidates_of(sql, keys, probe), at_least);
}

std::vector<LookAlike> own_look_alikes(Sql& sql, const Keys& keys, const Probe& probe, double at_least) {
    constexpr int most = 50;
    std::vector<std::int64_t> own;
    for (Query row =
             sql.query("SELECT id FROM cases WHERE person = ? ORDER BY id DESC LIMIT ?", probe.likeness.reporter, most);
         row.next();)
        own.push_back(row.integer(0));
    return weigh_all(sql, keys, probe, own, at_least);
}

}  // namespace sambung::store
