// Delivery receipts (SMPP 3.4 appendix B and section 5.3.2.12), in all the shapes that centres give them. Pure.
#pragma once

#include "adapters/smpp_pdu.h"
#include "model/message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::adapters::smpp {

// In which base a centre writes the ids of its answers and of its receipts: some give hex here and decimal there.
enum class IdBase : std::uint8_t { same, hex_then_decimal, decimal_then_hex };

// What a link has of delivery receipts: none are asked for; those that say what they are, by esm_class or by
// receipted_message_id together with message_state; or also those that only a text makes one.
enum class Receipts : std::uint8_t { none, marked, by_text };

// An id as it is kept: lower case, no leading zeros.
[[nodiscard]] std::string id_of_answer(std::string_view message_id);

struct Receipt {
    // What the answer's id may have been, the likeliest first; never empty.
    std::vector<std::string> ids;
    Delivery delivery = Delivery::sent;
    std::string reason;  // the centre's error code, harmless; empty if none
};

// Empty if it is no receipt: then it is a citizen's message. Told by esm_class or by the optional parameters; for
// centres that forget both, `by_text` takes a text that has "id:", "stat:" and "done date:", which a citizen can write
// too. `text` is the decoded short_message.
[[nodiscard]] std::optional<Receipt> read_receipt(const ShortMessage& message, std::string_view text, IdBase base,
                                                  Receipts receipts);

// True if esm_class says receipt, though nothing of it can be read: never a citizen's message.
[[nodiscard]] bool claims_receipt(const ShortMessage& message);

}  // namespace sambung::adapters::smpp
