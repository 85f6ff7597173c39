// The field types of SMPP (section 3.1): integers, C-octet strings, octet strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sambung::adapters::smpp {

// Reads fields off the front. After the first that is not there, everything read is empty and `broken` holds.
class FieldReader {
 public:
    explicit FieldReader(std::string_view octets) : rest_(octets) {}

    std::uint32_t integer(std::size_t size) {
        std::uint32_t value = 0;
        for (const char c : take(size)) value = (value << 8U) | static_cast<unsigned char>(c);
        return value;
    }
    std::uint8_t octet() { return static_cast<std::uint8_t>(integer(1)); }
    std::string text() {
        const auto end = rest_.find('\0');
        if (end == std::string_view::npos) {
            fail();
            return {};
        }
        std::string out{rest_.substr(0, end)};
        rest_.remove_prefix(end + 1);
        return out;
    }
    std::string_view take(std::size_t size) {
        if (size > rest_.size()) {
            fail();
            return {};
        }
        const std::string_view out = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return out;
    }
    [[nodiscard]] std::string_view rest() const { return rest_; }
    [[nodiscard]] bool done() const { return rest_.empty(); }
    [[nodiscard]] bool broken() const { return broken_; }

 private:
    void fail() {
        broken_ = true;
        rest_ = {};
    }

    std::string_view rest_;
    bool broken_ = false;
};

// Writes fields; remembers the first that was too long.
class FieldWriter {
 public:
    void integer(std::uint32_t value, std::size_t size) {
        for (std::size_t i = size; i-- > 0;) out_ += static_cast<char>((value >> (8U * i)) & 0xFFU);
    }
    void octet(std::uint8_t value) { integer(value, 1); }
    void text(std::string_view value, std::size_t most, std::string_view name) {
        if (value.size() > most || value.contains('\0')) too_long(name);
        out_ += value;
        out_ += '\0';
    }
    void octets(std::string_view value) { out_ += value; }
    void too_long(std::string_view name) {
        if (fault_.empty()) fault_ = name;
    }
    [[nodiscard]] const std::string& out() const { return out_; }
    [[nodiscard]] std::string_view fault() const { return fault_; }

 private:
    std::string out_;
    std::string_view fault_;
};

}  // namespace sambung::adapters::smpp
