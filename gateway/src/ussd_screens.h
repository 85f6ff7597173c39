// How much a USSD screen holds, network by network: each puts words of its own around ours, and some hold less.
#pragma once

#include "dialogs/flow_set.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sambung::gateway {

struct UssdScreens {
    dialogs::UssdBudget usual;
    // By the network's code as the provider tells it: "51010".
    std::vector<std::pair<std::string, dialogs::UssdBudget>> by_network;

    // One that is not listed, or that the provider did not tell, may be the smallest.
    [[nodiscard]] dialogs::UssdBudget on(std::string_view network) const {
        const auto found = std::ranges::find(by_network, network, [](const auto& one) { return one.first; });
        return found == by_network.end() ? smallest() : found->second;
    }
    // What every screen is proved to fit.
    [[nodiscard]] dialogs::UssdBudget smallest() const {
        dialogs::UssdBudget least = usual;
        for (const auto& [network, budget] : by_network)
            least = {.first = std::min(least.first, budget.first), .later = std::min(least.later, budget.later)};
        return least;
    }
};

}  // namespace sambung::gateway
