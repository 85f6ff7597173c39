// States that are answered by sending something: photos, a voice note, a place on the map. Only ids are kept; a job
// fetches the rest. `skip` leads on without any, and on from those that were sent.
#include "common_texts.h"
#include "step.h"
#include "walk.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace sambung::dialogs {

namespace {

constexpr std::size_t most_things = 5;

// Of what kind something is that no provider named, the question decides: better to let staff look at it than to
// refuse a photo.
bool is_photo(const Media& media) { return media.mime.empty() ? !media.voice : media.mime.starts_with("image/"); }
bool is_voice(const Media& media) { return media.mime.empty() || media.mime.starts_with("audio/"); }

std::size_t things_in(std::string_view ids) {
    return ids.empty() ? 0U : static_cast<std::size_t>(std::ranges::count(ids, ' ')) + 1;
}

template <class Wanted>
Refusal gather(Walk& walk, Wanted wanted, Refusal refusal) {
    std::string ids{walk.slot(walk.state().slot)};
    bool took = false;
    for (const Media& media : walk.event().media) {
        if (!wanted(media) || things_in(ids) == most_things || media.id.size() > longest_media_id) continue;
        if (!ids.empty()) ids += ' ';
        ids += media.id;
        took = true;
    }
    if (!took) return refusal;
    walk.put(walk.state().slot, ids);
    return {};
}

// --- photos: as many as come, until "Lanjut" or the last that we take ---

std::string ask_photo(const Walk& walk) {
    return walk.slot(walk.state().slot).empty() ? ask_plainly(walk) : walk.text(text_more_photos);
}

Refusal see_photo(Walk& walk) {
    const Refusal refusal = gather(walk, is_photo, text_photo_only);
    if (things_in(walk.slot(walk.state().slot)) < most_things) return refusal;
    walk.answered(walk.state().next);
    return {};
}
Refusal hear_no_photo(Walk&, std::string_view) { return text_photo_only; }

// --- a voice note: one tells it ---

Refusal see_voice(Walk& walk) {
    if (const Refusal refusal = gather(walk, is_voice, text_voice_only); !refusal.empty()) return refusal;
    walk.answered(walk.state().next);
    return {};
}
Refusal hear_no_voice(Walk&, std::string_view) { return text_voice_only; }

// --- a place on the map ---

bool on_earth(const Location& pin) {
    constexpr double most_latitude = 90;
    constexpr double most_longitude = 180;
    return std::abs(pin.latitude) <= most_latitude && std::abs(pin.longitude) <= most_longitude &&
           (pin.latitude != 0 || pin.longitude != 0);
}

// Six decimals are a decimetre.
std::string degrees(double value) {
    std::array<char, 16> digits{};
    const auto [end, wrong] =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 6);
    return wrong == std::errc{} ? std::string{digits.data(), end} : std::string{};
}

Refusal see_pin(Walk& walk) {
    const auto& pin = walk.event().pin;
    if (!pin || !on_earth(*pin)) return text_pin_only;
    walk.put(walk.state().slot, degrees(pin->latitude) + ',' + degrees(pin->longitude));
    walk.answered(walk.state().next);
    return {};
}
Refusal hear_no_pin(Walk&, std::string_view) { return text_pin_only; }

}  // namespace

const Step photo_step{ask_photo, offer_nothing, choose_nothing, know_nothing, hear_no_photo, false, see_photo};
const Step voice_step{ask_plainly, offer_nothing, choose_nothing, know_nothing, hear_no_voice, false, see_voice};
const Step location_step{ask_plainly, offer_nothing, choose_nothing, know_nothing, hear_no_pin, false, see_pin};

}  // namespace sambung::dialogs
