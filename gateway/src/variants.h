// Variants of a transcript, made up: the same conversation with a fault or a slip at one message or at every message.
// Whatever happens on the way, the same cases must be filed. Pure: which lines a variant adds around a message.
#pragma once

#include "dialogs/coverage.h"
#include "dialogs/dialog.h"
#include "model/error.h"
#include "model/language.h"
#include "model/message.h"
#include "transcript.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

// drop  cut off, dialled again, gone on       dup   every message delivered twice
// crash the process dies at a moment          wrong a wrong answer before the right one
// back  `0`, then the same answer again       lang  another language
enum class VariantKind : std::uint8_t { drop, dup, crash, wrong, back, lang };

struct Variant {
    VariantKind kind = VariantKind::dup;
    std::string moment{};                    // of a crash
    std::optional<Language> language;        // of lang
    int message = 0;                         // at this message only, from 1; 0: at every one that it fits
    [[nodiscard]] std::string name() const;  // "drop", "crash-granted", "lang-jv"; with a message "drop:4"
};

[[nodiscard]] std::optional<VariantKind> variant_kind_from(std::string_view name);
// "crash-granted:4" and the like. Errc::invalid_request.
[[nodiscard]] Result<Variant> variant_from(std::string_view name);
// All kinds that the transcript does not spare, at every message; a language each but Indonesian.
[[nodiscard]] std::vector<Variant> variants_of(const Transcript& transcript, const std::vector<Language>& languages);

// One message of the citizen, and where it leads.
struct Moment {
    ChannelKind channel = ChannelKind::ussd;
    TranscriptLine::Kind kind = TranscriptLine::Kind::says;  // an event is a tap, a photo and so on
    std::string text;                                        // of the line: "1", "tap lansia"
    bool answered = false;                                   // something came back, and the USSD session goes on
    bool was_wrong = false;                                  // the transcript itself gives a wrong answer here
    bool spoiled = false;                                    // this question got a wrong answer from us before
    std::optional<dialogs::Question> asked{}, asks{};        // the question before, the question after
    dialogs::Session before{}, after{};
};

using Lines = std::vector<TranscriptLine>;
[[nodiscard]] Lines lines_before(const Variant& variant, const Moment& moment);
[[nodiscard]] Lines lines_after(const Variant& variant, const Moment& moment);

// What a reply breaks of its channel's limits, in words; empty: nothing.
[[nodiscard]] std::string over_limits(ChannelKind channel, const Content& content);

}  // namespace sambung::gateway
