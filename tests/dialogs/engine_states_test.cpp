// What each kind of state makes of answers: areas, confirms, texts, languages, resuming, channels.
#include "engine_support.h"

#include <gmock/gmock.h>

#include <ostream>

namespace sambung::dialogs::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::StartsWith;

Phone at_area(ChannelKind channel) {
    Phone phone{channel};
    for (const char* each : {"halo", "1", "2", "1"}) phone.type(each);
    if (channel == ChannelKind::whatsapp) phone.type("8");  // no pin
    return phone;
}

struct Typed {
    std::string_view name;
    std::string_view area;      // the slot afterwards
    std::string_view question;  // how the next screen begins
};

void PrintTo(const Typed& row, std::ostream* out) { *out << row.name; }

class TypedArea : public ::testing::TestWithParam<Typed> {};

TEST_P(TypedArea, IsFoundOrAskedAgain) {
    Phone phone = at_area(ChannelKind::sms);
    phone.type(GetParam().name);
    EXPECT_EQ(phone.slot("area"), GetParam().area);
    EXPECT_THAT(phone.screen(), StartsWith(std::string{GetParam().question}));
}

constexpr std::string_view asks_place = "Tulis tempat yang mudah";
constexpr std::string_view asks_village = "Di kelurahan mana?";
INSTANTIATE_TEST_SUITE_P(Areas, TypedArea,
                         ::testing::Values(Typed{"Kemiri Muka", "32.76.06.1002", asks_place},
                                           Typed{"kel. kemiri muka", "32.76.06.1002", asks_place},
                                           Typed{"KEMIRI", "32.76.06.1002", asks_place},
                                           Typed{"rangkapan jaya", "32.76.01.1007", asks_place},
                                           Typed{"Beji", "", asks_village},  // the kecamatan, since that is asked
                                           Typed{"bojongsari", "", asks_village},
                                           Typed{"Curug", "", "Yang mana?\n1 Curug, Beji\n2 Curug, Bojongsari"},
                                           Typed{"Sukamaju", "", "Maaf, nama itu belum kami temukan."},
                                           Typed{"ke", "", "Maaf, nama itu belum kami temukan."}));

TEST(Areas, TheSameNameInsideAChosenKecamatanIsItsKelurahan) {
    Phone phone = at_area(ChannelKind::sms);
    phone.type("2");
    phone.type("beji");
    EXPECT_EQ(phone.slot("area"), "32.76.06.1001");
}

TEST(Areas, OfTwoPlacesOfOneNameTheChosenOneIsTaken) {
    Phone phone = at_area(ChannelKind::whatsapp);
    phone.type("curug");
    phone.tap("32.76.10.1001");
    EXPECT_EQ(phone.slot("area"), "32.76.10.1001");
}

TEST(Areas, BackFromTheKelurahanAsksTheKecamatanAgain) {
    Phone phone = at_area(ChannelKind::ussd);
    phone.type("2");
    phone.type("0");
    const std::string kecamatan = phone.screen();
    EXPECT_THAT(kecamatan, StartsWith("Di kecamatan mana tempatnya?"));
    phone.type("2");
    EXPECT_THAT(phone.screen(), StartsWith("Di kelurahan mana?"));
    EXPECT_EQ(phone.type("0"), kecamatan);
}

TEST(Paging, AfterALineOfErrorTheFirstPageComesAgainSoThatNothingIsPassedOver) {
    Phone phone{ChannelKind::ussd};
    const std::string menu = phone.dial();
    EXPECT_THAT(phone.type("7"), EndsWith("\n9 DARURAT\n98 Lagi"));
    EXPECT_EQ(phone.type("98"), menu);
    phone.type("98");
    EXPECT_EQ(phone.type("0"), menu) << "back from a page is the page before";
}

Phone at_confirm(ChannelKind channel) {
    Phone phone = at_area(channel);
    for (const char* each : {"2", "2", "depan Pasar Agung"}) phone.type(each);
    if (channel == ChannelKind::whatsapp) phone.type("8");
    return phone;
}

