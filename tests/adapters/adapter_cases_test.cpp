// Runs every adapter's tables, and holds every adapter to what its seam promises.
#include "adapter_cases.h"

#include "model/unicode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace sambung::adapters {

// How GoogleTest prints a row; without it, it prints bytes.
void PrintTo(const AdapterCases& cases, std::ostream* out) { *out << cases.adapter << cases.variant; }

namespace {

std::vector<std::string> secrets_of(const AdapterCases& cases) {
    std::vector<std::string> secrets;
    for (const Setting& setting : find_maker(cases.adapter)->settings)
        if (setting.secret && !cases.settings.value(setting.key).empty())
            secrets.emplace_back(cases.settings.value(setting.key));
    return secrets;
}

void expect_no_secret(const AdapterCases& cases, std::string_view words) {
    for (const std::string& secret : secrets_of(cases)) EXPECT_EQ(words.find(secret), std::string_view::npos) << words;
}

std::vector<std::string> in_words(const std::vector<Item>& items) {
    std::vector<std::string> lines;
    for (const Item& item : items) lines.push_back(adapters::in_words(item));
    return lines;
}

// What the rooms behind an adapter rely on, whatever the provider sent.
void expect_promises(const Item& item) {
    if (const auto* const message = std::get_if<Inbound>(&item)) {
        EXPECT_FALSE(message->provider_id.empty());
        EXPECT_FALSE(message->from.empty());
        EXPECT_TRUE(valid_utf8(message->text));
        EXPECT_TRUE(valid_utf8(message->from + message->to + message->provider_id + message->option_id));
    }
    if (const auto* const status = std::get_if<StatusUpdate>(&item)) {
        EXPECT_FALSE(status->ref.empty() && status->provider_id.empty());
        EXPECT_TRUE(valid_utf8(status->ref + status->provider_id + status->reason));
    }
    if (const auto* const end = std::get_if<SessionEnd>(&item)) {
        EXPECT_FALSE(end->session.empty());
        EXPECT_TRUE(valid_utf8(end->session + end->from));
    }
}

// The hop that every screen of the tables answers.
Inbound dialled() {
    Inbound hop;
    hop.from = "+6281200000003";
    hop.to = "*384*123#";
    hop.ussd = UssdHop{"S<1>", false};
    return hop;
}

class Adapters : public testing::TestWithParam<AdapterCases> {
 protected:
    Adapters() : adapter_(std::move(make_adapter(GetParam().adapter, GetParam().settings).value())) {}

    void expect_row(const IncomingRow& row) const {
        const auto verified = adapter_->verify(row.request, row.hook);
        ASSERT_EQ(verified.has_value(), row.outcome != Outcome::badly_signed);
        if (!verified) return expect_refusal(row, verified.error(), Errc::not_authentic);
        const auto received = adapter_->receive(row.request, row.hook, table_now);
        ASSERT_EQ(received.has_value(), row.outcome == Outcome::accepted);
        if (!received) return expect_refusal(row, received.error(), Errc::invalid_request);
        EXPECT_EQ(in_words(received->items), row.items);
        EXPECT_EQ(received->acknowledgement.status, 200);
        EXPECT_EQ(received->acknowledgement.body, row.acknowledgement);
        for (const Item& item : received->items) expect_promises(item);
    }

    void expect_refusal(const IncomingRow& row, const Error& error, Errc code) const {
        EXPECT_EQ(error.code, code);
        EXPECT_EQ(std::vector<std::string>{error.detail}, row.items);
        expect_no_secret(GetParam(), error.detail);
        if (!row.request.body.empty()) EXPECT_EQ(error.detail.find(row.request.body), std::string::npos);
    }

