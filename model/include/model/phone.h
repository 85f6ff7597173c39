// A phone number in E.164 (ITU-T E.164: "+" and at most 15 digits). Parsing is the only way in.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace sambung {

class Phone {
 public:
    // Reads what people and providers write: "+62 812-3456-7890", "0062…", "62812…", "0812…", "812…", "+62 (0)812…".
    // Numbers without a country code are Indonesian, so a provider's "8180…" from Japan needs its plus put before it.
    // Indonesian mobile numbers are +62 8[1-35-9] and 7 to 10 digits more (Ministry of Communication numbering plan;
    // +62 84 is not assigned); an Indonesian fixed line is 0 + area code. Nothing else about other countries is checked
    // but E.164's length. Empty for anything else, such as a sender's name.
    [[nodiscard]] static std::optional<Phone> parse(std::string_view text);

    [[nodiscard]] const std::string& e164() const { return digits_; }                              // "+6281234567890"
    [[nodiscard]] std::string_view msisdn() const { return std::string_view{digits_}.substr(1); }  // without the plus
    [[nodiscard]] std::string masked() const;  // "0812****7890", "+49****1234": for screens, never needed in logs
    [[nodiscard]] bool mobile() const;         // Indonesian mobile, so it can receive SMS

    auto operator<=>(const Phone&) const = default;

 private:
    explicit Phone(std::string e164) : digits_(std::move(e164)) {}
    std::string digits_;
};

}  // namespace sambung
