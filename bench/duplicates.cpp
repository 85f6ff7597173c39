// The duplicate check among very many cases: how long it takes, what it finds, and what it finds wrongly. A store with
// the service's own tables in a folder of its own, filled in one go and removed at the end; then each report is looked
// up as the service does, on a reader's connection.
//
//     bench-duplicates [--cases 1000000] [--queries 1500] [--seed 1]
#include "cases/duplicates.h"

#include "case_rows.h"
#include "cases/intake.h"
#include "duplicate_keys.h"
#include "look_alikes.h"
#include "needs.h"
#include "sql.h"
#include "store/database.h"
#include "store/keys.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <time.h>
#include <tuple>
#include <vector>

namespace sambung::bench {
namespace {

namespace fs = std::filesystem;
using store::Keys;
using store::Sql;

constexpr std::chrono::days span{3 * 365};
constexpr TimePoint begin{std::chrono::sys_days{std::chrono::year{2024} / 1 / 1}};

class Folder {
 public:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "sambung-bench-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file() const { return (path_ / "cases.db").string(); }

 private:
    fs::path path_;
};

struct Query {
    std::int64_t case_id = 0;
    Reported told;
};

// What was filed, and what is to be asked about it.
struct Filled {
    std::deque<Query> again, first;     // the latest of each
    std::vector<std::int64_t> need_of;  // by case
};

using KeyRow = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  // key, filed, case

// A row as wide as the service's own: routing keeps its reasons in words.
void insert_case(Sql& sql, const Keys& keys, std::int64_t id, const Reported& told) {
    static const std::string trace(420, 'x');
    const Ticket ticket = Ticket::from_number(static_cast<std::uint64_t>(id));
    const store::SecretKey key = Keys::fresh();
    const auto sealed = [&](std::string_view text, std::string_view column) {
        return store::seal(key, text, fmt::format("cases.{}:{}", column, ticket.digits()));
    };
    const std::string wrapped = keys.wrap(key, "case:" + ticket.digits());
    const std::string place = sealed(told.report.place, "place");
    const std::string story = sealed(told.report.story, "story");
    const std::string intake = sealed(cases::encode_intake(told.report.intake), "intake");
    sql.run(
        "INSERT INTO cases (id, ticket, person, kind, category, area, urgency, status, channel, medium, language, unit,"
        " rule, why, routing_input, routing_trace, key, place, story, intake, phone_index, check_hash, due, filed, "
        "changed)"
        " VALUES (?, ?, ?, 'lapor', ?, ?, 2, 'triaged', 'ussd', 'ussd', 'id', 'meja-kota', 99,"
        " 'Aturan 99: semua yang lain ke meja kota.', '{}', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, ticket.digits(), told.person, told.report.category, told.report.area, trace, store::Blob{wrapped},
        store::Blob{place}, store::Blob{story}, store::Blob{intake}, keys.index("phone", told.report.phone),
        keys.index("cek", ticket.digits()), told.filed, told.filed, told.filed);
}

void insert_keys(Sql& sql, std::vector<KeyRow>& rows) {
    std::ranges::sort(rows);
    sql.script("BEGIN");
    for (const auto& [key, filed, case_id] : rows)
        sql.run("INSERT OR IGNORE INTO dup_keys (key, filed, case_id) VALUES (?, ?, ?)", key, filed, case_id);
    sql.script("COMMIT");
}

void remember(std::deque<Query>& latest, std::size_t most, std::int64_t id, Reported told) {
    latest.push_back({id, std::move(told)});
    if (latest.size() > most) latest.pop_front();
}

Filled fill(Sql& sql, const Keys& keys, std::int64_t count, std::size_t queries, std::uint32_t seed) {
    constexpr std::int64_t batch = 20'000;
    sql.script(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA secure_delete=OFF;"
        "PRAGMA cache_size=-400000");
    Filled filled;
    filled.need_of.resize(static_cast<std::size_t>(count) + 1);
    std::vector<KeyRow> rows;
    Needs needs(seed, count, span, begin);
    for (std::int64_t id = 1; id <= count; ++id) {
        if (id % batch == 1) sql.script("BEGIN");
        Reported told = needs.next();
        insert_case(sql, keys, id, told);
        for (const cases::BlockKey& key : cases::keys_to_keep(told.report))
            rows.emplace_back(store::hashed(keys, key), to_millis(told.filed), id);
        filled.need_of[static_cast<std::size_t>(id)] = told.need;
        std::deque<Query>& latest = told.again ? filled.again : filled.first;
        remember(latest, queries, id, std::move(told));
        if (id % batch == 0 || id == count) sql.script("COMMIT");
    }
    insert_keys(sql, rows);
    sql.script("PRAGMA journal_mode=WAL; ANALYZE");
    return filled;
}

constexpr double none = -1000;

struct Asked {
    std::vector<double> micros, working;  // by the clock, and of the processor: a busy machine shows in the first alone
    std::vector<double> best_same, best_other;  // score of the likeliest of the same need, and of another; else `none`
};

enum class Name { told, untold };

store::Probe probe_of(Sql& sql, const Keys& keys, const Query& query, Name name) {
    cases::Report report = query.told.report;
    if (name == Name::untold) report.intake.erase("nama");
    store::Probe probe = store::probe_of(sql, keys, report, query.told.person, query.told.filed);
    probe.case_id = query.case_id;
    return probe;
}

double processor_micros() {
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) * 1e6 + static_cast<double>(spent.tv_nsec) / 1e3;
}

Asked ask(Sql& sql, const Keys& keys, const Filled& filled, const std::deque<Query>& queries, Name name,
          double at_least) {
    Asked asked;
    for (const Query& query : queries) {
        const auto began = std::chrono::steady_clock::now();
        const double worked_before = processor_micros();
        sql.run("BEGIN");  // one snapshot a check, as the service's readers have it
        const store::Probe probe = probe_of(sql, keys, query, name);
        const std::vector<store::LookAlike> found = store::look_alikes(sql, keys, probe, at_least);
        sql.run("COMMIT");
        asked.working.push_back(processor_micros() - worked_before);
        asked.micros.push_back(
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count());
        double same = none;
        double other = none;
        for (const store::LookAlike& one : found) {
            const bool of_need = filled.need_of[static_cast<std::size_t>(one.case_id)] == query.told.need;
            double& best = of_need ? same : other;
            best = std::max(best, one.found.score.total);
        }
        asked.best_same.push_back(same);
        asked.best_other.push_back(other);
    }
    std::ranges::sort(asked.micros);
    std::ranges::sort(asked.working);
    return asked;
}

double part_at_least(const std::vector<double>& scores, double least) {
    const auto count = std::ranges::count_if(scores, [least](double score) { return score >= least; });
    return static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(scores.size(), 1));
}

