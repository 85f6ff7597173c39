// A list of beneficiaries is taken over while cases are filed: how long a filing takes from the moment it was meant to
// begin, and how many rows a second the list goes in. A store in a folder of its own, opened twice as by two processes;
// the file is made, read, sorted and taken over as `sambung import beneficiaries` does it.
//
//     bench-import-lists [--rows 1000000] [--rate 50]
#include "await_here.h"
#include "list_sheet.h"
#include "store/case_store.h"
#include "store/list_import.h"
#include "times.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdlib.h>
#include <string>
#include <thread>
#include <vector>

namespace sambung::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

void write_list(const fs::path& file, int rows) {
    std::ofstream out(file);
    out << "nik,kk,phone,card,standing,reason,batch\n";
    for (int i = 0; i < rows; ++i)
        out << fmt::format("32760155{:08d},,0812{:08d},,{},lolos,A{}\n", i, i, i % 5 == 0 ? "menunggu" : "terdaftar",
                           i % 20);
}

std::shared_ptr<const cases::Office> office() {
    cases::Office office;
    office.city = "Depok";
    office.areas = AreaTree::parse("code,name,parent\n32.76,Kota Depok,\n32.76.06,Beji,32.76\n").value();
    office.units.push_back({"meja-kota", "Meja Kota", "bidang", "", false, {}});
    office.routing = cases::Routing::parse("ord,category,area,urgency,hours,kind,unit,note\n99,*,*,*,*,*,meja-kota,\n",
                                           office.units, office.areas)
                         .value();
    return std::make_shared<const cases::Office>(std::move(office));
}

store::Grant filing(const store::Keys& keys, int number) {
    store::Grant grant;
    grant.key = {keys.event("wa", fmt::format("wamid.{}", number)), 0};
    grant.channel = "wa";
    grant.address = fmt::format("+62813{:08d}", number);
    grant.person = keys.person("wa", grant.address);
    cases::Report report;
    report.category = "lansia";
    report.area = "32.76.06";
    report.place = fmt::format("depan pasar nomor {}", number);
    grant.wish = store::File{.draft = keys.draft(grant.key.event), .report = report};
    grant.now = gateway::now();
    return grant;
}

// One filing every 1/rate s until `done`; the time of each from when it was meant to begin.
std::vector<double> file_steadily(store::CaseStore& cases, const store::Keys& keys, int rate,
                                  const std::atomic<bool>& done) {
    std::vector<double> millis;
    const Clock::time_point begun = Clock::now();
    for (int number = 0; !done; ++number) {
        const Clock::time_point meant = begun + number * std::chrono::microseconds{1'000'000} / rate;
        std::this_thread::sleep_until(meant);
        if (!gateway::await_here(cases.grant(filing(keys, number)))) return {};
        millis.push_back(std::chrono::duration<double, std::milli>(Clock::now() - meant).count());
    }
    std::ranges::sort(millis);
    return millis;
}

double seconds_since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

Result<> import(store::Database& database, const store::Keys& keys, const fs::path& file) {
    const Clock::time_point begun = Clock::now();
    gateway::ListSheet sheet(file.string(), keys, "kds");
    std::ifstream in(file, std::ios::binary);
    if (Result<> read = sheet.read(in, [](std::int64_t, std::uint64_t) {}); !read) return read;
    fmt::print("read and sorted   {:8.1f} s, {} rows, {} findings\n", seconds_since(begun), sheet.rows(),
               sheet.findings().count());
    const Clock::time_point taking = Clock::now();
    store::NewList about{.kind = store::ListKind::beneficiaries,
                         .programme = "kds",
                         .as_of = "2026-11-12",
                         .period = {},
                         .file = {},
                         .by = "bench",
                         .older = false};
    Result<store::ListImport> import = store::ListImport::begin(
        database, keys, std::move(about),
        {.clock = gateway::now, .rest = [](std::chrono::microseconds span) { std::this_thread::sleep_for(span); }});
    if (!import) return std::unexpected(import.error());
    const Result<> kept = sheet.each_member([&](const store::ListMember& one) { return import->add(one); });
    if (!kept) return kept;
    if (Result<> published = import->publish(sheet.rows()); !published) return published;
    fmt::print("taken over        {:8.1f} s, {:.0f} keys a second\n", seconds_since(taking),
               static_cast<double>(sheet.keys()) / seconds_since(taking));
    fmt::print("in force after    {:8.1f} s, {:.0f} rows a second\n", seconds_since(begun),
               static_cast<double>(sheet.rows()) / seconds_since(begun));
    return {};
}

double at(const std::vector<double>& sorted, double share) {
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

int run(const fs::path& folder, int rows, int rate) {
    const store::Keys keys{store::Keys::fresh()};
    write_list(folder / "list.csv", rows);
    const auto open = [&folder] { return store::Database::open({.path = (folder / "cases.db").string()}).value(); };
    const std::unique_ptr<store::Database> service = open();
    const std::unique_ptr<store::Database> command = open();
    const auto cases = store::make_sqlite_cases(*service, keys, office());
    std::atomic<bool> done = false;
    std::vector<double> millis;
    std::thread filer([&] { millis = file_steadily(*cases, keys, rate, done); });
    const Result<> imported = import(*command, keys, folder / "list.csv");
    done = true;
    filer.join();
    if (!imported) fmt::print("failed: {}\n", describe(imported.error()));
    fmt::print("filed meanwhile   {} at {} a second: p50 {:.1f} ms, p99 {:.1f} ms, max {:.1f} ms\n", millis.size(),
               rate, at(millis, 0.5), at(millis, 0.99), at(millis, 1));
    return imported && !millis.empty() ? 0 : 1;
}

}  // namespace
}  // namespace sambung::bench

int main(int argc, char** argv) {
    CLI::App app{"a list taken over while cases are filed"};
    int rows = 1'000'000;
    int rate = 50;
    app.add_option("--rows", rows)->check(CLI::PositiveNumber);
    app.add_option("--rate", rate)->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    std::string pattern = (std::filesystem::temp_directory_path() / "sambung-bench-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(pattern.data());
    const int code = sambung::bench::run(folder, rows, rate);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return code;
}
