// All flows and texts of one office, read, proved and frozen. A turn takes the shared_ptr once; a reload makes another.
// Of each flow the newest is entered; a conversation goes on in the version that it began in.
#pragma once

#include "dialogs/strict_yaml.h"
#include "model/area.h"
#include "model/language.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

// The office's own values that texts may show as {kota}, {darurat}, {kode}, {telp} and so on.
using OfficeWords = std::vector<std::pair<std::string, std::string>>;

struct FlowSource {
    std::string name;  // "lapor.yaml", as findings name it
    std::string text;
};

// A service of the office, as the pack's programmes.yaml lists it: flows ask for it by code ("when: {offers: [rtlh]}").
// One that the pack does not list is not offered.
enum class ProgrammeState : std::uint8_t { open, paused, ended, replaced };
[[nodiscard]] std::string_view name(ProgrammeState state);  // "open", "paused": as packs and flows write it
[[nodiscard]] std::optional<ProgrammeState> programme_state_from(std::string_view name);
[[nodiscard]] std::vector<std::string_view> programme_state_names();

struct Programme {
    std::string code;  // "santunan"; see cases/services.h
    ProgrammeState state = ProgrammeState::open;
};

// A flow as it was while it was in use: all that a conversation which began in it needs to go on in it.
struct FlowVersion {
    std::string flow;
    int version = 1;
    std::uint32_t structure = 0;
    std::string source;  // the file
    // What it says, by key, in every language that has it.
    std::map<Language, std::map<std::string, std::string, std::less<>>> texts;
};

// What a USSD screen holds, in septets. The first of a session is shorter: networks put words of their own before it
// (gateway.md 4.3).
struct UssdBudget {
    std::size_t first = 140;
    std::size_t later = 160;
};

struct FlowSetInput {
    std::vector<FlowSource>
        flows;  // a later flow of the same name replaces an earlier one (a pack's replaces the base's)
    std::vector<FlowSource> texts;  // "id.yaml", "en.yaml", …: key -> text; a later file overrides key by key
    OfficeWords words;
    std::vector<Language> languages;        // offered by the office; Indonesian is always among them
    std::shared_ptr<const AreaTree> areas;  // for the area picker and its longest names
    std::vector<Programme> programmes{};    // what the office offers
    UssdBudget ussd{};                      // of the network that holds least: every screen is proved to fit it
    // Versions in which conversations may still stand. Those that are no longer the newest are kept beside it, with the
    // words that they had; where the steps are the same, the newest words are theirs at once.
    std::vector<FlowVersion> previous{};
};

class FlowSet;  // see src/flow.h; opaque outside this room

struct FlowSetLoaded {
    std::shared_ptr<const FlowSet> flows;  // null if any finding is an error
    Findings findings;                     // sorted; warnings too
};

// Reads and proves: unknown keys, duplicate keys, missing targets, unreachable states, dead ends, loops without input,
// unwired action results, missing retry, filing without confirmation, texts that are missing, too long for a screen in
// some language, or outside GSM-7.
[[nodiscard]] FlowSetLoaded load_flows(const FlowSetInput& input);

// The flows and texts compiled into the binary (dialogs/flows, dialogs/texts).
[[nodiscard]] std::vector<FlowSource> base_flows();
[[nodiscard]] std::vector<FlowSource> base_texts();

// Every flow of the input as it is now, to be given as `previous` once another one has replaced it.
[[nodiscard]] std::vector<FlowVersion> flows_to_remember(const FlowSetInput& input);
// Whether that version is there, be it the newest or an older one.
[[nodiscard]] bool keeps(const FlowSet& flows, const FlowVersion& version);

[[nodiscard]] const std::vector<Programme>& programmes_of(const FlowSet& flows);
// Of FlowSetInput::words; empty if the office has no such word.
[[nodiscard]] std::string office_word(const FlowSet& flows, std::string_view name);

// "name@version" of every flow, for logs and `version`.
[[nodiscard]] std::vector<std::string> flow_versions(const FlowSet& flows);

}  // namespace sambung::dialogs
