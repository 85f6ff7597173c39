#include "flow.h"

#include <algorithm>

namespace sambung::dialogs {

std::string_view Say::on(ChannelKind channel) const {
    const std::string* own = nullptr;
    switch (channel) {
        case ChannelKind::ussd:
            own = &ussd;
            break;
        case ChannelKind::whatsapp:
            own = &whatsapp;
            break;
        case ChannelKind::sms:
            own = &sms;
            break;
    }
    return own != nullptr && !own->empty() ? *own : any;
}

bool State::asked_on(ChannelKind channel) const {
    return channels.empty() || std::ranges::find(channels, channel) != channels.end();
}

bool Trigger::heard_on(ChannelKind channel) const {
    if (channels.empty()) return channel != ChannelKind::ussd;
    return std::ranges::find(channels, channel) != channels.end();
}

const State* Flow::state(std::string_view wanted) const {
    const auto found = std::ranges::find(states, wanted, &State::name);
    return found == states.end() ? nullptr : &*found;
}

const Flow* FlowSet::flow(std::string_view name) const {
    const auto found = flows.find(name);
    return found == flows.end() ? nullptr : &found->second;
}

const Flow* FlowSet::flow(std::string_view name, int version, std::uint32_t structure) const {
    const auto meant = [&](const Flow& each) { return each.version == version && each.structure == structure; };
    if (const Flow* newest = flow(name); newest != nullptr && meant(*newest)) return newest;
    const auto versions = older.find(name);
    if (versions == older.end()) return nullptr;
    const auto found = std::ranges::find_if(versions->second, meant);
    return found == versions->second.end() ? nullptr : &*found;
}

namespace {

std::string_view look_up(const FlowSet& flows, Language language, std::string_view key) {
    const auto table = flows.texts.find(language);
    if (table == flows.texts.end()) return {};
    const auto found = table->second.find(key);
    return found == table->second.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

std::string_view FlowSet::text(Language language, std::string_view key) const {
    std::string_view found = look_up(*this, language, key);
    if (found.empty() && language == Language::jv_ngoko) found = look_up(*this, Language::jv, key);
    return found.empty() ? look_up(*this, Language::id, key) : found;
}

std::string_view FlowSet::word(std::string_view name) const {
    const auto found = std::ranges::find(words, name, &OfficeWords::value_type::first);
    return found == words.end() ? std::string_view{} : std::string_view{found->second};
}

std::optional<ProgrammeState> FlowSet::programme(std::string_view code) const {
    const auto found = std::ranges::find(programmes, code, &Programme::code);
    return found == programmes.end() ? std::nullopt : std::optional{found->state};
}

bool FlowSet::ever(const Guard& guard) const {
    const auto runs = [this](const std::string& code) {
        const auto state = programme(code);
        return state == ProgrammeState::open || state == ProgrammeState::paused;
    };
    const auto stands = [this](const auto& wanted) {
        const auto state = programme(wanted.first);
        return state && std::ranges::find(wanted.second, *state) != wanted.second.end();
    };
    return std::ranges::all_of(guard.offers, runs) && std::ranges::all_of(guard.programmes, stands) &&
           (guard.any.empty() || std::ranges::any_of(guard.any, [this](const Guard& each) { return ever(each); }));
}

const std::vector<Programme>& programmes_of(const FlowSet& flows) { return flows.programmes; }

std::string office_word(const FlowSet& flows, std::string_view name) { return std::string{flows.word(name)}; }

std::vector<std::string> flow_versions(const FlowSet& flows) {
    std::vector<std::string> versions;
    for (const auto& [name, flow] : flows.flows) versions.push_back(name + "@" + std::to_string(flow.version));
    return versions;
}

// dialog.h says what each is and where its results come from.
const std::vector<ActionType>& action_types() {
    static const std::vector<ActionType> types = {
        {.name = "ring", .results = {"ok", "error"}, .needs = {}},
        {.name = "file",
         .results = {"ok", "duplicate", "attached", "limited", "dropped", "error"},
         .needs = {},
         .files = true},
        {.name = "compare", .results = {"similar", "none", "error"}, .needs = {}},
        {.name = "update", .results = {"ok", "gone", "error"}, .needs = {"ticket"}},
        {.name = "drop", .results = {"ok", "already_filed", "error"}, .needs = {}},
        {.name = "list", .results = {"ok", "none", "limited", "error"}, .needs = {}},
        {.name = "status", .results = {"ok", "not_found", "limited", "error"}, .needs = {"ticket"}},
        {.name = "listed",
         .results = {"registered", "scheduled", "waiting", "proposed", "stopped", "unregistered", "unknown", "no_list",
                     "limited", "error"},
         .needs = {"program"}},
        {.name = "cancel", .results = {"ok", "asked_person", "too_late", "not_found", "error"}, .needs = {"ticket"}},
        {.name = "add_note", .results = {"ok", "not_found", "error"}, .needs = {"ticket", "story"}},
        {.name = "handover", .results = {"ok", "closed", "error"}, .needs = {"reason"}},
        {.name = "opt_out", .results = {"ok", "error"}, .needs = {}},
        {.name = "erase", .results = {"ok", "asked_person", "error"}, .needs = {}},
        {.name = "keep", .results = {"ok", "not_found", "error"}, .needs = {}},
    };
    return types;
}

const ActionType* action_type(std::string_view name) {
    const auto found = std::ranges::find(action_types(), name, &ActionType::name);
    return found == action_types().end() ? nullptr : &*found;
}

std::string_view name(StateType type) {
    switch (type) {
        case StateType::choice:
            return "choice";
        case StateType::yesno:
            return "yesno";
        case StateType::language:
            return "language";
        case StateType::text:
            return "text";
        case StateType::area:
            return "area";
        case StateType::nik:
            return "nik";
        case StateType::phone:
            return "phone";
        case StateType::date:
            return "date";
        case StateType::ticket:
            return "ticket";
        case StateType::report:
            return "report";
        case StateType::photo:
            return "photo";
        case StateType::voice:
            return "voice";
        case StateType::location:
            return "location";
        case StateType::confirm:
            return "confirm";
        case StateType::message:
            return "message";
        case StateType::action:
            return "action";
        case StateType::call:
            return "call";
        case StateType::end:
            return "end";
    }
    return {};
}

bool takes_input(StateType type) {
    return type != StateType::message && type != StateType::action && type != StateType::call && type != StateType::end;
}

namespace {

// The next "{name}" from `from` on; its place and length with the braces. A brace that is never closed is plain text.
struct Hole {
    std::size_t at = std::string_view::npos;
    std::size_t length = 0;
    [[nodiscard]] bool none() const { return at == std::string_view::npos; }
};

Hole next_hole(std::string_view text, std::size_t from) {
    std::size_t close = text.find('}', from);
    while (close != std::string_view::npos) {
        const std::size_t open = text.substr(from, close - from).rfind('{');
        if (open != std::string_view::npos) return {.at = from + open, .length = close + 1 - from - open};
        from = close + 1;
        close = text.find('}', from);
    }
    return {};
}

}  // namespace

std::vector<Placeholder> filtered_placeholders(std::string_view text) {
    std::vector<Placeholder> found;
    for (Hole hole = next_hole(text, 0); !hole.none(); hole = next_hole(text, hole.at + hole.length)) {
        const std::string_view inside = text.substr(hole.at + 1, hole.length - 2);
        const std::string_view name = inside.substr(0, inside.find('|'));
        found.push_back({.name = std::string{name},
                         .filter = std::string{inside.substr(std::min(inside.size(), name.size() + 1))}});
    }
    return found;
}

std::vector<std::string> placeholders(std::string_view text) {
    std::vector<std::string> names;
    for (Placeholder& each : filtered_placeholders(text)) names.push_back(std::move(each.name));
    return names;
}

std::string fill(std::string_view text, const std::map<std::string, std::string, std::less<>>& values,
                 const FlowSet& flows) {
    std::string filled;
    std::size_t done = 0;
    for (Hole hole = next_hole(text, 0); !hole.none(); hole = next_hole(text, done)) {
        filled += text.substr(done, hole.at - done);
        const std::string_view inside = text.substr(hole.at + 1, hole.length - 2);
        const std::string_view name = inside.substr(0, inside.find('|'));
        const auto value = values.find(name);
        const std::string_view words = value == values.end() ? flows.word(name) : std::string_view{value->second};
        filled += filtered(words, inside.substr(std::min(inside.size(), name.size() + 1)));
        done = hole.at + hole.length;
    }
    filled += text.substr(done);
    return filled;
}

}  // namespace sambung::dialogs
