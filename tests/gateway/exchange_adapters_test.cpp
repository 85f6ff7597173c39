// What every adapter's table holds of persons and secrets, against the lines of the exchange log.
#include "adapter_cases.h"
#include "exchanges/described.h"
#include "exchanges/exchange.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sambung::gateway {
namespace {

using adapters::AdapterCases;
using Values = std::vector<std::string>;

constexpr std::size_t telling = 5;  // shorter texts stand in any line by chance

Mask mask_of(const AdapterCases& cases) {
    return Mask(ShownKeys(cases.settings), [](std::string_view) { return std::string{"ffffffff"}; });
}

// The line from where it begins to tell what somebody else wrote.
std::string told(const Exchange& exchange, const Mask& mask) {
    const std::string line = exchange_line(exchange, mask);
    return line.substr(line.find("\"address\""));
}

// The first value, or run of five digits of one, that the line shows; empty if none.
std::string shown_in(std::string_view line, const Values& values) {
    for (const std::string& value : values) {
        for (std::size_t at = 0; at + telling <= value.size(); ++at)
            if (const auto run = std::string_view{value}.substr(at, telling); all_digits(run) && line.contains(run))
                return value;
        if (value.size() >= telling && line.contains(value)) return value;
    }
    return {};
}

void add(Values& values, const Item& item) {
    if (const auto* message = std::get_if<Inbound>(&item))
        values.insert(values.end(), {message->from, message->text, message->provider_id});
    else if (const auto* update = std::get_if<StatusUpdate>(&item))
        values.insert(values.end(), {update->ref, update->provider_id});
}

Values secrets_of(const AdapterCases& cases) {
    Values out;
    for (const adapters::Setting& setting : adapters::find_maker(cases.adapter)->settings)
        if (setting.secret) out.emplace_back(cases.settings.value(setting.key));
    return out;
}

// What the adapter itself reads as somebody's, and the channel's secrets.
Values personal_in(const AdapterCases& cases, const adapters::IncomingRow& row) {
    Values out = secrets_of(cases);
    const auto adapter = adapters::make_adapter(cases.adapter, cases.settings);
    if (!adapter) return out;
    const auto received = (*adapter)->receive(row.request, row.hook, adapters::table_now);
    if (!received) return out;
    for (const Item& item : received->items) add(out, item);
    return out;
}

TEST(ExchangeLine, OfNoProvidersCallShowsAPersonOrASecret) {
    for (const AdapterCases& cases : adapters::all_adapter_cases()) {
        const Mask mask = mask_of(cases);
        for (const adapters::IncomingRow& row : cases.incoming) {
            const std::string line = told(exchange_in("x", "/hooks/x", row.request, adapters::table_now), mask);
            EXPECT_EQ(shown_in(line, personal_in(cases, row)), "") << cases.adapter << ": " << row.what << "\n" << line;
        }
    }
}

TEST(ExchangeLine, OfNoCallToAProviderShowsAPersonOrASecret) {
    for (const AdapterCases& cases : adapters::all_adapter_cases()) {
        const Mask mask = mask_of(cases);
        for (const adapters::SendRow& row : cases.sends) {
            if (!row.error.empty()) continue;
            Values values = secrets_of(cases);
            values.insert(values.end(), {row.message.to, row.message.content.text, row.message.ref});
            const std::string line = told(exchange_out("x", row.call, adapters::table_now), mask);
            EXPECT_EQ(shown_in(line, values), "") << cases.adapter << ": " << row.what << "\n" << line;
        }
    }
}

TEST(ExchangeLine, OfNoAnswerShowsTheIdThatItGives) {
    for (const AdapterCases& cases : adapters::all_adapter_cases()) {
        const Mask mask = mask_of(cases);
        for (const adapters::AnswerRow& row : cases.answers) {
            Exchange call;
            note_answer(call, row.reply);
            EXPECT_EQ(shown_in(told(call, mask), {row.provider_id}), "") << cases.adapter << ": " << row.what;
        }
    }
}

TEST(ExchangeLine, WouldBeFoundOutByTheseTests) {
    EXPECT_EQ(shown_in("to 6281200000001", {"+6281200000001"}), "+6281200000001") << "a run of its digits";
    EXPECT_EQ(shown_in("atap runtuh", {"halo", "runtuh"}), "runtuh");
}

}  // namespace
}  // namespace sambung::gateway
