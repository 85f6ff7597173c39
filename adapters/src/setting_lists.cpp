#include "setting_lists.h"

#include <algorithm>

namespace sambung::adapters {

namespace {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::vector<std::string> words_in(std::string_view list) {
    std::vector<std::string> words;
    while (!list.empty()) {
        const std::string_view entry = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), entry.size() + 1));
        if (const std::string_view word = trimmed(entry); !word.empty()) words.emplace_back(word);
    }
    return words;
}

Result<WordList> pairs_in(const ChannelSettings& settings, std::string_view key) {
    WordList pairs;
    for (const std::string& entry : words_in(settings.value(key))) {
        const auto equals = entry.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(Errc::misconfigured, "key '" + std::string{key} + "': a list such as 'a=b, c=d' is expected");
        pairs.emplace_back(trimmed(std::string_view{entry}.substr(0, equals)),
                           trimmed(std::string_view{entry}.substr(equals + 1)));
    }
    return pairs;
}

std::string word_in(const ChannelSettings& settings, std::string_view key, std::string_view otherwise) {
    const std::string_view given = settings.value(key);
    return std::string{given.empty() ? otherwise : given};
}

Result<std::string> one_of(const ChannelSettings& settings, std::string_view key,
                           std::initializer_list<std::string_view> words) {
    const std::string_view given = settings.value(key);
    if (given.empty()) return std::string{*words.begin()};
    if (std::ranges::find(words, given) != words.end()) return std::string{given};
    std::string expected;
    for (const std::string_view word : words) expected.append(expected.empty() ? "'" : ", '").append(word).append("'");
    return fail(Errc::misconfigured, "key '" + std::string{key} + "': one of " + expected);
}

}  // namespace sambung::adapters
