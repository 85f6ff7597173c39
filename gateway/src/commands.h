// The subcommands of the binary (contract: docs/commands.md). Each returns the process's exit code.
#pragma once

#include "checkpoint.h"
#include "dialogs/tour.h"
#include "model/message.h"
#include "rehearsal.h"
#include "replay_coverage.h"
#include "store/duplicates.h"
#include "store/lists.h"
#include "store/office_documents.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sambung::gateway {

// Parses the command line and runs the subcommand. `checkpoint` is empty but in fault tests.
int run_command(int argc, char** argv, Checkpoint checkpoint);

int serve(const std::filesystem::path& config, Checkpoint checkpoint);

// Prints all findings as `file:line:col: CODE: sentence`. 0 clean, 1 findings, 2 unreadable.
int check(const std::filesystem::path& config, bool strict);

struct ChatOptions {
    std::filesystem::path config;
    ChannelKind channel = ChannelKind::ussd;
    std::string from = "+6281200000001";
};
// A phone in the terminal, over the webhooks of the running service.
int chat(const ChatOptions& options);

struct ReplayOptions {
    std::filesystem::path config;  // may be empty: the transcript's @pack decides
    StoreKind store = StoreKind::memory;
    std::string redis_url;
    bool http = false;                        // messages come by webhook
    bool update = false;                      // what the service answers is written into the files
    bool variants = false;                    // and the variants of each transcript (variants.h)
    std::string variant{};                    // one variant only: "drop:4"
    std::optional<CoverageShown> coverage{};  // also tell what of the flows was met
    std::vector<std::filesystem::path> files;
};
// Golden transcripts (docs/transcripts.md). 0 all as written, 1 failures.
int replay(const ReplayOptions& options);

struct TourOptions {
    std::filesystem::path config{};            // may be empty: then `pack`
    std::string pack{};                        // one of ours, as in @pack
    std::string flow{};                        // only this flow's ways; empty: all
    std::vector<std::filesystem::path> met{};  // transcripts whose ways need none of their own
    std::filesystem::path out{"."};
    std::size_t most = dialogs::TourWishes{}.most;  // turns to try before giving up
};
// Writes transcripts that take every way of the flows (docs/transcripts.md). 0 all were found, 1 some were not or could
// not be written, 2 unreadable.
int tour(const TourOptions& options);

// What `export` knows, as CSV to a file or standard output; sealed fields stay sealed. Reads beside the running
// service, and logs that it was done.
inline constexpr std::string_view export_kinds[] = {"cases", "referrals", "requests", "decisions", "units"};
int export_rows(const std::filesystem::path& config, const std::string& kind, const std::string& out);

struct TextsOptions {
    std::filesystem::path config{};
    std::string language{};       // empty: a table of all offered languages
    bool only_missing = false;    // of the sheet: rows that need work
    std::filesystem::path in{};   // a sheet that came back; empty: the sheet is written
    std::string grade{};          // of the texts of that sheet: "A", "B", "C"; empty: its own
    std::filesystem::path out{};  // empty: standard output
};
// The translator's sheet, out and in (docs/flows.md). 0 done, 1 findings in the sheet, 2 unreadable or not to be
// written.
int texts(const TextsOptions& options);

// Prints a flow, or without one how all flows lead to each other, as a Mermaid flowchart. The configuration may be
// empty: the built-in flows. 0 done, 1 no such flow, 2 unreadable.
int graph(const std::filesystem::path& config, const std::string& flow);

struct ImportOptions {
    std::filesystem::path config;
    std::filesystem::path file;
    bool dry_run = false;
};
// Registered helpers from CSV (helper_sheet.h), beside the running service: all rows or none. 0 kept, 1 findings, which
// are printed as `file:line:col: CODE: sentence`, 2 nothing could be read or kept.
int import_helpers(const ImportOptions& options);

