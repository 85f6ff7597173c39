// The later rules: one-shot commands, trigger words and free text.
#include "common_texts.h"
#include "engine_rules.h"
#include "fold.h"
#include "meaning.h"
#include "model/nik.h"
#include "model/ticket.h"
#include "model/unicode.h"

#include <algorithm>
#include <utility>

namespace sambung::dialogs {

namespace {

constexpr std::size_t most_story = 600;    // characters kept of words that no prompt asked for
constexpr std::size_t sentence_words = 4;  // from here on a message at rest is for a person to read
constexpr std::size_t worth_resuming_answers = 2;
constexpr std::size_t most_words_of_a_name = 5;  // before a NIK; more is a story

// "#Siti," -> "Siti": the signs that part the fields of a structured SMS.
std::string trimmed_signs(std::string_view words) {
    constexpr std::string_view signs = " #*.,;:-=";
    const std::size_t first = words.find_first_not_of(signs);
    if (first == std::string_view::npos) return {};
    return std::string{words.substr(first, words.find_last_not_of(" #*,;:-=") - first + 1)};
}

bool is_sentence(std::string_view folded) { return count_words(folded) >= sentence_words; }

// Digits at the beginning that make a ticket; takes them from `rest`.
std::optional<Ticket> take_ticket(std::string_view& rest) {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789 .-"), rest.size());
    const auto ticket = Ticket::parse(rest.substr(0, end));
    if (ticket) rest.remove_prefix(end);
    return ticket;
}

// BATAL alone in a form is what its confirm would do.
bool cancels_form(Walk& walk, const Heard& heard) {
    if (walk.flow() == nullptr || heard.lost || heard.folded != cancel_word) return false;
    const auto& states = walk.outermost()->states;
    const auto confirm = std::ranges::find(states, StateType::confirm, &State::type);
    if (confirm == states.end()) return false;
    walk.leave_calls();
    walk.follow(confirm->if_no);
    return true;
}

const State* state_that_fills(const Flow& flow, std::string_view slot) {
    const auto found = std::ranges::find_if(
        flow.states, [slot](const State& state) { return state.slot == slot && state.type == StateType::ticket; });
    return found == flow.states.end() ? nullptr : &*found;
}

// "Siti#" before a NIK: whoever parts fields means fields.
bool ends_a_field(std::string_view before) {
    const std::size_t last = before.find_last_not_of(' ');
    return last != std::string_view::npos && std::string_view{"#*,"}.contains(before[last]);
}

// Whether the words before a NIK are somebody's name and not the beginning of a story: a name leaves the story, so
// nothing may be lost by taking it for one.
bool is_name(const Flow& flow, std::string_view before, std::string_view after) {
    const auto nama = flow.slots.find("nama");
    if (nama == flow.slots.end() || fold(after).empty()) return false;
    const std::string words = trimmed_signs(before);
    const std::size_t count = count_words(fold(words));
    const bool fits = nama->second.max == 0 || std::cmp_less_equal(characters(words), nama->second.max);
    if (count == 0 || count > most_words_of_a_name || !fits) return false;
    return ends_a_field(before) || std::ranges::find(flow.states, nama->first, &State::slot) != flow.states.end();
}

// People know structured SMS: name, NIK, address. A NIK is known wherever it stands and does not stay in the story.
std::string take_nik(Walk& walk, std::string_view text) {
    const auto found = walk.flow()->slots.contains("nik") ? find_nik(text) : std::nullopt;
    if (!found) return std::string{text};
    walk.put("nik", found->nik.digits());
    const std::string before = one_line(text.substr(0, found->at));
    std::string after = one_line(text.substr(found->at + found->length));
    if (!is_name(*walk.flow(), before, after)) return trimmed_signs(before) + ' ' + trimmed_signs(after);
    walk.put("nama", trimmed_signs(before));
    return after;
}

// True if the command brought what its slot needs.
bool fill_slot(Walk& walk, const Command& command) {
    const auto& slots = walk.flow()->slots;
    const auto type = slots.find(command.trigger->slot);
    if (type == slots.end() || command.rest.empty()) return false;
    std::string_view rest = command.rest;
    if (slots.contains("ticket"))
        if (const auto ticket = take_ticket(rest)) walk.put("ticket", ticket->digits());
    if (type->second.kind == SlotType::Kind::ticket) {
        if (!walk.slot(type->first).empty()) return true;
        walk.say(text_bad_ticket);
        if (const State* asks = state_that_fills(*walk.flow(), type->first)) walk.to(*asks);
        return false;
    }
    const std::size_t most = type->second.max > 0 ? static_cast<std::size_t>(type->second.max) : most_story;
    const std::string words = trimmed_signs(take_nik(walk, rest));
    walk.put(type->first, shortened(one_line(words), most));
    return count_words(fold(words)) >= 2;
}

bool early(const Walk& walk) {
    // Providers tell whole seconds, so only a message of a whole second before the prompt is surely no answer to it.
    return walk.event().sent_at && *walk.event().sent_at + seconds{1} <= walk.session().prompted;
}

// At rest, or at the menu of a chat: a sentence is a note for a person, anything else gets the menu.
bool at_rest(Walk& walk, const Heard& heard) {
    if (walk.flow() != nullptr && !(walk.in(menu_flow) && chats(walk))) return false;
    if (chats(walk) && is_sentence(heard.folded)) {
        walk.call_person("words");
        note(walk, heard.text);
        return true;
    }
    if (walk.flow() != nullptr) return false;
    walk.enter(menu_flow, Keep::nothing);
    return true;
}

// A photo, a voice note, a pin.
bool seen(Walk& walk) {
    const auto see = walk.step().see;
    const Refusal refusal = see != nullptr ? see(walk) : text_words_only;
    if (refusal == text_words_only)
        walk.say(walk.keep_media() ? text_kept : text_words_only);
    else if (!refusal.empty())
        walk.refuse(refusal);
    return true;
}

// A photo with a caption answers a question for photos; the caption is for whoever looks at it.
bool seen_with_words(Walk& walk, const Heard& heard) {
    const auto see = walk.step().see;
    if (walk.event().media.empty() || see == nullptr || walk.step().free_words) return false;
    if (!see(walk).empty()) return false;
    note(walk, heard.text);
    return true;
}

}  // namespace

bool note(Walk& walk, std::string_view words) {
    const std::string line = one_line(words);
    if (line.empty()) return false;
    const std::string before{walk.kept(slot_story)};
    return walk.keep(slot_story, shortened(before.empty() ? line : before + ". " + line, most_story));
}

bool worth_resuming(const Walk& walk) {
    const Flow* begun = walk.outermost();
    return walk.flow() != nullptr && begun != nullptr && begun->resume_ask &&
           walk.answers_given() >= worth_resuming_answers;
}

bool one_shot(Walk& walk, const Heard& heard) {
    if (cancels_form(walk, heard)) return true;
    if (!chats(walk)) return false;
    const auto command = command_meant(walk.flows(), heard.text, walk.event().channel);
    if (!command) return false;
    // "batal hapus" is a flow's own word, not BATAL with a ticket.
    if (!command->rest.empty() && flow_named(walk.flows(), heard.folded, walk.event().channel) != nullptr) return false;
    const bool writing = walk.flow() != nullptr && !heard.lost && walk.step().free_words;
    if (writing && (!command->exact || (command->also_a_sentence && !command->rest.empty()))) return false;
    walk.enter(command->flow->name, Keep::nothing);
    walk.call_it("command");
    if (fill_slot(walk, *command) && !command->trigger->next.empty()) walk.follow(command->trigger->next);
    return true;
}

bool trigger_word(Walk& walk, const Heard& heard) {
    const Flow* flow = flow_named(walk.flows(), heard.folded, walk.event().channel);
    if (flow == nullptr) return false;
    if (worth_resuming(walk) && !walk.session().offered_resume)
        walk.offer_resume();
    else
        walk.enter(flow->name, Keep::nothing);
    return true;
}

bool free_words(Walk& walk, const Heard& heard) {
    if (at_rest(walk, heard)) return true;
    if (heard.lost) return false;
    if (walk.event().wordless() && heard.folded.empty()) return seen(walk);
    if (seen_with_words(walk, heard)) return true;
    if (chats(walk) && (heard.moved || heard.folded.empty())) return true;
    const bool unasked = walk.flow()->quiet && !walk.step().free_words && is_sentence(heard.folded);
    if (early(walk) || unasked) {
        note(walk, heard.text);  // kept for whoever reads the report, and the question stays
        return true;
    }
    if (const Refusal refusal = walk.step().hear(walk, heard.text); !refusal.empty()) walk.refuse(refusal);
    return true;
}

}  // namespace sambung::dialogs
