// The words for needs that a pack may use: those of the menus (cases/categories.h) and of its own flows. A word that
// nothing files matches nothing, and one under `sensitive` that is misspelt would leave what it meant open to all.
#pragma once

#include "cases/office.h"
#include "dialogs/flow_set.h"
#include "pack_reader.h"

#include <set>
#include <string>
#include <vector>

namespace sambung::gateway {

using Categories = std::set<std::string, std::less<>>;

// Of all_categories and of the slot `category` of each flow.
[[nodiscard]] Categories known_categories(const dialogs::FlowSetInput& input);

// The list under `sensitive` of pack.yaml. P003 if it is no list of words, or names one that nothing files.
[[nodiscard]] std::vector<std::string> read_sensitive(PackReader& reader, const dialogs::YamlNode& root,
                                                      const Categories& known);

// W214 for each word in the column `category` of routing.csv that nothing files.
void warn_of_unknown_categories(PackReader& reader, const cases::Office& office, const Categories& known);

}  // namespace sambung::gateway
