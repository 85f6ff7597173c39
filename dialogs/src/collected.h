// What came out of the files of an office, before anything is proved: enough for whoever works on texts and flows that
// are not whole yet.
#pragma once

#include "dialogs/strict_yaml.h"
#include "flow.h"
#include "proof.h"
#include "texts.h"

#include <set>
#include <string>

namespace sambung::dialogs {

// The parts of `Subject`.
struct Collected {
    FlowSet set;
    TextTable texts;
    std::set<std::string, std::less<>> replaced_keys;
    std::set<std::string, std::less<>> unread;
    std::map<std::string, const FlowSource*, std::less<>> sources;  // of the input, by flow
    std::vector<FlowVersion> previous;
    Findings findings;

    [[nodiscard]] Subject subject() const {
        return {.set = set, .texts = texts, .replaced_keys = replaced_keys, .unread = unread, .previous = previous};
    }
};

[[nodiscard]] Collected collect(const FlowSetInput& input);

}  // namespace sambung::dialogs
