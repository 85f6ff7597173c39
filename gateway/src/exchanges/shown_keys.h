// Which fields of a provider's message may be shown, and how. By their names alone: what a value looks like says
// nothing about whose it is.
#pragma once

#include "adapters/adapter.h"

#include <map>
#include <string>
#include <string_view>

namespace sambung::gateway {

enum class Showing {
    described,  // kind and length only: everything that is not listed
    word,       // a word of the protocol: letters and _, up to 20, or 40 in capitals; a number up to 3 digits
    code,       // also a number up to 6 digits, or letters and a short number ("E401")
    id,         // a keyed fingerprint, by which one message is followed from line to line
};

// Of one channel; immutable, any thread.
class ShownKeys {
 public:
    ShownKeys() = default;
    // With the names that the channel's own settings give to fields: its text and numbers are never shown, whatever
    // they are called there, and its ids are fingerprinted.
    explicit ShownKeys(const adapters::ChannelSettings& settings);

    // `parent` is the name of the object around it, empty if none: the id of a status is a code, that of a chat is a
    // person, that of a button is what somebody chose.
    [[nodiscard]] Showing of(std::string_view key, std::string_view parent) const;

 private:
    std::map<std::string, Showing, std::less<>> own_;
};

// Whether the value is of the kind that a field of `word` or `code` may show; never of the other two.
[[nodiscard]] bool is_shown(Showing showing, std::string_view value);

}  // namespace sambung::gateway