struct ListOptions {
    std::filesystem::path config{};
    store::ListKind kind = store::ListKind::beneficiaries;
    std::filesystem::path file{};
    std::string programme{};  // its code
    std::string as_of{};      // the day that the list tells of, "2026-11-12"
    std::string period{};     // the office's own word for it
    std::string by{};         // the staff account
    bool older = false;       // it may take the place of a list of a later day
    bool dry_run = false;
};
// A list of beneficiaries or of distribution days (docs/lists.md), beside the running service: all rows or none. 0 in
// force, 1 findings, 2 unreadable, refused or not kept.
int import_list(const ListOptions& options);

struct CasesOptions {
    std::filesystem::path config{};
    std::filesystem::path file{};
    std::filesystem::path out{};  // empty: beside the file, with ".tickets.csv" after its name
    std::string by{};             // the staff account
    bool dry_run = false;
};
// Reports from paper (case_sheet.h) become cases, beside the running service: every row is checked before the first is
// filed; the same file again goes on where it was and files nothing twice. 0 filed, 1 findings, 2 unreadable or not all
// filed.
int import_cases(const CasesOptions& options);

enum class ChannelWish : std::uint8_t { suspend, resume };
// Sends nothing on a channel until it is resumed, beside the running service, which obeys within a second; what comes
// in is taken. 0 done or so already, 2 there is no such channel or nothing could be kept.
int set_channel(const std::filesystem::path& config, const std::string& channel, ChannelWish wish);

enum class HeldWish : std::uint8_t { list, release, discard };
struct QuarantineOptions {
    std::filesystem::path config{};
    HeldWish wish = HeldWish::list;
    std::string person{};   // 16 hex digits, as `list` shows it; empty: everybody's
    std::string channel{};  // empty: every channel's
    bool all = false;       // discard needs it where neither is named
};
// Messages that are held since there were too many: who wrote how many, or to let them go on, or to forget them, beside
// the running service. 0 done, 2 unreadable or no such person.
int quarantine(const QuarantineOptions& options);

struct CallsOptions {
    std::filesystem::path config{};
    std::string done{};      // the ticket whose call was made; empty: those that are due are listed
    bool no_answer = false;  // it was made, and nobody answered
    std::string by{};        // the staff account that called
};
// Cases that reached nobody by message, so that a person must telephone (store/calls.h), beside the running service.
// 0 done, 2 unreadable, or no such call is due.
int calls(const CallsOptions& options);

enum class RulesWish : std::uint8_t { list, show, draft, approve, activate, rollback };
struct RulesOptions {
    std::filesystem::path config{};
    RulesWish wish = RulesWish::list;
    std::string target{};  // of draft: the file; of show, approve and activate: the version
    std::string by{};      // whose wish it is; not for list and show
    bool report = false;   // with show: the report of its dry run in place of the table
};
// Versions of the routing table in the store (store/office_documents.h), beside the running service, whose next filing
// obeys. 0 done, 1 findings in the file or in the set that is to be used, 2 unreadable, or not now.
int rule_sets(const RulesOptions& options);

struct OfficeOptions {
    std::filesystem::path config{};
    RulesWish wish = RulesWish::list;
    store::DocumentKind kind = store::DocumentKind::units;
    std::string target{};  // of draft: the file; of show, approve and activate: the version
    std::string by{};      // whose wish it is; not for list, nor to show what holds no numbers
};
// Versions of units, calendar and routing table (store/office_documents.h), beside the running service, which takes
// what is activated within a second. 0 done, 1 findings in the file or in the office that it would make, 2 unreadable,
// or not now.
int office_documents(const OfficeOptions& options);

enum class DutyWish : std::uint8_t { point, list, review };
struct DutyOptions {
    std::filesystem::path config{};
    DutyWish wish = DutyWish::list;
    std::string unit{};
    std::string channel{};
    std::string address{};
    int hours = 0;
    std::int64_t id = 0;  // of the point to review
    std::string by{};
};
// A duty phone that is another one for some hours (store/duty_points.h), beside the running service. 0 done, 2
// unreadable, unknown or refused.
int duty(const DutyOptions& options);

struct SimulationOptions {
    std::filesystem::path config{};
    std::filesystem::path rules{};  // empty: the pack's own
    std::string from{};             // days of the office's clock, both included; empty: the first, now
    std::string to{};
    std::size_t list = 20;  // moves to show one by one
    bool coverage = false;  // only what the table leaves to its last row
    std::string by{};       // who rehearses: without a name the report is not kept
};
// Other rules over past decisions; a draft of the same text keeps the report. 0 done, 1 findings in the file, gaps, or
// a sensitive case with somebody who must not know of it, 2 unreadable.
int simulate_routing(const SimulationOptions& options);

