// The adapter `smpp`: its keys. What it says and hears goes over a connection that stays open, not by HTTP: the gateway
// keeps it, and asks smpp_session.h and its neighbours what to do. Nothing that comes by HTTP is from such a channel.
#include "adapters/smpp_settings.h"
#include "kinds.h"
#include "reading.h"
#include "registry.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

namespace sambung::adapters {

namespace smpp {

namespace {

constexpr Setting settings_known[] = {
    {"host", true, false, "of the message centre (SMSC)"},
    {"port", false, false, "2775 if absent"},
    {"tls", false, false, "yes: TLS from the first byte; no if absent"},
    {"tls_authorities", false, false, "PEM file of who signs the centre's certificate, besides the system's own"},
    {"system_id", true, false, "our account, at most 15 characters"},
    {"password", true, true, "at most 8 characters by the specification; up to 16 are sent"},
    {"system_type", false, false, "if the operator names one, at most 12 characters"},
    {"address_range", false, false, "if the operator names one, at most 40 characters"},
    {"bind", false, false, "transceiver, or pair: a transmitter and a receiver connection"},
    {"service", false, false, "sms or ussd: what this channel carries"},
    {"from", false, false, "sender of SMS: short code or name; the centre's own if absent"},
    {"from_ton", false, false, "0 to 6; 5 for a name, else 0"},
    {"from_npi", false, false, "0 to 18; 0 if absent"},
    {"to_ton", false, false, "of phones: 1 (international) if absent"},
    {"to_npi", false, false, "of phones: 1 (E.164) if absent"},
    {"service_type", false, false, "if the operator names one, at most 5 characters"},
    {"window", false, false, "unanswered messages at once, 1 to 100; 10 if absent"},
    {"enquire_seconds", false, false, "of silence before we ask whether the centre is there; 30 if absent"},
    {"answer_seconds", false, false, "that the centre has to answer, 1 to 35; 30 if absent"},
    {"alphabet", false, false, "of data_coding 0: gsm7, latin1 or ascii"},
    {"packed", false, false, "yes: GSM-7 as 8 characters in 7 octets; no if absent"},
    {"text_coding", false, false, "data_coding of plain texts; 0 if absent"},
    {"ucs2_coding", false, false, "data_coding of all other texts; 8 if absent"},
    {"long", false, false, "udh8, udh16, sar or payload: how a long text travels"},
    {"receipts", false, false, "yes, no (none are asked for), or by_text for a centre that does not mark them"},
    {"ids", false, false, "same, hex_then_decimal or decimal_then_hex: message ids in answers and in receipts"},
    {"ussd_begin", false, false, "ussd_service_op of a dial; 1 if absent"},
    {"ussd_answer", false, false, "of what a citizen typed; 18 if absent"},
    {"ussd_ask", false, false, "of a screen that expects an answer; 2 if absent"},
    {"ussd_close", false, false, "of the last screen; 17 if absent"},
    {"ussd_abort", false, false, "of a dialogue that was cut; 129 if absent"},
    {"ussd_session", false, false, "its8, its15, reference or phone: what tells dialogues apart"},
    {"ussd_end_bit", false, false, "yes: the last screen sets the last bit of its_session_info; no if absent"},
};

// Reads keys one after the other; remembers the first that cannot be used.
class Keys {
 public:
    explicit Keys(const ChannelSettings& settings) : settings_(settings) {}

