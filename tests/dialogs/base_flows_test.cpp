// The conversations that every office has, screen by screen.
#include "dialogs/flow_set.h"
#include "engine_support.h"
#include "loader_support.h"

#include <gmock/gmock.h>

#include <map>
#include <sstream>
#include <string>

namespace sambung::dialogs::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(BaseFlows, LoadWithoutOneFindingInIndonesianAndEnglish) { EXPECT_NE(base_office(), nullptr); }

// A service that runs already refuses other steps under the version that it knows.
TEST(BaseFlows, OtherStepsHaveAnotherVersion) {
    std::istringstream file(file_in_project("tests/dialogs/flow_structures.txt"));
    std::map<std::string, std::string> known;
    for (std::string version, structure; file >> version >> structure;) known[version] = structure;
    for (const FlowVersion& flow : flows_to_remember(files_of(base_flows()))) {
        const std::string version = flow.flow + "@" + std::to_string(flow.version);
        const std::string structure = std::to_string(flow.structure);
        EXPECT_TRUE(known.contains(version))
            << "a new version: add the line \"" << version << " " << structure << "\" to flow_structures.txt";
        EXPECT_EQ(known[version], structure) << "the steps of " << version << " have changed: raise its version";
    }
}

TEST(BaseFlows, AReportByUssdTakesEightScreens) {
    Phone phone{ChannelKind::ussd};
    EXPECT_EQ(phone.dial(),
              "Dinsos Depok\n1 Lapor orang lain\n2 Minta bantuan\n3 Cek laporan\n4 Bahasa/Language\n5 Minta ditelepon\n"
              "6 Bicara rahasia\n9 DARURAT");
    EXPECT_EQ(phone.type("1"),
              "Apakah ia pingsan, sesak napas, luka berat, atau sedang diancam?\n1 Ya\n2 Tidak\n3 Tidak tahu\n0 "
              "Kembali\n00 Menu");
    EXPECT_EQ(phone.type("2"),
              "Siapa yang butuh bantuan?\n1 Lansia\n2 Anak/bayi\n3 Penyandang disabilitas\n4 Orang tanpa rumah\n"
              "5 Keluarga kurang makan\n6 Orang sakit/bingung\n7 Lainnya\n9 DARURAT");
    EXPECT_EQ(phone.type("1"),
              "Data hanya kami pakai untuk menolong.\nDi kecamatan mana tempatnya?\n1 Pancoran Mas\n2 Beji\n"
              "3 Bojongsari\n4 Bukan di Depok\n8 Tidak tahu\n0 Kembali\n00 Menu");
    EXPECT_EQ(phone.type("2"), "Di kelurahan mana?\n1 Beji\n2 Kemiri Muka\n3 Curug\n8 Tidak tahu\n0 Kembali\n00 Menu");
    EXPECT_EQ(phone.type("2"),
              "Tulis tempat yang mudah dicari.\nContoh: depan Pasar Agung, RT 03 RW 05\n0 Kembali\n00 Menu");
    EXPECT_EQ(phone.type("depan Pasar Agung"),
              "Betul?\nLansia, Kemiri Muka, depan Pasar Agung\n1 Betul, kirim\n2 Ubah\n3 Batal\n0 Kembali\n00 Menu");
    EXPECT_EQ(phone.type("1"),
              "Terima kasih. Laporan sudah masuk.\nNo. 481 207 364, angka cek 123 456.\n"
              "Petugas cek paling lambat hari ini pukul 14.00.\nKabar: dial lagi, pilih 3.");
    EXPECT_TRUE(phone.content.ends_session);
    EXPECT_EQ(phone.also_sms, phone.screen());
    EXPECT_EQ(phone.at(), "-");
    ASSERT_THAT(phone.wished(), ElementsAre("compare", "file"));
    using Slots = std::map<std::string, std::string, std::less<>>;
    EXPECT_EQ(
        phone.wishes[0].slots,
        (Slots{{"area", "32.76.06.1002"}, {"category", "lansia"}, {"kind", "lapor"}, {"place", "depan Pasar Agung"}}));
}

TEST(BaseFlows, AReportInEnglishFitsItsScreensToo) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("4");
    EXPECT_EQ(phone.type("English"),
              "Dinsos Depok\n1 Report someone else\n2 Ask for help\n3 Check my report\n4 Bahasa/Language\n"
              "5 Ask for a call\n6 Private talk\n9 EMERGENCY");
    phone.dial();
    EXPECT_THAT(phone.screen(), HasSubstr("9 EMERGENCY")) << "the language is kept";
}

TEST(BaseFlows, AYesToDangerRingsBeforeAnythingIsAsked) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("1");
    EXPECT_EQ(phone.type("3"),
              "DARURAT. Telepon 112 atau 119 sekarang.\nPetugas jaga kami juga sudah dipanggil.\n"
              "Di mana orangnya? Tulis tempatnya.\n0 Kembali\n00 Menu")
        << "not knowing counts as yes";
    ASSERT_THAT(phone.wished(), ElementsAre("ring"));
    EXPECT_EQ(phone.wishes[0].slots.at("danger"), "1");
    EXPECT_EQ(phone.type("gang Mawar"), "Apa yang terjadi? Tulis singkat.\n8 Kirim saja\n0 Kembali\n00 Menu");
    EXPECT_EQ(phone.type("jatuh dari tangga"),
              "Laporan darurat sudah masuk.\nNo. 481 207 364, angka cek 123 456.\n"
              "Petugas jaga segera menghubungi HP ini.\nTetap telepon 112 atau 119.");
    ASSERT_THAT(phone.wished(), ElementsAre("ring", "file"));
    EXPECT_EQ(phone.wishes[1].slots.at("danger"), "1");
    EXPECT_EQ(phone.wishes[1].slots.at("place"), "gang Mawar");
}

