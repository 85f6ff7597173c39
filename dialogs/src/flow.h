// A flow as read: states, targets, texts by key. Everything here was proved by the loader, so the engine checks nothing
// again. docs/flows.md tells authors how a flow is written. The proofs take slots as empty when a flow is entered; the
// engine may bring along what the next flow declares too. `set` may fill names that are not declared as slots.
#pragma once

#include "dialogs/flow_set.h"
#include "dialogs/strict_yaml.h"
#include "model/area.h"
#include "model/language.h"
#include "model/message.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace sambung::dialogs {

// choice   one of `options`                        yesno    `if_yes` / `if_no`, and `if_unsure` where three answers are
// asked language one of the office's languages           text     free words into `slot` area     kecamatan, then
// kelurahan, into `slot`  nik      16 digits, read back once phone    another number than the sender's        date a
// day, into `slot` as 2026-11-21 ticket   a ticket number into `slot`             report   one of the caller's own
// reports photo, voice, location   sent in a chat; other channels pass them over confirm  read-back: send, change a
// slot, cancel  message  says and moves on action   a wish; every result has a target       call     another flow's
// questions, then on from here end      the last words
enum class StateType : std::uint8_t {
    choice,
    yesno,
    language,
    text,
    area,
    nik,
    phone,
    date,
    ticket,
    report,
    photo,
    voice,
    location,
    confirm,
    message,
    action,
    call,
    end
};

// Where to go: a state of this flow (`siapa`, `{to: siapa}`), or another flow (`{go: petugas}`, `{go: menu, to:
// bahasa}`). `back` returns to the state before; it may only stand in skip and if_no. `return` ends a flow that was
// called.
struct Target {
    std::string flow;   // empty: this flow
    std::string state;  // empty with a flow: its entry
    Mark at;
    [[nodiscard]] bool back() const { return flow.empty() && state == "back"; }
    [[nodiscard]] bool returns() const { return flow.empty() && state == "return"; }
};

// All conditions must hold. No expressions: a closed set of questions.
struct Guard {
    std::vector<std::string> has;                                           // slots that are filled
    std::vector<std::string> lacks;                                         // slots that are empty
    std::vector<std::pair<std::string, std::vector<std::string>>> slot_is;  // slot -> any of these values
    std::vector<std::pair<std::string, int>> count;  // slot -> so many things at least (photos, voice notes)
    std::vector<ChannelKind> channels;               // any of these; empty: all
    std::vector<Language> languages;                 // any of these; empty: all
    std::vector<std::string> offers;                 // programmes that the office runs, open or paused: all of these
    std::vector<std::pair<std::string, std::vector<ProgrammeState>>> programmes;  // programme -> any of these states
    std::optional<bool> office_open;
    std::optional<bool> helper;  // a registered helper is writing: a cadre, RT/RW, Puskesos
    std::vector<Guard> any;      // at least one of these holds; empty: no matter
    std::vector<Guard> none;     // none of these holds
    [[nodiscard]] bool always() const {
        return has.empty() && lacks.empty() && slot_is.empty() && count.empty() && channels.empty() &&
               languages.empty() && offers.empty() && programmes.empty() && !office_open && !helper && any.empty() &&
               none.empty();
    }
};
struct Branch {
    Guard when;
    Target to;
};
using Next = std::vector<Branch>;  // in order; the last has no guard

// Chosen, an option puts its id into the state's slot if the slot's values list it. One whose id is no value of the
// slot
// ("darurat") fills nothing and has its own `next`.
struct Option {
    std::string id;
    std::string label_key;             // key in the text table: "lapor.siapa.options.lansia"
    std::vector<std::string> aliases;  // further words that mean it, in any language
    Next next;                         // empty: the state's next
    std::optional<std::string> key;    // fixed digits, only "9" for DARURAT
    Guard when;                        // shown only if it holds; the numbers of the others stay as they are
    Mark at{};
};

struct Retry {
    int max = 3;              // wrong answers allowed; the next one goes to `then`
    milliseconds silence{0};  // so does whoever says nothing for so long; 0: they are waited for
    Target then;
};

