// People who press anything: seeded walks through every base flow on every channel in both languages. Whatever they do,
// there is a prompt, it fits its channel, and PETUGAS leads to an end.
#include "engine_support.h"
#include "model/gsm7.h"

#include <gtest/gtest.h>

#include <random>

namespace sambung::dialogs::testing {
namespace {

constexpr std::string_view sayings[] = {
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "0",
    "00",
    "98",
    "11",
    "ya",
    "tidak",
    "tidak tahu",
    "batal",
    "kembali",
    "menu",
    "lewati",
    "depan Pasar Agung dekat musala, rumah cat hijau pagar besi yang tinggi",
    "Kemiri Muka",
    "curug",
    "481207364",
    "481 207 365",
    "CEK",
    "LAPOR",
    "LAPOR ada nenek sendirian di depan pasar, belum makan",
    "BATAL 481207364",
    "TAMBAH 481207364 sudah pindah",
    "bantuan",
    "bahasa",
    "bapak pingsan",
    "",
    "\xF0\x9F\x98\xAD",
    "halo",
    "xyz",
    "STOP",
    "english",
    "ibu saya butuh kursi roda sejak lama",
};

constexpr std::string_view outcomes[] = {"ok",     "error",   "duplicate", "dropped",       "already_filed",
                                         "none",   "limited", "not_found", "asked_person",  "too_late",
                                         "closed", "similar", "gone",      "never heard of"};

void expect_fits(const Phone& phone) {
    const std::string& text = phone.content.text;
    ASSERT_FALSE(text.empty()) << phone.at();
    if (phone.channel == ChannelKind::ussd)
        ASSERT_LE(septets(text).value_or(9999), phone.turn.prompt.first_screen ? 140U : 160U) << phone.at() << "\n"
                                                                                              << text;
    if (phone.channel == ChannelKind::sms) ASSERT_LE(sms_segments(text).parts.size(), 2U) << text;
    if (phone.channel == ChannelKind::whatsapp) ASSERT_LE(phone.content.rows.size(), 10U);
    ASSERT_TRUE(phone.turn.prompt.ends || !phone.session.flow.empty())
        << "a prompt that awaits an answer has a place to hear it";
}

class Walker : public ::testing::TestWithParam<unsigned> {};

TEST_P(Walker, IsNeverStuckAndNeverOverBudget) {
    std::mt19937 random{GetParam()};
    const auto any = [&random](const auto& list) { return list[random() % std::size(list)]; };
    constexpr ChannelKind kinds[] = {ChannelKind::ussd, ChannelKind::sms, ChannelKind::whatsapp};
    Phone phone{any(kinds)};
    if (random() % 2 == 0) phone.session.language = Language::en;
    for (int turn = 0; turn < 150; ++turn) {
        for (auto& [action, outcome] : phone.answers)
            outcome.result = random() % 3 == 0 ? std::string{any(outcomes)} : "ok";
        phone.env.office_open = random() % 2 == 0;
        const auto& options = phone.turn.prompt.options;
        if (phone.channel == ChannelKind::ussd && (turn == 0 || phone.session.flow.empty() || random() % 20 == 0))
            phone.dial();
        else if (phone.channel == ChannelKind::whatsapp && !options.empty() && random() % 2 == 0)
            phone.tap(options[random() % options.size()].id);
        else if (!options.empty() && random() % 2 == 0)
            phone.type(std::to_string(options[random() % options.size()].number));
        else
            phone.type(any(sayings));
        expect_fits(phone);
        ASSERT_NE(phone.turn.trace.outcome, "gave_up");
        ASSERT_LE(phone.session.history.size(), 20U);
        ASSERT_LE(encode(phone.session).size(), 2000U);
        if (HasFatalFailure()) return;
    }
    for (auto& [action, outcome] : phone.answers) outcome.result = "ok";
    phone.session.offered_resume = false;
    phone.type("petugas");
    EXPECT_TRUE(phone.turn.prompt.ends) << phone.screen();
}

INSTANTIATE_TEST_SUITE_P(BaseFlows, Walker, ::testing::Range(1U, 121U));

}  // namespace
}  // namespace sambung::dialogs::testing
