#include "pace.h"

#include "model/gsm7.h"

#include <algorithm>

namespace sambung::gateway {

int units_of(const Outbound& message, ChannelKind kind) {
    return kind == ChannelKind::sms ? static_cast<int>(sms_segments(message.content.text).parts.size()) : 1;
}

int Pace::room(TimePoint now, int most) {
    if (per_second_ == 0) return most;
    // A millisecond brings as many thousandths as a second brings units.
    const std::int64_t passed = std::clamp<std::int64_t>((now - filled_).count(), 0, 3'600'000);
    room_ = std::min(full(), room_ + passed * per_second_);
    filled_ = now;
    return static_cast<int>(std::clamp<std::int64_t>(room_ / thousandths, 0, most));
}

milliseconds Pace::wait() const {
    if (per_second_ == 0 || room_ >= thousandths) return milliseconds{0};
    return milliseconds{(thousandths - room_ + per_second_ - 1) / per_second_};
}

}  // namespace sambung::gateway