TEST(Confirm, ReadsBackInWordsAndChangesOneAnswer) {
    Phone phone = at_confirm(ChannelKind::ussd);
    EXPECT_THAT(phone.screen(), StartsWith("Betul?\nLansia, Kemiri Muka, depan Pasar Agung\n"));
    EXPECT_THAT(phone.type("2"), StartsWith("Mana yang diubah?\n1 Siapa/kebutuhan\n2 Tempat\n3 Cerita"));
    EXPECT_THAT(phone.type("1"), StartsWith("Siapa yang butuh bantuan?"));
    EXPECT_THAT(phone.type("2"), StartsWith("Betul?\nAnak/bayi, Kemiri Muka, depan Pasar Agung\n"));
    EXPECT_THAT(phone.type("0"), StartsWith("Di kecamatan mana tempatnya?"))
        << "back goes to the question before the confirm, not into the change";
}

TEST(Confirm, AChangeThatIsTakenBackReturnsToIt) {
    Phone phone = at_confirm(ChannelKind::ussd);
    phone.type("2");
    EXPECT_THAT(phone.type("0"), StartsWith("Betul?"));
    phone.type("2");
    phone.type("1");
    EXPECT_THAT(phone.type("0"), StartsWith("Betul?\nLansia"));
    EXPECT_EQ(phone.type("1").substr(0, 13), "Terima kasih.");
}

TEST(Confirm, AChangedPlaceWalksAllOfItsQuestions) {
    Phone phone = at_confirm(ChannelKind::ussd);
    for (const char* each : {"2", "2", "3", "1"}) phone.type(each);
    EXPECT_THAT(phone.type("depan masjid"), StartsWith("Betul?\nLansia, Curug, depan masjid"));
}

TEST(Confirm, NoMeansThatSomethingIsWrongNotThatAllIsThrownAway) {
    Phone phone = at_confirm(ChannelKind::sms);
    EXPECT_THAT(phone.type("tidak"), StartsWith("Mana yang diubah?"));
}

TEST(Confirm, CancellingDropsTheDraft) {
    Phone phone = at_confirm(ChannelKind::whatsapp);
    EXPECT_EQ(phone.tap("cancel"), "Baik, tidak jadi dikirim. Bila butuh kami lagi, kami siap membantu.");
    EXPECT_THAT(phone.wished(), ElementsAre("drop"));
}

TEST(Confirm, CancellingWhatIsFiledAlreadyTellsTheTruth) {
    Phone phone = at_confirm(ChannelKind::ussd);
    phone.answers["drop"] = {
        .result = "already_filed", .values = {{"tiket", "481 207 364"}, {"batas", "14.00"}}, .rows = {}};
    EXPECT_THAT(phone.type("3"), StartsWith("Yang ini sudah tercatat, belum batal."));
}

struct Words {
    std::string_view typed;
    std::string_view begins;
};
void PrintTo(const Words& row, std::ostream* out) { *out << row.typed; }

class PlaceWords : public ::testing::TestWithParam<Words> {};
TEST_P(PlaceWords, AreTakenOrAskedAgain) {
    Phone phone = at_area(ChannelKind::sms);
    phone.type("8");
    EXPECT_THAT(phone.type(GetParam().typed), StartsWith(std::string{GetParam().begins}));
}
INSTANTIATE_TEST_SUITE_P(
    Texts, PlaceWords,
    ::testing::Values(Words{"  depan \n pasar\t agung ", "Betul?\nLansia, depan pasar agung\n"},
                      Words{"55", "Maaf, kami belum paham."}, Words{"di", "Maaf, kami belum paham."},
                      Words{"\xF0\x9F\x98\xAD\xF0\x9F\x98\xAD\xF0\x9F\x98\xAD",
                            "Tulis tempat yang mudah dicari."},  // tears
                      Words{"RT 03", "Betul?\nLansia, RT 03\n"},
                      Words{"di depan rumah Pak RT yang pagarnya hijau dekat masjid besar dan warung Bu Siti",
                            "Mohon tulis lebih singkat."}));

TEST(Resume, ARedialWithTwoAnswersAsksWhetherToGoOn) {
    Phone phone = at_area(ChannelKind::ussd);
    EXPECT_EQ(phone.dial(), "Tadi isian Anda belum selesai.\n1 Lanjutkan\n2 Mulai baru");
    EXPECT_THAT(phone.type("1"), StartsWith("Di kecamatan mana tempatnya?"));
    EXPECT_EQ(phone.slot("category"), "lansia");
}

