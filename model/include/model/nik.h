// NIK: the 16-digit number of an Indonesian identity card, PP KK CC DDMMYY SSSS. Province, regency and kecamatan are
// those of the first registration, the day is 40 higher for women, the serial begins at 0001; there is no check digit
// (Dukcapil; domain.md 3.1). So a NIK is a hint for an officer: nothing is ever refused for the lack of one, and none
// is a key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace sambung {

enum class NikFault : std::uint8_t {
    length,    // not 16 digits
    province,  // no province has these first two digits
    date,      // digits 7 to 12 are no date
    sample,    // a serial of 0000, or a number that only examples have
};

class Nik {
 public:
    // Reads what people type: spaces, dots, dashes and semicolons between digits are dropped; the letters O and l, I
    // are the digits 0 and 1.
    [[nodiscard]] static std::expected<Nik, NikFault> parse(std::string_view text);
    // How many digits were typed, to tell the person: letters count as in `parse`, but only within a number, so that
    // words hold none.
    [[nodiscard]] static int digits_in(std::string_view text);

    [[nodiscard]] const std::string& digits() const { return digits_; }

 private:
    explicit Nik(std::string digits) : digits_(std::move(digits)) {}
    std::string digits_;
};

// A NIK within other words: 16 digits that stand alone, perhaps parted by single spaces, dots or dashes.
struct FoundNik {
    Nik nik;
    std::size_t at = 0;  // where it begins, and how many bytes it takes
    std::size_t length = 0;
};
[[nodiscard]] std::optional<FoundNik> find_nik(std::string_view text);

// "3276 0155 0590 0001": for the one time that a person reads it back.
[[nodiscard]] std::string in_fours(std::string_view digits);
// "3276********0001": for every other screen.
[[nodiscard]] std::string masked_nik(std::string_view digits);

}  // namespace sambung
