#include "dialogs/flow_set.h"

#include <utility>

namespace sambung::dialogs {

namespace {

constexpr std::pair<ProgrammeState, std::string_view> states[] = {{ProgrammeState::open, "open"},
                                                                  {ProgrammeState::paused, "paused"},
                                                                  {ProgrammeState::ended, "ended"},
                                                                  {ProgrammeState::replaced, "replaced"}};

}  // namespace

std::string_view name(ProgrammeState state) {
    for (const auto& [value, word] : states)
        if (value == state) return word;
    std::unreachable();
}

std::optional<ProgrammeState> programme_state_from(std::string_view name) {
    for (const auto& [value, word] : states)
        if (word == name) return value;
    return std::nullopt;
}

std::vector<std::string_view> programme_state_names() {
    std::vector<std::string_view> names;
    for (const auto& [value, word] : states) names.push_back(word);
    return names;
}

}  // namespace sambung::dialogs
