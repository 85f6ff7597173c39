// How a prompt looks on each channel, to the letter.
#include "dialogs/dialog.h"
#include "model/gsm7.h"
#include "model/unicode.h"

#include <gmock/gmock.h>

namespace sambung::dialogs {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string repeated(std::string_view word, std::size_t times) {
    std::string text;
    for (std::size_t at = 0; at < times; ++at) text += (at == 0 ? "" : " ") + std::string{word};
    return text;
}

Prompt asking(std::string text, std::vector<PromptOption> options = {}) {
    Prompt prompt;
    prompt.text = std::move(text);
    prompt.options = std::move(options);
    prompt.nav = {{"0", "Kembali"}, {"00", "Menu"}};
    prompt.list_button = "Pilih";
    prompt.more_label = "Lagi";
    prompt.option_prefix = "f@1:s:7:";
    return prompt;
}

std::vector<PromptOption> options_of(std::size_t count, std::string_view label) {
    std::vector<PromptOption> options;
    for (std::size_t at = 1; at <= count; ++at)
        options.push_back({.id = "o" + std::to_string(at),
                           .label = std::string{label} + " " + std::to_string(at),
                           .number = static_cast<int>(at < 8 ? at : at + 2)});
    return options;
}

std::string ussd(const Prompt& prompt) { return render(prompt, ChannelKind::ussd, {}).text; }

TEST(RenderUssd, ShowsTextOptionsAndHints) {
    EXPECT_EQ(ussd(asking("Betul?", {{"y", "Ya", 1}, {"n", "Tidak", 2}})), "Betul?\n1 Ya\n2 Tidak\n0 Kembali\n00 Menu");
}

TEST(RenderUssd, TheFirstScreenIsSmallerSoHintsGoFirst) {
    Prompt prompt = asking(repeated("kata", 25), {{"y", "Ya", 1}});  // 124 + 5
    EXPECT_THAT(ussd(prompt), EndsWith("1 Ya\n0 Kembali\n00 Menu"));
    prompt.first_screen = true;
    EXPECT_THAT(ussd(prompt), EndsWith("1 Ya\n0 Kembali"));
    EXPECT_LE(*septets(ussd(prompt)), 140U);
}

TEST(RenderUssd, OptionsThatDoNotFitGoToTheNextPageWithTheirNumbers) {
    Prompt prompt = asking("Di kecamatan mana?", options_of(11, "Kecamatan Panjang"));
    EXPECT_EQ(ussd(prompt),
              "Di kecamatan mana?\n1 Kecamatan Panjang 1\n2 Kecamatan Panjang 2\n3 Kecamatan Panjang 3\n4 Kecamatan "
              "Panjang 4\n"
              "5 Kecamatan Panjang 5\n6 Kecamatan Panjang 6\n98 Lagi");
    prompt.page = 1;
    EXPECT_EQ(ussd(prompt),
              "Di kecamatan mana?\n7 Kecamatan Panjang 7\n10 Kecamatan Panjang 8\n11 Kecamatan Panjang 9\n"
              "12 Kecamatan Panjang 10\n13 Kecamatan Panjang 11\n0 Kembali\n00 Menu");
    prompt.page = 2;
    EXPECT_THAT(ussd(prompt), HasSubstr("1 Kecamatan Panjang 1")) << "after the last page comes the first";
}

TEST(RenderUssd, SkipAndEmergencyStandOnEveryPage) {
    auto options = options_of(11, "Kecamatan Panjang");
    options.push_back({"skip", "Lewati", 8});
    options.push_back({"darurat", "DARURAT", 9});
    Prompt prompt = asking("Di kecamatan mana?", options);
    for (prompt.page = 0; prompt.page < 3; ++prompt.page)
        EXPECT_THAT(ussd(prompt), HasSubstr("\n8 Lewati\n9 DARURAT")) << prompt.page;
}

TEST(RenderUssd, ATextOverOneScreenIsPartedBetweenWords) {
    Prompt prompt = asking(repeated("panjang", 30), {{"y", "Betul, kirim", 1}, {"n", "Batal", 3}});
    EXPECT_EQ(ussd(prompt), repeated("panjang", 19) + "\n98 Lagi");
    prompt.page = 1;
    EXPECT_EQ(ussd(prompt), repeated("panjang", 11) + "\n1 Betul, kirim\n3 Batal\n0 Kembali\n00 Menu");
}

TEST(RenderUssd, OneWordLongerThanAScreenStillPasses) {
    Prompt prompt = asking(std::string(500, 'x'));
    std::string all;
    for (prompt.page = 0; prompt.page < 10 && all.size() < 500; ++prompt.page) {
        const std::string page = ussd(prompt);
        EXPECT_LE(*septets(page), 160U);
        all += page.substr(0, page.find('\n'));
    }
    EXPECT_EQ(all, std::string(500, 'x'));
}

TEST(RenderUssd, LastWordsAreNeverPagedAndEndTheSession) {
    Prompt prompt = asking("Dibaca di jalan: " + repeated("kata", 20) + "\nLaporan sudah masuk.\nNo. 481 207 364. " +
                           repeated("ingat", 12));
    prompt.ends = true;
    prompt.nav.clear();
    const Content content = render(prompt, ChannelKind::ussd, {});
    EXPECT_TRUE(content.ends_session);
    EXPECT_THAT(content.text, StartsWith("Laporan sudah masuk.\nNo. 481 207 364."));
}

TEST(RenderUssd, LettersOutsideTheAlphabetAreReplaced) {
    EXPECT_EQ(ussd(asking("\xE2\x80\x9C"
                          "Betul\xE2\x80\x9D\xE2\x80\xA6",
                          {{"y", "Ya \xE2\x80\x93 kirim", 1}})),
              "\"Betul\"...\n1 Ya - kirim\n0 Kembali\n00 Menu");
}

TEST(RenderSms, NumbersOptionsAndSavesTheHints) {
    EXPECT_EQ(render(asking("Betul?", {{"y", "Ya", 1}, {"n", "Tidak", 2}}), ChannelKind::sms, {}).text,
              "Betul?\n1 Ya\n2 Tidak");
}

TEST(RenderSms, StaysWithinTwoSegmentsByPaging) {
    Prompt prompt = asking("Di kecamatan mana?", options_of(20, "Kecamatan Panjang"));
    const std::string first = render(prompt, ChannelKind::sms, {}).text;
    EXPECT_EQ(sms_segments(first).parts.size(), 2U);
    EXPECT_THAT(first, EndsWith("\n98 Lagi"));
    const std::string one = render(prompt, ChannelKind::sms, {.sms_segments = 1}).text;
    EXPECT_EQ(sms_segments(one).parts.size(), 1U);
}

Content whatsapp(const Prompt& prompt) { return render(prompt, ChannelKind::whatsapp, {}); }

TEST(RenderWhatsApp, UpToThreeOptionsAreButtonsAndNumbersStandInTheText) {
    const Content content = whatsapp(asking("Betul?", {{"y", "Ya", 1}, {"n", "Tidak", 2}, {"u", "Tidak tahu", 3}}));
    EXPECT_EQ(content.text, "Betul?\n1 Ya\n2 Tidak\n3 Tidak tahu");
    ASSERT_EQ(content.buttons.size(), 3U);
    EXPECT_EQ(content.buttons[1].id, "f@1:s:7:n");
    EXPECT_EQ(content.buttons[1].label, "Tidak");
    EXPECT_TRUE(content.rows.empty());
}

TEST(RenderWhatsApp, FourToTenAreAList) {
    const Content content = whatsapp(asking("Siapa?", options_of(10, "Pilihan")));
    EXPECT_TRUE(content.buttons.empty());
    EXPECT_EQ(content.rows.size(), 10U);
    EXPECT_EQ(content.rows_button, "Pilih");
}

TEST(RenderWhatsApp, ThreeLabelsTooLongForButtonsAreAList) {
    const Content content = whatsapp(asking("Siapa?", {{"a", "Penyandang disabilitas", 1}, {"b", "Lansia", 2}}));
    EXPECT_TRUE(content.buttons.empty());
    EXPECT_EQ(content.rows.size(), 2U);
}

TEST(RenderWhatsApp, MoreThanTenAreShownByNinesWithAWayOn) {
    Prompt prompt = asking("Di kecamatan mana?", options_of(11, "Kecamatan"));
    const Content first = whatsapp(prompt);
    ASSERT_EQ(first.rows.size(), 10U);
    EXPECT_EQ(first.rows.back().id, "f@1:s:7:more");
    EXPECT_THAT(first.text, EndsWith("11 Kecamatan 9\n98 Lagi"));
    prompt.page = 1;
    const Content second = whatsapp(prompt);
    EXPECT_EQ(second.text, "Di kecamatan mana?\n12 Kecamatan 10\n13 Kecamatan 11\n98 Lagi");
}

TEST(RenderWhatsApp, LabelsTooLongForAListAreAnsweredByNumber) {
    const Content content =
        whatsapp(asking("Yang mana?", {{"a", "Curug di Kecamatan Bojongsari", 1}, {"b", "Curug", 2}}));
    EXPECT_TRUE(content.buttons.empty() && content.rows.empty());
    EXPECT_EQ(content.text, "Yang mana?\n1 Curug di Kecamatan Bojongsari\n2 Curug");
}

TEST(RenderWhatsApp, ABodyTooLongForButtonsIsPlainText) {
    const Content content = whatsapp(asking(repeated("kata", 250), {{"y", "Ya", 1}}));
    EXPECT_TRUE(content.buttons.empty());
    EXPECT_GT(characters(content.text), 1024U);
}

}  // namespace
}  // namespace sambung::dialogs
