#include "reply_reader.h"

#include <algorithm>
#include <charconv>

namespace sambung::bench {

namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::string_view version = "HTTP/1.1 ";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

template <class Number>
std::optional<Number> number_at(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} ? std::optional{number} : std::nullopt;
}

std::optional<std::size_t> content_length(std::string_view head) {
    constexpr std::string_view name = "\ncontent-length:";
    const auto found = std::ranges::search(head, name, {}, lower).begin();
    if (found == head.end()) return std::nullopt;
    std::string_view value = head.substr(static_cast<std::size_t>(found - head.begin()) + name.size());
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return number_at<std::size_t>(value);
}

}  // namespace

std::span<char> ReplyReader::room() {
    if (size_ == buffer_.size()) buffer_.resize(2 * size_);
    return std::span{buffer_}.subspan(size_);
}

std::optional<Reply> ReplyReader::reply() const {
    const std::size_t head_size = text().find(end_of_head);
    if (head_size == std::string_view::npos) return std::nullopt;
    const std::string_view head = text().substr(0, head_size);
    const auto status = number_at<int>(head.substr(std::min(version.size(), head.size())));
    const auto length = content_length(head);
    if (!head.starts_with(version) || !status || !length) return Reply{};
    const std::string_view rest = text().substr(head_size + end_of_head.size());
    if (rest.size() < *length) return std::nullopt;
    if (rest.size() > *length) return Reply{};  // more than was asked for
    return Reply{*status, rest};
}

}  // namespace sambung::bench
