#include "variants.h"

#include "model/gsm7.h"
#include "model/unicode.h"

#include <algorithm>
#include <charconv>

namespace sambung::gateway {

namespace {

using enum TranscriptLine::Kind;

constexpr std::string_view kind_names[] = {"drop", "dup", "crash", "wrong", "back", "lang"};
constexpr VariantKind all_kinds[] = {VariantKind::drop,  VariantKind::dup,  VariantKind::crash,
                                     VariantKind::wrong, VariantKind::back, VariantKind::lang};
constexpr std::string_view moments[] = {"kept", "granted", "rendered", "committed"};
constexpr std::string_view no_answer = "77";  // no prompt has so many options

std::string_view name_of(VariantKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

TranscriptLine line(TranscriptLine::Kind kind, std::string_view text) {
    return {.kind = kind, .line = 0, .last = 0, .text = std::string{text}};
}

// The question that `0` leads to now is the one that was answered.
bool back_leads_to_the_same(const dialogs::Session& before, const dialogs::Session& after) {
    if (before.flow.empty() || after.flow.empty() || before.offered_resume || after.offered_resume) return false;
    if (after.page > 0 || before.page > 0 || after.slots.contains(".return")) return false;
    if (after.flow != before.flow)
        return before.flow == "menu" && before.history.empty() && after.history.empty() && after.stack.empty();
    if (after.stack.size() != before.stack.size()) return false;
    const auto inside = [](const dialogs::Session& session) {
        const auto at = session.slots.find(".at");
        return at == session.slots.end() ? std::string{} : at->second;
    };
    if (after.state == before.state) return inside(before).empty() && !inside(after).empty();
    return inside(before).empty() && inside(after).empty() && !after.history.empty() &&
           after.history.back() == before.state && after.history.size() == before.history.size() + 1;
}

}  // namespace

std::string Variant::name() const {
    std::string out{name_of(kind)};
    if (!moment.empty()) out += "-" + moment;
    if (language) out += "-" + std::string{code(*language)};
    if (message > 0) out += ":" + std::to_string(message);
    return out;
}

std::optional<VariantKind> variant_kind_from(std::string_view name) {
    const auto* const found = std::ranges::find(kind_names, name);
    if (found == std::end(kind_names)) return std::nullopt;
    return all_kinds[found - std::begin(kind_names)];
}

Result<Variant> variant_from(std::string_view name) {
    constexpr auto* example = "a variant is drop, dup, crash-MOMENT, wrong, back or lang-CODE, with :MESSAGE";
    Variant out;
    const std::string_view whole = name.substr(0, name.find(':'));
    if (whole.size() < name.size()) {
        const std::string_view index = name.substr(whole.size() + 1);
        const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), out.message);
        if (error != std::errc{} || end != index.data() + index.size()) return fail(Errc::invalid_request, example);
    }
    const std::string_view stem = whole.substr(0, whole.find('-'));
    const std::string_view rest = stem.size() < whole.size() ? whole.substr(stem.size() + 1) : std::string_view{};
    const auto kind = variant_kind_from(stem);
    if (!kind) return fail(Errc::invalid_request, example);
    out.kind = *kind;
    if (*kind == VariantKind::crash) out.moment = rest;
    if (*kind == VariantKind::lang) out.language = language_from(rest);
    const bool known_moment = std::ranges::find(moments, rest) != std::end(moments);
    const bool whole_name = *kind == VariantKind::crash  ? known_moment
                            : *kind == VariantKind::lang ? out.language.has_value()
                                                         : rest.empty();
    if (!whole_name) return fail(Errc::invalid_request, example);
    return out;
}

std::vector<Variant> variants_of(const Transcript& transcript, const std::vector<Language>& languages) {
    std::vector<Variant> out;
    for (const VariantKind kind : all_kinds) {
        if (std::ranges::find(transcript.spared, name_of(kind)) != transcript.spared.end()) continue;
        if (kind == VariantKind::crash) {
            for (const std::string_view moment : moments)
                out.push_back({.kind = kind, .moment = std::string{moment}, .language = std::nullopt});
        } else if (kind == VariantKind::lang) {
            for (const Language language : languages)
                if (language != Language::id) out.push_back({.kind = kind, .language = language});
        } else {
            out.push_back({.kind = kind, .language = std::nullopt});
        }
    }
    return out;
}

Lines lines_before(const Variant& variant, const Moment& moment) {
    if (variant.kind == VariantKind::crash) {
        if (moment.channel == ChannelKind::ussd && variant.moment == "kept") return {};  // a hop is not kept
        return {line(event, "crash after=" + variant.moment)};
    }
    if (variant.kind != VariantKind::wrong || !moment.asked || moment.was_wrong || moment.spoiled) return {};
    if (!moment.asked->closed || moment.asked->wrong_left < 1) return {};
    return {line(says, no_answer)};
}

Lines lines_after(const Variant& variant, const Moment& moment) {
    if (!moment.answered) return {};
    switch (variant.kind) {
        case VariantKind::drop:
            if (moment.channel != ChannelKind::ussd || !moment.asks || !moment.asks->resumable) return {};
            return {line(event, "drop"), line(says, "*384*12#"), line(says, "1")};
        case VariantKind::dup:
            return {line(event, "dup")};
        case VariantKind::back:
            if (!back_leads_to_the_same(moment.before, moment.after)) return {};
            return {line(says, "0"), line(moment.kind, moment.text)};
        case VariantKind::crash:
        case VariantKind::wrong:
        case VariantKind::lang:
            return {};
    }
    return {};
}

std::string over_limits(ChannelKind channel, const Content& content) {
    constexpr std::size_t ussd_screen = 160, sms_parts = 2;
    constexpr std::size_t most_buttons = 3, most_rows = 10, longest_button = 20, longest_row = 24, longest_text = 4096;
    const auto length = septets(content.text);
    if (content.text.empty()) return "an empty text";
    if (channel == ChannelKind::ussd && !length) return "outside GSM-7";
    if (channel == ChannelKind::ussd && *length > ussd_screen) return std::to_string(*length) + " septets";
    if (channel == ChannelKind::sms && sms_segments(content.text).parts.size() > sms_parts)
        return std::to_string(sms_segments(content.text).parts.size()) + " SMS parts";
    if (channel != ChannelKind::whatsapp) return {};
    if (content.text.size() > longest_text) return "a text of " + std::to_string(content.text.size()) + " bytes";
    if (content.buttons.size() > most_buttons) return std::to_string(content.buttons.size()) + " buttons";
    if (content.rows.size() > most_rows) return std::to_string(content.rows.size()) + " rows";
    for (const Choice& button : content.buttons)
        if (characters(button.label) > longest_button) return "the button \"" + button.label + "\"";
    for (const Choice& row : content.rows)
        if (characters(row.label) > longest_row) return "the row \"" + row.label + "\"";
    return {};
}

}  // namespace sambung::gateway