TEST(Resume, StartingAnewForgetsTheAnswers) {
    Phone phone = at_area(ChannelKind::ussd);
    phone.dial();
    EXPECT_THAT(phone.type("2"), StartsWith("Dinsos Depok"));
    EXPECT_TRUE(phone.session.slots.empty());
    EXPECT_EQ(phone.session.draft, DraftId{});
}

TEST(Resume, ARedialWithOneAnswerGetsTheMenu) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("1");
    phone.type("2");
    EXPECT_THAT(phone.dial(), StartsWith("Dinsos Depok"));
}

TEST(Resume, NobodyIsTrappedInTheQuestion) {
    Phone phone = at_area(ChannelKind::ussd);
    phone.dial();
    for (int wrong = 0; wrong < 3; ++wrong) phone.type("5");
    EXPECT_EQ(phone.at(), "menu.pilih");
    EXPECT_FALSE(phone.session.offered_resume);
}

TEST(Resume, WhoWasCutOffInDangerGoesOnWithoutAQuestion) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("9");
    EXPECT_EQ(phone.dial(), "Di mana orangnya? Tulis tempatnya.\n0 Kembali\n00 Menu");
    EXPECT_THAT(phone.wished(), ElementsAre("ring")) << "rung once";
}

TEST(Resume, OnWhatsAppTheFirstWordsOnlyShowWhereOneStands) {
    Phone phone = at_area(ChannelKind::ussd);
    phone.type("8");
    phone.channel = ChannelKind::whatsapp;
    EXPECT_THAT(phone.type("halo pak"), StartsWith("Tulis tempat yang mudah dicari."));
    EXPECT_EQ(phone.slot("place"), "");
    phone.type("depan masjid");
    EXPECT_EQ(phone.slot("place"), "depan masjid");
}

TEST(Resume, ATriggerWordInALongFormAsksFirst) {
    Phone phone = at_area(ChannelKind::whatsapp);
    EXPECT_THAT(phone.type("halo"), StartsWith("Tadi isian Anda belum selesai."));
    phone.tap("go_on");
    EXPECT_EQ(phone.at(), "lokasi.wilayah");
}

TEST(Shortcut, DigitsDialledWithTheCodeAreTheFirstAnswer) {
    Phone phone{ChannelKind::ussd};
    EXPECT_THAT(phone.dial("1"), StartsWith("Apakah ia pingsan"));
    EXPECT_TRUE(phone.turn.prompt.first_screen);
}

TEST(Languages, AreChosenByTheirOwnNames) {
    Phone phone{ChannelKind::sms};
    phone.type("bahasa");
    EXPECT_EQ(phone.screen(), "Pilih bahasa / Choose language\n1 Bahasa Indonesia\n2 English");
    phone.type("english");
    EXPECT_EQ(phone.session.language, Language::en);
}

TEST(Notices, SayWhatTheyMustInOneScreen) {
    const FlowSet& flows = *base_office();
    EXPECT_EQ(sorry(flows, Language::id),
              "Maaf, sistem sedang penuh. Laporan BELUM masuk. Coba 10 menit lagi. Bila darurat, telepon 112 atau 119 "
              "sekarang.");
    EXPECT_THAT(busy(flows, Language::en), StartsWith("Sorry, many people are checking."));
    EXPECT_EQ(emergency(flows, Language::id, "481207364"),
              "DARURAT. Telepon 112 atau 119 sekarang.\nPetugas jaga kami juga sudah dipanggil. No. 481 207 364.");
    EXPECT_EQ(
        emergency(flows, Language::id, ""),
        "DARURAT. Telepon 112 atau 119 SEKARANG. Laporan BELUM masuk, petugas kami belum bisa dipanggil dari sini.");
    EXPECT_EQ(notice(flows, Language::jv, "notice.status_changed", {{"tiket", "481 207 364"}, {"status", "DICEK"}}),
              "Dinsos Depok: laporan 481 207 364 samenika DICEK. Kabar: bales CEK.")
        << "in the language of the citizen";
}

}  // namespace
}  // namespace sambung::dialogs::testing
