// Conversations that together take every way of the flows, found by trying every kind of answer at every question. For
// who wrote a flow and wants its transcripts, and for the proof that no way is dead. Nobody's answers are guessed: what
// the office does about a wish is tried both ways too.
#pragma once

#include "dialogs/coverage.h"
#include "dialogs/flow_set.h"
#include "model/language.h"
#include "model/message.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sambung::dialogs {

struct TourStep {
    enum class Does : std::uint8_t { dials, types, sends_photo, sends_voice, sends_place } does = Does::types;
    std::string text{};  // if it types
    // How the office answers the wishes of this turn, in order: {"list", "none"}, {"file", "ok"}.
    std::vector<std::pair<std::string, std::string>> office{};
    std::string at{};  // where the conversation stands then, "lapor.siapa"; "end" if it is over
};

// The conversation of one person who was never heard of before.
struct TourPath {
    ChannelKind channel = ChannelKind::ussd;
    bool office_open = true;
    bool helper = false;  // a registered helper is speaking
    std::vector<TourStep> steps;
    std::size_t new_ways = 0;  // that no path before this one takes
    std::string flow;          // of the last way for whose sake it is there
};

struct Tour {
    std::vector<TourPath> paths;   // the longest first
    std::vector<FlowWay> untaken;  // no path was found that takes these
    std::size_t tried = 0;         // turns
    bool gave_up = false;          // before all was tried, so that somebody may yet take what is `untaken`
};

struct TourWishes {
    Language language = Language::id;
    Passages met{};                // ways that need no path, since they were taken elsewhere
    std::string_view flow{};       // only this flow's ways; empty: all
    std::size_t most = 3'000'000;  // turns to try before giving up
};

// Pure; takes about a second for all base flows in a release build.
[[nodiscard]] Tour tour_of(const FlowSet& flows, const TourWishes& wishes);

}  // namespace sambung::dialogs
