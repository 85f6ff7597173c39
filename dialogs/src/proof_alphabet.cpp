// Texts for USSD and SMS stay in GSM-7: one letter outside it halves an SMS and may not show on a USSD screen at all.
// WhatsApp's own texts are free.
#include "flow_graph.h"
#include "model/gsm7.h"
#include "model/unicode.h"
#include "proof.h"

namespace sambung::dialogs {

namespace {

// "U+2019"
std::string code_point(std::string_view character) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto value = take_character(character);
    if (!value) return "bytes that are not UTF-8";
    std::string hex;
    for (int shift = *value > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
        hex += digits[static_cast<std::size_t>(*value >> static_cast<unsigned>(shift)) & 0xFU];
    return "U+" + hex;
}

void prove_letters(const std::string& key, const Text& text, Findings& found) {
    const std::string_view letter = first_outside_gsm7(text.words);
    if (letter.empty()) return;
    const auto offset = static_cast<std::size_t>(letter.data() - text.words.data());
    const std::string likeness = to_gsm7_text(letter);
    const std::string instead = likeness == "?" || likeness.empty() ? "" : ", write " + quoted(likeness);
    found.push_back({.file = text.file,
                     .at = text.at,
                     .code = "E055",
                     .sentence = "text " + quoted(key) + ": character " +
                                 std::to_string(characters(std::string_view{text.words}.substr(0, offset)) + 1) + ", " +
                                 quoted(letter) + " (" + code_point(letter) + "), is not in the GSM alphabet" +
                                 instead});
}

}  // namespace

Findings prove_alphabet(const Subject& subject) {
    std::set<std::string_view> free;
    for (const auto& [name, flow] : subject.set.flows)
        for (const State& state : flow.states)
            if (!state.say.whatsapp.empty()) free.insert(state.say.whatsapp);
    Findings found;
    for (const auto& [language, texts] : subject.texts)
        for (const auto& [key, text] : texts)
            if (!free.contains(key)) prove_letters(key, text, found);
    return found;
}

}  // namespace sambung::dialogs
