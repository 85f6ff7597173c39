// Steps of a house, each with its event and what is told of it.
#include "case_told.h"
#include "events.h"
#include "house_reading.h"
#include "outbox.h"
#include "staff_names.h"
#include "store/allocation.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sambung::store {

namespace {

using cases::HouseHand;
using cases::HouseMove;
using cases::HouseOrder;
using cases::HouseState;
using cases::PoolHouse;

struct Work {
    Clerk& clerk;
    const HouseVoice& voice;
};

// A step, as it is asked for.
struct Wanted {
    HouseMove move{};
    HouseHand hand{};
    std::string funder;
    std::string by;
    std::optional<cases::HouseReason> reason;
    bool second_person = false;
};

PoolHouse as_pool_has_it(const HouseSeen& house) {
    return {.code = house.code,
            .kecamatan = {},
            .estimate = house.estimate,
            .state = house.state,
            .funder = house.funder,
            .until = house.until};
}

cases::Taken taken_besides(Sql& sql, const HouseRow& row, const std::string& funder) {
    Query sums = sql.query(
        "SELECT count(*), coalesce(sum(funder = ?3), 0), coalesce(sum(CASE WHEN funder = ?3 THEN estimate END), 0)"
        " FROM house_rows WHERE pool = ?1 AND state IN ('reserved', 'accepted', 'works', 'done') AND id <> ?2",
        row.seen.pool, row.id, funder);
    sums.next();
    return {.pool = static_cast<int>(sums.integer(0)),
            .funder = static_cast<int>(sums.integer(1)),
            .rupiah = sums.integer(2)};
}

void note(const Work& work, const HouseRow& row, const Wanted& wanted, const HouseSeen& before) {
    const HouseSeen& house = row.seen;
    Meta meta;
    meta.add("pool", house.pool).add("house", house.code.text()).add("from", cases::name(before.state));
    meta.add("to", cases::name(house.state));
    if (const std::string& whose = house.funder.empty() ? before.funder : house.funder; !whose.empty())
        meta.add("funder", whose);
    if (wanted.move == HouseMove::swap) meta.add("from_funder", before.funder);
    if (wanted.reason) meta.add("reason", cases::name(*wanted.reason));
    const std::string type = "house." + std::string{cases::name(wanted.move)};
    append_event(work.clerk, {type, wanted.by, row.case_id, meta.json()});
}

void say(const Work& work, const HouseNews& news) {
    if (work.voice) enqueue_outbound(work.clerk, work.voice(news));
}

// The citizen whose case it is hears that somebody pays, and that it is done; the funder, that its time is over.
void tell(const Work& work, const HouseRow& row, const Wanted& wanted, const HouseSeen& before) {
    HouseNews news{.house = row.seen.code, .occasion = std::to_string(to_millis(work.clerk.now))};
    if (wanted.move == HouseMove::expire) {
        news.what = HouseNews::What::lapsed;
        news.unit = before.funder;
        return say(work, news);
    }
    const bool heard = wanted.move == HouseMove::accept || wanted.move == HouseMove::finish;
    if (!heard || !row.case_id) return;
    news.what = wanted.move == HouseMove::accept ? HouseNews::What::funded : HouseNews::What::done;
    try {
        news.about = case_told(work.clerk.sql, work.clerk.keys, *row.case_id);
    } catch (const BrokenSeal&) {  // no reason why the house should wait; checks of the record name the case
        append_event(work.clerk,
                     {"house.untold", "system", row.case_id, Meta{}.add("house", row.seen.code.text()).json()});
    }
    if (news.about) say(work, news);
}

// Out of the pools' way, and in it again.
bool stands_again(HouseState before, HouseState after) {
    const auto gone = [](HouseState state) { return state == HouseState::done || state == HouseState::withdrawn; };
    return gone(before) && !gone(after);
}

// It came with another list while it was gone.
bool stands_elsewhere(Sql& sql, const HouseRow& row) {
    return sql
        .query(
            "SELECT 1 FROM house_rows mine JOIN house_rows other ON other.place = mine.place AND other.id <> mine.id"
            " WHERE mine.id = ? AND other.state NOT IN ('done', 'withdrawn')",
            row.id)
        .next();
}

Result<> step(const Work& work, const PoolStand& stand, HouseRow& row, const Wanted& wanted) {
    const TimePoint now = work.clerk.now;
    const HouseOrder order{.move = wanted.move,
                           .hand = wanted.hand,
                           .funder = wanted.funder,
                           .now = now,
                           .until = now + stand.hold,
                           .reason_given = wanted.reason.has_value(),
                           .second_person = wanted.second_person};
    const Result<PoolHouse> next =
        cases::moved(stand.pool, as_pool_has_it(row.seen), taken_besides(work.clerk.sql, row, wanted.funder), order);
    if (!next) return std::unexpected(next.error());
    if (stands_again(row.seen.state, next->state) && stands_elsewhere(work.clerk.sql, row))
        return fail(Errc::conflict, "it stands in a pool anew");
    const HouseSeen before = row.seen;
    row.seen.state = next->state;
    row.seen.funder = next->funder;
    row.seen.until = next->until;
    row.seen.swap_to.clear();
    update_house(work.clerk, row);
    note(work, row, wanted, before);
    tell(work, row, wanted, before);
    return {};
}

Result<> expire(const Work& work, const PoolStand& stand, HouseRow& row) {
    return step(work, stand, row,
                {.move = HouseMove::expire, .hand = HouseHand::clock, .funder = {}, .by = "system", .reason = {}});
}

// What is over is over, whether or not the clock was quicker.
Result<> expire_if_over(const Work& work, const PoolStand& stand, HouseRow& row) {
    if (!row.seen.until || work.clerk.now < *row.seen.until) return {};
    return expire(work, stand, row);
}

struct Reached {
    HouseMove move;
    HouseState state;
};
constexpr Reached reaches[] = {{HouseMove::reserve, HouseState::reserved},
                               {HouseMove::accept, HouseState::accepted},
                               {HouseMove::begin, HouseState::works},
                               {HouseMove::finish, HouseState::done}};

// Where the funder's last step was this one, saying it again is no fault.
bool is_so_already(const HouseSeen& house, const HouseCall& call) {
    if (house.funder != call.funder || house.funder.empty()) return false;
    const auto* const reached = std::ranges::find(reaches, call.move, &Reached::move);
    return reached != std::end(reaches) && house.state == reached->state;
}

std::string wanted_by(const HouseCall& call) {
    return std::string{cases::name(call.move)} + ' ' + call.house.text() +
           (call.reason ? ' ' + std::string{cases::name(*call.reason)} : std::string{});
}

// What the key was used for; nothing: it is new, or there is none.
std::optional<std::string> used_for(Sql& sql, const HouseCall& call) {
    if (!call.key) return std::nullopt;
    Query row = sql.query("SELECT wanted FROM house_calls WHERE key = ?", *call.key);
    return row.next() ? std::optional{std::string{row.text(0)}} : std::nullopt;
}

// A year is longer than anybody tries.
void remember(Clerk& clerk, const HouseCall& call) {
    constexpr std::chrono::days long_enough{365};
    if (!call.key) return;
    clerk.sql.run("DELETE FROM house_calls WHERE at < ?", clerk.now - long_enough);
    clerk.sql.run("INSERT INTO house_calls (key, wanted, at) VALUES (?, ?, ?)", *call.key, wanted_by(call), clerk.now);
}

bool is_funder(const cases::Pool& pool, std::string_view unit) {
    for (const cases::Funder& one : pool.funders)
        if (one.unit == unit) return true;
    return false;
}

Result<HouseOpened> obey(const Work& work, const HouseCall& call) {
    Sql& sql = work.clerk.sql;
    Result<BookableHouse> place = bookable_house(sql, call.house);
    if (!place) return std::unexpected(place.error());
    if (call.hand == HouseHand::funder && !is_funder(place->stand.pool, call.funder))
        return fail(Errc::not_found, "no such house in an open pool");
    HouseRow& row = place->row;
    if (const auto before = used_for(sql, call)) {
        if (*before != wanted_by(call)) return fail(Errc::refused, "another_key");
        return opened_house(work.clerk.keys, row, call.funder);
    }
    if (const Result<> over = expire_if_over(work, place->stand, row); !over) return std::unexpected(over.error());
    if (!is_so_already(row.seen, call)) {
        const Result<> done =
            step(work, place->stand, row,
                 {.move = call.move, .hand = call.hand, .funder = call.funder, .by = call.by, .reason = call.reason});
        if (!done) return std::unexpected(done.error());
    }
    remember(work.clerk, call);
    return opened_house(work.clerk.keys, row, call.funder);
}

Result<> ask(Clerk& clerk, const SwapAsked& asked) {
    const Result<BookableHouse> place = bookable_house(clerk.sql, asked.house);
    if (!place) return std::unexpected(place.error());
    if (!is_funder(place->stand.pool, asked.to)) return fail(Errc::not_found, "no such funder in its pool");
    const HouseState state = place->row.seen.state;
    if (state != HouseState::reserved && state != HouseState::accepted)
        return fail(Errc::too_late, "it is neither reserved nor accepted");
    clerk.sql.run("UPDATE house_rows SET swap_to = ?2, swap_by = ?3, swap_reason = ?4 WHERE id = ?1", place->row.id,
                  asked.to, folded(asked.by), cases::name(asked.reason));
    append_event(clerk, {"house.swap_asked", asked.by, place->row.case_id,
                         Meta{}
                             .add("house", asked.house.text())
                             .add("funder", asked.to)
                             .add("reason", cases::name(asked.reason))
                             .json()});
    return {};
}

Result<HouseOpened> confirm(const Work& work, const cases::HouseCode& code, const std::string& by) {
    Result<BookableHouse> place = bookable_house(work.clerk.sql, code);
    if (!place) return std::unexpected(place.error());
    HouseRow& row = place->row;
    if (row.seen.swap_to.empty()) return fail(Errc::conflict, "no swap is asked for");
    if (row.swap_by == folded(by)) return fail(Errc::conflict, "who asked for it cannot confirm it: a second person");
    const Result<> done = step(work, place->stand, row,
                               {.move = HouseMove::swap,
                                .hand = HouseHand::office,
                                .funder = row.seen.swap_to,
                                .by = by,
                                .reason = cases::house_reason_from(row.swap_reason),
                                .second_person = true});
    if (!done) return std::unexpected(done.error());
    return opened_house(work.clerk.keys, row, row.seen.funder);
}

std::vector<cases::HouseCode> over(Sql& sql, TimePoint now) {
    constexpr int most = 32;
    std::vector<cases::HouseCode> out;
    for (Query row = sql.query("SELECT code FROM houses WHERE until <= ? ORDER BY until LIMIT ?", now, most);
         row.next();)
        out.push_back(*cases::HouseCode::parse(row.text(0)));
    return out;
}

}  // namespace

