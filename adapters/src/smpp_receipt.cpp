#include "adapters/smpp_receipt.h"

#include "reading.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sambung::adapters::smpp {

namespace {

constexpr std::uint8_t kind_mask = 0x3C;
constexpr std::uint8_t final_receipt = 0x04;
constexpr std::uint8_t interim_receipt = 0x20;

struct State {
    std::uint8_t number;    // message_state
    std::string_view word;  // stat:
    Delivery delivery;
};
// UNKNOWN and states that nobody named tell nothing new.
constexpr State states[] = {
    {1, "ENROUTE", Delivery::sent},   {2, "DELIVRD", Delivery::delivered}, {3, "EXPIRED", Delivery::failed},
    {4, "DELETED", Delivery::failed}, {5, "UNDELIV", Delivery::failed},    {6, "ACCEPTD", Delivery::sent},
    {7, "UNKNOWN", Delivery::sent},   {8, "REJECTD", Delivery::failed},    {9, "SKIPPED", Delivery::failed},
};

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

template <class Change>
std::string changed(std::string_view text, Change change) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), change);
    return out;
}

// The word behind "key:", in any order, up to the next space. A key must begin a word: "id:" is not in "paid:".
std::optional<std::string_view> field(std::string_view text, std::string_view lowered, std::string_view key) {
    for (std::size_t at = lowered.find(key); at != std::string_view::npos; at = lowered.find(key, at + 1)) {
        if (at > 0 && lowered[at - 1] != ' ' && lowered[at - 1] != '\n') continue;
        const std::string_view behind = text.substr(at + key.size());
        return behind.substr(0, behind.find_first_of(" \r\n\t"));
    }
    return std::nullopt;
}

struct Fields {
    std::string_view id, state, error;
    bool looks_like_one = false;  // has what hardly any citizen writes together
};

Fields read_text(std::string_view text, std::string_view lowered) {
    Fields out;
    const auto id = field(text, lowered, "id:");
    const auto state = field(text, lowered, "stat:");
    out.id = id.value_or("");
    out.state = state.value_or("");
    out.error = field(text, lowered, "err:").value_or("");
    out.looks_like_one = id && !id->empty() && state && lowered.contains("done date:");
    return out;
}

std::string_view without_nul(std::string_view value) { return value.substr(0, value.find('\0')); }

std::optional<std::string> in_other_base(std::string_view id, int from, int to) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value, from);
    if (error != std::errc{} || end != id.data() + id.size()) return std::nullopt;
    char digits[24];
    const auto written = std::to_chars(std::begin(digits), std::end(digits), value, to);
    return std::string{std::begin(digits), written.ptr};
}

// The receipt's id as the answer wrote it.
std::string as_answered(std::string_view id, IdBase base) {
    switch (base) {
        case IdBase::same:
            break;
        case IdBase::hex_then_decimal:
            return in_other_base(id, 10, 16).value_or(std::string{id});
        case IdBase::decimal_then_hex:
            return in_other_base(id, 16, 10).value_or(std::string{id});
    }
    return std::string{id};
}

void add(std::vector<std::string>& ids, std::string id) {
    if (!id.empty() && std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
}

// The parameter mostly has the answer's base even where the text has the other, so both are tried both ways.
std::vector<std::string> candidates(std::string_view parameter, std::string_view text, IdBase base) {
    std::vector<std::string> ids;
    const std::string of_parameter = usable(parameter) ? id_of_answer(parameter) : std::string{};
    const std::string of_text = usable(text) ? id_of_answer(text) : std::string{};
    if (base == IdBase::same) {
        add(ids, of_parameter);
        add(ids, of_text);
        return ids;
    }
    add(ids, as_answered(of_text, base));
    add(ids, of_parameter);
    add(ids, as_answered(of_parameter, base));
    add(ids, of_text);
    return ids;
}

Delivery delivery_of(std::optional<std::uint32_t> number, std::string_view word) {
    for (const State& state : states)
        if (number ? state.number == *number : state.word == changed(word.substr(0, state.word.size()), upper))
            return state.delivery;
    return Delivery::sent;
}

}  // namespace

std::string id_of_answer(std::string_view message_id) {
    std::string id = changed(message_id, lower);
    id.erase(0, std::min(id.find_first_not_of('0'), id.empty() ? 0 : id.size() - 1));
    return id;
}

bool claims_receipt(const ShortMessage& message) {
    const unsigned kind = message.esm_class & kind_mask;
    return kind == final_receipt || kind == interim_receipt;
}

std::optional<Receipt> read_receipt(const ShortMessage& message, std::string_view text, IdBase base,
                                    Receipts receipts) {
    const auto parameter = find(message.tlvs, tag::receipted_message_id);
    const auto state = number(message.tlvs, tag::message_state);
    const std::string lowered = changed(text, lower);
    const Fields fields = read_text(text, lowered);
    const bool by_text = receipts == Receipts::by_text && fields.looks_like_one;
    if (!claims_receipt(message) && !(parameter && state) && !by_text) return std::nullopt;
    Receipt receipt;
    receipt.ids = candidates(without_nul(parameter.value_or("")), fields.id, base);
    if (receipt.ids.empty()) return std::nullopt;
    receipt.delivery = delivery_of(state, fields.state);
    if (receipt.delivery == Delivery::failed) receipt.reason = harmless(fields.error);
    return receipt;
}

}  // namespace sambung::adapters::smpp
