#include "await_here.h"
#include "books.h"
#include "case_sheet.h"
#include "commands.h"
#include "filing_news.h"
#include "pack_reader.h"
#include "progress.h"
#include "store/known_staff.h"
#include "tidings.h"
#include "times.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <utility>

namespace sambung::gateway {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view door = "paper";  // the channel of a form that leaves no number to write to

// The same row of the same file is the same event, so a run that was killed goes on where it was.
store::Grant grant_of(const Announcer& announcer, const CaseRow& row, const std::string& hash, TimePoint now) {
    const EventId event = announcer.keys->event(door, hash + ":" + std::to_string(row.number));
    const bool writes = !row.report.phone.empty() && !row.report.quiet;
    const Channel* sms = writes ? sms_channel(*announcer.channels) : nullptr;
    const std::string channel = sms == nullptr ? std::string{door} : sms->id();
    // Without a number each form has a person of its own: two neighbours who say the same are two.
    const std::string who = row.report.phone.empty() ? event.hex() : row.report.phone;
    return {.key = {event, 0},
            .person = announcer.keys->person(channel, who),
            .channel = channel,
            .address = sms == nullptr ? std::string{} : row.report.phone,
            .wish = store::File{.draft = announcer.keys->draft(event),
                                .report = row.report,
                                .language = Language::id,
                                .again = false,
                                .cases_per_day = std::numeric_limits<int>::max()},
            .resume = {},
            .media = {},
            .now = now,
            .announce =
                [announcer, row, sms, event, now](const store::Outcome& outcome) {
                    return news_of_filing(announcer, row.report, row.report.phone, sms, event, outcome, now);
                },
            .herald = herald_of(announcer, now)};
}

struct Filed {
    std::string lines;  // of the result file
    std::size_t before = 0;
};

Result<Filed> file_all(const Books& books, const Announcer& announcer, const std::vector<CaseRow>& rows,
                       const std::string& hash) {
    Filed filed{.lines = "row,ticket,check,result\r\n", .before = 0};
    Progress progress;
    for (const CaseRow& row : rows) {
        const Result<store::Outcome> outcome = await_here(books.cases->grant(grant_of(announcer, row, hash, now())));
        if (!outcome) return std::unexpected(outcome.error());
        if (outcome->repeated) ++filed.before;
        filed.lines += std::to_string(row.number) + "," + (outcome->ticket ? outcome->ticket->digits() : "") + "," +
                       outcome->check_digits + "," + std::string{store::name(outcome->granted)} + "\r\n";
        progress.show(row.number, static_cast<double>(row.number) / static_cast<double>(rows.size()));
    }
    return filed;
}

// Whole or not at all, and for its owner only: with ticket and check digits a case can be looked up.
bool keep(const fs::path& out, const std::string& lines) {
    const fs::path fresh = out.string() + ".new";
    std::error_code failed;
    {
        std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
        fs::permissions(fresh, fs::perms::owner_read | fs::perms::owner_write, failed);
        file << lines;
        if (failed || !file.flush()) return false;
    }
    fs::rename(fresh, out, failed);
    return !failed;
}

int dry(const std::vector<CaseRow>& rows) {
    const auto urgent = std::ranges::count_if(rows, [](const CaseRow& row) { return row.report.danger; });
    std::cout << rows.size() << " cases would be filed, " << urgent << " of them in danger\n";
    return 0;
}

int file_sheet(const CasesOptions& options, const Config& config, const Books& books, std::vector<CaseRow> rows,
               const std::string& hash) {
    const Result<Channels> channels = Channels::make(config.channels);
    if (!channels) return complain(describe(channels.error()));
    for (CaseRow& row : rows) row.report.intake.emplace("dimasukkan_oleh", options.by);
    const Announcer announcer{books.keys.get(), &*channels, books.pack.office, books.pack.flows};
    const Result<Filed> filed = file_all(books, announcer, rows, hash);
    if (!filed) return complain(describe(filed.error()) + "; run the same command again to go on");
    const fs::path out = options.out.empty() ? fs::path{options.file.string() + ".tickets.csv"} : options.out;
    if (!keep(out, filed->lines)) return complain(out.string() + " cannot be written; the cases are filed");
    std::cout << rows.size() << " rows are filed, " << filed->before << " of them before; tickets in " << out.string()
              << "\n";
    return 0;
}

}  // namespace

int import_cases(const CasesOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const std::optional<std::string> csv = read_file(options.file);
    if (!csv) return complain(options.file.string() + ":1:1: K000: cannot be read");
    if (!options.dry_run && options.by.empty()) return complain("say who you are: --by NAME");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    if (!options.by.empty())
        if (const Result<> known = store::check_known_staff(*books->database, options.by); !known)
            return complain(describe(known.error()));
    CaseSheet sheet = read_cases(options.file.string(), *csv, *books->pack.office, now());
    if (sheet.findings.count() > 0) return tell(sheet.findings);
    if (options.dry_run) return dry(sheet.rows);
    return file_sheet(options, *config, *books, std::move(sheet.rows), books->keys->index("case.file", *csv).hex());
}

}  // namespace sambung::gateway
