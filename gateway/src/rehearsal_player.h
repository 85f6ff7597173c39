// One transcript on one stage: says what the citizen says, compares what comes back, or plays a variant of it.
#pragma once

#include "rehearsal.h"
#include "rehearsal_stage.h"
#include "transcript.h"
#include "transcript_update.h"
#include "variants.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sambung::gateway {

using Words = std::vector<std::pair<std::string, std::string>>;  // words_of

class Player {
 public:
    Player(const Transcript& transcript, Stage& stage, Manner manner)
        : transcript_(transcript), stage_(stage), manner_(std::move(manner)) {}

    Rehearsed play();

 private:
    // rehearsal_player.cpp
    void play(const TranscriptLine& line);
    void perform(const TranscriptLine& line);
    void introduce(const TranscriptLine& line);
    void compare(const TranscriptLine& line);
    void act(const TranscriptLine& line);
    void disturb(const TranscriptLine& line);
    void add(const Lines& lines);
    void hear(std::optional<Content> answer);
    void note_message();
    void complain(const TranscriptLine& line, std::string expected, std::string got);
    [[nodiscard]] Moment moment_of(const TranscriptLine& line) const;
    [[nodiscard]] std::optional<dialogs::Session> session() const;
    [[nodiscard]] std::string shown() const { return reply_ ? reply_->text : "(no reply)"; }

    // rehearsal_events.cpp; false: the words do not fit
    friend struct PlayerEvents;
    void happen(const TranscriptLine& line);
    void say(const Spoken& spoken);
    // rehearsal_checks.cpp
    friend struct PlayerChecks;
    void check(const TranscriptLine& line);

    const Transcript& transcript_;
    Stage& stage_;
    Manner manner_;
    Rehearsed result_;
    std::map<std::string, Handset> phones_;
    Handset* phone_ = nullptr;
    std::optional<Content> reply_, before_;
    Captures captures_;
    std::optional<std::vector<std::pair<Handset*, Spoken>>> together_;  // within `:parallel {`
    milliseconds late_{0};                                              // of the next message
    std::string wrong_;                                                 // with an event, if it can tell
    std::string spoiled_;                                               // the question that was answered wrongly last
};

// True for an event that is a message of the citizen.
[[nodiscard]] bool is_message(const TranscriptLine& line);
[[nodiscard]] std::optional<milliseconds> duration_of(std::string_view text);  // "4m": s, m, h, d

}  // namespace sambung::gateway
