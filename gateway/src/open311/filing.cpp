// A POST of Open311 becomes a case as a conversation's report does: same transaction, routing, clocks and alarm.
#include "filing_news.h"
#include "model/ticket.h"
#include "open311.h"

#include <boost/json.hpp>
#include <spdlog/spdlog.h>

#include <limits>
#include <utility>

namespace sambung::gateway::open311 {

namespace json = boost::json;

namespace {

constexpr std::string_view door = "open311";  // the channel of a report that leaves no number
constexpr std::size_t longest_repeat_key = 200;

Key128 fresh_id() {
    const store::SecretKey random = store::Keys::fresh();
    return Key128::from({reinterpret_cast<const char*>(random.data()), sizeof(Key128::bytes)});
}

// A key may be changed between a request and its repeat.
Form without_key(Form form) {
    std::erase_if(form, [](const auto& one) { return one.first == "api_key"; });
    return form;
}

std::string notice_of(const store::Outcome& outcome) {
    if (outcome.check_digits.empty()) return "Hal yang sama sudah dilaporkan dan tetap dikerjakan.";
    return "Angka cek: " + in_threes(outcome.check_digits) + ". Berikan kepada pelapor bersama nomor laporannya.";
}

store::Grant grant_of(const Announcer& announcer, const Posted& posted, const store::RequestIds& ids, TimePoint now) {
    const Channel* sms = posted.phone.empty() ? nullptr : sms_channel(*announcer.channels);
    const std::string channel = sms == nullptr ? std::string{door} : sms->id();
    // Without a number each report has a person of its own: two neighbours who say the same are two.
    const std::string who = posted.phone.empty() ? ids.event.hex() : posted.phone;
    return {.key = {ids.event, 0},
            .person = announcer.keys->person(channel, who),
            .channel = channel,
            .address = sms == nullptr ? std::string{} : posted.phone,
            // No report is held back: who posts it is known, and a person reads it.
            .wish = store::File{ids.draft, posted.report, Language::id, false, std::numeric_limits<int>::max()},
            .resume = {},
            .media = {},
            .now = now,
            .announce =
                [announcer, posted, sms, event = ids.event, now](const store::Outcome& outcome) {
                    return news_of_filing(announcer, posted.report, posted.phone, sms, event, outcome, now);
                },
            .herald = {}};
}

}  // namespace

Task<HttpReply> Open311::post(Call call, Announcer announcer, store::Herald herald) {
    Caller partner = caller(call, Scope::requests_create);
    if (!partner) co_return std::move(partner.error());
    const auto key = header(call.request.headers, "Idempotency-Key");
    if (key && (key->empty() || key->size() > longest_repeat_key))
        co_return error(call.format, 400, "Idempotency-Key has 1 to 200 characters.");
    std::expected<Posted, Refused> posted =
        read_posted(call.form, *announcer.office, services_of(*announcer.office, *announcer.flows));
    if (!posted) co_return error(call.format, posted.error().status, posted.error().why);
    std::string name = (*partner)->name;
    co_return co_await file(std::move(call), std::move(name), *std::move(posted), std::move(announcer),
                            std::move(herald));
}

Task<Result<store::RequestIds>> Open311::note(const Call& call, std::string partner, const Posted& posted) {
    store::NewRequest request{.partner = partner,
                              .key = {},
                              .wanted = parts_.keys.index("request", encode_form(without_key(call.form))),
                              .service = posted.service,
                              .event = EventId{fresh_id()}};
    if (const auto key = header(call.request.headers, "Idempotency-Key"))
        request.key = parts_.keys.index("request_key", partner + '\x1f' + std::string{*key});
    return store::note_request(parts_.database, parts_.keys, std::move(request), call.now);
}

Task<HttpReply> Open311::file(Call call, std::string partner, Posted posted, Announcer announcer,
                              store::Herald herald) {
    constexpr std::string_view not_in = "The report is NOT in. Send it again with the same Idempotency-Key.";
    const Result<store::RequestIds> ids = co_await note(call, partner, posted);
    if (!ids && ids.error().code == Errc::conflict)
        co_return error(call.format, 400, "This Idempotency-Key was used for another request.");
    if (!ids) co_return error(call.format, 503, not_in);
    store::Grant grant = grant_of(announcer, posted, *ids, call.now);
    grant.herald = std::move(herald);
    const Result<store::Outcome> outcome = co_await parts_.cases.grant(std::move(grant));
    if (!outcome || !outcome->ticket) co_return error(call.format, 503, not_in);
    parts_.outbox_filled();
    if (!outcome->repeated && outcome->granted == store::Granted::ok) parts_.metrics.filed(outcome->urgency);
    spdlog::info("event=open311_filed partner={} repeated={}", partner, outcome->repeated);
    co_return reply(call.format, 200, "service_requests",
                    json::array{json::object{{"service_request_id", outcome->ticket->digits()},
                                             {"service_notice", notice_of(*outcome)}}});
}

}  // namespace sambung::gateway::open311
