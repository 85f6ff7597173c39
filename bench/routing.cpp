// Routing alone: one decision by a hundred rules, without and with its record, and a dry run of a hundred rules over
// 200,000 decisions that lie in a store on disk. Goals: a decision under 20 microseconds, the dry run under 2 seconds.
//
//     bench-routing [DECISIONS]
#include "cases/categories.h"
#include "cases/dry_run.h"
#include "cases/routing_snapshot.h"
#include "histogram.h"
#include "sql.h"
#include "store/decisions.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <memory>
#include <stdlib.h>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kecamatan = 11;
constexpr int kelurahan = 6;
constexpr int rules_wanted = 100;
constexpr int units_wanted = 40;
constexpr int first_request = 10;  // of the categories: no `rahasia` behind it, which one row takes

std::string code_of(int district, int village) {
    std::string code = fmt::format("32.76.{:02}", district + 1);
    return village < 0 ? code : code + fmt::format(".{}", 1001 + village);
}

AreaTree some_areas() {
    std::string csv = "code,name,parent\n32.76,Kota,\n";
    for (int district = 0; district < kecamatan; ++district) {
        csv += code_of(district, -1) + ",Kecamatan,32.76\n";
        for (int village = 0; village < kelurahan; ++village)
            csv += code_of(district, village) + ",Kelurahan," + code_of(district, -1) + "\n";
    }
    return AreaTree::parse(csv).value();
}

// `shift`: another one sends the same cases to other units.
cases::Office office_of(int shift) {
    cases::Office office;
    office.areas = some_areas();
    for (int i = 0; i < units_wanted; ++i)
        office.units.push_back({fmt::format("unit-{}", i),
                                fmt::format("Unit {}", i),
                                "bidang",
                                "unit-0",
                                i % 2 == 0,
                                {},
                                "",
                                40,
                                i < 2,
                                false});
    std::string csv =
        "ord,category,area,urgency,hours,kind,sensitive,capacity,unit,pick,also_notify,note\n"
        "1,*,*,*,*,*,1,,unit-0,first,,\n2,*,*,P0-P1,*,*,*,,unit-2,first,unit-1,\n";
    for (int i = 3; i < rules_wanted; ++i)
        csv += fmt::format("{},{},{},*,*,*,*,{},unit-{}|unit-{},{},,\n", i,
                           cases::all_categories[static_cast<std::size_t>(first_request + i / kecamatan)].id,
                           code_of(i % kecamatan, -1), i % 3 == 0 ? "<100%" : "", (i + shift) % units_wanted,
                           (i + shift + 7) % units_wanted, i % 2 == 0 ? "least_loaded" : "first");
    csv += fmt::format("{},*,*,*,*,*,*,,unit-1,first,,\n", rules_wanted);
    office.routing = cases::Routing::parse(csv, office.units, office.areas).value();
    return office;
}

// Every category, place and urgency in turn, so that every row gets its share.
cases::RoutingInput input_of(int number, const cases::Office& office) {
    const auto& category = cases::all_categories[static_cast<std::size_t>(number) % std::size(cases::all_categories)];
    cases::RoutingInput input{std::string{category.id}, code_of(number / 100 % kecamatan, number % kelurahan),
                              category.urgency, category.kind, number % 4 != 0};
    for (const std::string& unit : office.routing.watched(input)) input.loads.push_back({unit, number % 50, number});
    return input;
}

void print(std::string_view what, const Histogram& histogram) {
    const auto microseconds = [&](double share) { return static_cast<double>(histogram.at(share).count()) / 1000.0; };
    fmt::print("{:<36}{:>10}{:>10.2f}{:>10.2f}{:>10.2f}\n", what, histogram.count(), microseconds(0.5),
               microseconds(0.99), microseconds(0.999));
}

bool measure_decisions(const cases::Office& office, int count) {
    Histogram placing;
    Histogram routing;
    for (int i = 0; i < count; ++i) {
        const cases::RoutingInput input = input_of(i, office);
        const auto began = Clock::now();
        const cases::Placement placed = office.routing.place(input);
        const auto between = Clock::now();
        const cases::Decision decision = office.routing.route(input);
        const auto ended = Clock::now();
        placing.add(between - began);
        routing.add(ended - between);
        if (decision.unit != placed.unit) return false;
    }
    fmt::print("{:<36}{:>10}{:>10}{:>10}{:>10}\n", "one decision by 100 rules", "times", "p50 us", "p99 us",
               "p99.9 us");
    print("who gets it", placing);
    print("with snapshot, trace and sentence", routing);
    return true;
}

void insert_decision(store::Sql& sql, int number, const cases::Office& office) {
    const cases::Decision decision = office.routing.route(input_of(number, office));
    sql.run(
        "INSERT INTO cases (id, ticket, person, kind, category, area, urgency, status, channel, medium, language, unit,"
        " rule, why, routing_input, routing_trace, check_hash, due, filed, changed) VALUES (?1, ?2, 1, 'lapor', '', '',"
        " 3, 'filed', 'wa', 'whatsapp', 'id', ?3, ?4, '', '', '', x'00', 0, 0, 0)",
        number + 1, fmt::format("{:09}", number), decision.unit, decision.rule);
    sql.run(
        "INSERT INTO decisions (case_id, input, trace, unit, rule, fallback, also_notify, why, at)"
        " VALUES (?, ?, ?, ?, ?, '', '', ?, ?)",
        number + 1, decision.input, decision.trace, decision.unit, decision.rule, decision.why,
        from_millis(std::int64_t{number} * 60'000));
}

void fill(store::Database& database, const cases::Office& office, int count) {
    constexpr int batch = 2'000;
    for (int from = 0; from < count; from += batch)
        database
            .write_now([&](store::Sql& sql) -> Result<> {
                if (from == 0) sql.script("INSERT INTO persons (id, created) VALUES (1, 0)");
                for (int i = from; i < std::min(count, from + batch); ++i) insert_decision(sql, i, office);
                return {};
            })
            .value();
}

bool measure_dry_run(const cases::Office& office, int count) {
    std::string folder = (std::filesystem::temp_directory_path() / "sambung-bench-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return false;
    auto database = store::Database::open({.path = folder + "/cases.db"}).value();
    fill(*database, office, count);
    const cases::Office other = office_of(3);
    const auto began = Clock::now();
    cases::DryRun run(other.routing, office.calendar, 20);
    const Result<> read = store::for_each_decision(
        *database, TimePoint{}, from_millis(INT64_MAX / 2), [&](const store::PastDecision& past) {
            run.add({past.ticket, past.at, past.input, past.unit, past.sent_back});
        });
    const cases::DryRunReport report = run.report();
    const std::chrono::duration<double> took = Clock::now() - began;
    fmt::print("\ndry run of {} decisions by {} rules: {:.2f} s, {} would move\n", report.decisions, rules_wanted,
               took.count(), report.moved);
    database.reset();
    std::filesystem::remove_all(folder);
    return read && report.decisions == count;
}

}  // namespace
}  // namespace sambung::bench

int main(int argc, char** argv) {
    int count = 200'000;
    if (argc > 1) {
        const std::string_view text{argv[1]};
        std::from_chars(text.data(), text.data() + text.size(), count);
    }
    const auto office = sambung::bench::office_of(0);
    const bool sound =
        sambung::bench::measure_decisions(office, count) && sambung::bench::measure_dry_run(office, count);
    return sound ? 0 : 1;
}
