// States of a flow file.
#include "flow_reading.h"

#include <algorithm>
#include <array>

namespace sambung::dialogs {

namespace {

// What may and what must be said of a state of each type. "retry" is proved later (E030): it has its own sentence.
struct Form {
    StateType type;
    std::vector<std::string_view> keys;
    std::vector<std::string_view> required;
};

const std::vector<Form>& forms() {
    static const std::vector<Form> table = {
        {StateType::choice,
         {"type", "channels", "say", "slot", "options", "skip", "next", "retry"},
         {"say", "options"}},
        {StateType::yesno,
         {"type", "channels", "say", "slot", "if_yes", "if_no", "if_unsure", "next", "retry"},
         {"say", "if_yes", "if_no"}},
        {StateType::language, {"type", "channels", "say", "next", "retry"}, {"say", "next"}},
        {StateType::text,
         {"type", "channels", "say", "slot", "min", "max", "collect", "skip", "next", "retry"},
         {"say", "slot", "next"}},
        {StateType::area,
         {"type", "channels", "say", "slot", "outside", "skip", "next", "retry"},
         {"say", "slot", "next"}},
        {StateType::nik, {"type", "channels", "say", "slot", "skip", "next", "retry"}, {"say", "slot", "next"}},
        {StateType::phone, {"type", "channels", "say", "slot", "skip", "next", "retry"}, {"say", "slot", "next"}},
        {StateType::date,
         {"type", "channels", "say", "slot", "earliest", "latest", "remind", "skip", "next", "retry"},
         {"say", "slot", "next"}},
        {StateType::ticket, {"type", "channels", "say", "slot", "skip", "next", "retry"}, {"say", "slot", "next"}},
        {StateType::report, {"type", "channels", "say", "slot", "skip", "next", "retry"}, {"say", "slot", "next"}},
        {StateType::photo, {"type", "say", "slot", "skip", "next", "retry"}, {"say", "slot", "skip", "next"}},
        {StateType::voice, {"type", "say", "slot", "skip", "next", "retry"}, {"say", "slot", "skip", "next"}},
        {StateType::location, {"type", "say", "slot", "skip", "next", "retry"}, {"say", "slot", "skip", "next"}},
        {StateType::confirm,
         {"type", "channels", "say", "show", "edit", "if_yes", "if_no", "next", "retry"},
         {"say", "if_yes", "if_no"}},
        {StateType::message, {"type", "channels", "say", "notice", "set", "next"}, {"say", "next"}},
        {StateType::action, {"type", "do", "set", "results"}, {"do"}},
        {StateType::call, {"type", "flow", "in", "out", "set", "next"}, {"flow", "next"}},
        {StateType::end, {"type", "say", "also_sms", "send"}, {"say"}},
    };
    return table;
}

const Form* form_of(Reading& in, const YamlNode& node, const std::string& what) {
    const YamlNode* type = required(in, node, "type", what);
    if (type == nullptr) return nullptr;
    std::vector<std::string_view> known;
    for (const Form& form : forms()) known.push_back(name(form.type));
    const std::string word = read_word(in, *type, what + ", type", known);
    const auto found = std::ranges::find_if(forms(), [&](const Form& form) { return name(form.type) == word; });
    return found == forms().end() ? nullptr : &*found;
}

// Where a state stands: "lapor", "siapa".
struct Place {
    std::string_view flow;
    std::string state;
    [[nodiscard]] std::string key(std::string_view part) const {
        return std::string{flow} + "." + state + "." + std::string{part};
    }
    [[nodiscard]] std::string what(std::string_view part) const {
        return "state \"" + state + "\", " + std::string{part};
    }
};

Say read_say(Reading& in, const YamlNode& node, const Place& place) {
    const std::string what = place.what("say");
    Say say;
    if (node.type == YamlNode::Type::scalar) {
        say.any = read_text(in, node, place.key("say"), what);
        return say;
    }
    if (!map_with(in, node, what, {"any", "ussd", "whatsapp", "sms"})) return say;
    if (const YamlNode* any = required(in, node, "any", what)) say.any = read_text(in, *any, place.key("say"), what);
    if (const YamlNode* ussd = node.find("ussd")) say.ussd = read_text(in, *ussd, place.key("say.ussd"), what);
    if (const YamlNode* whatsapp = node.find("whatsapp"))
        say.whatsapp = read_text(in, *whatsapp, place.key("say.whatsapp"), what);
    if (const YamlNode* sms = node.find("sms")) say.sms = read_text(in, *sms, place.key("say.sms"), what);
    return say;
}

Option read_option(Reading& in, const YamlNode& node, const Place& place) {
    Option option;
    option.at = node.at;
    if (!map_with(in, node, place.what("options"), {"id", "label", "aliases", "key", "when", "next"})) return option;
    if (const YamlNode* id = required(in, node, "id", place.what("options")))
        option.id = read_name(in, *id, place.what("option id"));
    const std::string what = place.what("option \"" + option.id + "\"");
    if (const YamlNode* label = required(in, node, "label", what))
        option.label_key = read_text(in, *label, place.key("options." + option.id), what);
    if (const YamlNode* aliases = node.find("aliases")) option.aliases = read_list(in, *aliases, what);
    if (const YamlNode* key = node.find("key")) option.key = read_scalar(in, *key, what);
    if (const YamlNode* when = node.find("when")) option.when = read_guard(in, *when, what);
    if (const YamlNode* next = node.find("next")) option.next = read_next(in, *next, what);
    return option;
}

std::vector<Option> read_options(Reading& in, const YamlNode& node, const Place& place) {
    constexpr std::size_t most = 60;
    std::vector<Option> options;
    if (node.type != YamlNode::Type::list || node.items.empty() || node.items.size() > most) {
        in.find(node.at, "E003", place.what("options") + ": must be a list of 1 to 60 options");
        return options;
    }
    for (const YamlNode& item : node.items) {
        Option option = read_option(in, item, place);
        if (!option.id.empty() && std::ranges::find(options, option.id, &Option::id) != options.end())
            in.find(option.at, "E002", place.what("option \"" + option.id + "\"") + " stands twice");
        options.push_back(std::move(option));
    }
    return options;
}

std::optional<Retry> read_retry(Reading& in, const YamlNode& node, const Place& place) {
    const std::string what = place.what("retry");
    if (!map_with(in, node, what, {"max", "then", "silence"})) return std::nullopt;
    Retry retry;
    if (const YamlNode* max = required(in, node, "max", what))
        retry.max = read_number(in, *max, what, 1, 5).value_or(retry.max);
    if (const YamlNode* then = required(in, node, "then", what)) retry.then = read_target(in, *then, what);
    if (const YamlNode* silence = node.find("silence"))
        retry.silence = read_duration(in, *silence, what).value_or(retry.silence);
    return retry;
}

std::optional<Skip> read_skip(Reading& in, const YamlNode& node, const Place& place) {
    const std::string what = place.what("skip");
    if (!map_with(in, node, what, {"label", "next"})) return std::nullopt;
    Skip skip;
    if (const YamlNode* label = required(in, node, "label", what))
        skip.label_key = read_text(in, *label, place.key("skip"), what);
    if (const YamlNode* next = required(in, node, "next", what)) skip.next = read_next(in, *next, what);
    return skip;
}

std::map<std::string, Next, std::less<>> read_results(Reading& in, const YamlNode& node, const Place& place) {
    std::map<std::string, Next, std::less<>> results;
    if (node.type != YamlNode::Type::map) {
        in.find(node.at, "E003", place.what("results") + ": must be a map of result to target");
        return results;
    }
    for (const auto& [result, next] : node.entries)
        results.emplace(result.scalar, read_next(in, next, place.what("result \"" + result.scalar + "\"")));
    return results;
}

void read_text_limits(Reading& in, const YamlNode& node, const Place& place, State& state) {
    constexpr int longest = 1000;
    if (const YamlNode* min = node.find("min"))
        state.min_length = read_number(in, *min, place.what("min"), 0, longest).value_or(0);
    if (const YamlNode* max = node.find("max"))
        state.max_length = read_number(in, *max, place.what("max"), 1, longest).value_or(0);
    if (state.max_length != 0 && state.min_length > state.max_length)
        in.find(node.at, "E003", place.what("min") + ": more than max");
}

void read_days(Reading& in, const YamlNode& node, const Place& place, State& state) {
    constexpr int most = 50'000;
    state.earliest = -most;
    state.latest = most;
    if (const YamlNode* earliest = node.find("earliest"))
        state.earliest = read_days_from_today(in, *earliest, place.what("earliest")).value_or(-most);
    if (const YamlNode* latest = node.find("latest"))
        state.latest = read_days_from_today(in, *latest, place.what("latest")).value_or(most);
    if (state.earliest > state.latest) in.find(node.at, "E003", place.what("earliest") + ": after latest");
}

std::optional<Remind> read_remind(Reading& in, const YamlNode& node, const Place& place) {
    const std::string what = place.what("remind");
    if (!map_with(in, node, what, {"after", "say"})) return std::nullopt;
    Remind remind;
    if (const YamlNode* after = required(in, node, "after", what))
        remind.after = read_days_from_today(in, *after, what).value_or(0);
    if (const YamlNode* say = required(in, node, "say", what))
        remind.text_key = read_text(in, *say, place.key("remind"), what);
    return remind;
}

std::optional<Collect> read_collect(Reading& in, const YamlNode& node, const Place& place) {
    constexpr std::chrono::seconds usual{90};
    const std::string what = place.what("collect");
    if (!map_with(in, node, what, {"label", "idle"})) return std::nullopt;
    Collect collect{.label_key = {}, .idle = usual};
    if (const YamlNode* label = required(in, node, "label", what))
        collect.label_key = read_text(in, *label, place.key("collect"), what);
    if (const YamlNode* idle = node.find("idle")) collect.idle = read_duration(in, *idle, what).value_or(usual);
    return collect;
}

void read_call(Reading& in, const YamlNode& node, const Place& place, State& state) {
    if (const YamlNode* flow = node.find("flow")) state.calls = read_name(in, *flow, place.what("flow"));
    if (const YamlNode* given = node.find("in")) state.in = read_set(in, *given, place.what("in"));
    if (const YamlNode* taken = node.find("out")) state.out = read_set(in, *taken, place.what("out"));
}

void read_targets(Reading& in, const YamlNode& node, const Place& place, State& state) {
    const std::array<std::pair<std::string_view, Next*>, 4> targets = {
        {{"next", &state.next}, {"if_yes", &state.if_yes}, {"if_no", &state.if_no}, {"if_unsure", &state.if_unsure}}};
    for (const auto& [key, next] : targets)
        if (const YamlNode* value = node.find(key)) *next = read_next(in, *value, place.what(key));
    if (const YamlNode* retry = node.find("retry")) state.retry = read_retry(in, *retry, place);
    if (const YamlNode* skip = node.find("skip")) state.skip = read_skip(in, *skip, place);
    if (const YamlNode* results = node.find("results")) state.results = read_results(in, *results, place);
}

void read_values(Reading& in, const YamlNode& node, const Place& place, State& state) {
    if (const YamlNode* say = node.find("say")) state.say = read_say(in, *say, place);
    if (const YamlNode* slot = node.find("slot")) state.slot = read_name(in, *slot, place.what("slot"));
    if (const YamlNode* options = node.find("options")) state.options = read_options(in, *options, place);
    if (const YamlNode* show = node.find("show")) state.show = read_names(in, *show, place.what("show"));
    if (const YamlNode* edit = node.find("edit")) state.edit = read_names(in, *edit, place.what("edit"));
    if (const YamlNode* action = node.find("do")) state.action = read_scalar(in, *action, place.what("do"));
    if (const YamlNode* set = node.find("set")) state.set = read_set(in, *set, place.what("set"));
    if (const YamlNode* also = node.find("also_sms")) state.also_sms = read_flag(in, *also, place.what("also_sms"));
    if (const YamlNode* channels = node.find("channels"))
        state.channels = read_channels(in, *channels, place.what("channels"));
    if (const YamlNode* collect = node.find("collect")) state.collect = read_collect(in, *collect, place);
    if (const YamlNode* remind = node.find("remind")) state.remind = read_remind(in, *remind, place);
    if (const YamlNode* outside = node.find("outside")) state.outside = read_flag(in, *outside, place.what("outside"));
    if (const YamlNode* notice = node.find("notice")) state.notice = read_flag(in, *notice, place.what("notice"));
    if (const YamlNode* send = node.find("send"))
        state.send = read_text(in, *send, place.key("send"), place.what("send"));
    read_text_limits(in, node, place, state);
    read_days(in, node, place, state);
    read_call(in, node, place, state);
    if (state.type == StateType::photo || state.type == StateType::voice || state.type == StateType::location)
        state.channels = {ChannelKind::whatsapp};
}

// Only choices may lack `next`, where each option has its own; a state that some channel passes over needs one always.
void require_next(Reading& in, const State& state, const Place& place) {
    if (!state.next.empty()) return;
    if (!state.channels.empty())
        in.find(state.at, "E003", place.what("next") + ": is missing; channels that do not ask this state go there");
    else if (state.type == StateType::choice)
        for (const Option& option : state.options)
            if (option.next.empty())
                in.find(option.at, "E003",
                        place.what("option \"" + option.id + "\"") + ": neither it nor the state has a \"next\"");
}

}  // namespace

State read_state(Reading& in, std::string_view flow, const YamlNode& name, const YamlNode& node) {
    State state;
    const Place place{.flow = flow, .state = name.scalar};
    const std::string what = "state \"" + name.scalar + "\"";
    state.name = read_name(in, name, "state");
    state.at = name.at;
    if (state.name == "back" || state.name == "return")
        in.find(name.at, "E003",
                what + ": the word is taken: \"back\" is the state before, \"return\" ends a called flow");
    if (node.type != YamlNode::Type::map) {
        in.find(node.at, "E003", what + ": must be a map");
        return state;
    }
    const Form* form = form_of(in, node, what);
    if (form == nullptr || !map_with(in, node, what, form->keys)) return state;
    for (const std::string_view key : form->required) static_cast<void>(required(in, node, key, what));
    state.type = form->type;
    read_values(in, node, place, state);
    read_targets(in, node, place, state);
    require_next(in, state, place);
    return state;
}

}  // namespace sambung::dialogs
