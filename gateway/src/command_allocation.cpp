#include "command_allocation.h"

#include "await_here.h"
#include "books.h"
#include "cases/funding_gap.h"
#include "export_file.h"
#include "house_words.h"
#include "pack_reader.h"
#include "pool_sheet.h"
#include "store/known_staff.h"
#include "times.h"

#include <algorithm>
#include <iostream>
#include <utility>

namespace sambung::gateway {

namespace {

using cases::HouseCode;
using store::HouseSeen;
using store::PoolStand;

// What a command has in hand.
struct Desk {
    const Config& config;
    const Books& books;
    const AllocationOptions& options;
};

int done(const Result<>& result, const std::string& said) {
    if (!result) return complain(describe(result.error()));
    std::cout << said << "\n";
    return 0;
}

Result<> write(const AllocationOptions& options, const std::vector<std::vector<std::string>>& rows) {
    const Result<std::unique_ptr<ExportFile>> out = open_export(options.out);
    if (!out) return std::unexpected(out.error());
    for (const std::vector<std::string>& row : rows)
        if (const Result<> written = (*out)->row(std::vector<std::string_view>(row.begin(), row.end())); !written)
            return written;
    return (*out)->finish();
}

int put_out(const AllocationOptions& options, const std::vector<std::vector<std::string>>& rows) {
    const Result<> written = write(options, rows);
    return written ? 0 : complain(describe(written.error()));
}

int draft(const Desk& desk) {
    const std::optional<std::string> text = read_file(desk.options.file);
    if (!text) return complain(desk.options.file.string() + ":1:1: A000: cannot be read");
    PoolSheet sheet = read_pool(desk.options.file.string(), *text, *desk.books.pack.office);
    for (const dialogs::Finding& finding : sheet.findings) std::cout << finding.text() << "\n";
    if (!sheet.findings.empty()) return 1;
    const std::string code = sheet.pool.code;
    return done(await_here(store::draft_pool(*desk.books.database, *desk.books.keys,
                                             {.pool = std::move(sheet.pool), .hold = sheet.hold, .by = desk.options.by},
                                             now())),
                "the pool " + code + " is drafted; import its houses, then a second person opens it");
}

int open(const Desk& desk) {
    return done(
        await_here(store::open_pool(*desk.books.database, *desk.books.keys, desk.options.pool, desk.options.by, now())),
        "the pool " + desk.options.pool + " is open");
}

int list_pools(const Desk& desk) {
    const Result<std::vector<PoolStand>> pools = await_here(store::pools(*desk.books.database));
    if (!pools) return complain(describe(pools.error()));
    std::vector<std::vector<std::string>> rows{{"pool", "programme", "period", "total", "drafted_by", "opened_by"}};
    for (const PoolStand& one : *pools)
        rows.push_back({one.pool.code, one.pool.programme, one.pool.period, std::to_string(one.pool.total),
                        one.drafted_by, one.opened_by});
    return put_out(desk.options, rows);
}

int list_houses(const Desk& desk) {
    const Result<std::vector<HouseSeen>> houses =
        await_here(store::houses_of_pool(*desk.books.database, desk.options.pool));
    if (!houses) return complain(describe(houses.error()));
    std::vector<std::vector<std::string>> rows{
        {"house", "area", "estimate", "state", "funder", "until", "ticket", "swap_to"}};
    for (const HouseSeen& one : *houses)
        rows.push_back({one.code.text(), one.area, std::to_string(one.estimate), std::string{name(one.state)},
                        one.funder, one.until ? iso(*one.until) : std::string{},
                        one.ticket ? one.ticket->digits() : std::string{}, one.swap_to});
    return put_out(desk.options, rows);
}

// The kecamatan of a kelurahan, by name where the pack knows it.
std::string kecamatan_of(const AreaTree& areas, const std::string& code) {
    const Area* area = areas.find(code);
    const Area* above = area == nullptr ? nullptr : areas.find(area->parent);
    // A list may stop at the kecamatan, whose parent is the city.
    const bool is_kecamatan = above != nullptr && areas.find(above->parent) == nullptr;
    if (area == nullptr) return code;
    return is_kecamatan || above == nullptr ? area->name : above->name;
}

int gap(const Desk& desk) {
    const Result<std::vector<PoolStand>> pools = await_here(store::pools(*desk.books.database));
    if (!pools) return complain(describe(pools.error()));
    const auto stand =
        std::ranges::find_if(*pools, [&](const PoolStand& one) { return one.pool.code == desk.options.pool; });
    if (stand == pools->end()) return complain("there is no such pool");
    const auto seen = await_here(store::houses_of_pool(*desk.books.database, desk.options.pool));
    if (!seen) return complain(describe(seen.error()));
    std::vector<cases::PoolHouse> houses;
    for (const HouseSeen& one : *seen)
        houses.push_back({.code = one.code,
                          .kecamatan = kecamatan_of(desk.books.pack.office->areas, one.area),
                          .estimate = one.estimate,
                          .state = one.state,
                          .funder = one.funder,
                          .until = one.until});
    const cases::FundingGap report = cases::funding_gap(stand->pool, houses);
    std::vector<std::vector<std::string>> rows{{"what", "of", "number"}};
    const auto add = [&rows](std::string what, std::string of, std::int64_t number) {
        rows.push_back({std::move(what), std::move(of), std::to_string(number)});
    };
    add("pool", "", report.pool);
    add("booked", "", report.booked);
    add("left", "", report.pool - report.booked);
    for (const auto& [unit, share] : report.funders) {
        add("booked", unit, share.booked);
        add("done", unit, share.done);
    }
    for (const auto& [stage, left] : report.may_still_book) add("may_still_book", std::to_string(stage), left);
    for (const auto& [kecamatan, open] : report.open_by_kecamatan) add("open", kecamatan, open);
    add("unfunded_rupiah", "", report.unfunded);
    return put_out(desk.options, rows);
}

int tell(const Result<store::HouseOpened>& house) {
    if (!house) return complain(describe(house.error()));
    const HouseSeen& seen = house->house;
    std::cout << seen.code.text() << " " << name(seen.state) << (seen.funder.empty() ? "" : " " + seen.funder)
              << (seen.until ? " until " + iso(*seen.until) : "") << "\n";
    return 0;
}

int move(const Desk& desk, HouseCode house, std::optional<cases::HouseReason> reason) {
    const AllocationOptions& options = desk.options;
    const Result<Channels> channels = Channels::make(desk.config.channels);
    if (!channels) return complain(describe(channels.error()));
    const Announcer announcer{desk.books.keys.get(), &*channels, desk.books.pack.office, desk.books.pack.flows};
    const TimePoint at = now();
    return tell(await_here(store::move_house(*desk.books.database, *desk.books.keys,
                                             {.house = std::move(house),
                                              .move = options.move,
                                              .hand = cases::HouseHand::office,
                                              .funder = options.funder,
                                              .by = options.by,
                                              .reason = reason},
                                             house_voice(announcer, at), at)));
}

int on_house(const Desk& desk) {
    const AllocationOptions& options = desk.options;
    const std::optional<HouseCode> house = HouseCode::parse(options.house);
    if (!house) return complain("a house is H and seven digits, of which the last checks the others");
    const std::optional<cases::HouseReason> reason = cases::house_reason_from(options.reason);
    if (!options.reason.empty() && !reason) {
        std::string words;
        for (const cases::HouseReason one : cases::all_house_reasons) words += " " + std::string{name(one)};
        return complain("--reason is one of" + words);
    }
    switch (options.wish) {
        case AllocationWish::swap:
            if (!reason) return complain("say why: --reason");
            return done(await_here(store::ask_swap(
                            *desk.books.database, *desk.books.keys,
                            {.house = *house, .to = options.funder, .reason = *reason, .by = options.by}, now())),
                        "a second person confirms it: allocation confirm " + house->text());
        case AllocationWish::confirm:
            return tell(
                await_here(store::confirm_swap(*desk.books.database, *desk.books.keys, *house, options.by, now())));
        case AllocationWish::draft:
        case AllocationWish::open:
        case AllocationWish::list:
        case AllocationWish::gap:
        case AllocationWish::move:
            return move(desk, *house, reason);
    }
    std::unreachable();
}

}  // namespace

int allocation(const AllocationOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    if (!options.by.empty())
        if (const Result<> known = store::check_known_staff(*books->database, options.by); !known)
            return complain(describe(known.error()));
    const Desk desk{*config, *books, options};
    switch (options.wish) {
        case AllocationWish::draft:
            return draft(desk);
        case AllocationWish::open:
            return open(desk);
        case AllocationWish::list:
            return options.pool.empty() ? list_pools(desk) : list_houses(desk);
        case AllocationWish::gap:
            return gap(desk);
        case AllocationWish::move:
        case AllocationWish::swap:
        case AllocationWish::confirm:
            return on_house(desk);
    }
    std::unreachable();
}

}  // namespace sambung::gateway
