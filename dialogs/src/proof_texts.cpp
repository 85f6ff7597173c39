// Every text is there in every offered language, says what its source says, and names only values that exist.
#include "common_texts.h"
#include "placeholders.h"
#include "proof.h"
#include "screen.h"
#include "text_uses.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace sambung::dialogs {

namespace {

using Keys = std::set<std::string_view>;

Keys keys_of(const Flow& flow) {
    Keys keys;
    for (const TextUse& use : text_uses(flow)) keys.insert(use.key);
    return keys;
}

Keys common_keys() {
    Keys keys;
    for (const CommonText& text : common_texts) keys.insert(text.key);
    return keys;
}

std::set<std::string> values_in(std::string_view text) {
    const auto names = placeholders(text);
    return {names.begin(), names.end()};
}

std::string listed(const std::set<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "{" : ", {") + name + "}";
    return all.empty() ? "none" : all;
}

class TextProof {
 public:
    explicit TextProof(const Subject& subject) : subject_(subject), common_(common_keys()) {
        for (const auto& [name, flow] : subject.set.flows) known_.merge(keys_of(flow));
        known_.insert(common_.begin(), common_.end());
    }

    Findings prove() {
        for (const auto& [language, texts] : subject_.texts)
            for (const auto& [key, text] : texts) prove_text(language, key, text);
        for (const Language language : subject_.set.languages) {
            prove_complete(language, common_, "the engine's own texts");
            if (language == Language::id) continue;
            for (const auto& [name, flow] : subject_.set.flows)
                prove_complete(language, keys_of(flow), "flow " + quoted(name));
        }
        for (const auto& [name, flow] : subject_.set.flows) prove_flow_values(flow);
        for (const CommonText& text : common_texts) prove_common_values(text);
        return std::move(found_);
    }

 private:
    void find(const Text& at, std::string code, std::string sentence) {
        found_.push_back({.file = at.file, .at = at.at, .code = std::move(code), .sentence = std::move(sentence)});
    }

    void prove_text(Language language, const std::string& key, const Text& text) {
        if (!known_.contains(key)) {
            if (subject_.replaced_keys.contains(key)) return;
            const std::string maybe =
                found_.size() < 100 ? did_you_mean(key, std::vector<std::string_view>(known_.begin(), known_.end()))
                                    : std::string{};
            return find(text, "E070",
                        "text " + quoted(key) + ": no flow and no list of common texts has this key." + maybe);
        }
        const Text* source = own_text(subject_, Language::id, key);
        if (language == Language::id || source == nullptr) return;
        if (!text.of.empty() && !source_hash(source->words).starts_with(text.of))
            find(text, "W072",
                 "text " + quoted(key) + ": the Indonesian text changed since this was translated; it is now " +
                     source_hash(source->words).substr(0, 4));
        const auto own = values_in(text.words);
        const auto wanted = values_in(source->words);
        if (own != wanted)
            find(text, "E073",
                 "text " + quoted(key) + ": shows " + listed(own) + ", the Indonesian one " + listed(wanted));
    }

    // Indonesian and English must be whole; other languages fall back to Indonesian, so what they lack is told once for
    // each flow.
    void prove_complete(Language language, const Keys& keys, const std::string& of_what) {
        const std::string file = std::string{code(language)} + ".yaml";
        std::vector<std::string_view> missing;
        for (const std::string_view key : keys)
            if (own_text(subject_, language, key) == nullptr &&
                !(language == Language::jv_ngoko && own_text(subject_, Language::jv, key) != nullptr))
                missing.push_back(key);
        if (missing.empty()) return;
        if (language != Language::id && language != Language::en) {
            found_.push_back({.file = file,
                              .at = {},
                              .code = "W071",
                              .sentence = of_what + ": " + std::to_string(missing.size()) + " of " +
                                          std::to_string(keys.size()) +
                                          " texts are missing and will be shown in Indonesian; the first is " +
                                          quoted(missing.front())});
            return;
        }
        for (const std::string_view key : missing)
            found_.push_back(
                {.file = file, .at = {}, .code = "E071", .sentence = "text " + quoted(key) + " is missing"});
    }

    void prove_values(std::string_view key, const std::vector<std::string_view>& known) {
        for (const auto& [language, texts] : subject_.texts) {
            const Text* text = own_text(subject_, language, key);
            if (text == nullptr) continue;
            for (const auto& [name, filter] : filtered_placeholders(text->words)) {
                if (std::ranges::find(known, name) == known.end())
                    find(*text, "E090",
                         "text " + quoted(key) + ": nothing is called {" + name + "}." + did_you_mean(name, known));
                if (!filter.empty() && std::ranges::find(filters, filter) == std::end(filters))
                    find(*text, "E090",
                         "text " + quoted(key) + ": there is no filter " + quoted(filter) + "." +
                             did_you_mean(filter, {std::begin(filters), std::end(filters)}));
            }
            if (lone_brace(text->words))
                find(*text, "E090",
                     "text " + quoted(key) + ": a brace that opens no placeholder; braces are only for these");
        }
    }

    static bool lone_brace(std::string_view words) {
        const auto braces = std::ranges::count_if(words, [](char c) { return c == '{' || c == '}'; });
        return static_cast<std::size_t>(braces) != 2 * placeholders(words).size();
    }

    void prove_flow_values(const Flow& flow) {
        std::vector<std::string_view> known = slot_names(flow);
        for (const ShownValue& value : shown_values) known.push_back(value.name);
        for (const auto& [word, value] : subject_.set.words) known.push_back(word);
        for (const std::string_view key : keys_of(flow)) {
            prove_values(key, known);
            prove_discretion(flow, key);
        }
    }

    // Phones are shared and screens are read over shoulders: what somebody told of a person is not repeated as it is,
    // but for the read-back before sending.
    void prove_discretion(const Flow& flow, std::string_view key) {
        for (const auto& [language, texts] : subject_.texts) {
            const Text* text = own_text(subject_, language, key);
            if (text == nullptr) continue;
            for (const auto& [name, filter] : filtered_placeholders(text->words)) {
                const auto slot = flow.slots.find(name);
                if (slot != flow.slots.end() && slot->second.personal && filter.empty())
                    find(*text, "E093",
                         "text " + quoted(key) + ": {" + name + "} is personal; show it masked, such as {" + name +
                             "|mask} or {" + name + "|first}");
            }
        }
    }

    void prove_common_values(const CommonText& common) {
        std::vector<std::string_view> known;
        std::ranges::copy_if(common.values, std::back_inserter(known),
                             [](std::string_view name) { return !name.empty(); });
        for (const auto& [word, value] : subject_.set.words) known.push_back(word);
        prove_values(common.key, known);
    }

    const Subject& subject_;
    Keys common_;
    Keys known_;
    Findings found_;
};

}  // namespace

Findings prove_texts(const Subject& subject) { return TextProof{subject}.prove(); }

}  // namespace sambung::dialogs