struct Skip {
    std::string label_key;
    Next next;
};

// In a chat people write in pieces: they are gathered until "Lanjut" is tapped, or nothing more comes for `idle`.
struct Collect {
    std::string label_key;
    milliseconds idle{0};
};

// A text per channel: `any` always, others where they differ. Values are keys of the text table; all empty on an
// action.
struct Say {
    std::string any, ussd, whatsapp, sms;
    [[nodiscard]] std::string_view on(ChannelKind channel) const;  // key of the text that this channel gets
};

// A message some days after the date that was answered, by the office, unless the case is open no more.
struct Remind {
    int after = 0;  // days
    std::string text_key;
};

struct State {
    std::string name;
    StateType type = StateType::end;
    Mark at;
    Say say;
    std::string slot;
    std::vector<Option> options;    // choice
    Next next;                      // choice (default), text, area, ticket, report, language, message
    Next if_yes, if_no, if_unsure;  // yesno, confirm (if_no: cancel)
    std::vector<std::string>
        edit;  // confirm: slots that may be changed, in order; each is asked by the state that fills it
    std::vector<std::string> show;                     // confirm: slots read back, the filled ones only
    std::string action;                                // action
    std::map<std::string, Next, std::less<>> results;  // action: result -> where
    std::vector<std::pair<std::string, std::string>>
        set;  // action, message: constants put into slots before the wish: {"reason","asked"}
    std::optional<Retry> retry;
    std::optional<Skip> skip;
    std::optional<Collect> collect;      // text
    int min_length = 0, max_length = 0;  // text, in characters
    int earliest = 0, latest = 0;        // date: days from today, both inclusive
    std::optional<Remind> remind;        // date
    bool outside = false;                // area: offers "outside the city" too; the slot then holds area_outside
    bool notice = false;                 // message: tells what the data is for
    bool also_sms = false;               // end on USSD: the same words also by SMS
    std::string send;                    // end: key of a further message, such as the papers to bring
    std::string calls;                   // call: the flow
    std::vector<std::pair<std::string, std::string>> in;   // call: its slot <- ours
    std::vector<std::pair<std::string, std::string>> out;  // call: our slot <- its
    std::vector<ChannelKind>
        channels;  // where the state is asked; elsewhere it is passed over to `next`; empty: everywhere
    [[nodiscard]] bool asked_on(ChannelKind channel) const;
};

struct Trigger {
    std::vector<ChannelKind> channels;  // empty: all but ussd
    std::vector<std::string> words;     // the whole message, as `fold` (fold.h) gives them
    std::string command;  // first word of a one-shot message, folded to lower case; the rest goes to `slot`
    std::string slot;
    Next next;  // for a command with its rest filled; empty: the entry
    Mark at{};
    [[nodiscard]] bool heard_on(ChannelKind channel) const;
};

struct SlotType {
    enum class Kind : std::uint8_t { text, choice, area, ticket, nik, phone, date, media, pin } kind = Kind::text;
    int max = 0;                      // characters
    std::vector<std::string> values;  // of a choice: option ids
    bool personal = false;
    Mark at{};
};

// How conversations that stand in earlier versions move into this one.
struct Migration {
    std::vector<int> from;
    std::map<std::string, std::string, std::less<>> states;  // old -> new; one that is not named keeps its name
    std::map<std::string, std::string, std::less<>> slots;   // likewise
    std::vector<std::string> drop;                           // slots that are forgotten
    bool force = false;  // at their next turn; else only once their own version is no longer kept
    Mark at{};
};

struct Flow {
    std::string name;
    int version = 1;
    std::uint32_t structure = 0;
    std::optional<Migration> migrate;
    std::string entry;
    std::string file;  // source file, for findings
    bool opens_draft = false;
    bool called = false;   // only reached by `call`; ends with `return`
    bool quiet = false;    // about something that nobody else may read: no reminder, no resume, no hint of it anywhere
    std::string kind;      // of the report that `file` files: "lapor", "bantuan", "telepon"
    milliseconds idle{0};  // unanswered for so long: the session is forgotten
    bool resume_ask = false;  // a new dial asks "go on or start anew"
    milliseconds remind{0};   // unanswered for so long in a chat: reminded once; zero: never
    std::vector<Trigger> triggers;
    std::map<std::string, SlotType, std::less<>> slots;
    std::vector<State> states;  // in file order
    Mark at{};                  // of its name
    Mark version_at{};
    Mark entry_at{};
    [[nodiscard]] const State* state(std::string_view name) const;
};