TEST(BaseFlows, IfNobodyCanBeRungTheScreenSaysSoWithTheNumbers) {
    Phone phone{ChannelKind::ussd};
    phone.answers["ring"].result = "error";
    phone.dial();
    EXPECT_THAT(phone.type("9"),
                StartsWith("DARURAT. Telepon 112 atau 119 SEKARANG.\nPetugas jaga BELUM bisa kami panggil."));
    EXPECT_FALSE(phone.session.rung);
}

TEST(BaseFlows, DangerInAFormKeepsItsDraftAndItsAnswers) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("1");
    phone.type("2");
    const DraftId draft = phone.session.draft;
    phone.type("1");
    phone.type("8");
    phone.type("bapak pingsan di gang Mawar");
    EXPECT_EQ(phone.session.draft, draft);
    EXPECT_EQ(phone.wishes[0].slots.at("category"), "lansia");
    EXPECT_EQ(phone.wishes[0].slots.at("story"), "bapak pingsan di gang Mawar");
    EXPECT_EQ(phone.at(), "darurat.dimana");
}

TEST(BaseFlows, AFailedFilingSaysThatTheReportIsNotIn) {
    Phone phone{ChannelKind::sms};
    phone.answers["file"].result = "error";
    EXPECT_EQ(
        phone.type("LAPOR ada nenek sendirian di pasar"),
        "Maaf, sistem sedang penuh. Laporan BELUM masuk. Coba 10 menit lagi. Bila darurat, telepon 112 atau 119.");
}

TEST(BaseFlows, AOneShotReportFilesAtOnceAndTellsHowToTakeItBack) {
    Phone phone{ChannelKind::sms};
    EXPECT_THAT(phone.type("lapor: ada nenek sendirian di Pasar Agung"), HasSubstr("Keliru: balas BATAL."));
    ASSERT_THAT(phone.wished(), ElementsAre("compare", "file"));
    EXPECT_EQ(phone.wishes[0].slots.at("story"), "ada nenek sendirian di Pasar Agung");
}

TEST(BaseFlows, OwnReportsAreListedAndOneIsShown) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    EXPECT_EQ(
        phone.type("3"),
        "Laporan dari HP ini:\n1 481 207 364 DITERIMA\n2 518 640 925 DITANGANI\n8 Laporan lain\n0 Kembali\n00 Menu");
    EXPECT_EQ(
        phone.type("1"),
        "481 207 364: DITANGANI\nUnit: TRC\nKabar terakhir: 21 Nov 14.05\n1 Tambah info\n2 Minta ditelepon\n3 Selesai\n"
        "0 Kembali\n00 Menu");
    EXPECT_EQ(phone.wishes[1].slots.at("ticket"), "481207364");
    EXPECT_THAT(phone.type("7"), HasSubstr("481 207 364: DITANGANI")) << "the values stay while the prompt stands";
    EXPECT_EQ(phone.type("1"), "Tulis info tambahan untuk laporan 481 207 364.\n0 Kembali\n00 Menu");
    EXPECT_EQ(phone.type("sekarang di rumah Pak RT"), "Terima kasih, info sudah kami teruskan ke petugas.");
    EXPECT_EQ(phone.wishes[2].slots.at("story"), "sekarang di rumah Pak RT");
}

TEST(BaseFlows, ANumberThatIsNotFoundGetsTheSameWordsWhosesoeverItIs) {
    Phone phone{ChannelKind::sms};
    phone.answers["status"].result = "not_found";
    EXPECT_THAT(phone.type("CEK 481207364"), StartsWith("Maaf, laporan itu belum kami temukan."));
    EXPECT_EQ(phone.at(), "cek.tanya");
}

TEST(BaseFlows, ACancelWithItsNumberIsAskedOfTheOfficeAtOnce) {
    Phone phone{ChannelKind::whatsapp};
    phone.answers["cancel"].result = "asked_person";
    EXPECT_THAT(phone.type("Batal 481-207-364"), StartsWith("Permintaan batal sudah kami catat."));
    EXPECT_EQ(phone.wishes[0].slots.at("ticket"), "481207364");
}

TEST(BaseFlows, AnAdditionFindsItsReport) {
    Phone phone{ChannelKind::sms};
    EXPECT_THAT(phone.type("TAMBAH 481207364 beliau pindah ke masjid"), StartsWith("Terima kasih"));
    EXPECT_THAT(phone.wished(), ElementsAre("list", "add_note"));
    EXPECT_EQ(phone.wishes[1].slots.at("story"), "beliau pindah ke masjid");
}

TEST(BaseFlows, AnOfficeThatIsClosedSaysWhenItOpens) {
    Phone phone{ChannelKind::sms};
    phone.answers["handover"].result = "closed";
    EXPECT_EQ(phone.type("petugas"),
              "Petugas kembali Sen 08.00 lalu menghubungi Anda. Petugas tidak pernah minta uang. Bila ada bahaya, "
              "telepon 112 atau 119 sekarang.");
}

TEST(BaseFlows, StopOptsOutOfPushesOnly) {
    Phone phone{ChannelKind::whatsapp};
    EXPECT_THAT(phone.type("STOP"), StartsWith("Baik, kami tidak mengirim kabar lagi"));
    EXPECT_THAT(phone.wished(), ElementsAre("opt_out"));
}

}  // namespace
}  // namespace sambung::dialogs::testing
