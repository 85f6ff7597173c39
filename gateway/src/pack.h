// A city's pack (docs/packs.md): its office, areas, words and flows, read and proved together.
#pragma once

#include "cases/office.h"
#include "dialogs/flow_set.h"
#include "store/register.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

struct Pack {
    std::string name;
    std::shared_ptr<const cases::Office> office;    // null if a finding is an error
    std::shared_ptr<const dialogs::FlowSet> flows;  // likewise
    dialogs::FlowSetInput flow_files;               // what `flows` was read from; without flows if there are no areas
    std::vector<store::House> houses;               // shelters that keep a register
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
