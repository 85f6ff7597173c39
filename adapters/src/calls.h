// The calls that we make, as most providers want them.
#pragma once

#include "adapters/adapter.h"

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace sambung::adapters {

// POST of a form or of JSON; Content-Type comes behind `headers`.
[[nodiscard]] HttpCall form_call(std::string url, HttpHeaders headers, const Form& form);
[[nodiscard]] HttpCall json_call(std::string url, HttpHeaders headers, const boost::json::object& body);

[[nodiscard]] std::string basic_authorization(std::string_view user, std::string_view password);  // "Basic …"

// The channel's own address, to be given to the provider: <public_url>/hooks/<id>, with /status and a query.
// Empty if there is no public_url.
[[nodiscard]] std::string hook_address(const ChannelSettings& settings, Hook hook, const Form& query = {});

[[nodiscard]] std::string without_slashes(std::string_view url);  // at its end

// The key's value, or `otherwise` if it is absent; without slashes at its end.
[[nodiscard]] std::string url_of(const ChannelSettings& settings, std::string_view key,
                                 std::string_view otherwise = {});

}  // namespace sambung::adapters
