#include "smpp/intake.h"

#include "adapters/smpp_status.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace sambung::gateway {

namespace smpp = adapters::smpp;
namespace status = adapters::smpp::status;

namespace {

constexpr char separator = '\x1F';
// A part that nobody joined by then is answered as a message of its own: nothing is lost with this process.
constexpr milliseconds part_lease = smpp::Reassembly::Limits{}.within + milliseconds{60'000};

// What two copies of one message have in common.
std::string content_of(const smpp::ShortMessage& message) {
    std::string out = message.source.digits + separator + message.destination.digits + separator;
    out += static_cast<char>(message.esm_class);
    out += static_cast<char>(message.data_coding);
    out += message.text;
    for (const smpp::Tlv& tlv : message.tlvs) out += separator + std::to_string(tlv.tag) + separator + tlv.value;
    return out;
}

}  // namespace

SmppIntake::SmppIntake(Parts parts)
    : parts_(std::move(parts)),
      repeats_(parts_.clock()),
      reassembly_({}),
      dialogues_(parts_.settings.style, {}, parts_.clock()) {}

std::uint32_t SmppIntake::refuse(std::string_view why) {
    parts_.metrics.malformed(parts_.channel.id());
    spdlog::warn("event=item_malformed channel={} why=\"{}\"", parts_.channel.id(), why);
    return status::rejected;
}

Task<> SmppIntake::take(SmppLine& line, int connection, smpp::Pdu pdu) {
    const auto* const message = std::get_if<smpp::ShortMessage>(&pdu.body);
    if (message == nullptr) co_return;
    if (!parts_.settings.ussd) {
        std::string id;
        const std::uint32_t answer = co_await keep(*message, id);
        line.answer(connection, pdu, answer);
        repeats_.answered(id, SmppLine::now());
        co_return;
    }
    // The screen is a message of its own, so the hop is answered first: a slow turn must not hold up the line.
    smpp::Dialogues::Heard heard = dialogues_.hear(*message, parts_.clock());
    const auto* const bad = std::get_if<Malformed>(&heard);
    line.answer(connection, pdu, bad != nullptr ? refuse(bad->why) : status::ok);
    if (auto* const end = std::get_if<SessionEnd>(&heard))
        co_await parts_.reception.ended(parts_.channel, std::move(*end));
    if (auto* const hop = std::get_if<Inbound>(&heard)) co_await show(std::move(*hop));
}

Task<> SmppIntake::show(Inbound hop) {
    const std::string session = hop.ussd->session;
    const std::string from = hop.from;
    const Content content = co_await parts_.reception.hear(parts_.channel, std::move(hop));
    std::optional<smpp::ShortMessage> screen = dialogues_.screen(session, content);
    if (!screen) co_return;  // it was cut meanwhile
    const bool shown = co_await parts_.show(*std::move(screen));
    if (!shown)
        dialogues_.unshown(session);
    else if (content.ends_session)
        dialogues_.forget(session);
    if (shown && !content.ends_session) co_return;
    SessionEnd end;
    end.session = session;
    end.from = from;
    end.completed = shown;
    co_await parts_.reception.ended(parts_.channel, std::move(end));
}

Task<std::uint32_t> SmppIntake::keep(const smpp::ShortMessage& message, std::string& id) {
    const smpp::LinkSettings& link = parts_.settings;
    smpp::Carried carried = smpp::carried(message);
    const auto text = smpp::text_of(carried.coded, link.coding, carried.header, false);
    if (!carried.place)
        if (auto receipt = smpp::read_receipt(message, text.value_or(""), link.ids, link.receipts))
            co_return co_await take_receipt(*std::move(receipt));
    if (smpp::claims_receipt(message)) {
        refuse("a receipt that cannot be read");
        co_return status::ok;  // again it would be no better
    }
    if (smpp::find(message.tlvs, smpp::tag::ussd_service_op)) co_return refuse("a USSD hop on a link for SMS");
    if (!text) co_return status::ok;  // a binary message is of no concern
    id = repeats_.id_of(content_of(message), SmppLine::now());
    Result<Inbound> inbound = smpp::sms_from(message.source, message.destination, *text, id, parts_.clock());
    if (!inbound) co_return refuse(inbound.error().detail);
    if (carried.place) co_return co_await keep_part(*std::move(inbound), std::move(carried));
    co_return co_await keep_message(*std::move(inbound));
}

Task<std::uint32_t> SmppIntake::keep_message(Inbound message) {
    std::vector<Inbound> messages;
    messages.push_back(std::move(message));
    const Result<> kept = co_await parts_.reception.take_in(parts_.channel, std::move(messages));
    co_return kept ? status::ok : status::temporary_refusal;
}

Task<std::uint32_t> SmppIntake::keep_part(Inbound message, smpp::Carried carried) {
    const std::string sender = message.from + separator + message.to;
    const auto kept = co_await parts_.reception.keep_part(parts_.channel, std::move(message), part_lease);
    if (!kept) co_return status::temporary_refusal;
    if (!*kept) co_return status::ok;  // known already
    smpp::Coded part = smpp::joinable(carried.coded, parts_.settings.coding, carried.header);
    auto whole = reassembly_.add(sender, *carried.place, std::move(part), **kept, SmppLine::now());
    if (whole) co_await join(*std::move(whole));
    co_await join_overdue();  // there may be no room
    co_return status::ok;
}

// If the whole cannot be kept now, its parts are still there and are answered each when their lease is over.
Task<> SmppIntake::join(smpp::Reassembly::Whole whole) {
    if (!whole.complete)
        spdlog::warn("event=parts_missing channel={} there={}", parts_.channel.id(), whole.parts.size());
    const std::size_t cut = whole.sender.find(separator);
    Inbound message;
    message.provider_id = repeats_.fresh_id();
    message.from = whole.sender.substr(0, cut);
    message.to = whole.sender.substr(cut + 1);
    message.text = smpp::joined_text(whole.parts, parts_.settings.coding);
    if (!whole.complete) message.text += " (...)";
    message.sent_at = parts_.clock();
    const Result<> kept = co_await parts_.reception.join(parts_.channel, std::move(message), std::move(whole.tokens));
    if (!kept) spdlog::warn("event=parts_not_joined channel={} why={}", parts_.channel.id(), describe(kept.error()));
}

Task<> SmppIntake::join_overdue() {
    for (smpp::Reassembly::Whole& whole : reassembly_.fallen_out(SmppLine::now())) co_await join(std::move(whole));
}

Task<std::uint32_t> SmppIntake::take_receipt(smpp::Receipt receipt) {
    const Result<> taken = co_await parts_.receipts.take(std::move(receipt));
    co_return taken ? status::ok : status::temporary_refusal;
}

}  // namespace sambung::gateway
