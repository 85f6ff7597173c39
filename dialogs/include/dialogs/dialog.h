// The conversation engine: a pure function from a session and an event to a new session, a prompt and at most one wish.
// No clock, no I/O, no randomness: all is passed in. Any thread.
//
// The host's loop: decode -> step -> while a wish: grant it, resume with its outcome (at most 4 rounds) -> render ->
// encode and commit.
#pragma once

#include "dialogs/coverage.h"
#include "dialogs/flow_set.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/language.h"
#include "model/message.h"
#include "model/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

// A flow that waits while another one, which it called, asks its questions.
struct Frame {
    std::string flow;
    int version = 0;
    std::uint32_t structure = 0;
    std::string state;  // the call
    std::map<std::string, std::string, std::less<>> slots;
    std::vector<std::string> history;
};

// Where somebody is in a conversation. Kept small: it is written at every turn.
// Slots are what was answered. Names that begin with '.' or '=' are the engine's own (where one stands inside a state,
// values that a screen shows) and never reach a wish.
struct Session {
    std::string flow;  // empty: no conversation yet, or the last one ended
    int version = 0;
    std::uint32_t structure = 0;  // hash of the flow's structure
    std::string state;
    std::optional<Language> language;  // none until chosen or guessed; Indonesian is then used
    DraftId draft;                     // zero until a flow that files was entered
    bool rung = false;                 // a P0 was rung for this draft
    std::map<std::string, std::string, std::less<>> slots;
    std::vector<std::string> history;  // states that 'back' returns to, oldest first; at most 20
    std::vector<Frame> stack;          // flows that wait for this one to return; at most 4
    std::uint8_t tries = 0;            // wrong answers to the current prompt
    std::uint8_t page = 0;
    std::uint16_t turns = 0;                  // since the flow was entered
    TimePoint started{};                      // when the flow was entered
    TimePoint prompted{};                     // when the current prompt was made
    ChannelKind channel = ChannelKind::ussd;  // where it was shown
    bool offered_resume = false;              // the question "go on or start anew" is open
    // Where a timer's words go, kept by the host: the configured channel and the person's address on it.
    std::string via;
    std::string address;
    // USSD: the provider session of the last hop and what of the accumulated text was consumed.
    std::uint64_t ussd_session = 0;
    std::uint32_t ussd_length = 0;
    std::uint64_t ussd_text = 0;
};

// Compact, versioned; at most 8 KB. Errc::invalid_request for bytes of no known version.
[[nodiscard]] std::string encode(const Session& session);
[[nodiscard]] Result<Session> decode(std::string_view bytes);

struct Event {
    ChannelKind channel = ChannelKind::ussd;
    std::string text;            // this input alone, not what came before it
    std::string option_id;       // of a tapped button or row
    bool new_dial = false;       // USSD: the first hop of a provider session
    std::vector<Media> media{};  // photos, voice notes; kept by the provider's id
    std::optional<Location> pin{};
    std::optional<TimePoint> sent_at;
    [[nodiscard]] bool wordless() const { return !media.empty() || pin.has_value(); }
};

// What an action state or a rule of the engine asks the host to do. `action` is one of the closed list below.
//   ring      danger sign: make a P0 case now      -> ok, error
//   file      file the draft                       -> ok, duplicate (the same report is a day old at most; slot "again"
//             files it all the same), attached (an urgent one: the words were added to it and its duty was rung again),
//             limited (too many today), dropped, error
//   compare   whether this is news of a report of the same person's that is still worked on
//             -> similar (they are in `rows`), none, error
//   update    the draft's words for that report (slot "ticket") in place of a new one
//             -> ok, gone (nobody works on it any more: file the draft), error
//   drop      the citizen cancels the draft        -> ok, already_filed, error
//   list      own reports                          -> ok (reports in `rows`), none, limited, error
//   status    one report by ticket (slot "ticket")  -> ok (status words in `values`), not_found, limited, error
//   listed    how somebody stands in the list of a programme (slot "program"), by slot "nomor" or else the phone that
//             they write from -> registered, scheduled (and the day is known: `batas` at `unit`), waiting, proposed,
//             stopped, unregistered, unknown (not on it), no_list, limited, error; `tgl` is the list's day, `angka` the
//             number, masked
//   cancel    BATAL a ticket (slot "ticket")        -> ok, asked_person, too_late, not_found, error
//   add_note  words (slot "story") for a ticket   -> ok, not_found, error
//   handover  to a person (slots "reason", "story")-> ok, closed (office closed, noted), error
//   opt_out   no more pushes                       -> ok, error
//   erase    HAPUS: starts the erasure clock      -> ok, asked_person (some of it only a person may decide), error;
//            `batas` says when
//   keep     BATAL HAPUS                          -> ok, not_found (nothing waits to be erased), error
// Besides the flow's slots a wish carries "kind" (the flow's, if it has one) and "danger" = "1" in the danger flow or
// after a ring. "reason" of a hand-over: what the flow sets (asked, call_back, erase, reopen in the base flows), or why
// the engine called a person: stuck (too many wrong answers), words (a sentence that no prompt asked for), incomplete
// (a form that nobody went on with), limit.
struct Wish {
    std::string action;
    std::map<std::string, std::string, std::less<>>
        slots;                 // kind, danger, category, area, place, story, ticket, reason, …
    std::uint8_t ordinal = 0;  // of this event; with the event id it makes the wish key
    std::vector<std::string>
        media{};  // ids of the photos and voice notes that were sent for it, as the events had them
};

