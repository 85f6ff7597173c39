// Settings that are more than a word: lists ("DELIVRD=delivered, UNDELIV=failed"), a choice, a word with a default.
#pragma once

#include "adapters/adapter.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sambung::adapters {

using WordList = std::vector<std::pair<std::string, std::string>>;  // in order; names are not empty

// Errc::misconfigured naming the key if an entry is no "name=value".
[[nodiscard]] Result<WordList> pairs_in(const ChannelSettings& settings, std::string_view key);
[[nodiscard]] std::vector<std::string> words_in(std::string_view list);  // between commas, without blanks around them

[[nodiscard]] std::string word_in(const ChannelSettings& settings, std::string_view key, std::string_view otherwise);

// The key's value if it is one of these words, the first of them if it is absent. Errc::misconfigured naming them else.
[[nodiscard]] Result<std::string> one_of(const ChannelSettings& settings, std::string_view key,
                                         std::initializer_list<std::string_view> words);

}  // namespace sambung::adapters
