// Errors as callers outside see them: the table's words and nothing else.
#pragma once

#include "model/error.h"
#include "model/http.h"

namespace sambung::gateway {

[[nodiscard]] HttpReply error_reply(Errc code);  // {"error":{"code","message"}}
[[nodiscard]] HttpReply json_reply(int status, std::string body);

}  // namespace sambung::gateway