struct WishOutcome {
    std::string result;                                      // one of the action's results
    std::map<std::string, std::string, std::less<>> values;  // shown by texts: tiket, cek, batas, status, unit, tgl
    std::vector<std::pair<std::string, std::string>> rows;   // of `list`: ticket digits -> citizen's status word
};

struct PromptOption {
    std::string id;
    std::string label;
    int number = 0;  // what is typed for it; stable across pages. 8 is only 'skip', 9 only the emergency
};

// What is to be said, before any channel's limits.
struct Prompt {
    std::string text;  // lines joined by '\n'; messages passed on the way come first
    std::vector<PromptOption> options;
    std::vector<std::pair<std::string, std::string>>
        nav;  // key -> label: {"0","Kembali"}; hints may be dropped for room
    int page = 0;
    bool first_screen = false;  // of a USSD session: the smaller budget
    bool ends = false;
    std::string list_button;    // label that opens a WhatsApp list, in the citizen's language
    std::string more_label;     // label of "98 next page"
    std::string option_prefix;  // "flow@version:state:revision:" for option ids on WhatsApp
};

// One line of what happened, for logs and statistics; never what was said.
struct Trace {
    std::string flow, state;
    std::string outcome;  // "asked", "invalid", "ended", "wish:file", "resumed", "danger", "stop", …
};

struct Turn {
    Session session;
    std::optional<Wish> wish;  // if set, prompt is empty and `resume` follows
    Prompt prompt;
    Trace trace;
    std::optional<TimePoint> due;  // session timer; none: no timer
    std::string also_sms;  // last words on USSD that are to be sent by SMS too, since the screen vanishes; else empty
    std::string send;      // a further message after the last words, such as the papers to bring; else empty
};

struct Env {
    TimePoint now{};
    DraftId fresh_draft;         // of this event, for a flow that is entered now
    std::uint64_t revision = 0;  // of the session that will be written; part of WhatsApp option ids
    bool office_open = true;
    std::string opens_at;           // "Sen 08.00", when the office is closed
    bool danger = false;            // tells_danger(event.text), matched by the host before loading
    bool helper = false;            // a registered helper is writing: a cadre, RT/RW, a Puskesos officer
    std::chrono::sys_days today{};  // by the office's clock; if not given, by the clock of Jakarta
    Passages* passages = nullptr;   // where ways taken are noted, for rehearsals; usually nowhere
};

// One event. Rules of meaning in their fixed order: danger, STOP, button id, exact answer, navigation, one-shot
// command, trigger word, free text, error of the state. Never throws, never leaves without a prompt or a wish; every
// limit ends with a person.
[[nodiscard]] Turn step(const FlowSet& flows, Session session, const Event& event, const Env& env);
[[nodiscard]] Turn resume(const FlowSet& flows, Session session, const Event& event, const Wish& wish,
                          const WishOutcome& outcome, const Env& env);

// How the session goes on when it is found at rest, for a repeat whose reply is no longer kept: the current prompt
// again.
[[nodiscard]] Turn again(const FlowSet& flows, Session session, const Event& event, const Env& env);

// Somebody turns to something else where saying nothing would be an answer (`silence` of a question): first this turn,
// as if they had said nothing, its wishes granted; then the event, on the session that it ends with. Nothing: the event
// is for that question, goes on with what was told, or throws it away.
[[nodiscard]] std::optional<Turn> left_behind(const FlowSet& flows, const Session& session, const Event& event,
                                              const Env& env);

// The session's timer rang. In this order, each once and only if nobody answered meanwhile: pieces that were being
// gathered are taken as whole and the form goes on; the person is reminded (`prompt`, or `also_sms` on USSD); a form
// that could be acted on is handed to a person to call back (`wish`, which is granted but not resumed); after the
// flow's idle time the session is at rest. A prompt without words says nothing. `due` is the next timer.
[[nodiscard]] Turn timer_rang(const FlowSet& flows, Session session, const Env& env);
// The session of somebody who is in no conversation: the language stays.
[[nodiscard]] Session at_rest(const Session& session);

// What a citizen is told when nothing works: plain words with the emergency numbers, that the report is NOT in yet;
// fits one screen.
[[nodiscard]] std::string sorry(const FlowSet& flows, Language language);
// The look-up is shed: honest, with a time to try again.
[[nodiscard]] std::string busy(const FlowSet& flows, Language language);
// The message is kept for staff, with others of the same person.
[[nodiscard]] std::string held(const FlowSet& flows, Language language);
// The screen that a danger word gets when no session can be read; `ticket` empty if even the case could not be made.
[[nodiscard]] std::string emergency(const FlowSet& flows, Language language, std::string_view ticket);
// Any text of the table by key with values filled in, cleaned for GSM-7: notices such as the ticket by SMS. Falls back
// to Indonesian.
[[nodiscard]] std::string notice(const FlowSet& flows, Language language, std::string_view key,
                                 const std::map<std::string, std::string, std::less<>>& values);

struct RenderLimits {
    UssdBudget ussd{};
    std::size_t sms_segments = 2;
};
// Fits a prompt to a channel: USSD and SMS by septets with whole options a page and the same numbers on every page,
// WhatsApp by buttons (up to 3), list (up to 10) or text. A label is never cut. Pure.
[[nodiscard]] Content render(const Prompt& prompt, ChannelKind channel, const RenderLimits& limits);

}  // namespace sambung::dialogs
