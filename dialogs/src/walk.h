// One turn's walk through the flows: where the person stands, what was said on the way, and every way to move. Moving
// only sets where to; `finish` goes on from there until somebody must answer, a wish must be granted, or the
// conversation ends.
#pragma once

#include "dialogs/dialog.h"
#include "flow.h"
#include "step.h"

#include <optional>
#include <string>
#include <string_view>

namespace sambung::dialogs {

// The engine's own slots.
inline constexpr std::string_view slot_inside = ".at";      // where one stands inside a state: a kecamatan, "change"
inline constexpr std::string_view slot_return = ".return";  // the confirm that an edited slot returns to
inline constexpr std::string_view slot_rows = ".rows";      // own reports, "481207365=DITERIMA;…"
inline constexpr std::string_view slot_said = ".said";      // "1": lines stood above the prompt
inline constexpr std::string_view slot_reason = ".reason";  // why a person is called
inline constexpr char shown_mark = '=';                     // "=status": a value that the screen shows
inline constexpr std::string_view slot_rang = ".rang";      // timers that rang already, a letter each
inline constexpr std::string_view slot_story = "story";
inline constexpr std::string_view slot_media = "media";  // what was sent unasked: ids, parted by spaces

[[nodiscard]] constexpr bool engines_own(std::string_view slot) {
    return slot.starts_with('.') || slot.starts_with(shown_mark);
}

enum class Keep : std::uint8_t {
    nothing,   // a new conversation
    declared,  // going on: what the next flow declares too, and an open draft
};

class Walk {
 public:
    Walk(const FlowSet& flows, Session session, const Event& event, const Env& env);
    Walk(const Walk&) = delete;
    Walk& operator=(const Walk&) = delete;

    [[nodiscard]] const FlowSet& flows() const { return flows_; }
    [[nodiscard]] const Event& event() const { return event_; }
    [[nodiscard]] const Env& env() const { return env_; }
    [[nodiscard]] const Session& session() const { return session_; }
    [[nodiscard]] const Flow* flow() const { return flow_; }      // nullptr: no conversation
    [[nodiscard]] const State& state() const { return *state_; }  // only if there is a flow
    [[nodiscard]] bool in(std::string_view flow) const { return flow_ != nullptr && flow_->name == flow; }
    [[nodiscard]] bool found() const { return session_.flow.empty() || state_ != nullptr; }
    [[nodiscard]] bool migrated() const { return migrated_; }  // what is heard answers a prompt of another version
    [[nodiscard]] const Step& step() const;
    [[nodiscard]] Offers offers() const;

    // Texts in the citizen's language, with their values.
    [[nodiscard]] Language language() const { return session_.language.value_or(Language::id); }
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] std::string spoken(std::string_view slot) const;  // a slot's value as a person reads it
    [[nodiscard]] std::string_view slot(std::string_view name) const;

    void put(std::string_view slot, std::string_view value);  // an empty value clears it
    // Into the slot of that name of this flow or of one that waits for it; false if none of them has it.
    bool keep(std::string_view slot, std::string_view value);
    [[nodiscard]] std::string_view kept(std::string_view slot) const;
    [[nodiscard]] const Flow* outermost() const;  // the flow that was entered; others were called
    [[nodiscard]] std::size_t answers_given() const;
    // What was sent, for staff to look at, unless an answer has taken it; false if the flow has no place for it.
    bool keep_media();
    void speak(Language language) { session_.language = language; }
    void say(std::string_view key);                                 // a line before the prompt
    void call_it(std::string_view outcome) { outcome_ = outcome; }  // for the trace

    void enter(std::string_view flow, Keep keep);
    void to(const State& state);  // of this flow
    void follow(const Next& next);
    void answered(const Next& next);  // as `follow`, and 'back' returns here; an edited slot returns to its confirm
    [[nodiscard]] bool shown(const Guard& guard) const { return holds(guard); }
    void choose(std::string_view answer) { answer_ = answer; }  // names the way that is taken next, for coverage
    void edit(const State& state);        // asks it again; its answer returns to the confirm that stands
    void inside(std::string_view where);  // a further question of the same state
    void back();
    void leave_calls();  // to the flow that was entered, wherever the called ones stand
    void turn_page();
    void refuse(Refusal why);  // a wrong answer; one too many leads on
    void call_person(std::string_view reason);
    void offer_resume();
    void resume_where_it_was();
    void forget_offer() { session_.offered_resume = false; }
    [[nodiscard]] bool count_turn();  // false if there were too many since the flow was entered

    void show(const WishOutcome& outcome);
    void set_ordinal(std::uint8_t ordinal) { ordinal_ = ordinal; }
    void rang() { session_.rung = true; }

    [[nodiscard]] Turn finish();

 private:
    void note_way(const Target& target);
    void note_state(const Flow& flow, const State& state);
    void go(const Target& target);
    void arrive(const Flow& flow, const State& state);
    void trim_slots(const Flow& next, Keep keep);
    void call();
    void return_to_caller();
    [[nodiscard]] bool leave_called_flow();
    void remember(const std::string& state);
    void record_answer(const Next& next);
    [[nodiscard]] bool holds(const Guard& guard) const;
    [[nodiscard]] bool asked_here() const;
    [[nodiscard]] bool passes();  // a message, or a state not asked here: goes on
    [[nodiscard]] std::map<std::string, std::string, std::less<>> values() const;
    [[nodiscard]] Prompt prompt() const;
    [[nodiscard]] Turn turn(std::string_view outcome);
    [[nodiscard]] Turn ask();
    [[nodiscard]] Turn wish();
    [[nodiscard]] Turn end();
    [[nodiscard]] Turn give_up();
    [[nodiscard]] bool too_large() const;

    const FlowSet& flows_;
    Session session_;
    const Event& event_;
    const Env& env_;
    const Flow* flow_ = nullptr;
    const State* state_ = nullptr;
    std::string said_;
    std::string outcome_;
    std::string_view answer_;  // lives until the next way is taken
    std::uint8_t ordinal_ = 0;
    bool migrated_ = false;
    bool limited_ = false;  // a limit led to a person already
};

}  // namespace sambung::dialogs
