// What a chat provider that knows only text asks of a message.
#pragma once

#include "model/error.h"
#include "model/message.h"
#include "model/phone.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace sambung::adapters {

struct ChatMessage {
    Phone to;
    std::string text;  // UTF-8, not empty
};

// Buttons and rows are left out: their numbers and labels stand in the text too, and a digit answers them.
// Errc::invalid_request if there is no text, more than `longest` characters, or if `to` is no phone number.
[[nodiscard]] Result<ChatMessage> as_chat(const Outbound& message, std::size_t longest);

// The same for the text alone, where people are known by something else than a number.
[[nodiscard]] Result<std::string> chat_text(const Outbound& message, std::size_t longest);

// For the variable of a template, which takes no line breaks, no tabs and no four spaces in a row (Meta, "Templates",
// "Parameters").
[[nodiscard]] std::string in_one_line(std::string_view text);

}  // namespace sambung::adapters