// Looked up several times a screen; keys share long beginnings, so they are hashed and not compared.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
};
using TextsByKey = std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>;

class FlowSet {
 public:
    std::map<std::string, Flow, std::less<>> flows;               // the newest of each
    std::map<std::string, std::vector<Flow>, std::less<>> older;  // that conversations may still stand in
    bool moves = false;                                           // a flow has `migrate`
    std::map<Language, TextsByKey> texts;
    OfficeWords words;
    std::vector<Language> languages;
    std::shared_ptr<const AreaTree> areas;
    std::vector<Programme> programmes;
    UssdBudget ussd;

    [[nodiscard]] const Flow* flow(std::string_view name) const;
    // The one that a conversation is pinned to; nullptr if it is no longer kept.
    [[nodiscard]] const Flow* flow(std::string_view name, int version, std::uint32_t structure) const;
    // `at` is a Session or a Frame.
    [[nodiscard]] const Flow* pinned(const auto& at) const { return flow(at.flow, at.version, at.structure); }
    // The text of a key in that language, else Indonesian; jv-ngoko falls to jv first. Empty view if unknown: the
    // loader saw to that.
    [[nodiscard]] std::string_view text(Language language, std::string_view key) const;
    [[nodiscard]] std::string_view word(std::string_view name) const;                    // of the office words
    [[nodiscard]] std::optional<ProgrammeState> programme(std::string_view code) const;  // none: not offered here
    // False if the guard can never hold at this office, whatever a person does.
    [[nodiscard]] bool ever(const Guard& guard) const;
};

inline constexpr std::string_view menu_flow = "menu";       // where 00 and an unknown message lead
inline constexpr std::string_view danger_flow = "darurat";  // where a danger sign leads
inline constexpr std::string_view staff_flow = "petugas";   // where every limit leads
inline constexpr std::string_view stop_flow = "berhenti";
inline constexpr std::string_view area_outside = "luar";  // in an area's slot: not in this city

// An action of the closed vocabulary and the results that a flow must wire.
struct ActionType {
    std::string_view name;
    std::vector<std::string_view> results;
    std::vector<std::string_view> needs;  // slots that must be filled on every path to it
    bool files = false;                   // makes a case: only after a confirm, a command, or in the danger flow
};
[[nodiscard]] const std::vector<ActionType>& action_types();
[[nodiscard]] const ActionType* action_type(std::string_view name);  // nullptr if unknown
[[nodiscard]] std::string_view name(StateType type);                 // "choice", "yesno", …
[[nodiscard]] bool takes_input(StateType type);                      // all but message, action and end

// What may stand after a placeholder's name: "{nik|mask}". Pure and never longer than what goes in, but for `date`.
//   mask    all but the ends of a number         phone_tail  its last four digits
//   spaced  digits in threes                     date        "21 Nov 2026"
//   first   the first word                       label, name  as a person reads it (what a bare name gives too)
inline constexpr std::string_view filters[] = {"mask", "phone_tail", "spaced", "date", "first", "label", "name"};

// Placeholders of a text, in order, without filters: "{tiket|spaced}" -> "tiket".
[[nodiscard]] std::vector<std::string> placeholders(std::string_view text);
struct Placeholder {
    std::string name;
    std::string filter;  // empty: none
};
[[nodiscard]] std::vector<Placeholder> filtered_placeholders(std::string_view text);
[[nodiscard]] std::string filtered(std::string_view value, std::string_view filter);
// Fills placeholders; an unknown one becomes nothing.
[[nodiscard]] std::string fill(std::string_view text, const std::map<std::string, std::string, std::less<>>& values,
                               const FlowSet& flows);

}  // namespace sambung::dialogs
