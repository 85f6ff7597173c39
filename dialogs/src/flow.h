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
#include <variant>
#include <vector>

namespace sambung::dialogs {

// choice   one of `options`                         yesno   `if_yes` / `if_no`, and `if_unsure` where three answers are
// asked language one of the office's languages            text    free words into `slot` area     kecamatan, then
// kelurahan, into `slot`   ticket  a ticket number into `slot` report   one of the caller's own reports confirm
// read-back: send, change a slot, cancel message  says and moves on                        action  a wish; every result
// has a target end      the last words
enum class StateType : std::uint8_t {
    choice,
    yesno,
    language,
    text,
    area,
    ticket,
    report,
    confirm,
    message,
    action,
    end
};

// Where to go: a state of this flow (`siapa`, `{to: siapa}`), or another flow (`{go: petugas}`, `{go: menu, to:
// bahasa}`). `back` returns to the state before; it may only stand in skip and if_no.
struct Target {
    std::string flow;   // empty: this flow
    std::string state;  // empty with a flow: its entry
    Mark at;
    [[nodiscard]] bool back() const { return flow.empty() && state == "back"; }
};

// All conditions must hold. No expressions: a closed set of questions.
struct Guard {
    std::vector<std::string> has;                                           // slots that are filled
    std::vector<std::string> lacks;                                         // slots that are empty
    std::vector<std::pair<std::string, std::vector<std::string>>> slot_is;  // slot -> any of these values
    std::vector<ChannelKind> channels;                                      // any of these; empty: all
    std::optional<bool> office_open;
    [[nodiscard]] bool always() const {
        return has.empty() && lacks.empty() && slot_is.empty() && channels.empty() && !office_open;
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
    Mark at{};
};

struct Retry {
    int max = 3;  // wrong answers allowed; the next one goes to `then`
    Target then;
};

struct Skip {
    std::string label_key;
    Next next;
};

// A text per channel: `any` always, others where they differ. Values are keys of the text table; all empty on an
// action.
struct Say {
    std::string any, ussd, whatsapp, sms;
    [[nodiscard]] std::string_view on(ChannelKind channel) const;  // key of the text that this channel gets
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
    int min_length = 0, max_length = 0;  // text, in characters
    bool also_sms = false;               // end on USSD: the same words also by SMS
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
    enum class Kind : std::uint8_t { text, choice, area, ticket } kind = Kind::text;
    int max = 0;                      // characters
    std::vector<std::string> values;  // of a choice: option ids
    bool personal = false;
    Mark at{};
};

struct Flow {
    std::string name;
    int version = 1;
    std::uint32_t structure = 0;
    std::string entry;
    std::string file;  // source file, for findings
    bool opens_draft = false;
    std::string kind;         // of the report that `file` files: "lapor", "bantuan", "telepon"
    milliseconds idle{0};     // unanswered for so long: the session is forgotten
    bool resume_ask = false;  // a new dial asks "go on or start anew"
    std::vector<Trigger> triggers;
    std::map<std::string, SlotType, std::less<>> slots;
    std::vector<State> states;  // in file order
    Mark at{};                  // of its name
    Mark entry_at{};
    [[nodiscard]] const State* state(std::string_view name) const;
};

class FlowSet {
 public:
    std::map<std::string, Flow, std::less<>> flows;
    std::map<Language, std::map<std::string, std::string, std::less<>>> texts;  // key -> text
    OfficeWords words;
    std::vector<Language> languages;
    std::shared_ptr<const AreaTree> areas;

    [[nodiscard]] const Flow* flow(std::string_view name) const;
    // The text of a key in that language, else Indonesian; jv-ngoko falls to jv first. Empty view if unknown: the
    // loader saw to that.
    [[nodiscard]] std::string_view text(Language language, std::string_view key) const;
    [[nodiscard]] std::string_view word(std::string_view name) const;  // of the office words
};

inline constexpr std::string_view menu_flow = "menu";       // where 00 and an unknown message lead
inline constexpr std::string_view danger_flow = "darurat";  // where a danger sign leads
inline constexpr std::string_view staff_flow = "petugas";   // where every limit leads
inline constexpr std::string_view stop_flow = "berhenti";

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

// Placeholders of a text, in order: "{tiket}" -> "tiket".
[[nodiscard]] std::vector<std::string> placeholders(std::string_view text);
// Fills placeholders; an unknown one becomes nothing.
[[nodiscard]] std::string fill(std::string_view text, const std::map<std::string, std::string, std::less<>>& values,
                               const FlowSet& flows);

}  // namespace sambung::dialogs
