#include "rehearsal.h"

#include "rehearsal_player.h"
#include "rehearsal_stage.h"

#include <algorithm>

namespace sambung::gateway {

Result<Rehearsed> rehearse(const Transcript& transcript, const Pack& pack, const Venue& venue, Manner manner) {
    const bool takes_down = std::ranges::any_of(transcript.lines, [](const TranscriptLine& line) {
        return line.kind == TranscriptLine::Kind::event && line.text.starts_with("redis ");
    });
    Stage stage(pack, venue, takes_down ? RedisCan::fail : RedisCan::only_work);
    const Result<> opened = stage.open();
    if (!opened) return std::unexpected(opened.error());
    return Player(transcript, stage, std::move(manner)).play();
}

}  // namespace sambung::gateway
