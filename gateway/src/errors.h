// Errors as callers outside see them: the table's words and nothing else.
#pragma once

#include "model/error.h"
#include "model/http.h"

#include <string>
#include <string_view>

namespace sambung::gateway {

// {"error":{"code","message"}}
[[nodiscard]] HttpReply error_reply(Errc code);
[[nodiscard]] HttpReply error_reply(int status, std::string_view code, std::string_view message);
[[nodiscard]] HttpReply wrong_method(std::string_view allowed);  // 405; `allowed`: "GET, POST"
[[nodiscard]] HttpReply json_reply(int status, std::string body);

}  // namespace sambung::gateway
