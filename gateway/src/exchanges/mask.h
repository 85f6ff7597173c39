// What a provider and we told each other, as it may be kept: the shape in full, of the values nothing that tells who
// wrote what. A value is shown only if its field is on a short list and it is of the kind that the list allows
// (shown_keys.h); ids of messages are keyed fingerprints; everything else is its kind and length (described.h).
#pragma once

#include "exchanges/shown_keys.h"
#include "model/http.h"

#include <boost/json.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace sambung::gateway {

// Of one channel; immutable, any thread. Nothing here fails: what cannot be read is told by its size.
class Mask {
 public:
    using Fingerprint = std::function<std::string(std::string_view id)>;  // from any thread
    Mask(ShownKeys keys, Fingerprint fingerprint) : keys_(std::move(keys)), fingerprint_(std::move(fingerprint)) {}

    // JSON as JSON, with all its keys, array lengths, booleans, nulls and numbers up to three digits; a form and small
    // XML as an object of names or paths, a list where one repeats. Null if empty; "<123 bytes, not readable>" if it is
    // none of these or its masked form would be over 32 KiB.
    [[nodiscard]] boost::json::value body(std::string_view content_type, std::string_view bytes) const;
    // The pairs of a query, still percent-encoded.
    [[nodiscard]] boost::json::object query(std::string_view encoded) const;

 private:
    [[nodiscard]] boost::json::value readable(std::string_view content_type, std::string_view bytes) const;
    [[nodiscard]] boost::json::value tree(const boost::json::value& value, std::string_view key,
                                          std::string_view parent) const;
    [[nodiscard]] boost::json::value number(const boost::json::value& value, Showing showing) const;
    [[nodiscard]] boost::json::string text(std::string_view value, Showing showing) const;
    [[nodiscard]] boost::json::object pairs(const Form& form) const;

    ShownKeys keys_;
    Fingerprint fingerprint_;
};

// "https://graph.example/v21.0/<digits 15>/messages": without the query, and what may be an account, a number or a
// token masked. Of a path alone the same.
[[nodiscard]] std::string masked_address(std::string_view address);
// "application/json", without parameters; "<text 12>" if it is not like a media type, empty if it is.
[[nodiscard]] std::string masked_content_type(std::string_view value);
// "Kannel" of "Kannel/1.4.5 (x)"; described if it is not like a product's name.
[[nodiscard]] std::string masked_agent(std::string_view value);
// A method of RFC 9110 or PATCH, else described.
[[nodiscard]] std::string masked_method(std::string_view method);
// The name in lower case, else described.
[[nodiscard]] std::string masked_name(std::string_view name);

[[nodiscard]] std::string unreadable(std::size_t bytes);  // "<123 bytes, not readable>"

}  // namespace sambung::gateway
