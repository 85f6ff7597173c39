// USSD over HTTP for an operator or aggregator that has no adapter of its own: most differ in the names of their fields
// and in how a reply says that the session goes on. Requests may be a query, a form, JSON or small XML. What needs more
// than one reply to one request, cookies, or a path of its own for each session is beyond it.
#include "flat_fields.h"
#include "kinds.h"
#include "model/unicode.h"
#include "reading.h"
#include "registry.h"
#include "secrets.h"
#include "setting_lists.h"
#include "xml_fields.h"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace sambung::adapters {

namespace {

constexpr Setting settings_known[] = {
    {"in_session", false, false, "field with the session's id; 'sessionId' if absent"},
    {"in_from", false, false, "field with the caller's number; 'msisdn' if absent"},
    {"in_text", false, false, "field with what was typed; 'text' if absent"},
    {"in_code", false, false, "field with the service code; 'serviceCode' if absent"},
    {"in_step", false, false, "field that differs from hop to hop, such as a counter or a time"},
    {"cumulative", false, false,
     "'no' (if absent): the text is the last input; 'yes': all since the dial, joined by '*'"},
    {"in_network", false, false, "field with the mobile network's code, such as 51010, for limits.operators"},
    {"in_operation", false, false, "field that tells the start, a hop or the end of a session"},
    {"end_words", false, false, "what it says when the session is over, such as 'end, timeout'"},
    {"reply_type", false, false,
     "'text/plain' (if absent), 'application/json', 'application/xml', 'text/xml' or "
     "'application/x-www-form-urlencoded'"},
    {"reply_more", false, false,
     "a screen that asks: {text}, {session}, {from} and {code} are filled in; 'CON {text}' if absent"},
    {"reply_end", false, false, "the last screen; 'END {text}' if absent"},
    {"reply_header", false, false, "header that tells whether the session goes on, such as 'Freeflow'"},
    {"header_more", false, false, "its value on a screen that asks"},
    {"header_end", false, false, "its value on the last screen"},
    secret_setting,
    open_setting,
};

constexpr char unit_separator = '\x1F';  // in no session id, so session, step and text cannot be read in two ways

struct Fields {
    std::string session, from, text, code, step, network, operation;
    std::vector<std::string> end_words;
    bool cumulative = false;
};

struct Reply {
    std::string type, more, end, header, header_more, header_end;
};

Form read_fields(const HttpRequest& request) {
    if (!request.body.starts_with('<')) return all_fields(request);
    Form fields = parse_form(request.query());
    for (auto& pair : xml_fields(request.body)) fields.push_back(std::move(pair));
    return fields;
}

std::string json_escaped(std::string_view text) {
    const std::string quoted = boost::json::serialize(boost::json::value(boost::json::string(text)));
    return quoted.substr(1, quoted.size() - 2);
}

std::string escaped(std::string_view type, std::string_view text) {
    if (type == "application/json") return json_escaped(text);
    if (type.ends_with("xml")) return xml_escaped(text);
    if (type == "application/x-www-form-urlencoded") return percent_encode(text);
    return std::string{text};
}

// What is filled in is never looked through again: a text may well hold "{from}".
std::string filled(std::string_view pattern, std::string_view type, const Inbound& hop, std::string_view text) {
    const std::string session = hop.ussd ? hop.ussd->session : std::string{};
    const std::pair<std::string_view, std::string_view> names[] = {
        {"{text}", text}, {"{session}", session}, {"{from}", hop.from}, {"{code}", hop.to}};
    std::string out;
    while (!pattern.empty()) {
        const auto* const name =
            std::ranges::find_if(names, [pattern](const auto& known) { return pattern.starts_with(known.first); });
        if (name == std::end(names)) {
            out += pattern.front();
            pattern.remove_prefix(1);
        } else {
            out += escaped(type, name->second);
            pattern.remove_prefix(name->first.size());
        }
    }
    return out;
}

class UssdHttp final : public InlineAdapter {
 public:
    UssdHttp(Fields fields, Reply reply, HookSecret secret)
        : fields_(std::move(fields)), reply_(std::move(reply)), secret_(std::move(secret)) {}

    [[nodiscard]] Result<> verify(const HttpRequest& request, Hook /*hook*/) const override {
        return secret_.check(request);
    }

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        const Form form = read_fields(request);
        if (auto there = require(form, {fields_.session, fields_.from}); !there)
            return std::unexpected(std::move(there.error()));
        if (hook == Hook::message && !is_end(form)) return Received{{read_hop(form, now)}, taken()};
        SessionEnd end;
        end.session = value(form, fields_.session);
        end.from = phone_or_word(value(form, fields_.from));
        return Received{{std::move(end)}, taken()};
    }

