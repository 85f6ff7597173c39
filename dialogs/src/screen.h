// How long a screen can get: texts with every placeholder at its longest, and the lines of answers below. What the
// proofs of length count.
#pragma once

#include "flow.h"
#include "model/gsm7.h"
#include "proof.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

struct AnswerLines {
    std::vector<std::string> lines;  // "1 Lansia"
    std::vector<std::string> kept;   // on every page: "8 Lewati", "9 DARURAT"
};

class Ruler {
 public:
    // `flow` may be null: then only the office's words and the values of placeholders.h are known.
    Ruler(const Subject& subject, const Flow* flow, Language language)
        : subject_(subject), flow_(flow), language_(language) {}

    // The text with placeholders at their longest. Unknown placeholders stand for nothing.
    [[nodiscard]] std::string at_longest(std::string_view text) const;
    [[nodiscard]] std::string text_of(std::string_view key) const;  // at its longest
    // Longest value of a placeholder or slot; empty if unknown.
    [[nodiscard]] std::optional<std::string> longest_value(std::string_view name) const;
    // The answers under a state's question, as `render` lays them out.
    [[nodiscard]] AnswerLines answer_lines(const State& state) const;
    // Septets of the smallest page that holds the whole text: one whole answer, whichever it is, the lines that every
    // page has, and the hint of the next page if not all answers fit.
    [[nodiscard]] Septets smallest_page(std::string_view text, const AnswerLines& answers, Septets budget) const;

    [[nodiscard]] Language language() const { return language_; }

 private:
    struct Answer {
        int number;
        std::string label;
    };
    [[nodiscard]] std::vector<Answer> answers(const State& state) const;
    [[nodiscard]] std::vector<Answer> options(const State& state) const;
    [[nodiscard]] std::optional<std::string> longest_of_slot(std::string_view name) const;
    [[nodiscard]] std::string longest_choice(std::string_view slot, const SlotType& type) const;

    const Subject& subject_;
    const Flow* flow_;
    Language language_;
};

// Where the words stand that this language shows; null if it has none of its own: Indonesian is shown then, and proved
// once.
[[nodiscard]] const Text* own_text(const Subject& subject, Language language, std::string_view key);
// " [jv]"; nothing for Indonesian.
[[nodiscard]] std::string in_language(Language language);
// Septets of as many SMS as one answer may cost; of a long message each part has 153 (3GPP TS 23.040 9.2.3.24.1).
[[nodiscard]] Septets sms_budget();
// As the channel will send it: what is outside GSM-7 is replaced there, so it is counted replaced.
[[nodiscard]] Septets length_of(std::string_view text);
// What a USSD session can open with: the menu, or a flow that has a dial word of its own, and what is said on the way
// there.
[[nodiscard]] std::set<const State*> first_screens(const FlowSet& set);
// Characters that an answer's label may have on WhatsApp: 20 on a button, 24 in a list.
[[nodiscard]] std::size_t label_room(const FlowSet& set, const State& state);
inline constexpr std::size_t chat_room = 1024;  // characters of the body of a WhatsApp message with answers
// Septets, of a label characters, that a common text may take; empty if no screen holds it to any.
[[nodiscard]] std::optional<Septets> room_of_common(std::string_view key, const UssdBudget& ussd);
[[nodiscard]] std::string_view longest_area_name(const FlowSet& set);

}  // namespace sambung::dialogs
