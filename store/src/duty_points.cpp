#include "store/duty_points.h"

#include "clerk.h"
#include "events.h"
#include "sql.h"
#include "staff_names.h"

#include <optional>
#include <utility>

namespace sambung::store {

namespace {

std::string place_of(std::string_view unit, std::string_view channel, TimePoint made) {
    return "duty:" + std::string{unit} + ':' + std::string{channel} + ':' + std::to_string(to_millis(made));
}

// Columns: id, unit, channel, key, address, author, coalesce(reviewer, ''), made, until.
DutyPoint point_in(const Query& row, const Keys& keys) {
    DutyPoint out{.id = row.integer(0),
                  .to = {.unit = std::string{row.text(1)}, .to = {.channel = std::string{row.text(2)}, .address = {}}},
                  .author = std::string{row.text(5)},
                  .reviewer = std::string{row.text(6)},
                  .made = row.time(7),
                  .until = row.time(8)};
    const std::string place = place_of(out.to.unit, out.to.to.channel, out.made);
    out.to.to.address = open_sealed(open_key(keys, row.blob(3), place), row.blob(4), place);
    return out;
}

std::vector<DutyPoint> points_in(Query row, const Keys& keys) {
    std::vector<DutyPoint> all;
    while (row.next()) all.push_back(point_in(row, keys));
    return all;
}

std::int64_t insert_point(Clerk& clerk, const cases::DutyPoint& to, std::chrono::hours hours, std::string_view by) {
    const std::string place = place_of(to.unit, to.to.channel, clerk.now);
    const SecretKey key = Keys::fresh();
    clerk.sql.run(
        "INSERT INTO duty_points (unit, channel, key, address, author, made, until) VALUES (?, ?, ?, ?, ?, ?, ?)",
        to.unit, to.to.channel, Blob{clerk.keys.wrap(key, place)}, Blob{seal(key, to.to.address, place)}, by, clerk.now,
        clerk.now + hours);
    const std::int64_t id = clerk.sql.last_id();
    append_event(clerk, {"duty.pointed", by, std::nullopt,
                         Meta{}
                             .add("point", id)
                             .add("unit", to.unit)
                             .add("channel", to.to.channel)
                             .add("hours", static_cast<std::int64_t>(hours.count()))
                             .json()});
    return id;
}

Result<> review_in(Clerk& clerk, std::int64_t id, std::string_view by) {
    Query row = clerk.sql.query("SELECT author, reviewed FROM duty_points WHERE id = ?", id);
    if (!row.next()) return fail(Errc::not_found, "no duty phone was pointed under " + std::to_string(id));
    if (!row.null(1)) return fail(Errc::conflict, "somebody has looked at it before");
    if (folded(row.text(0)) == folded(by)) return fail(Errc::conflict, "who pointed it cannot review it");
    clerk.sql.run("UPDATE duty_points SET reviewer = ?2, reviewed = ?3 WHERE id = ?1", id, by, clerk.now);
    append_event(clerk, {"duty.reviewed", by, std::nullopt, Meta{}.add("point", id).json()});
    return {};
}

}  // namespace

Task<Result<std::int64_t>> point_duty(Database& database, const Keys& keys, cases::DutyPoint to,
                                      std::chrono::hours hours, std::string by, TimePoint now) {
    if (const Result<> named = check_staff_name(by); !named) co_return std::unexpected(named.error());
    if (hours < std::chrono::hours{1} || hours > longest_point)
        co_return fail(Errc::invalid_request, "a duty phone is pointed for 1 to 24 hours");
    co_return co_await database.write(
        Lane::ordinary, [&keys, to = std::move(to), hours, by = std::move(by), now](Sql& sql) -> Result<std::int64_t> {
            Clerk clerk(sql, keys, now);
            return insert_point(clerk, to, hours, by);
        });
}

Task<Result<>> review_point(Database& database, const Keys& keys, std::int64_t id, std::string by, TimePoint now) {
    if (const Result<> named = check_staff_name(by); !named) co_return std::unexpected(named.error());
    co_return co_await database.write(Lane::ordinary, [&keys, id, by = std::move(by), now](Sql& sql) -> Result<> {
        Clerk clerk(sql, keys, now);
        return review_in(clerk, id, by);
    });
}

Task<Result<std::vector<DutyPoint>>> points_in_force(Database& database, const Keys& keys, TimePoint now) {
    return database.read([&keys, now](Sql& sql) -> Result<std::vector<DutyPoint>> {
        return points_in(sql.query("SELECT id, unit, channel, key, address, author, coalesce(reviewer, ''), made, until"
                                   " FROM duty_points WHERE until > ? ORDER BY id",
                                   now),
                         keys);
    });
}

Task<Result<std::vector<DutyPoint>>> points_to_show(Database& database, const Keys& keys, TimePoint now) {
    return database.read([&keys, now](Sql& sql) -> Result<std::vector<DutyPoint>> {
        return points_in(sql.query("SELECT id, unit, channel, key, address, author, coalesce(reviewer, ''), made, until"
                                   " FROM duty_points WHERE until > ? OR reviewed IS NULL ORDER BY id DESC",
                                   now),
                         keys);
    });
}

}  // namespace sambung::store
