// Text in short_message: which octets for which data_coding (SMPP 3.4 section 5.2.19, 3GPP TS 23.038 section 4). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::adapters::smpp {

// What data_coding 0, "the centre's default alphabet", is on a link. Centres differ; the operator tells.
enum class Alphabet : std::uint8_t { gsm7, latin1, ascii };

struct Coding {
    Alphabet fallback = Alphabet::gsm7;  // of data_coding 0
    bool packed = false;                 // GSM-7 as 8 septets in 7 octets; else a septet an octet, as is usual
    std::uint8_t text = 0;               // data_coding of what fits the default alphabet
    std::uint8_t ucs2 = 8;               // of everything else
};

// Octets with what they mean.
struct Coded {
    std::uint8_t data_coding = 0;
    std::string octets;
    bool operator==(const Coded&) const = default;
};

// The whole text in one piece, for USSD and message_payload. Never fails: what leaves GSM-7 goes as UCS-2. A packed
// text on USSD is filled up with CR (TS 23.038 6.1.2.3.1).
[[nodiscard]] Coded coded(std::string_view utf8, const Coding& coding, bool ussd);

// The text in pieces of at most `septets` septets or `units` UTF-16 units; never cuts an extension pair or a surrogate
// pair. Packed pieces begin at a septet boundary behind a header of `header` octets (TS 23.040 9.2.3.24).
struct PieceLimits {
    std::size_t septets = 160;
    std::size_t units = 70;
    std::size_t header = 0;
};
[[nodiscard]] std::vector<Coded> pieces(std::string_view utf8, const Coding& coding, PieceLimits limits);

// What alphabet a data_coding means on this link.
enum class Script : std::uint8_t { gsm7, latin1, ascii, ucs2, binary };
[[nodiscard]] Script script(std::uint8_t data_coding, const Coding& coding);

// UTF-8 of octets that came in, joined from parts if it came so; empty if they are no text. `header` is the length of
// the user data header that stood before them, which a packed text is aligned to.
[[nodiscard]] std::optional<std::string> text_of(const Coded& coded, const Coding& coding, std::size_t header,
                                                 bool ussd);

// The octets as they may be joined with another part's: packed septets are unpacked.
[[nodiscard]] Coded joinable(const Coded& coded, const Coding& coding, std::size_t header);
// UTF-8 of joined parts: neighbours of one coding are read together, so that a character may be cut between them.
[[nodiscard]] std::string joined_text(const std::vector<Coded>& parts, const Coding& coding);

}  // namespace sambung::adapters::smpp
