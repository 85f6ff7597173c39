// The GSM-7 functions on any bytes, taken both as UTF-8 and as septets.
#include "model/gsm7.h"
#include "model/unicode.h"
#include "must.h"

#include <cstdint>
#include <numeric>
#include <string>

namespace {

using namespace sambung;

void text_becomes_septets_and_comes_back(std::string_view text) {
    const auto encoded = gsm7_encode(text);
    must(encoded.has_value() == septets(text).has_value());
    must(encoded.has_value() == first_outside_gsm7(text).empty());
    if (!encoded) return;
    must(encoded->size() == septets(text));
    must(gsm7_decode(*encoded) == text);
}

void any_text_can_be_made_to_fit(std::string_view text) {
    const std::string fitting = to_gsm7_text(text);
    must(septets(fitting).has_value());
    must(to_gsm7_text(fitting) == fitting);
    must(valid_utf8(repaired_utf8(text)));
    must(utf16be_decode(utf16be_encode(text)) == repaired_utf8(text));
}

void segments_add_up(std::string_view text) {
    const Segments segments = sms_segments(text);
    const std::size_t single = segments.gsm7 ? 160 : 70;
    const std::size_t part = segments.gsm7 ? 153 : 67;
    must(!segments.parts.empty());
    const auto total = std::accumulate(segments.parts.begin(), segments.parts.end(), std::size_t{0});
    must(total == (segments.gsm7 ? septets(text).value() : utf16be_encode(text).size() / 2));
    for (const std::size_t length : segments.parts) must(length <= (segments.parts.size() == 1 ? single : part));
    // A part is left short only for a character of two units that did not fit.
    for (std::size_t i = 0; i + 1 < segments.parts.size(); ++i) must(segments.parts[i] + 1 >= part);
}

void septets_are_packed_and_unpacked(std::string septet_bytes) {
    must(valid_utf8(gsm7_decode(septet_bytes)));
    for (char& septet : septet_bytes) septet = static_cast<char>(static_cast<unsigned char>(septet) & 0x7FU);
    std::string back = gsm7_unpack(gsm7_pack(septet_bytes, Packing::sms), Packing::sms);
    // Without the length that a real SMS carries, a last '@' on an octet boundary looks like spare bits.
    if (septet_bytes.size() % 8 == 0 && septet_bytes.ends_with('\0')) septet_bytes.pop_back();
    must(back == septet_bytes);
    back = gsm7_unpack(gsm7_pack(septet_bytes, Packing::ussd), Packing::ussd);
    if (septet_bytes.size() % 8 == 0 && septet_bytes.ends_with('\r'))
        septet_bytes += '\r';  // two CRs mean what one does
    must(back == septet_bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    text_becomes_septets_and_comes_back(bytes);
    any_text_can_be_made_to_fit(bytes);
    segments_add_up(bytes);
    septets_are_packed_and_unpacked(std::string{bytes});
    return 0;
}
