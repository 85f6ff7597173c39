// What the engine itself shows fits too: its questions, its labels, its whole messages.
#include "common_texts.h"
#include "dialogs/dialog.h"
#include "model/unicode.h"
#include "screen.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

// Labels that WhatsApp shows as buttons, or as the button that opens a list: 20 characters (Cloud API, interactive
// messages).
constexpr std::size_t button_length = 20;
constexpr std::string_view button_labels[] = {text_yes,    text_no,    text_unsure, text_send,  text_change,
                                              text_cancel, text_go_on, text_anew,   text_choose};

// Shown as a whole on one screen; sorry and busy may be all that a session sees.
struct WholeMessage {
    std::string_view key;
    std::size_t UssdBudget::* budget;
};
constexpr WholeMessage whole_messages[] = {{text_sorry, &UssdBudget::first},
                                           {text_busy, &UssdBudget::first},
                                           {text_held, &UssdBudget::later},
                                           {text_emergency, &UssdBudget::later},
                                           {text_emergency_noted, &UssdBudget::later}};

// The longest that the second question of an area shows: "Kemiri Muka"; "Curug, Bojongsari" where two have the name
// that was typed.
struct Villages {
    std::string name;
    std::string with_kecamatan;
};

Villages longest_villages(const FlowSet& set) {
    Villages longest;
    if (!set.areas) return longest;
    const auto keep_longer = [](std::string& kept, std::string candidate) {
        if (length_of(candidate) > length_of(kept)) kept = std::move(candidate);
    };
    for (const Area& area : set.areas->all()) {
        const Area* parent = set.areas->find(area.parent);
        if (parent == nullptr || parent->code == set.areas->root()) continue;
        keep_longer(longest.name, area.name);
        keep_longer(longest.with_kecamatan, area.name + ", " + parent->name);
    }
    return longest;
}

class CommonProof {
 public:
    CommonProof(const Subject& subject, Language language)
        : subject_(subject), ussd_(subject.set.ussd), ruler_(subject, nullptr, language) {}

    Findings prove() {
        for (const std::string_view key : button_labels) prove_label(key);
        for (const WholeMessage& message : whole_messages)
            prove_length(message.key, length_of(ruler_.text_of(message.key)), ussd_.*message.budget);
        for (const CommonText& text : common_texts)
            if (text.key.starts_with("notice."))
                prove_length(text.key, length_of(ruler_.text_of(text.key)), sms_budget());
        prove_question(text_resume, {ruler_.text_of(text_go_on), ruler_.text_of(text_anew)}, ussd_.first);
        const Villages villages = longest_villages(subject_.set);
        prove_question(text_village, {villages.name, villages.name}, ussd_.later);
        prove_question(text_which, {villages.with_kecamatan, villages.name}, ussd_.later);
        return std::move(found_);
    }

 private:
    void find(const Text& at, std::string code, std::string_view key, const std::string& sentence) {
        found_.push_back({.file = at.file,
                          .at = at.at,
                          .code = std::move(code),
                          .sentence = "text " + quoted(key) + in_language(ruler_.language()) + sentence});
    }

    void prove_label(std::string_view key) {
        const Text* at = own_text(subject_, ruler_.language(), key);
        const std::size_t length = at == nullptr ? 0 : characters(at->words);
        if (length > button_length)
            find(*at, "E051", key, ", WhatsApp: " + std::to_string(length) + " of 20 characters of a button");
    }

    void prove_length(std::string_view key, Septets length, Septets budget) {
        const Text* at = own_text(subject_, ruler_.language(), key);
        if (at != nullptr && length > budget)
            find(*at, "E054", key,
                 ": " + std::to_string(length) + " of " + std::to_string(budget) + " characters; shorten by " +
                     std::to_string(length - budget));
    }

    void prove_question(std::string_view key, std::vector<std::string> labels, Septets budget) {
        for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = "10 " + labels[i];  // numbers of two digits at most
        const AnswerLines answers{.lines = std::move(labels), .kept = {}};
        const Text* at = own_text(subject_, ruler_.language(), key);
        const Septets page = ruler_.smallest_page(ruler_.text_of(key), answers, budget);
        if (at != nullptr && page > budget)
            find(*at, "E053", key,
                 ", USSD: " + std::to_string(page) + " of " + std::to_string(budget) +
                     " characters with one answer; shorten by " + std::to_string(page - budget));
    }

    const Subject& subject_;
    const UssdBudget& ussd_;
    Ruler ruler_;
    Findings found_;
};

}  // namespace

std::optional<Septets> room_of_common(std::string_view key, const UssdBudget& ussd) {
    if (std::ranges::find(button_labels, key) != std::end(button_labels)) return button_length;
    const auto* const whole = std::ranges::find(whole_messages, key, &WholeMessage::key);
    if (whole != std::end(whole_messages)) return ussd.*whole->budget;
    return key.starts_with("notice.") ? std::optional{sms_budget()} : std::nullopt;
}

Findings prove_common_screens(const Subject& subject) {
    Findings found;
    for (const Language language : subject.set.languages)
        std::ranges::move(CommonProof{subject, language}.prove(), std::back_inserter(found));
    return found;
}

}  // namespace sambung::dialogs
