// Fonnte (docs.fonnte.com), WhatsApp without Meta's leave: FOR PILOTS ONLY, the number may be banned any day. Nothing
// is signed, and messages have no id, so what a message holds makes one. A call that is not answered 200 is repeated 15
// times, once a minute. Uncertain: the answer to a send, whose `status` comes as true or "true", and the fields of a
// status.
#include "answers.h"
#include "chat_text.h"
#include "digests.h"
#include "flat_fields.h"
#include "hooked.h"
#include "locations.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"token", true, true, "of the device"},
    {"send_url", false, false, "another address for sending"},
    secret_setting,
    open_setting,
};

constexpr std::string_view api_url = "https://api.fonnte.com/send";
constexpr std::size_t longest_text = 4096;

constexpr WordDelivery states[] = {
    {"pending", Delivery::queued},      {"processing", Delivery::queued}, {"sent", Delivery::sent},
    {"delivered", Delivery::delivered}, {"read", Delivery::read},         {"failed", Delivery::failed},
    {"invalid", Delivery::failed},      {"expired", Delivery::failed},
};

// Beginnings of `reason`.
constexpr WordVerdict reasons[] = {
    {"token invalid", Verdict::alarm},       {"invalid token", Verdict::alarm},
    {"disconnected device", Verdict::alarm}, {"insufficient quota", Verdict::alarm},
    {"invalid format", Verdict::our_bug},    {"target invalid", Verdict::permanent},
    {"invalid target", Verdict::permanent},
};

Verdict verdict_of_reason(std::string_view reason) {
    for (const WordVerdict& row : reasons)
        if (reason.starts_with(row.word)) return row.verdict;
    return Verdict::retry;
}

struct ExtensionMime {
    std::string_view extension, mime;
};
// It tells of a file only how its name ends. Films and papers are here so that none is taken for a photo.
constexpr ExtensionMime kinds_of_files[] = {
    {"jpg", "image/jpeg"}, {"jpeg", "image/jpeg"},     {"png", "image/png"},       {"webp", "image/webp"},
    {"gif", "image/gif"},  {"heic", "image/heic"},     {"ogg", "audio/ogg"},       {"oga", "audio/ogg"},
    {"opus", "audio/ogg"}, {"mp3", "audio/mpeg"},      {"m4a", "audio/mp4"},       {"aac", "audio/aac"},
    {"amr", "audio/amr"},  {"wav", "audio/wav"},       {"pdf", "application/pdf"}, {"mp4", "video/mp4"},
    {"3gp", "video/3gpp"}, {"mov", "video/quicktime"},
};

// Empty for one that is not listed.
std::string mime_of(std::string_view extension) {
    std::string lower{extension};
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto* const known = std::ranges::find(kinds_of_files, lower, &ExtensionMime::extension);
    return std::string{known == std::end(kinds_of_files) ? std::string_view{} : known->mime};
}

// "-6.91,107.60", its `location`.
std::optional<Location> place_in(std::string_view text) {
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    std::string_view longitude = text.substr(comma + 1);
    if (longitude.starts_with(' ')) longitude.remove_prefix(1);
    return location_of(text.substr(0, comma), longitude);
}

Result<Item> read_message(const Form& form, TimePoint now) {
    if (auto there = require(form, {"sender", "timestamp"}); !there) return std::unexpected(std::move(there.error()));
    if (!value(form, "member").empty() || value(form, "isgroup") == "true") return Ignored{"a message in a group"};
    Inbound message;
    message.provider_id =
        id_of({value(form, "device"), value(form, "sender"), value(form, "timestamp"), value(form, "inboxid"),
               value(form, "message"), value(form, "url"), value(form, "location")});
    message.from = abroad_or_word(value(form, "sender"));
    message.to = repaired_utf8(abroad_or_word(value(form, "device")));
    message.text = repaired_utf8(value(form, "message"));
    message.sent_at = judged(any_time(value(form, "timestamp")), now);
    message.location = place_in(value(form, "location"));
    if (const std::string_view url = value(form, "url"); usable(url))
        message.media.push_back({std::string{url}, mime_of(value(form, "extension")), {}, false});
    return message;
}

Result<Item> read_status(const Form& form) {
    if (auto there = require(form, {"id"}); !there) return std::unexpected(std::move(there.error()));
    auto delivery = delivery_of(states, value(form, "state"));
    if (!delivery) delivery = delivery_of(states, value(form, "status"));
    if (!delivery) return Ignored{"a delivery status that is not documented"};
    return StatusUpdate{{}, std::string{value(form, "id")}, *delivery, {}};
}

class Fonnte final : public HookedAdapter {
 public:
    Fonnte(const ChannelSettings& settings, HookSecret secret)
        : HookedAdapter(ChannelKind::whatsapp, std::move(secret)),
          url_(url_of(settings, "send_url", api_url)),
          token_(settings.value("token")) {}

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const Form form = all_fields(request);
        return received(hook == Hook::status ? read_status(form) : read_message(form, now), taken());
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto chat = as_chat(message, longest_text);
        if (!chat) return std::unexpected(chat.error());
        // countryCode 0: the number has its own already.
        return form_call(url_, {{"Authorization", token_}},
                         {{"target", std::string{chat->to.msisdn()}}, {"message", chat->text}, {"countryCode", "0"}});
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        if (sent.verdict != Verdict::accepted) return sent;
        const Form fields = body_fields(reply.body);
        if (value(fields, "status") != "true")
            sent.verdict = verdict_of_reason(value(fields, "reason"));
        else
            sent.provider_id = usable_or_empty(value(fields, "id.0"));
        return sent;
    }

 private:
    std::string url_;
    std::string token_;
};

}  // namespace

Maker fonnte() { return {"fonnte", ChannelKind::whatsapp, settings_known, make_hooked<Fonnte>}; }

}  // namespace sambung::adapters
