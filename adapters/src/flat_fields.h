// A request's fields whatever it is written in. JSON is laid flat: {"results":[{"id":7}]} has the field "results.0.id",
// whose value is "7"; null is an absent field. So one reader serves providers that let their users choose the format.
// A field whose name would be over 128 characters is left out, and what follows the first 1,000 fields.
#pragma once

#include "model/http.h"

#include <boost/json.hpp>

#include <string_view>

namespace sambung::adapters {

[[nodiscard]] Form flattened(const boost::json::value& value);

// The other way round: "to.0.number" is {"to":[{"number":"…"}]}. Every value is a string; what has no name is left out.
[[nodiscard]] boost::json::object nested(const Form& flat);

// A body as JSON if it is, else as a form.
[[nodiscard]] Form body_fields(std::string_view body);
// The query's fields and, behind them, the body's.
[[nodiscard]] Form all_fields(const HttpRequest& request);

}  // namespace sambung::adapters
