// Qontak (Mekari) omnichannel, WhatsApp (docs.qontak.com, "Chat API"; service-chat.qontak.com/api/open/v1). A person is
// answered in the room that the message came from, so the room is kept in the message's id. Without a room only a
// template reaches them: one with a single variable, which takes the text. Nothing is signed. What is taken from other
// people's programs, and so uncertain: the shape of messages, the check of our address (`verify_info`), and that the
// answer to a send is {"status":"success"}. How deliveries are reported is not known; such calls are ignored.
#include "answers.h"
#include "chat_text.h"
#include "hooked.h"
#include "json_reading.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"

#include <utility>

namespace sambung::adapters {

namespace {

namespace json = boost::json;

constexpr Setting settings_known[] = {
    {"access_token", true, true, "from their /oauth/token; a new one is a new configuration"},
    {"template_id", false, false, "message_template_id of a template with one variable, for who has no open room"},
    {"integration_id", false, false, "channel_integration_id of our number, with template_id"},
    {"template_language", false, false, "of the template; 'id' if absent"},
    {"send_url", false, false, "another address for their API, up to and with /v1"},
    secret_setting,
    open_setting,
};

constexpr std::string_view api_url = "https://service-chat.qontak.com/api/open/v1";
constexpr std::string_view from_people = "receive_message_from_customer";
constexpr char separator = '/';  // between room and message; both are UUIDs
constexpr std::size_t longest_text = 4096;

Item read_message(const json::object& in, TimePoint now) {
    const json::object* room = object_at(in, "room");
    const json::object* sender = object_at(in, "sender");
    if (sender != nullptr && text_at(*sender, "participant_type") == "agent") return Ignored{"what an agent wrote"};
    const std::string_view id = text_at(in, "id");
    const std::string_view room_id = room == nullptr ? std::string_view{} : text_at(*room, "id");
    const std::string_view number = room == nullptr ? std::string_view{} : text_at(*room, "account_uniq_id");
    Inbound message;
    message.provider_id = std::string{room_id} + separator + std::string{id};
    if (id.empty() || room_id.empty() || !usable(message.provider_id) || !usable(number))
        return Malformed{"a message without 'id', 'room.id' or 'room.account_uniq_id'"};
    message.from = abroad_or_word(number);
    message.text = repaired_utf8(text_at(in, "text"));
    message.sent_at = judged(iso_time(text_at(in, "created_at")), now);
    const json::object* file = object_at(in, "file");
    if (file != nullptr && usable(text_at(*file, "url")))
        message.media.push_back({std::string{text_at(*file, "url")}, {}, {}, text_at(in, "type") == "voice"});
    return message;
}

class Qontak final : public HookedAdapter {
 public:
    Qontak(const ChannelSettings& settings, HookSecret secret)
        : HookedAdapter(ChannelKind::whatsapp, std::move(secret)),
          url_(url_of(settings, "send_url", api_url)),
          authorization_("Bearer " + std::string{settings.value("access_token")}),
          template_(settings.value("template_id")),
          integration_(settings.value("integration_id")),
          language_(settings.value("template_language")) {
        if (language_.empty()) language_ = "id";
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook /*hook*/, TimePoint now) const override {
        const auto body = parse_object(request.body);
        if (!body) return fail(Errc::invalid_request, "the body is not a JSON object");
        if (const std::string_view check = text_at(*body, "verify_info"); usable(check))
            return Received{
                {}, HttpReply{200, "application/json", json::serialize(json::object{{"verify_info", check}}), {}}};
        if (text_at(*body, "data_event") != from_people)
            return Received{{Ignored{"an event that no person's message is"}}, taken()};
        return Received{{read_message(*body, now)}, taken()};
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto chat = as_chat(message, longest_text);
        if (!chat) return std::unexpected(chat.error());
        const auto room_end = message.reply_to.find(separator);
        if (room_end != std::string::npos)
            return json_call(
                url_ + "/messages/whatsapp", headers(),
                {{"room_id", message.reply_to.substr(0, room_end)}, {"type", "text"}, {"text", chat->text}});
        if (template_.empty())
            return fail(Errc::invalid_request, "no room to answer in, and no 'template_id' to open one with");
        return json_call(url_ + "/broadcasts/whatsapp/direct", headers(), broadcast(*chat));
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        if (sent.verdict != Verdict::accepted) return sent;
        const auto body = parse_object(reply.body);
        if (!body || text_at(*body, "status") != "success") {
            sent.verdict = Verdict::retry;
            return sent;
        }
        const json::object* data = object_at(*body, "data");
        if (data != nullptr) sent.provider_id = usable_or_empty(text_at(*data, "id"));
        return sent;
    }

 private:
    [[nodiscard]] HttpHeaders headers() const { return {{"Authorization", authorization_}}; }

    [[nodiscard]] json::object broadcast(const ChatMessage& chat) const {
        const std::string text = in_one_line(chat.text);
        return {{"to_name", "Warga"},
                {"to_number", chat.to.msisdn()},
                {"message_template_id", template_},
                {"channel_integration_id", integration_},
                {"language", {{"code", language_}}},
                {"parameters", {{"body", json::array{{{"key", "1"}, {"value", "isi"}, {"value_text", text}}}}}}};
    }

    std::string url_;
    std::string authorization_;
    std::string template_;
    std::string integration_;
    std::string language_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    if (settings.value("template_id").empty() != settings.value("integration_id").empty())
        return fail(Errc::misconfigured, "keys 'template_id' and 'integration_id' go together");
    return make_hooked<Qontak>(settings);
}

}  // namespace

Maker qontak() { return {"qontak", ChannelKind::whatsapp, settings_known, make}; }

}  // namespace sambung::adapters
