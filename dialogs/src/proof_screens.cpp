// Every screen fits its channel in every offered language, with the longest values that it can show. Pages would part a
// text that is too long, but a question that stands on one screen and its answers on the next is lost on people.
#include "dialogs/dialog.h"
#include "flow_graph.h"
#include "model/unicode.h"
#include "screen.h"

#include <algorithm>
#include <iterator>

namespace sambung::dialogs {

namespace {

// WhatsApp Cloud API, interactive messages: titles of reply buttons and list rows, in characters.
constexpr std::size_t button_length = 20;
constexpr std::size_t row_length = 24;
constexpr std::size_t most_buttons = 3;

class ScreenProof {
 public:
    explicit ScreenProof(const Subject& subject) : subject_(subject), first_(first_screens(subject.set)) {}

    Findings prove() {
        for (const Language language : subject_.set.languages)
            for (const auto& [name, flow] : subject_.set.flows) {
                const Ruler ruler{subject_, &flow, language};
                for (const State& state : flow.states) prove_state(ruler, flow, state);
            }
        return std::move(found_);
    }

 private:
    void find(const Text& at, std::string code, const State& state, const Ruler& ruler, const std::string& sentence) {
        found_.push_back({.file = at.file,
                          .at = at.at,
                          .code = std::move(code),
                          .sentence = "state " + quoted(state.name) + in_language(ruler.language()) + sentence});
    }

    void prove_state(const Ruler& ruler, const Flow& flow, const State& state) {
        for (const ChannelKind channel : {ChannelKind::ussd, ChannelKind::sms})
            if (state.asked_on(channel)) prove_screen(ruler, state, screen_of(channel, first_.contains(&state)));
        if (state.also_sms)
            prove_screen(ruler, state,
                         {.channel = "SMS of the same words", .kind = ChannelKind::ussd, .budget = sms_budget()});
        if (!state.send.empty()) prove_further_message(ruler, state, state.send);
        if (state.remind) prove_further_message(ruler, state, state.remind->text_key);
        if (state.type == StateType::message && state.asked_on(ChannelKind::ussd)) prove_last_words(ruler, flow, state);
        if (state.asked_on(ChannelKind::whatsapp)) prove_chat(ruler, state);
    }

    struct Screen {
        std::string channel;
        ChannelKind kind;
        Septets budget;
    };

    [[nodiscard]] Screen screen_of(ChannelKind channel, bool first) const {
        const UssdBudget& ussd = subject_.set.ussd;
        if (channel == ChannelKind::sms) return {.channel = "SMS", .kind = channel, .budget = sms_budget()};
        return {.channel = "USSD", .kind = channel, .budget = first ? ussd.first : ussd.later};
    }

    static std::string over(const Screen& screen, Septets length, std::string_view what) {
        return ", " + screen.channel + ": " + std::to_string(length) + " of " + std::to_string(screen.budget) +
               " characters " + std::string{what} + "; shorten by " + std::to_string(length - screen.budget);
    }

    void prove_screen(const Ruler& ruler, const State& state, const Screen& screen) {
        const std::string_view key = state.say.on(screen.kind);
        const Text* at = own_text(subject_, ruler.language(), key);
        if (at == nullptr) return;
        const std::string text = ruler.text_of(key);
        if (const Septets alone = length_of(text); alone > screen.budget)
            return find(*at, "E054", state, ruler, over(screen, alone, "for the text alone"));
        const AnswerLines answers = ruler.answer_lines(state);
        if (const Septets page = ruler.smallest_page(text, answers, screen.budget); page > screen.budget)
            find(*at, "E053", state, ruler,
                 over(screen, page,
                      answers.lines.size() < 2 ? "with its answers" : "with one answer and the way to the next page"));
    }

    // The last screen of a USSD session has no second page, so what is said on the way to it must fit on it too.
    void prove_last_words(const Ruler& ruler, const Flow& flow, const State& message) {
        const std::string_view key = message.say.on(ChannelKind::ussd);
        const Text* at = own_text(subject_, ruler.language(), key);
        const Screen screen = screen_of(ChannelKind::ussd, first_.contains(&message));
        for (const Branch& branch : message.next) {
            const State* last = branch.to.flow.empty() ? flow.state(branch.to.state) : nullptr;
            if (at == nullptr || last == nullptr || last->type != StateType::end) continue;
            const Septets together =
                length_of(ruler.text_of(key) + '\n' + ruler.text_of(last->say.on(ChannelKind::ussd)));
            if (together > screen.budget)
                find(*at, "E053", message, ruler, over(screen, together, "with the last words after it"));
        }
    }

    void prove_further_message(const Ruler& ruler, const State& state, std::string_view key) {
        const Text* at = own_text(subject_, ruler.language(), key);
        const Screen message{.channel = "SMS after the last words", .kind = ChannelKind::sms, .budget = sms_budget()};
        if (const Septets length = length_of(ruler.text_of(key)); at != nullptr && length > message.budget)
            find(*at, "E054", state, ruler, over(message, length, "for the text alone"));
    }

    void prove_chat(const Ruler& ruler, const State& state) {
        const std::string_view key = state.say.on(ChannelKind::whatsapp);
        if (const Text* at = own_text(subject_, ruler.language(), key))
            if (const std::size_t length = characters(ruler.text_of(key)); length > chat_room)
                find(*at, "E054", state, ruler,
                     ", WhatsApp: " + std::to_string(length) + " of 1024 characters for the text alone");
        if (state.type != StateType::choice) return;
        // Labels are never cut, so each must fit a button, or a row where there are more answers than buttons.
        const bool buttons = label_room(subject_.set, state) == button_length;
        for (const Option& option : state.options)
            prove_label(ruler, state, option.label_key, "option " + quoted(option.id), buttons);
        if (state.skip) prove_label(ruler, state, state.skip->label_key, "skip", buttons);
    }

    void prove_label(const Ruler& ruler, const State& state, std::string_view key, const std::string& what,
                     bool button) {
        const Text* at = own_text(subject_, ruler.language(), key);
        const std::size_t length = at == nullptr ? 0 : characters(ruler.text_of(key));
        if (length > (button ? button_length : row_length))
            find(*at, button ? "E051" : "E052", state, ruler,
                 ", " + what + ", WhatsApp: " + std::to_string(length) +
                     (button ? " of 20 characters of a button" : " of 24 characters of a list row"));
    }

    const Subject& subject_;
    std::set<const State*> first_;
    Findings found_;
};

}  // namespace

std::set<const State*> first_screens(const FlowSet& set) {
    std::set<const State*> first;
    for (const auto& [name, flow] : set.flows) {
        const bool dialled =
            std::ranges::any_of(flow.triggers, [](const Trigger& each) { return each.heard_on(ChannelKind::ussd); });
        if (name != menu_flow && !dialled) continue;
        const FlowGraph graph{flow, ChannelKind::ussd};
        const auto silent = [](const Edge& edge) { return edge.via == Via::by_itself || edge.via == Via::passed_over; };
        for (const std::string_view state : graph.reachable({{.state = flow.entry, .filled = {}}}, silent))
            first.insert(flow.state(state));
    }
    return first;
}

std::size_t label_room(const FlowSet& set, const State& state) {
    const auto shown = static_cast<std::size_t>(
        std::ranges::count_if(state.options, [&set](const Option& option) { return set.ever(option.when); }));
    const bool buttons = shown + (state.skip ? 1 : 0) <= most_buttons;
    return buttons ? button_length : row_length;
}

Findings prove_screens(const Subject& subject) { return ScreenProof{subject}.prove(); }

}  // namespace sambung::dialogs
