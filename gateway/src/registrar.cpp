#include "registrar.h"

#include "register_words.h"

#include <algorithm>

namespace sambung::gateway {

namespace {

// The strongest of what their units may do: a shelter's officer may also write for the team.
std::optional<cases::Hand> hand_of(const cases::Office& office, const std::vector<std::string>& units) {
    std::optional<cases::Hand> hand;
    for (const std::string& code : units) {
        const cases::Unit* unit = office.unit(code);
        const auto one = unit == nullptr ? std::nullopt : cases::hand_of(unit->kind);
        if (one && (!hand || *one > *hand)) hand = one;
    }
    return hand;
}

}  // namespace

std::optional<store::RegisterMessage> Registrar::lines_of(const store::InboxItem& item, const Inbound& message,
                                                          std::vector<std::string> units) const {
    const Announcer announcer = as_it_is_();
    const auto hand = hand_of(*announcer.office, units);
    if (announcer.office->houses.empty() || !hand) return std::nullopt;
    std::optional<std::vector<cases::RegisterLine>> lines = cases::register_lines_in(message.text);
    if (!lines) return std::nullopt;
    return store::RegisterMessage{.inbox = item.id,
                                  .event = item.event,
                                  .officer = item.person,
                                  .channel = item.channel,
                                  .address = message.from,
                                  .reply_to = message.provider_id,
                                  .units = std::move(units),
                                  .hand = *hand,
                                  .lines = *std::move(lines)};
}

Task<Result<>> Registrar::write(store::RegisterMessage message, TimePoint now) {
    const Announcer announcer = as_it_is_();
    store::RegisterVoice voice = register_voice(announcer, now);
    return store::write_register(database_, keys_, announcer.office->houses, announcer.office->calendar,
                                 std::move(message), std::move(voice), now);
}

Task<Result<int>> Registrar::ring(TimePoint now) {
    const Announcer announcer = as_it_is_();
    store::RegisterVoice voice = register_voice(announcer, now);
    return store::ring_register(database_, keys_, announcer.office->houses, announcer.office->calendar,
                                std::move(voice), now);
}

}  // namespace sambung::gateway
