// /api/v1/openapi.json: the OpenAPI 3.1 document of what other systems may call here (gateway/openapi/openapi.json), for
// everybody. tests/system/openapi_test.py compares it with the server.
#pragma once

#include "model/http.h"

#include <string_view>

namespace sambung::gateway {

[[nodiscard]] bool serves_openapi(std::string_view path);
[[nodiscard]] HttpReply answer_openapi(const HttpRequest& request);

}  // namespace sambung::gateway