Task<Result<HouseOpened>> move_house(Database& database, const Keys& keys, HouseCall call, HouseVoice voice,
                                     TimePoint now) {
    if (call.hand == HouseHand::office)
        if (const Result<> name = check_staff_name(call.by); !name) co_return std::unexpected(name.error());
    co_return co_await database.write(Lane::ordinary, [&](Sql& sql) -> Result<HouseOpened> {
        Clerk clerk(sql, keys, now);
        return obey({clerk, voice}, call);
    });
}

Task<Result<>> ask_swap(Database& database, const Keys& keys, SwapAsked asked, TimePoint now) {
    if (Result<> name = check_staff_name(asked.by); !name) co_return name;
    co_return co_await database.write(Lane::ordinary, [&](Sql& sql) -> Result<> {
        Clerk clerk(sql, keys, now);
        return ask(clerk, asked);
    });
}

Task<Result<HouseOpened>> confirm_swap(Database& database, const Keys& keys, cases::HouseCode house, std::string by,
                                       TimePoint now) {
    if (const Result<> name = check_staff_name(by); !name) co_return std::unexpected(name.error());
    co_return co_await database.write(Lane::ordinary, [&](Sql& sql) -> Result<HouseOpened> {
        Clerk clerk(sql, keys, now);
        return confirm({clerk, {}}, house, by);
    });
}

Task<Result<int>> ring_houses(Database& database, const Keys& keys, HouseVoice voice, TimePoint now) {
    const auto due =
        co_await database.read([now](Sql& sql) -> Result<std::vector<cases::HouseCode>> { return over(sql, now); });
    if (!due) co_return std::unexpected(due.error());
    if (due->empty()) co_return 0;
    co_return co_await database.write(Lane::ordinary, [&](Sql& sql) -> Result<int> {
        Clerk clerk(sql, keys, now);
        int expired = 0;
        for (const cases::HouseCode& code : over(sql, now)) {
            Result<BookableHouse> place = bookable_house(sql, code);
            if (!place) return std::unexpected(place.error());
            if (const Result<> done = expire({clerk, voice}, place->stand, place->row); !done)
                return std::unexpected(done.error());
            ++expired;
        }
        return expired;
    });
}

}  // namespace sambung::store
