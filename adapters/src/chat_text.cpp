#include "chat_text.h"

#include "model/unicode.h"

#include <utility>

namespace sambung::adapters {

Result<std::string> chat_text(const Outbound& message, std::size_t longest) {
    if (message.content.text.empty() || characters(message.content.text) > longest)
        return fail(Errc::invalid_request, "the text must have 1 to " + std::to_string(longest) + " characters");
    return repaired_utf8(message.content.text);
}

Result<ChatMessage> as_chat(const Outbound& message, std::size_t longest) {
    auto to = Phone::parse(message.to);
    if (!to) return fail(Errc::invalid_request, "the recipient is not a phone number");
    auto text = chat_text(message, longest);
    if (!text) return std::unexpected(std::move(text.error()));
    return ChatMessage{*std::move(to), *std::move(text)};
}

std::string in_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!blank) line += c;
        if (blank && !line.empty() && line.back() != ' ') line += ' ';
    }
    while (line.ends_with(' ')) line.pop_back();
    return line;
}

}  // namespace sambung::adapters
