// A city's pack (docs/packs.md): its office, areas, words and flows, read and proved together.
#pragma once

#include "cases/office.h"
#include "dialogs/flow_set.h"

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

// What the store owns once it was seeded.
inline constexpr std::array<const char*, 3> all_office_files = {"routing.csv", "units.yaml", "calendar.yaml"};

struct Pack {
    std::string name;
    std::shared_ptr<const cases::Office> office;  // null if a finding is an error
    // City, areas, what is sensitive: an office without units, which the store has (office_fit.h). Null if an error is
    // elsewhere than in the files that are drafts for the store.
    std::shared_ptr<const cases::Office> ground;
    std::shared_ptr<const dialogs::FlowSet> flows;  // null if a finding of them is an error
    dialogs::FlowSetInput flow_files;               // what `flows` was read from; without flows if there are no areas
    std::string short_code;                         // what a citizen dials: "*384*12#"
    dialogs::Findings findings;                     // of the pack and of every flow and text, sorted
};

// Adds the flows and texts of a folder that is laid out like a pack; they replace what has the same name.
void lay_over(dialogs::FlowSetInput& input, const std::filesystem::path& directory);

// Reads the directory; `overrides` may hold flows that replace built-in ones. `previous`: versions of flows in which
// conversations may still stand; `ussd`: what the smallest screen holds.
[[nodiscard]] Pack load_pack(const std::filesystem::path& directory, const std::filesystem::path& overrides,
                             std::vector<dialogs::FlowVersion> previous = {}, dialogs::UssdBudget ussd = {});

}  // namespace sambung::gateway
