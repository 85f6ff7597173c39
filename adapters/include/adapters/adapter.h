// One provider's protocol as pure functions: bytes in, values out. No sockets, no clock, no state between calls, so any
// thread may use one adapter at once. Adding a provider is one file, one row in registry.cpp and one table of cases.
#pragma once

#include "model/error.h"
#include "model/http.h"
#include "model/message.h"
#include "model/time.h"

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::adapters {

// One key of a channel's configuration that an adapter understands.
struct Setting {
    std::string_view key;
    bool required = false;
    bool secret = false;  // never shown; in a configuration only as env:NAME or file:PATH outside demo mode
    std::string_view help;
};

// A channel as configured, secrets resolved.
struct ChannelSettings {
    std::string id;
    std::string public_url;  // "https://sambung.example"; call-back addresses begin with it, never with a Host header
    std::vector<std::pair<std::string, std::string>> values;

    [[nodiscard]] std::string_view value(std::string_view key) const;  // empty if absent
};

// Which of a channel's two addresses was called: /hooks/<id> or /hooks/<id>/status. Some providers use one for both.
enum class Hook { message, status };

// What a call of the provider's contained, and what the provider is to hear once all of it is kept.
struct Received {
    std::vector<Item> items;
    HttpReply acknowledgement;
};

// What a provider's answer to `send` means for the message.
enum class Verdict {
    accepted,   // taken; delivery is told later
    retry,      // passing trouble
    throttled,  // too fast; retry after `retry_after` or a backoff
    permanent,  // this person cannot be reached so
    opted_out,  // the person told the provider to stop us
    our_bug,    // we sent something malformed
    alarm,      // wrong credentials, no balance: a person must act; the channel is paused meanwhile
    gone,       // the receiver wants nothing more, ever: the channel is ended until a person resumes it
    unknown,    // no answer came: nobody knows whether it was taken, and it might come twice if it went again
};
[[nodiscard]] std::string_view name(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdict_from(std::string_view name);

struct Sent {
    Verdict verdict = Verdict::retry;
    std::string provider_id;  // when accepted, if the provider gives one
    std::string code;         // the provider's, harmless, for the log
    std::optional<seconds> retry_after;
    int parts = 0;  // when accepted: how many it will report one by one; 0: it reports the whole
};

// Where a provider carries free words only for a while after the person's last message to us.
struct FreeWords {
    milliseconds last{0};
    bool template_after = false;  // later, an approved template carries them
};

// A call on the way to a photo or a voice note, only ever to a host of the provider's own. Its `url` may be logged.
struct MediaCall {
    HttpCall call;
    bool brings_it = false;  // a 200 is the thing itself; else, and whatever else comes, media_next reads the answer
    std::string sha256{};    // in hex, that the thing must have; empty if the provider does not tell
};
// Why it cannot be had: permanent, never; alarm, not until a person acts; retry and throttled, not now.
struct MediaFault {
    Verdict verdict = Verdict::permanent;
    std::string code;  // harmless
    std::optional<seconds> retry_after{};
};
using MediaStep = std::expected<MediaCall, MediaFault>;

// What a message on a channel is.
enum class Carries {
    talk,    // words to a person, who may answer on it
    events,  // what happened, to a unit's own program: the text is one CloudEvent
    letters  // mail to a unit, which nobody answers
};

class Adapter {
 public:
    virtual ~Adapter() = default;

    [[nodiscard]] virtual ChannelKind kind() const = 0;
    // Anything but talk is for units alone, and then `kind` says no more than that a message counts as one.
    [[nodiscard]] virtual Carries carries() const { return Carries::talk; }
    // True if the receiver knows a message that comes again by its `ref`: then one that may have been taken goes again.
    [[nodiscard]] virtual bool knows_repeats() const { return false; }
    // True if the answer to the citizen is the body of the HTTP reply (USSD), false if it is sent later.
    [[nodiscard]] virtual bool replies_inline() const = 0;

    // Checks signature, token or secret over the raw bytes, in constant time, before anything is parsed.
    // Errc::not_authentic if it does not hold; the detail never tells what would have.
    [[nodiscard]] virtual Result<> verify(const HttpRequest& request, Hook hook) const = 0;

    // Reads an authentic request. Errc::invalid_request if none of it can be understood; an item that cannot is
    // Malformed and leaves the others alone. `now` judges and replaces missing timestamps.
    [[nodiscard]] virtual Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const = 0;

    // The HTTP reply that carries a screen; only where replies_inline().
    [[nodiscard]] virtual HttpReply answer(const Content& content) const = 0;
    // The same where the reply repeats what the request said, such as its session.
    [[nodiscard]] virtual HttpReply answer_to(const Inbound& hop, const Content& content) const;  // answer(content)

    // The call that sends a message; Errc::invalid_request if the channel cannot carry it. Only where not
    // replies_inline(). Its `url` may be logged: credentials, numbers and texts are in headers, body or `secret_url`.
    [[nodiscard]] virtual Result<HttpCall> send(const Outbound& message) const = 0;

    // Nothing: free words always.
    [[nodiscard]] virtual std::optional<FreeWords> free_words() const { return std::nullopt; }

    // Reads the provider's answer to that call.
    [[nodiscard]] virtual Sent sent(const HttpReply& reply) const = 0;

    // The first call to fetch what the provider knows by that id (Media::id). Code "no_fetch" if it has no way to.
    [[nodiscard]] virtual MediaStep media(std::string_view id) const;
    // What follows the answer to such a call.
    [[nodiscard]] virtual MediaStep media_next(const MediaCall& before, const HttpReply& reply) const;

    // What the `reason` of a failed delivery means, for providers that take a message first and refuse it later.
    [[nodiscard]] virtual Verdict failure(
        std::string_view reason) const;  // permanent unless the provider says otherwise
};

// A row of the registry.
struct Maker {
    std::string_view name;  // "africastalking_ussd", as in contract.md
    ChannelKind kind;       // where the adapter has a setting `kind`: without it
    std::span<const Setting> settings;
    Result<std::unique_ptr<Adapter>> (*make)(
        const ChannelSettings& settings);  // by make_adapter only, which checks the keys
    Carries carries = Carries::talk;
};

[[nodiscard]] std::span<const Maker> registry();
[[nodiscard]] const Maker* find_maker(std::string_view name);  // nullptr if unknown

// Errc::misconfigured naming the key (never its value) for an unknown adapter, an unknown or repeated key, a missing
// required key, a value with control characters, or a value that the adapter cannot use.
[[nodiscard]] Result<std::unique_ptr<Adapter>> make_adapter(std::string_view name, const ChannelSettings& settings);

}  // namespace sambung::adapters
