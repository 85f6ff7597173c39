#include "store/verification.h"

#include "cases/referral.h"
#include "sql.h"

#include <algorithm>

namespace sambung::store {

namespace {

constexpr std::chrono::hours a_day{24};

// What was taken from them before they answered is not theirs to answer for.
constexpr std::string_view tasks =
    "SELECT c.area, r.verified, r.verified_reason, r.status, r.reason, r.delay_reason, r.sent, r.answered, r.ended"
    " FROM referrals r JOIN cases c ON c.id = r.case_id WHERE r.unit = ?1 AND r.sent >= ?2 AND r.sent < ?3"
    " AND NOT (r.status = 'withdrawn' AND r.answered IS NULL)";

void count(Verified& all, const Query& row, TimePoint now) {
    ++all.asked;
    const bool own_family = row.text(4) == cases::name(cases::Refusal::own_family);
    if (row.text(1) == "yes") ++all.confirmed;
    for (std::size_t i = 0; i < all.denied.size(); ++i)
        if (row.text(2) == cases::name(cases::all_falsehoods[i])) ++all.denied[i];
    if (own_family) ++all.own_family;
    const bool put_off = !row.null(5);
    if (put_off) ++all.put_off;
    if (row.null(1) && !own_family && !put_off) ++all.unanswered;
    const TimePoint sent = row.time(6);
    if ((row.null(7) ? now : row.time(7)) - sent > a_day) ++all.late;
    if (!row.null(1) && !row.null(8)) all.took.push_back(row.time(8) - sent);
}

}  // namespace

Result<std::map<std::string, Verified>> verification_report(Database& database,
                                                            const std::vector<std::string>& verifiers, TimePoint from,
                                                            TimePoint to, TimePoint now) {
    std::map<std::string, Verified> report;
    for (const std::string& unit : verifiers) {
        const Result<> read = database.read_now([&](Sql& sql) -> Result<> {
            for (Query row = sql.query(tasks, unit, from, to); row.next();)
                count(report[std::string{row.text(0)}], row, now);
            return {};
        });
        if (!read) return std::unexpected(read.error());
    }
    for (auto& [area, all] : report) std::ranges::sort(all.took);
    return report;
}

}  // namespace sambung::store
