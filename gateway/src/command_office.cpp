#include "books.h"
#include "commands.h"
#include "model/csv.h"
#include "office_changes.h"
#include "office_fit.h"
#include "pack_reader.h"
#include "times.h"

#include <algorithm>
#include <charconv>
#include <iostream>

namespace sambung::gateway {

namespace {

using store::DocumentKind;
using store::OfficeDocument;
using store::OfficePapers;

constexpr int found_wrong = 1;

// What a command has in hand.
struct Desk {
    const Config& config;
    const Books& books;
    const Channels& channels;
    const OfficeOptions& options;
    store::OfficeDocuments documents;

    [[nodiscard]] DocumentKind kind() const { return options.kind; }
    [[nodiscard]] std::string words() const { return std::string{store::words(options.kind)}; }
    // The office that is in force, but for this.
    [[nodiscard]] std::expected<std::shared_ptr<const cases::Office>, dialogs::Findings> with(
        const OfficeDocument& document) const {
        OfficePapers papers = books.papers;
        papers.of(options.kind) = document;
        return fitted({*books.pack.ground, config, channels}, papers);
    }
};

int tell_findings(const dialogs::Findings& findings) {
    for (const dialogs::Finding& finding : findings) std::cout << finding.text() << "\n";
    return found_wrong;
}

// A spreadsheet runs no name.
std::string cell(std::string_view text) {
    const bool runs = !text.empty() && std::string_view{"=+-@\t\r"}.contains(text.front());
    return csv_cell(runs ? "'" + std::string{text} : std::string{text});
}

int list(Desk& desk) {
    constexpr std::size_t shown = 12;
    const Result<std::vector<OfficeDocument>> all = desk.documents.list();
    if (!all) return complain(describe(all.error()));
    std::cout << "version,state,author,approver,drafted,activated,sha256\r\n";
    for (const OfficeDocument& one : *all)
        std::cout << one.version << "," << one.state << "," << cell(one.author) << "," << cell(one.approver) << ","
                  << iso(one.drafted) << "," << (one.activated ? iso(*one.activated) : "") << ","
                  << one.sha256.substr(0, shown) << "\r\n";
    return 0;
}

Result<OfficeDocument> wanted(Desk& desk) {
    const std::string& target = desk.options.target;
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(target.data(), target.data() + target.size(), version);
    if (error != std::errc{} || end != target.data() + target.size())
        return fail(Errc::invalid_request, "\"" + target + "\" is no version: a number, as the list has them");
    Result<std::optional<OfficeDocument>> document = desk.documents.at(version);
    if (!document) return std::unexpected(document.error());
    if (!*document) return fail(Errc::not_found, "there is no " + desk.words() + " " + target);
    return std::move(**document);
}

// Units hold officers' numbers: the log says who read them.
int show(Desk& desk) {
    const Result<OfficeDocument> document = wanted(desk);
    if (!document) return complain(describe(document.error()));
    if (desk.kind() == DocumentKind::units) {
        const Result<> noted = desk.documents.note_shown(document->version, desk.options.by, now());
        if (!noted) return complain(describe(noted.error()));
    }
    std::cout << document->text;
    return 0;
}

int draft(Desk& desk) {
    OfficeDocument proposed;
    std::optional<std::string> text = read_file(desk.options.target);
    if (!text) return complain("\"" + desk.options.target + "\" cannot be read");
    proposed.text = *std::move(text);
    if (const auto fits = desk.with(proposed); !fits) return tell_findings(fits.error());
    const Result<std::int64_t> version = desk.documents.draft(proposed.text, desk.options.by, now());
    if (!version) return complain(describe(version.error()));
    std::cout << desk.words() << " " << *version << "; a second person approves it next: sambung office approve "
              << store::name(desk.kind()) << " " << *version << " --by NAME\n";
    return 0;
}

// Against what is in force.
void print_changes(const Desk& desk, const cases::Office& after, const OfficeDocument& document) {
    const std::vector<std::string> changes = desk.kind() == DocumentKind::units
                                                 ? unit_changes(desk.books.bare->units, after.units)
                                                 : line_changes(desk.books.papers.of(desk.kind()).text, document.text);
    for (const std::string& change : changes) std::cout << "  " << change << "\n";
    if (changes.empty()) std::cout << "  nothing changes\n";
}

// Also for an approval, so that nobody approves what cannot be used.
Result<> none_is_busy(const Desk& desk, const std::vector<std::string>& gone) {
    const Result<std::string> busy = store::units_with_tasks(*desk.books.database, gone);
    if (!busy) return std::unexpected(busy.error());
    if (busy->empty()) return {};
    return fail(Errc::conflict, "units with open tasks would be no more; suspend them instead: " + *busy);
}

// What was sound when it was drafted may not fit the others of today.
int change(Desk& desk) {
    const Result<OfficeDocument> document = wanted(desk);
    if (!document) return complain(describe(document.error()));
    const auto fits = desk.with(*document);
    if (!fits) return tell_findings(fits.error());
    const std::vector<std::string> gone = units_gone(desk.books.bare->units, (*fits)->units);
    if (const Result<> free = none_is_busy(desk, gone); !free) return complain(describe(free.error()));
    const bool approves = desk.options.wish == RulesWish::approve;
    const Result<> done = approves ? desk.documents.approve(document->version, desk.options.by, now())
                                   : desk.documents.activate(document->version, desk.options.by, now(), gone);
    if (!done) return complain(describe(done.error()));
    std::cout << desk.words() << " " << document->version << ", sha256 " << document->sha256 << "\n";
    print_changes(desk, **fits, *document);
    std::cout << desk.words() << " " << document->version << (approves ? " is approved\n" : " is active\n");
    return 0;
}

int roll_back(Desk& desk) {
    const Result<std::optional<OfficeDocument>> before = desk.documents.before();
    if (!before) return complain(describe(before.error()));
    std::vector<std::string> gone;
    if (*before) {
        const auto fits = desk.with(**before);
        if (!fits) return tell_findings(fits.error());
        gone = units_gone(desk.books.bare->units, (*fits)->units);
    }
    const Result<std::int64_t> version = desk.documents.roll_back(desk.options.by, now(), gone);
    if (!version) return complain(describe(version.error()));
    std::cout << desk.words() << " " << *version << " is active again\n";
    return 0;
}

bool needs_name(const OfficeOptions& options) {
    if (options.wish == RulesWish::show) return options.kind == DocumentKind::units;
    return options.wish != RulesWish::list;
}

}  // namespace

int office_documents(const OfficeOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    if (needs_name(options) && options.by.empty()) return complain("say who you are: --by NAME");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const Result<Channels> channels = Channels::make(config->channels);
    if (!channels) return complain(describe(channels.error()));
    Desk desk{*config, *books, *channels, options, {*books->database, *books->keys, options.kind}};
    switch (options.wish) {
        case RulesWish::list:
            return list(desk);
        case RulesWish::show:
            return show(desk);
        case RulesWish::draft:
            return draft(desk);
        case RulesWish::approve:
        case RulesWish::activate:
            return change(desk);
        case RulesWish::rollback:
            return roll_back(desk);
    }
    std::unreachable();
}

}  // namespace sambung::gateway
