#include "exchanges/shown_keys.h"

#include "exchanges/described.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sambung::gateway {

namespace {

// Names without case, _ and -: "message_type", "messageType" and "message-type" are one.
constexpr std::pair<std::string_view, Showing> known[] = {
    {"type", Showing::word},
    {"status", Showing::word},
    {"state", Showing::word},
    {"event", Showing::word},
    {"eventtype", Showing::word},
    {"field", Showing::word},
    {"object", Showing::word},
    {"mode", Showing::word},
    {"operation", Showing::word},
    {"direction", Showing::word},
    {"category", Showing::word},
    {"messagingproduct", Showing::word},
    {"recipienttype", Showing::word},
    {"messagetype", Showing::word},
    {"messagestatus", Showing::word},
    {"smsstatus", Showing::word},
    {"failurereason", Showing::word},
    {"groupname", Showing::word},
    {"code", Showing::code},
    {"errorcode", Showing::code},
    {"errcode", Showing::code},
    {"errorsubcode", Showing::code},
    {"statuscode", Showing::code},
    {"groupid", Showing::code},
    {"coding", Showing::code},
    {"dlr", Showing::code},
    {"numsegments", Showing::code},
    {"nummedia", Showing::code},
    {"smscount", Showing::code},
    {"messagecount", Showing::code},
    {"id", Showing::id},
    {"sid", Showing::id},
    {"messageid", Showing::id},
    {"messageuuid", Showing::id},
    {"messagesid", Showing::id},
    {"smssid", Showing::id},
    {"smsmessagesid", Showing::id},
    {"originalrepliedmessagesid", Showing::id},
    {"msgid", Showing::id},
    {"smsid", Showing::id},
    {"wamid", Showing::id},
    {"umid", Showing::id},
    {"sessionid", Showing::id},
    {"ref", Showing::id},
    {"clientref", Showing::id},
    {"callbackdata", Showing::id},
    {"bizopaquecallbackdata", Showing::id},
};

// Settings that name a field, and what it holds.
constexpr std::pair<std::string_view, Showing> naming[] = {
    {"in_text", Showing::described},
    {"in_from", Showing::described},
    {"in_to", Showing::described},
    {"in_code", Showing::described},
    {"to_field", Showing::described},
    {"text_field", Showing::described},
    {"report_field", Showing::described},
    {"in_id", Showing::id},
    {"in_session", Showing::id},
    {"report_id", Showing::id},
    {"report_ref", Showing::id},
    {"ref_field", Showing::id},
    {"id_field", Showing::id},
};

// Objects whose id is a person's or a group's, or what a person chose: that has few values, so that a fingerprint would
// tell it to whoever once chose the same.
constexpr std::string_view personal[] = {
    "from",   "to",        "chat",     "user",  "contact",     "contacts",    "profile",   "room",     "sender",
    "member", "recipient", "customer", "owner", "participant", "buttonreply", "listreply", "nfmreply", "reply",
    "button", "buttons",   "row",      "rows",  "section",     "sections",    "option",    "options"};
constexpr std::string_view verdicts[] = {"status", "error", "errors"};

template <class Range>
bool lists(const Range& range, std::string_view word) {
    return std::ranges::find(range, word) != std::end(range);
}

// The last part of "hub.mode", "data[0][id]" or "ussd/@type", without case, _ and -.
std::string plain(std::string_view key) {
    while (key.ends_with(']')) key.remove_suffix(1);
    if (const auto at = key.find_last_of("./@:["); at != std::string_view::npos) key.remove_prefix(at + 1);
    std::string out;
    for (const char c : key)
        if (c != '_' && c != '-') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

bool is_word(std::string_view value) {
    constexpr std::size_t longest = 20;
    constexpr std::size_t longest_in_capitals = 40;
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const bool lower = std::ranges::any_of(value, [](char c) { return c >= 'a' && c <= 'z'; });
    return !value.empty() && value.size() <= (lower ? longest : longest_in_capitals) &&
           std::ranges::all_of(value, letter);
}

// "-1", "131047"; as a word of the protocol up to three digits.
bool is_small_number(std::string_view value, std::size_t longest) {
    if (value.starts_with('-')) value.remove_prefix(1);
    return value.size() <= longest && all_digits(value);
}

// "E401".
bool is_lettered_code(std::string_view value) {
    constexpr std::string_view digits = "0123456789";
    const auto number = std::min(value.find_first_of(digits), value.size());
    return number > 0 && number <= 3 && is_word(value.substr(0, number)) && value.size() - number <= 4 &&
           all_digits(value.substr(number));
}

}  // namespace

ShownKeys::ShownKeys(const adapters::ChannelSettings& settings) {
    for (const auto& [setting, showing] : naming)
        if (const std::string_view field = settings.value(setting); !field.empty()) own_.emplace(plain(field), showing);
}

Showing ShownKeys::of(std::string_view key, std::string_view parent) const {
    const std::string name = plain(key);
    if (const auto own = own_.find(name); own != own_.end()) return own->second;
    const std::string around = plain(parent);
    if (lists(verdicts, around)) {
        if (name == "id") return Showing::code;
        if (name == "name") return Showing::word;
    }
    if (lists(personal, around)) return Showing::described;
    const auto* const found = std::ranges::find(known, name, &std::pair<std::string_view, Showing>::first);
    return found == std::end(known) ? Showing::described : found->second;
}

bool is_shown(Showing showing, std::string_view value) {
    switch (showing) {
        case Showing::described:
        case Showing::id:
            return false;
        case Showing::word:
            return is_word(value) || is_small_number(value, 3);
        case Showing::code:
            return is_word(value) || is_small_number(value, 6) || is_lettered_code(value);
    }
    std::unreachable();
}

}  // namespace sambung::gateway