double quantile(const std::vector<double>& sorted, double part) {
    if (sorted.empty()) return 0;
    return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))] / 1000;
}

void report_on(Sql& sql, const Keys& keys, const Filled& filled, Name name) {
    constexpr double thresholds[] = {5, cases::perhaps_same, 7, cases::probably_same};
    ask(sql, keys, filled, filled.first, name, cases::perhaps_same);  // what the service reads often is in memory
    const Asked timed = ask(sql, keys, filled, filled.first, name, cases::perhaps_same);
    const Asked again = ask(sql, keys, filled, filled.again, name, thresholds[0]);
    const Asked first = ask(sql, keys, filled, filled.first, name, thresholds[0]);
    fmt::print("{}\n", name == Name::told ? "Names told:" : "Names not told by who asks:");
    fmt::print("  check          p50 {:.2f} ms  p95 {:.2f} ms  p99 {:.2f} ms\n", quantile(timed.micros, .5),
               quantile(timed.micros, .95), quantile(timed.micros, .99));
    fmt::print("  of it working  p50 {:.2f} ms  p95 {:.2f} ms  p99 {:.2f} ms\n", quantile(timed.working, .5),
               quantile(timed.working, .95), quantile(timed.working, .99));
    for (const double least : thresholds)
        fmt::print("  score >= {}     found {:.1f} % of those told before, false alarm on {:.1f} % of the others\n",
                   least, 100 * part_at_least(again.best_same, least), 100 * part_at_least(first.best_other, least));
}

int run(std::int64_t count, std::size_t queries, std::uint32_t seed) {
    const Folder folder;
    const Keys keys{store::SecretKey{1}};
    if (auto made = store::Database::open({.path = folder.file()}); !made) {
        fmt::print(stderr, "{}\n", describe(made.error()));
        return 1;
    }
    const auto began = std::chrono::steady_clock::now();
    Filled filled;
    {
        const auto writer = Sql::open(folder.file(), Sql::Mode::read_write).value();
        filled = fill(*writer, keys, count, queries, seed);
    }
    const auto took = std::chrono::duration_cast<seconds>(std::chrono::steady_clock::now() - began);
    fmt::print("{} cases, {} MB, filled in {} s\n", count, fs::file_size(folder.file()) >> 20U, took.count());
    const auto reader = Sql::open(folder.file(), Sql::Mode::read_only).value();
    const Asked all = ask(*reader, keys, filled, filled.again, Name::told, none + 1);
    fmt::print("found at all (blocking): {:.1f} %\n", 100 * part_at_least(all.best_same, none + 1));
    report_on(*reader, keys, filled, Name::told);
    report_on(*reader, keys, filled, Name::untold);
    return 0;
}

}  // namespace
}  // namespace sambung::bench

int main(int argc, char** argv) {
    CLI::App app{"The duplicate check among very many cases", "bench-duplicates"};
    std::int64_t cases = 1'000'000;
    std::size_t queries = 1500;
    std::uint32_t seed = 1;
    app.add_option("--cases", cases)->check(CLI::Range(1000, 5'000'000))->capture_default_str();
    app.add_option("--queries", queries)->check(CLI::Range(10, 100'000))->capture_default_str();
    app.add_option("--seed", seed)->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    return sambung::bench::run(cases, queries, seed);
}