struct AskOptions {
    std::filesystem::path config{};
    std::string ticket{};
    std::string question{};  // a name of cases::Question
    std::string by{};
};
// The citizen is asked, beside the running service, which sends the question. 0 done, 2 unreadable, unknown or refused.
int ask_about_case(const AskOptions& options);

struct MoveOptions {
    std::filesystem::path config{};
    std::string ticket{};
    std::string unit{};
    std::string reason{};  // a word of store::move_reasons
    std::string by{};
};
// A case goes to another unit by hand, beside the running service, which sends what is to be said. 0 done, 2
// unreadable, unknown or refused.
int move_case(const MoveOptions& options);

struct DuplicatesOptions {
    std::filesystem::path config{};
    bool list = true;  // else what is said of these two tickets, and by which staff account:
    store::Verdict verdict = store::Verdict::open;
    std::string one{};
    std::string other{};
    std::string by{};
};
// Cases that are perhaps of one need, as CSV, or an officer's word on two of them (store/duplicates.h), beside the
// running service. 0 done, 2 unreadable, unknown or refused.
int duplicates(const DuplicatesOptions& options);

enum class IncidentWish : std::uint8_t { open, close, list };
struct IncidentOptions {
    std::filesystem::path config{};
    IncidentWish wish = IncidentWish::list;
    std::string name{};
    std::string area{};                     // a code of the pack
    std::vector<std::string> categories{};  // none: all
    std::int64_t id = 0;                    // of the one to close
    std::string by{};
};
// An event that many report: what is filed there while it is open belongs to it, beside the running service. 0 done, 2
// unreadable, unknown or closed before.
int incident(const IncidentOptions& options);

// Where USSD sessions of the last days ended, as CSV (drop_offs.h). 0 done, 2 unreadable.
int print_drop_offs(const std::filesystem::path& config, int days);

struct VerifyLogOptions {
    std::filesystem::path config{};    // may be empty: then `database`
    std::filesystem::path database{};  // a copy; empty: the configuration's
    std::filesystem::path anchors{};  // a folder of their own; empty: the configuration's, of which none may be missing
    std::vector<std::string> keys{};  // public keys besides the configuration's, in hex
    bool public_key = false;          // only prints the configuration's
};
// Walks the chain of events and compares it with the anchors; writes nothing. 0 clean, 1 not, 2 unreadable.
int verify_log(const VerifyLogOptions& options);

// One file with all that must not be lost but the root key (store/backup.h), beside the running service. 0 done, 2 not.
int backup(const std::filesystem::path& config, const std::filesystem::path& file);

struct RestoreOptions {
    std::filesystem::path config{};
    std::filesystem::path file{};
    std::filesystem::path erasures{};  // the erasure ledger as it is today
    bool erasures_lost = false;        // there is none any more
    std::vector<std::string> keys{};   // public keys of later root keys that the ledger was signed with, in hex
};
// A backup into an empty place, and erased again what was erased since. 0 done, 1 the backup or the ledger cannot be
// trusted, 2 unreadable or the place is not empty; nothing was restored then.
int restore(const RestoreOptions& options);

enum class UserWish : std::uint8_t { add, disable, reset, list };
struct UserOptions {
    std::filesystem::path config{};
    UserWish wish = UserWish::list;
    std::string account{};
    std::string name{};
    std::string role{};  // a word of store::StaffRole
    std::string unit{};  // a code; of who belongs to one
    std::string by{};    // whose wish it is; not for list
};
// Staff accounts (store/staff.h), beside the running service. The set-up secret of `add` and `reset` is printed once. 0
// done, 2 unreadable or refused.
int user(const UserOptions& options);

// What was sent by month and channel, as CSV, with its price where the configuration tells one. 0 done, 2 unreadable.
int print_costs(const std::filesystem::path& config);

}  // namespace sambung::gateway