    std::unique_ptr<Adapter> adapter_;
};

TEST_P(Adapters, EveryIncomingRowIsReadAsWritten) {
    for (const IncomingRow& row : GetParam().incoming) {
        SCOPED_TRACE(row.what);
        expect_row(row);
    }
}

TEST_P(Adapters, TheSameRequestTwiceHasTheSameIds) {
    for (const IncomingRow& row : GetParam().incoming) {
        if (row.outcome != Outcome::accepted) continue;
        const TimePoint later = table_now + std::chrono::hours{1};
        const auto first = adapter_->receive(row.request, row.hook, table_now).value();
        const auto again = adapter_->receive(row.request, row.hook, later).value();
        ASSERT_EQ(first.items.size(), again.items.size()) << row.what;
        for (std::size_t i = 0; i < first.items.size(); ++i) {
            const auto* const message = std::get_if<Inbound>(&first.items[i]);
            if (message != nullptr)
                EXPECT_EQ(message->provider_id, std::get<Inbound>(again.items[i]).provider_id) << row.what;
        }
    }
}

TEST_P(Adapters, DifferentMessagesHaveDifferentIdsUnlessTheRowSaysAgain) {
    std::vector<std::string> seen;
    for (const IncomingRow& row : GetParam().incoming) {
        if (row.outcome != Outcome::accepted) continue;
        for (const Item& item : adapter_->receive(row.request, row.hook, table_now).value().items) {
            const auto* const message = std::get_if<Inbound>(&item);
            if (message == nullptr) continue;
            const bool again = row.what.find("again") != std::string::npos;
            EXPECT_EQ(std::ranges::find(seen, message->provider_id) != seen.end(), again) << row.what;
            seen.push_back(message->provider_id);
        }
    }
}

// Whatever byte is broken on the way, what is read can be kept.
TEST_P(Adapters, ABrokenByteNeverBreaksAPromise) {
    for (const IncomingRow& row : GetParam().incoming) {
        const std::size_t in_target = row.request.target.size();
        for (std::size_t at = 0; at < in_target + row.request.body.size(); ++at)
            for (const char broken : {'\0', '\xFF', '"', '&', '=', ',', '<'}) {
                HttpRequest request = row.request;
                (at < in_target ? request.target[at] : request.body[at - in_target]) = broken;
                const auto received = adapter_->receive(request, row.hook, table_now);
                if (!received) ASSERT_EQ(received.error().code, Errc::invalid_request) << row.what;
                if (!received) continue;
                for (const Item& item : received->items) expect_promises(item);
                ASSERT_FALSE(HasFailure()) << row.what << ": byte " << at << " broken";
            }
    }
}

TEST_P(Adapters, EverySendRowBecomesItsCall) {
    for (const SendRow& row : GetParam().sends) {
        SCOPED_TRACE(row.what);
        const auto call = adapter_->send(row.message);
        ASSERT_EQ(call.has_value(), row.error.empty()) << (call ? call->body : call.error().detail);
        if (!call) {
            EXPECT_EQ(call.error().code, Errc::invalid_request);
            EXPECT_EQ(call.error().detail, row.error);
            expect_no_secret(GetParam(), call.error().detail);
            continue;
        }
        EXPECT_EQ(call->method, row.call.method);
        EXPECT_EQ(call->url, row.call.url);
        EXPECT_EQ(call->headers, row.call.headers);
        EXPECT_EQ(call->body, row.call.body);
        EXPECT_EQ(call->secret_url, row.call.secret_url);
        expect_no_secret(GetParam(), call->url);
        EXPECT_EQ(call->url.find(row.message.to.substr(row.message.to.starts_with('+') ? 1 : 0)), std::string::npos);
    }
}

TEST_P(Adapters, EveryAnswerIsClassed) {
    for (const AnswerRow& row : GetParam().answers) {
        SCOPED_TRACE(row.what);
        const Sent sent = adapter_->sent(row.reply);
        EXPECT_EQ(name(sent.verdict), name(row.verdict));
        EXPECT_EQ(sent.provider_id, row.provider_id);
        EXPECT_EQ(sent.code, row.code);
        EXPECT_EQ(sent.retry_after, row.retry_after);
    }
}

TEST_P(Adapters, AnAnswerThatIsNoAnswerNeverCountsAsTakenUnlessTheStatusSaysSo) {
    for (const int status : {0, 100, 301, 400, 401, 403, 404, 408, 418, 429, 500, 502, 503, 504, 999})
        for (const std::string_view body : {"", "<html>", "{}", "[]", "null", "\xFF"})
            EXPECT_NE(adapter_->sent(answered(status, std::string{body})).verdict, Verdict::accepted) << status << body;
}

TEST_P(Adapters, EveryReasonOfAFailedDeliveryIsClassed) {
    for (const FailureRow& row : GetParam().failures)
        EXPECT_EQ(name(adapter_->failure(row.reason)), name(row.verdict)) << row.reason;
    EXPECT_EQ(adapter_->failure("never heard of"), Verdict::permanent);
}

TEST_P(Adapters, EveryScreenIsAnsweredInline) {
    for (const ScreenRow& row : GetParam().screens) {
        const HttpReply reply = adapter_->answer_to(dialled(), row.content);
        EXPECT_EQ(reply.status, 200) << row.what;
        EXPECT_EQ(reply.content_type, row.content_type) << row.what;
        EXPECT_EQ(reply.headers, row.headers) << row.what;
        EXPECT_EQ(reply.body, row.body) << row.what;
    }
}

TEST_P(Adapters, ItsKindAndItsHalfOfTheSeamAgree) {
    const auto& cases = GetParam();
    const auto chosen = channel_kind_from(cases.settings.value("kind"));
    EXPECT_EQ(adapter_->kind(), chosen.value_or(find_maker(cases.adapter)->kind));
    EXPECT_EQ(adapter_->replies_inline(), adapter_->kind() == ChannelKind::ussd);
    EXPECT_EQ(cases.screens.empty(), !adapter_->replies_inline()) << "an inline channel needs a table of screens";
    EXPECT_TRUE(adapter_->replies_inline() || !cases.sends.empty()) << "a sending channel needs a table of sends";
    EXPECT_TRUE(adapter_->replies_inline() || !cases.answers.empty()) << "a sending channel needs a table of answers";
}

TEST_P(Adapters, HasARowOfEachOutcome) {
    const auto has = [](Outcome outcome) {
        return std::ranges::count(GetParam().incoming, outcome, &IncomingRow::outcome) > 0;
    };
    EXPECT_TRUE(has(Outcome::accepted));
    EXPECT_TRUE(has(Outcome::malformed));
    EXPECT_TRUE(has(Outcome::badly_signed));
}

INSTANTIATE_TEST_SUITE_P(Tables, Adapters, testing::ValuesIn(all_adapter_cases()),
                         [](const auto& row) { return row.param.adapter + row.param.variant; });

// But smpp, which knows no HTTP: its tables are in smpp_*_test.cpp; and those for units, by which nothing comes in.
TEST(AdapterTables, EveryAdapterOfTheRegistryHasOne) {
    std::vector<std::string_view> registered;
    for (const Maker& maker : registry())
        if (maker.name != "smpp" && maker.carries == Carries::talk) registered.push_back(maker.name);
    std::set<std::string> with_tables;
    for (const AdapterCases& cases : all_adapter_cases()) with_tables.insert(cases.adapter);
    EXPECT_THAT(with_tables, testing::UnorderedElementsAreArray(registered));
}

}  // namespace
}  // namespace sambung::adapters
