// When two conversations can go on in the same ways, so that only one of them need be tried.
#pragma once

#include "dialogs/dialog.h"
#include "flow.h"

#include <map>
#include <set>
#include <string>

namespace sambung::dialogs {

class Situations {
 public:
    explicit Situations(const FlowSet& flows);

    // Equal for two sessions that stand at the same place with the same answers to all that any guard asks about.
    [[nodiscard]] std::string of(const Session& session) const;

 private:
    void add(const Guard& guard);
    void add(const Next& next);
    void add(const State& state);
    void describe(std::string& out, const std::map<std::string, std::string, std::less<>>& slots) const;

    std::set<std::string, std::less<>> asked_;   // slots of which only matters whether they are filled
    std::set<std::string, std::less<>> valued_;  // and those whose value matters
};

}  // namespace sambung::dialogs
