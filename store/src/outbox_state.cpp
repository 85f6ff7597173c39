#include "outbox_state.h"

#include <utility>

namespace sambung::store {

namespace {

// Reports of this rank or lower are no news to a message in this state.
int rank(OutboxState state) {
    switch (state) {
        case OutboxState::queued:
        case OutboxState::sending:
        case OutboxState::unknown:
            return 0;
        case OutboxState::sent:
        case OutboxState::failed:  // that a message was sent once says nothing new
            return 1;
        case OutboxState::delivered:
            return 2;
        case OutboxState::read:
            return 3;
    }
    std::unreachable();
}

}  // namespace

std::string_view name(OutboxState state) {
    switch (state) {
        case OutboxState::queued:
            return "queued";
        case OutboxState::sending:
            return "sending";
        case OutboxState::sent:
            return "sent";
        case OutboxState::delivered:
            return "delivered";
        case OutboxState::read:
            return "read";
        case OutboxState::failed:
            return "failed";
        case OutboxState::unknown:
            return "unknown";
    }
    std::unreachable();
}

std::string_view name(Purpose purpose) {
    switch (purpose) {
        case Purpose::direct:
            return "direct";
        case Purpose::notice:
            return "notice";
        case Purpose::reminder:
            return "reminder";
    }
    std::unreachable();
}

std::optional<OutboxState> outbox_state_from(std::string_view text) {
    using enum OutboxState;
    for (const OutboxState state : {queued, sending, sent, delivered, read, failed, unknown})
        if (name(state) == text) return state;
    return std::nullopt;
}

Purpose purpose_from(std::string_view text) {
    using enum Purpose;
    for (const Purpose purpose : {notice, reminder})
        if (name(purpose) == text) return purpose;
    return direct;
}

bool was_sent(OutboxState state) {
    return state == OutboxState::sent || state == OutboxState::delivered || state == OutboxState::read;
}

std::optional<OutboxState> moved_by(OutboxState from, Delivery report) {
    const auto up_to = [from](OutboxState to) { return rank(from) < rank(to) ? std::optional{to} : std::nullopt; };
    switch (report) {
        case Delivery::queued:
            return std::nullopt;
        case Delivery::sent:
            return up_to(OutboxState::sent);
        case Delivery::delivered:
            return up_to(OutboxState::delivered);
        case Delivery::read:
            return up_to(OutboxState::read);
        case Delivery::failed:
            if (from == OutboxState::failed || rank(from) >= rank(OutboxState::delivered)) return std::nullopt;
            return OutboxState::failed;
    }
    std::unreachable();
}

}  // namespace sambung::store