    [[nodiscard]] HttpReply answer(const Content& content) const override { return answer_to({}, content); }

    [[nodiscard]] HttpReply answer_to(const Inbound& hop, const Content& content) const override {
        const std::string& pattern = content.ends_session ? reply_.end : reply_.more;
        HttpReply reply{200, reply_.type, filled(pattern, reply_.type, hop, content.text), {}};
        if (!reply_.header.empty())
            reply.headers.emplace_back(reply_.header, content.ends_session ? reply_.header_end : reply_.header_more);
        return reply;
    }

 private:
    [[nodiscard]] bool is_end(const Form& form) const {
        return !fields_.operation.empty() &&
               std::ranges::find(fields_.end_words, value(form, fields_.operation)) != fields_.end_words.end();
    }

    // The same digit twice in one session is two hops, unless texts accumulate; only a field of the gateway's, or else
    // the moment, tells them from one hop that was repeated.
    [[nodiscard]] std::string hop_id(const Form& form, const Inbound& hop, TimePoint now) const {
        std::string id = hop.ussd->session + unit_separator;
        const std::string_view step = value(form, fields_.step);
        if (!fields_.step.empty() && usable(step))
            id.append(step).append(1, unit_separator);
        else if (!fields_.cumulative)
            id.append(std::to_string(to_millis(now))).append(1, unit_separator);
        return id + hop.text;
    }

    [[nodiscard]] Item read_hop(const Form& form, TimePoint now) const {
        Inbound hop;
        hop.text = repaired_utf8(value(form, fields_.text));
        hop.ussd = UssdHop{std::string{value(form, fields_.session)}, fields_.cumulative,
                           fields_.network.empty() ? std::string{} : usable_or_empty(value(form, fields_.network))};
        hop.from = phone_or_word(value(form, fields_.from));
        hop.to = repaired_utf8(value(form, fields_.code));
        hop.sent_at = now;
        hop.provider_id = hop_id(form, hop, now);
        return hop;
    }

    Fields fields_;
    Reply reply_;
    HookSecret secret_;
};

Fields fields_in(const ChannelSettings& settings, bool cumulative) {
    return Fields{.session = word_in(settings, "in_session", "sessionId"),
                  .from = word_in(settings, "in_from", "msisdn"),
                  .text = word_in(settings, "in_text", "text"),
                  .code = word_in(settings, "in_code", "serviceCode"),
                  .step = word_in(settings, "in_step", ""),
                  .network = word_in(settings, "in_network", ""),
                  .operation = word_in(settings, "in_operation", ""),
                  .end_words = words_in(settings.value("end_words")),
                  .cumulative = cumulative};
}

Result<Reply> reply_in(const ChannelSettings& settings) {
    auto type =
        one_of(settings, "reply_type",
               {"text/plain", "application/json", "application/xml", "text/xml", "application/x-www-form-urlencoded"});
    if (!type) return std::unexpected(std::move(type.error()));
    Reply reply{.type = *std::move(type),
                .more = word_in(settings, "reply_more", "CON {text}"),
                .end = word_in(settings, "reply_end", "END {text}"),
                .header = word_in(settings, "reply_header", ""),
                .header_more = word_in(settings, "header_more", ""),
                .header_end = word_in(settings, "header_end", "")};
    for (const auto& [key, pattern] : {std::pair{"reply_more", &reply.more}, std::pair{"reply_end", &reply.end}})
        if (!pattern->contains("{text}"))
            return fail(Errc::misconfigured, "key '" + std::string{key} + "': '{text}' is missing in it");
    if (reply.more == reply.end && reply.header.empty())
        return fail(Errc::misconfigured, "key 'reply_end': nothing tells it from 'reply_more'");
    return reply;
}

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    const auto cumulative = one_of(settings, "cumulative", {"no", "yes"});
    if (!cumulative) return std::unexpected(cumulative.error());
    auto reply = reply_in(settings);
    if (!reply) return std::unexpected(std::move(reply.error()));
    auto secret = HookSecret::from(settings);
    if (!secret) return std::unexpected(std::move(secret.error()));
    return std::make_unique<UssdHttp>(fields_in(settings, *cumulative == "yes"), *std::move(reply), *std::move(secret));
}

}  // namespace

Maker ussd_http() { return {"ussd_http", ChannelKind::ussd, settings_known, make}; }

}  // namespace sambung::adapters