    template <class Number>
    void number(std::string_view key, Number& into, long long lowest, long long highest) {
        const std::string_view given = settings_.value(key);
        if (given.empty()) return;
        const auto value = integer(given);
        if (!value || *value < lowest || *value > highest)
            return refuse(key, "is a number from " + std::to_string(lowest) + " to " + std::to_string(highest));
        into = static_cast<Number>(*value);
    }
    template <class Value>
    void choice(std::string_view key, Value& into, std::span<const std::pair<std::string_view, Value>> words) {
        const std::string_view given = settings_.value(key);
        if (given.empty()) return;
        const auto found = std::ranges::find(words, given, &std::pair<std::string_view, Value>::first);
        if (found != words.end()) {
            into = found->second;
            return;
        }
        std::string known;
        for (const auto& [word, value] : words) known += (known.empty() ? "" : ", ") + std::string{word};
        refuse(key, "knows only: " + known);
    }
    void yes(std::string_view key, bool& into) {
        constexpr std::pair<std::string_view, bool> words[] = {{"yes", true}, {"no", false}};
        choice<bool>(key, into, words);
    }
    void text(std::string_view key, std::string& into, std::size_t most) {
        into = settings_.value(key);
        if (into.size() > most) refuse(key, "has at most " + std::to_string(most) + " characters");
    }
    void seconds_of(std::string_view key, milliseconds& into, long long highest) {
        long long count = std::chrono::duration_cast<seconds>(into).count();
        number(key, count, 1, highest);
        into = seconds{count};
    }
    [[nodiscard]] bool given(std::string_view key) const { return !settings_.value(key).empty(); }
    [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
    void refuse(std::string_view key, const std::string& why) {
        if (fault_.empty()) fault_ = "key '" + std::string{key} + "' " + why;
    }

    const ChannelSettings& settings_;
    std::string fault_;
};

void read_connection(Keys& keys, LinkSettings& link) {
    constexpr std::pair<std::string_view, bool> binds[] = {{"transceiver", false}, {"pair", true}};
    constexpr std::pair<std::string_view, bool> services[] = {{"sms", false}, {"ussd", true}};
    keys.text("host", link.host, 255);
    keys.number("port", link.port, 1, 65'535);
    keys.yes("tls", link.tls);
    keys.text("tls_authorities", link.tls_authorities, 4096);
    keys.text("system_id", link.session.credentials.system_id, 15);
    keys.text("password", link.session.credentials.password, 16);
    keys.text("system_type", link.session.credentials.system_type, 12);
    keys.text("address_range", link.session.credentials.range.digits, 40);
    keys.choice<bool>("bind", link.pair, binds);
    keys.choice<bool>("service", link.ussd, services);
    keys.number("window", link.session.window.size, 1, 100);
    keys.seconds_of("enquire_seconds", link.session.enquire_every, 600);
    keys.seconds_of("answer_seconds", link.session.window.answer_within, 35);
}

bool is_name(std::string_view from) {
    return std::ranges::any_of(from, [](char c) { return (c < '0' || c > '9') && c != '+' && c != '*' && c != '#'; });
}

void read_addresses(Keys& keys, LinkSettings& link) {
    constexpr int alphanumeric = 5;
    keys.text("from", link.from.digits, 20);
    if (is_name(link.from.digits)) link.from.ton = alphanumeric;
    keys.number("from_ton", link.from.ton, 0, 6);
    keys.number("from_npi", link.from.npi, 0, 18);
    keys.number("to_ton", link.to_ton, 0, 6);
    keys.number("to_npi", link.to_npi, 0, 18);
    keys.text("service_type", link.service_type, 5);
}

void read_texts(Keys& keys, LinkSettings& link) {
    constexpr std::pair<std::string_view, Alphabet> alphabets[] = {
        {"gsm7", Alphabet::gsm7}, {"latin1", Alphabet::latin1}, {"ascii", Alphabet::ascii}};
    constexpr std::pair<std::string_view, LongBy> longs[] = {
        {"udh8", LongBy::udh8}, {"udh16", LongBy::udh16}, {"sar", LongBy::sar}, {"payload", LongBy::payload}};
    constexpr std::pair<std::string_view, IdBase> bases[] = {{"same", IdBase::same},
                                                             {"hex_then_decimal", IdBase::hex_then_decimal},
                                                             {"decimal_then_hex", IdBase::decimal_then_hex}};
    constexpr std::pair<std::string_view, Receipts> receipts[] = {
        {"yes", Receipts::marked}, {"no", Receipts::none}, {"by_text", Receipts::by_text}};
    keys.choice<Alphabet>("alphabet", link.coding.fallback, alphabets);
    keys.yes("packed", link.coding.packed);
    keys.number("text_coding", link.coding.text, 0, 255);
    keys.number("ucs2_coding", link.coding.ucs2, 0, 255);
    keys.choice<LongBy>("long", link.long_by, longs);
    keys.choice<Receipts>("receipts", link.receipts, receipts);
    keys.choice<IdBase>("ids", link.ids, bases);
}

void read_ussd(Keys& keys, LinkSettings& link) {
    constexpr std::pair<std::string_view, DialogueBy> dialogues[] = {{"its8", DialogueBy::its8},
                                                                     {"its15", DialogueBy::its15},
                                                                     {"reference", DialogueBy::reference},
                                                                     {"phone", DialogueBy::phone}};
    keys.number("ussd_begin", link.style.begin, 0, 255);
    keys.number("ussd_answer", link.style.answer, 0, 255);
    keys.number("ussd_ask", link.style.ask, 0, 255);
    keys.number("ussd_close", link.style.close, 0, 255);
    keys.number("ussd_abort", link.style.abort, 0, 255);
    keys.choice<DialogueBy>("ussd_session", link.style.dialogue, dialogues);
    keys.yes("ussd_end_bit", link.style.end_bit);
    link.style.service_type = link.service_type;
    link.style.coding = link.coding;
}

std::unexpected<Error> not_by_http() { return fail(Errc::invalid_request, "an SMPP channel knows no HTTP"); }

class Smpp final : public Adapter {
 public:
    explicit Smpp(bool ussd) : ussd_(ussd) {}

    [[nodiscard]] ChannelKind kind() const override { return ussd_ ? ChannelKind::ussd : ChannelKind::sms; }
    // A screen is sent at once, as the answer in its dialogue; only SMS wait in the outbox.
    [[nodiscard]] bool replies_inline() const override { return ussd_; }
    [[nodiscard]] Result<> verify(const HttpRequest& /*request*/, Hook /*hook*/) const override {
        return fail(Errc::not_authentic, "an SMPP channel knows no HTTP");
    }
    [[nodiscard]] Result<Received> receive(const HttpRequest& /*request*/, Hook /*hook*/,
                                           TimePoint /*now*/) const override {
        return not_by_http();
    }
    [[nodiscard]] HttpReply answer(const Content& /*content*/) const override { return taken(); }
    [[nodiscard]] Result<HttpCall> send(const Outbound& /*message*/) const override { return not_by_http(); }
    [[nodiscard]] Sent sent(const HttpReply& /*reply*/) const override { return {Verdict::our_bug, {}, {}, {}}; }

 private:
    bool ussd_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    const auto link = link_settings(settings);
    if (!link) return std::unexpected(link.error());
    return std::make_unique<Smpp>(link->ussd);
}

}  // namespace

Result<LinkSettings> link_settings(const ChannelSettings& settings) {
    LinkSettings link;
    Keys keys{settings};
    read_connection(keys, link);
    read_addresses(keys, link);
    read_texts(keys, link);
    read_ussd(keys, link);
    if (!keys.fault().empty()) return fail(Errc::misconfigured, keys.fault());
    if (link.coding.packed && link.coding.fallback != Alphabet::gsm7)
        return fail(Errc::misconfigured, "key 'packed' is for 'alphabet: gsm7' only");
    if (keys.given("tls_authorities") && !link.tls)
        return fail(Errc::misconfigured, "key 'tls_authorities' needs 'tls: yes'");
    return link;
}

}  // namespace smpp

Maker smpp_link() { return {"smpp", ChannelKind::sms, smpp::settings_known, smpp::make}; }

}  // namespace sambung::adapters
