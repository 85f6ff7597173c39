#include "sessions_record.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::size_t key_size = 8;
constexpr std::size_t ring_size = 8 * key_size;
constexpr std::size_t length_size = 4;

void append_big_endian(std::string& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t left = bytes; left > 0; --left) out += static_cast<char>(value >> (8 * (left - 1)) & 0xffU);
}

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
}

std::string place(PersonId person, std::uint64_t revision) {
    std::string associated = "session";
    append_big_endian(associated, person.value, 8);
    append_big_endian(associated, revision, 8);
    return associated;
}

}  // namespace

std::string_view short_key(const EventId& event) { return event.view().substr(0, key_size); }

EventRing::EventRing(std::string_view bytes) : bytes_(bytes.substr(0, bytes.size() - bytes.size() % key_size)) {}

bool EventRing::holds(const EventId& event) const {
    for (std::size_t at = 0; at < bytes_.size(); at += key_size)
        if (std::string_view{bytes_}.substr(at, key_size) == short_key(event)) return true;
    return false;
}

void EventRing::add(const EventId& event) {
    bytes_ += short_key(event);
    if (bytes_.size() > ring_size) bytes_.erase(0, bytes_.size() - ring_size);
}

std::string seal_session(const Keys& keys, PersonId person, std::uint64_t revision, std::string_view body,
                         std::string_view reply) {
    std::string plain;
    plain.reserve(length_size + body.size() + reply.size());
    append_big_endian(plain, body.size(), length_size);
    plain += body;
    plain += reply;
    return seal(keys.session_key(), plain, place(person, revision));
}

SessionRecord open_session(const Keys& keys, PersonId person, const StoredSession& stored, const EventId& event) {
    SessionRecord record;
    record.revision = stored.revision;
    if (stored.revision == 0) return record;
    const auto plain = unseal(keys.session_key(), stored.sealed, place(person, stored.revision));
    if (!plain || plain->size() < length_size) return record;
    const std::string_view all{*plain};
    const std::uint64_t body_size = big_endian(all.substr(0, length_size));
    if (body_size > all.size() - length_size) return record;
    record.body = all.substr(length_size, body_size);
    record.reply = all.substr(length_size + body_size);
    record.seen = stored.events.holds(event);
    return record;
}

Result<> check(const SessionWrite& write) {
    if (write.body.size() + write.reply.size() > largest_session)
        return fail(Errc::invalid_request, "session too large");
    if (write.revision <= write.expected) return fail(Errc::invalid_request, "session revision does not rise");
    if (write.ttl <= milliseconds{0}) return fail(Errc::invalid_request, "session ttl not positive");
    return {};
}

TimePoint window_start(TimePoint now, seconds window) { return now - now.time_since_epoch() % milliseconds{window}; }

std::string hex(PersonId person) {
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[person.value >> shift & 15U];
    return digits;
}

}  // namespace sambung::store
