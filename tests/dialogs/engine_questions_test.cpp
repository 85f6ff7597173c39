// Questions of every kind, and what may be answered to each.
#include "engine_support.h"

#include <gmock/gmock.h>

namespace sambung::dialogs::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// The four flows that the engine needs come with it; `states` of a flow "tanya" that the word "tanya" begins.
std::shared_ptr<const FlowSet> asking(std::string_view slots, std::string_view states,
                                      std::vector<FlowSource> others = {}) {
    others.push_back({.name = "tanya.yaml",
                      .text = "format: dialog/1\nflow: tanya\nversion: 1\nentry: satu\n"
                              "session: {idle: 72h, resume: ask, remind: 2h}\ntriggers:\n  - {words: [tanya], "
                              "channels: [ussd, sms, whatsapp]}\nslots:\n" +
                              std::string{slots} + "states:\n" + std::string{states} +
                              "  selesai: {type: end, say: \"Selesai.\"}\n"});
    return office_of(std::move(others));
}

struct Answer {
    std::string_view typed;
    std::string_view begins;      // what the screen then begins with
    std::string_view value = {};  // of the slot afterwards
};
void PrintTo(const Answer& row, std::ostream* out) { *out << row.typed; }

// --- NIK ---

std::shared_ptr<const FlowSet> asking_nik() {
    return asking(
        "  nik: {type: nik, personal: true}\n",
        "  satu: {type: nik, slot: nik, say: \"NIK?\", skip: {label: \"Lewati\", next: selesai}, next: selesai, "
        "retry: {max: 2, then: selesai}}\n");
}

class NikAnswers : public ::testing::TestWithParam<Answer> {};
TEST_P(NikAnswers, AreReadBackOrAskedAgain) {
    Phone phone{ChannelKind::sms, asking_nik()};
    phone.type("tanya");
    EXPECT_THAT(phone.type(GetParam().typed), StartsWith(std::string{GetParam().begins}));
    EXPECT_EQ(phone.slot("nik"), GetParam().value);
}
INSTANTIATE_TEST_SUITE_P(
    Typed, NikAnswers,
    ::testing::Values(Answer{"3276 9915 0590 0001", "NIK 3276 9915 0590 0001\nSudah betul?", "3276991505900001"},
                      Answer{"3276-9915-0590-OOOl", "NIK 3276 9915 0590 0001\nSudah betul?", "3276991505900001"},
                      Answer{"327699150590000", "Maaf, angkanya belum pas. NIK ada 16 angka, yang kami terima 15."},
                      Answer{"3276993913900001", "Maaf, angkanya belum pas. Mohon lihat lagi NIK"},
                      Answer{"1234567890123456", "Maaf, itu NIK contoh."}, Answer{"8", "Selesai."}));

TEST(Nik, IsTypedAgainIfTheReadBackIsWrong) {
    Phone phone{ChannelKind::ussd, asking_nik()};
    phone.type("tanya");
    phone.type("3276991505900001");
    EXPECT_THAT(phone.type("2"), StartsWith("NIK?"));
    EXPECT_EQ(phone.slot("nik"), "");
    phone.type("3276991505900002");
    EXPECT_EQ(phone.type("1"), "Selesai.");
}

TEST(Nik, NobodyIsHeldUpForTheLackOfOne) {
    Phone phone{ChannelKind::ussd, asking_nik()};
    phone.type("tanya");
    phone.type("123");
    phone.type("123");
    EXPECT_EQ(phone.type("123"), "Selesai.");
}

// --- phone and date ---

class PhoneAnswers : public ::testing::TestWithParam<Answer> {};
TEST_P(PhoneAnswers, AreNumbersOrAskedAgain) {
    Phone phone{ChannelKind::sms,
                asking("  phone: {type: phone, personal: true}\n",
                       "  satu: {type: phone, slot: phone, say: \"HP?\", next: dua, retry: {max: 2, then: selesai}}\n"
                       "  dua: {type: confirm, say: \"Betul?\", show: [phone], if_yes: selesai, if_no: selesai, retry: "
                       "{max: 1, then: selesai}}\n")};
    phone.type("tanya");
    EXPECT_THAT(phone.type(GetParam().typed), StartsWith(std::string{GetParam().begins}));
    EXPECT_EQ(phone.slot("phone"), GetParam().value);
}
INSTANTIATE_TEST_SUITE_P(Typed, PhoneAnswers,
                         ::testing::Values(Answer{"0812-0000-0009", "Betul?\n+628****0009\n", "+6281200000009"},
                                           Answer{"62 812 0000 0009", "Betul?\n+628****0009\n", "+6281200000009"},
                                           Answer{"tidak punya", "Maaf, angkanya belum pas."},
                                           Answer{"123", "Maaf, angkanya belum pas."}));

class DateAnswers : public ::testing::TestWithParam<Answer> {};
TEST_P(DateAnswers, AreDaysOrAskedAgain) {
    Phone phone{
        ChannelKind::sms,
        asking("  wafat: {type: date}\n",
               "  satu: {type: date, slot: wafat, earliest: -2y, latest: 0d, say: \"Kapan?\", next: dua, retry: "
               "{max: 2, then: selesai}}\n"
               "  dua: {type: confirm, say: \"Betul?\", show: [wafat], if_yes: selesai, if_no: selesai, retry: "
               "{max: 1, then: selesai}}\n")};
    phone.env.today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
    phone.type("tanya");
    EXPECT_THAT(phone.type(GetParam().typed), StartsWith(std::string{GetParam().begins}));
    EXPECT_EQ(phone.slot("wafat"), GetParam().value);
}
INSTANTIATE_TEST_SUITE_P(Typed, DateAnswers,
                         ::testing::Values(Answer{"17-8-2026", "Betul?\n17 Agu 2026\n", "2026-08-17"},
                                           Answer{"17/08/26", "Betul?\n17 Agu 2026\n", "2026-08-17"},
                                           Answer{"17082026", "Betul?\n17 Agu 2026\n", "2026-08-17"},
                                           Answer{"170826", "Betul?\n17 Agu 2026\n", "2026-08-17"},
                                           Answer{"17 agustus 2026", "Betul?\n17 Agu 2026\n", "2026-08-17"},
                                           Answer{"2 Nopember 2026", "Betul?\n2 Nov 2026\n", "2026-11-02"},
                                           Answer{"hari ini", "Betul?\n22 Nov 2026\n", "2026-11-22"},
                                           Answer{"Kemarin", "Betul?\n21 Nov 2026\n", "2026-11-21"},
                                           Answer{"wingi", "Betul?\n21 Nov 2026\n", "2026-11-21"},
                                           Answer{"29-2-2025", "Maaf, tanggalnya belum kami paham."},
                                           Answer{"261-1-2026", "Maaf, tanggalnya belum kami paham."},
                                           Answer{"1-268-2026", "Maaf, tanggalnya belum kami paham."},
                                           Answer{"1-1-99999999999", "Maaf, tanggalnya belum kami paham."},
                                           Answer{"besok", "Maaf, tanggal itu belum pas."},
                                           Answer{"17-8-1990", "Maaf, tanggal itu belum pas."},
                                           Answer{"sudah lama", "Maaf, tanggalnya belum kami paham."}));

// --- photos, voice notes, pins ---

Event sent(std::string id, std::string mime) {
    return {.channel = ChannelKind::whatsapp,
            .text = {},
            .option_id = {},
            .media = {{.id = std::move(id), .mime = std::move(mime), .sha256 = {}, .voice = false}},
            .sent_at = {}};
}

std::shared_ptr<const FlowSet> asking_photos() {
    return asking(
        "  foto: {type: media, personal: true}\n",
        "  satu: {type: photo, slot: foto, say: \"Kirim foto.\", skip: {label: \"Lanjut\", next: selesai}, next: "
        "selesai, retry: {max: 1, then: selesai}}\n");
}

TEST(Photos, AreGatheredUntilGoOnIsChosen) {
    Phone phone{ChannelKind::whatsapp, asking_photos()};
    phone.type("tanya");
    EXPECT_THAT(phone.send(sent("a1", "image/jpeg")), StartsWith("Foto diterima. Kirim lagi, atau pilih Lanjut."));
    phone.send(sent("b2", "image/png"));
    EXPECT_EQ(phone.slot("foto"), "a1 b2");
    EXPECT_THAT(phone.send(sent("c3", "audio/ogg")), StartsWith("Maaf, di sini kami menunggu foto."));
    Event captioned = sent("d4", "image/jpeg");
    captioned.text = "ini atapnya";
    EXPECT_THAT(phone.send(captioned), StartsWith("Foto diterima. Kirim lagi, atau pilih Lanjut."));
    EXPECT_EQ(phone.slot("foto"), "a1 b2 d4");
    EXPECT_EQ(phone.tap("skip"), "Selesai.");
}

TEST(Photos, TheFifthLeadsOn) {
    Phone phone{ChannelKind::whatsapp, asking_photos()};
    phone.type("tanya");
    for (const char* id : {"a1", "b2", "c3", "d4"}) phone.send(sent(id, "image/jpeg"));
    EXPECT_FALSE(phone.turn.prompt.ends);
    phone.send(sent("e5", "image/jpeg"));
    EXPECT_TRUE(phone.turn.prompt.ends) << phone.screen();
}

TEST(Photos, HaveIdsAsLongAsAdaptersLetThrough) {
    Phone phone{ChannelKind::whatsapp, asking_photos()};
    phone.type("tanya");
    phone.send(sent(std::string(longest_media_id + 1, 'a'), "image/jpeg"));
    EXPECT_EQ(phone.slot("foto"), "") << "no adapter gives such a one";
    phone.session.tries = 0;
    for (const char letter : {'a', 'b', 'c', 'd'})
        phone.send(sent(std::string(longest_media_id, letter), "image/jpeg"));
    EXPECT_EQ(phone.slot("foto").size(), 4 * longest_media_id + 3);
    EXPECT_TRUE(decode(encode(phone.session))) << "such a session can still be read";
}

TEST(Photos, GoWithTheWishOnceEach) {
    Phone phone{ChannelKind::whatsapp,
                asking("  foto: {type: media, personal: true}\n  media: {type: media, personal: true}\n"
                       "  story: {type: text, max: 80, personal: true}\n",
                       "  satu: {type: photo, slot: foto, say: \"Kirim foto.\", skip: {label: \"Lanjut\", next: "
                       "kirim}, next: kirim, retry: {max: 1, then: kirim}}\n"
                       "  kirim: {type: action, do: handover, set: {reason: asked}, results: {ok: selesai, closed: "
                       "selesai, error: selesai}}\n")};
    phone.type("tanya");
    for (const char* id : {"wa:b2", "wa:a1", "wa:b2"}) phone.send(sent(id, "image/jpeg"));
    phone.tap("skip");
    ASSERT_EQ(phone.wished(), std::vector<std::string>{"handover"});
    EXPECT_THAT(phone.wishes.at(0).media, ElementsAre("wa:b2", "wa:a1"));
}

TEST(Photos, MayBeOfNoKindThatIsToldButOfNoOther) {
    Phone phone{ChannelKind::whatsapp, asking_photos()};
    phone.type("tanya");
    EXPECT_THAT(phone.send(sent("a1", "")), StartsWith("Foto diterima."));
    EXPECT_THAT(phone.send(sent("b2", "application/pdf")), StartsWith("Maaf, di sini kami menunggu foto."));
    EXPECT_EQ(phone.slot("foto"), "a1");
}

TEST(Voice, MayBeOfNoKindThatIsTold) {
    Phone phone{ChannelKind::whatsapp,
                asking("  suara: {type: media, personal: true}\n",
                       "  satu: {type: voice, slot: suara, say: \"Kirim suara.\", skip: {label: \"Lewati\", next: "
                       "dua}, next: dua, retry: {max: 1, then: dua}}\n"
                       "  dua: {type: yesno, say: \"Betul?\", if_yes: selesai, if_no: selesai, retry: {max: 1, then: "
                       "selesai}}\n")};
    phone.type("tanya");
    EXPECT_THAT(phone.send(sent("a1", "")), StartsWith("Betul?"));
    EXPECT_EQ(phone.slot("suara"), "a1");
}

TEST(Photos, AreNotAskedWhereNoneCanBeSent) {
    for (const ChannelKind channel : {ChannelKind::ussd, ChannelKind::sms}) {
        Phone phone{channel, asking_photos()};
        EXPECT_EQ(phone.type("tanya"), "Selesai.") << name(channel);
    }
}

TEST(Pins, AreKeptWithSixDecimals) {
    Phone phone{ChannelKind::whatsapp,
                asking("  pin: {type: pin, personal: true}\n",
                       "  satu: {type: location, slot: pin, say: \"Kirim lokasi.\", skip: {label: \"Lewati\", next: "
                       "dua}, next: dua, retry: {max: 1, then: dua}}\n"
                       "  dua: {type: yesno, say: \"Betul?\", if_yes: selesai, if_no: selesai, retry: {max: 1, then: "
                       "selesai}}\n")};
    phone.type("tanya");
    EXPECT_THAT(phone.type("di sana"), StartsWith("Maaf, di sini kami menunggu lokasi dari peta."));
    phone.send({.channel = ChannelKind::whatsapp,
                .text = {},
                .option_id = {},
                .pin = Location{-6.402484, 106.794243},
                .sent_at = {}});
    EXPECT_EQ(phone.slot("pin"), "-6.402484,106.794243");
    EXPECT_THAT(phone.screen(), StartsWith("Betul?"));
}

// --- stories in pieces ---

std::shared_ptr<const FlowSet> gathering() {
    return asking(
        "  story: {type: text, max: 200, personal: true}\n  media: {type: media}\n",
        "  satu: {type: text, slot: story, min: 3, say: \"Ceritakan.\", collect: {label: \"Lanjut\", idle: 90s}, "
        "next: selesai, retry: {max: 1, then: selesai}}\n");
}

TEST(Pieces, OfAStoryAreOneStory) {
    Phone phone{ChannelKind::whatsapp, gathering()};
    phone.type("tanya");
    EXPECT_THAT(phone.type("ada bapak tua"), StartsWith("Tercatat. Tulis lagi, atau pilih Lanjut."));
    phone.type("ya");
    phone.send(sent("m1", "audio/ogg"));
    EXPECT_EQ(phone.slot("story"), "ada bapak tua. ya");
    EXPECT_EQ(phone.slot("media"), "m1");
    EXPECT_EQ(phone.tap("done"), "Selesai.");
}

TEST(Pieces, AreNotAwaitedOnUssd) {
    Phone phone{ChannelKind::ussd, gathering()};
    phone.type("tanya");
    EXPECT_EQ(phone.type("ada bapak tua"), "Selesai.");
}

TEST(Pieces, AreWholeWhenNothingMoreComes) {
    Phone phone{ChannelKind::whatsapp, gathering()};
    phone.type("tanya");
    phone.type("ada bapak tua");
    ASSERT_TRUE(phone.turn.due);
    EXPECT_EQ(*phone.turn.due, phone.env.now + seconds{90});
    phone.env.now += seconds{90};
    const Turn turn = timer_rang(*phone.flows, phone.session, phone.env);
    EXPECT_EQ(turn.prompt.text, "Selesai.");
    EXPECT_EQ(turn.trace.outcome, "gathered");
}

// --- flows that ask for others ---

FlowSource address() {
    return {.name = "alamat.yaml", .text = R"(format: dialog/1
flow: alamat
version: 1
entry: jalan
called: true
slots:
  jalan: {type: text, max: 40, personal: true}
  untuk: {type: text, max: 20}
states:
  jalan: {type: text, slot: jalan, min: 3, say: "Jalan apa untuk {untuk}?", next: return, retry: {max: 1, then: return}}
)"};
}

std::shared_ptr<const FlowSet> calling() {
    return asking(
        "  siapa: {type: text, max: 20}\n  tempat: {type: text, max: 40, personal: true}\n",
        "  satu: {type: text, slot: siapa, min: 3, say: \"Siapa?\", next: alamat, retry: {max: 1, then: selesai}}\n"
        "  alamat: {type: call, flow: alamat, in: {untuk: siapa}, out: {tempat: jalan}, next: periksa}\n"
        "  periksa: {type: confirm, say: \"Betul?\", show: [siapa, tempat], edit: [siapa, tempat], if_yes: "
        "selesai, if_no: selesai, retry: {max: 1, then: selesai}}\n",
        {address()});
}

TEST(Calls, GiveInAndTakeOut) {
    Phone phone{ChannelKind::ussd, calling()};
    phone.type("tanya");
    EXPECT_THAT(phone.type("Ibu Siti"), StartsWith("Jalan apa untuk Ibu Siti?"));
    EXPECT_EQ(phone.at(), "alamat.jalan");
    EXPECT_THAT(phone.type("Jalan Mawar"), StartsWith("Betul?\nIbu Siti, Jalan Mawar\n"));
    EXPECT_TRUE(phone.session.stack.empty());
}

TEST(Calls, ABackFromTheirFirstQuestionIsTheQuestionBefore) {
    Phone phone{ChannelKind::ussd, calling()};
    phone.type("tanya");
    phone.type("Ibu Siti");
    EXPECT_THAT(phone.type("0"), StartsWith("Siapa?"));
    EXPECT_EQ(phone.slot("siapa"), "Ibu Siti");
}

TEST(Calls, AChangeGoesThroughThemAndReturnsToTheReadBack) {
    Phone phone{ChannelKind::ussd, calling()};
    for (const char* each : {"tanya", "Ibu Siti", "Jalan Mawar", "2", "2"}) phone.type(each);
    EXPECT_EQ(phone.at(), "alamat.jalan");
    EXPECT_THAT(phone.type("Jalan Melati"), StartsWith("Betul?\nIbu Siti, Jalan Melati\n"));
}

TEST(Calls, DangerInsideKeepsWhatTheCallerKnows) {
    Phone phone{ChannelKind::ussd, base_office()};
    phone.dial();
    for (const char* each : {"1", "2", "1", "8"}) phone.type(each);
    ASSERT_EQ(phone.at(), "lokasi.tempat");
    const DraftId draft = phone.session.draft;
    phone.type("beliau pingsan");
    ASSERT_THAT(phone.wished(), ElementsAre("ring"));
    EXPECT_EQ(phone.wishes[0].slots.at("category"), "lansia");
    EXPECT_EQ(phone.session.draft, draft);
    EXPECT_TRUE(phone.session.stack.empty());
}

TEST(Calls, ThatFileDoSoForTheirCaller) {
    Phone phone{ChannelKind::ussd, base_office()};
    phone.dial();
    for (const char* each : {"1", "2", "1", "8", "depan pasar", "1"}) phone.type(each);
    ASSERT_THAT(phone.wished(), ElementsAre("compare", "file"));
    EXPECT_EQ(phone.wishes[0].slots.at("kind"), "lapor");
    EXPECT_EQ(phone.wishes[0].slots.at("place"), "depan pasar");
}

TEST(Duplicates, AreAskedAboutAndFiledIfTheyAreSomethingElse) {
    Phone phone{ChannelKind::sms, base_office()};
    phone.answers["file"] = {
        .result = "duplicate", .values = {{"tiket", "481 207 364"}, {"batas", "14.00"}}, .rows = {}};
    EXPECT_THAT(phone.type("LAPOR nenek sendirian di depan pasar"),
                StartsWith("Yang sama sudah ada: No. 481 207 364, jawaban paling lambat 14.00.\nIni kejadian lain?"));
    phone.answers["file"] = obliging()["file"];
    EXPECT_THAT(phone.type("ya"), StartsWith("Terima kasih. Laporan sudah masuk."));
    EXPECT_EQ(phone.wishes.back().slots.at("again"), "yes");
}

TEST(Duplicates, ThatAreNewsOfAReportAreAddedToTheOneThatIsChosen) {
    Phone phone{ChannelKind::sms, base_office()};
    phone.answers["compare"] = {
        .result = "similar", .values = {}, .rows = {{"481207364", "DITERIMA"}, {"518640925", "DITANGANI"}}};
    EXPECT_THAT(phone.type("LAPOR nenek sendirian di depan pasar"),
                StartsWith("Laporan Anda sudah ada yang mirip. Kabar baru untuk laporan itu?\n1 481 207 364 DITERIMA\n"
                           "2 518 640 925 DITANGANI\n8 Laporan baru"));
    EXPECT_THAT(phone.type("2"), StartsWith("Terima kasih. Kabar ini kami tambahkan ke No."));
    ASSERT_THAT(phone.wished(), ElementsAre("compare", "update"));
    EXPECT_EQ(phone.wishes[1].slots.at("ticket"), "518640925");
    EXPECT_EQ(phone.wishes[1].slots.at("story"), "nenek sendirian di depan pasar");
}

TEST(Duplicates, ThatAreNotAreFiledAsAnotherMatter) {
    Phone phone{ChannelKind::sms, base_office()};
    phone.answers["compare"] = {.result = "similar", .values = {}, .rows = {{"481207364", "DITERIMA"}}};
    phone.type("LAPOR nenek sendirian di depan pasar");
    EXPECT_THAT(phone.type("8"), StartsWith("Terima kasih. Laporan sudah masuk."));
    ASSERT_THAT(phone.wished(), ElementsAre("compare", "file"));
    EXPECT_EQ(phone.wishes[1].slots.at("again"), "yes");
}

struct OneShot {
    std::string_view typed;
    std::string_view nama, nik, story;
};

TEST(OneShot, ANikIsKnownWhereverItStandsAndLeavesTheStory) {
    for (const OneShot& row :
         {OneShot{"LAPOR#Siti#3276991505900001#ibu tua sendirian", "Siti", "3276991505900001", "ibu tua sendirian"},
          OneShot{"lapor Siti Aminah, 3276 9915 0590 0001 ibu tua sendirian", "Siti Aminah", "3276991505900001",
                  "ibu tua sendirian"},
          OneShot{"LAPOR nenek sakit tidur jalanan 3276991505900001 Jl Melati", "", "3276991505900001",
                  "nenek sakit tidur jalanan Jl Melati"},
          OneShot{"LAPOR*Raden Ayu Sitimariamahardikaningrum Kusumawardhani*3276991505900001*Jl Melati", "",
                  "3276991505900001", "Raden Ayu Sitimariamahardikaningrum Kusumawardhani Jl Melati"},
          OneShot{"LAPOR 3276991505900001 ibu tua sendirian", "", "3276991505900001", "ibu tua sendirian"},
          OneShot{"LAPOR.ibu tua sendirian di depan pasar Agung 3276991505900001", "", "3276991505900001",
                  "ibu tua sendirian di depan pasar Agung"},
          OneShot{"LAPOR ibu sakit 3276991505900001", "", "3276991505900001", "ibu sakit"},
          OneShot{"LAPOR ibu tua sendirian", "", "", "ibu tua sendirian"}}) {
        Phone phone{ChannelKind::sms, base_office()};
        phone.type(row.typed);
        ASSERT_THAT(phone.wished(), ElementsAre("compare", "file")) << row.typed;
        const auto& slots = phone.wishes[0].slots;
        const auto slot = [&slots](const char* name) { return slots.contains(name) ? slots.at(name) : std::string{}; };
        EXPECT_EQ(slot("nama"), row.nama) << row.typed;
        EXPECT_EQ(slot("nik"), row.nik) << row.typed;
        EXPECT_EQ(slot("story"), row.story) << row.typed;
    }
}

TEST(OneShot, AFlowThatAsksForANameTakesTheWordsBeforeANikForOne) {
    Phone phone{ChannelKind::sms, base_office()};
    phone.type("BANTUAN Siti Aminah 3276991505900001 butuh beras");
    EXPECT_EQ(phone.slot("nama"), "Siti Aminah");
    EXPECT_EQ(phone.slot("story"), "butuh beras");
    phone.type("BANTUAN Raden Ayu Sitimariamahardikaningrum Kusumawardhani 3276991505900001 butuh beras");
    EXPECT_EQ(phone.slot("nama"), "") << "too long to be kept whole";
    EXPECT_EQ(phone.slot("story"), "Raden Ayu Sitimariamahardikaningrum Kusumawardhani butuh beras");
}

// --- guards ---

struct GuardRow {
    std::string_view claim;
    std::string_view when;
    bool holds;
};
void PrintTo(const GuardRow& row, std::ostream* out) { *out << row.claim; }

class Guards : public ::testing::TestWithParam<GuardRow> {};
TEST_P(Guards, HoldOrNot) {
    Phone phone{
        ChannelKind::sms,
        asking("  a: {type: text, max: 20}\n  b: {type: text, max: 20}\n  pilih: {type: choice, values: [x, y]}\n",
               "  satu: {type: text, slot: a, min: 1, say: \"A?\", next: [{when: " + std::string{GetParam().when} +
                   ", to: dua}, {to: selesai}], retry: {max: 1, then: tiga}}\n"
                   "  dua: {type: text, slot: b, min: 1, say: \"B?\", next: tiga, retry: {max: 1, then: tiga}}\n"
                   "  tiga: {type: choice, slot: pilih, say: \"C?\", options: [{id: x, label: X}, {id: y, label: "
                   "Y}], next: selesai, retry: {max: 1, then: selesai}}\n")};
    phone.env.helper = true;
    phone.type("tanya");
    phone.type("satu dua");
    EXPECT_EQ(phone.at(), GetParam().holds ? "tanya.dua" : "-");
}
INSTANTIATE_TEST_SUITE_P(
    Conditions, Guards,
    ::testing::Values(
        GuardRow{"filled", "{has: [a]}", true}, GuardRow{"not filled", "{has: [a, b]}", false},
        GuardRow{"empty", "{lacks: [b]}", true}, GuardRow{"channel", "{channels: [sms]}", true},
        GuardRow{"other channel", "{channels: [ussd, whatsapp]}", false},
        GuardRow{"language", "{languages: [id]}", true}, GuardRow{"other language", "{languages: [jv, su]}", false},
        GuardRow{"offered", "{offers: [santunan]}", true}, GuardRow{"not offered", "{offers: [hunian]}", false},
        GuardRow{"programme state", "{programme: {santunan: [open, paused]}}", true},
        GuardRow{"programme ended", "{programme: {santunan: [ended]}}", false},
        GuardRow{"helper", "{helper: yes}", true}, GuardRow{"no helper", "{helper: no}", false},
        GuardRow{"two things in it", "{count: {a: 2}}", true}, GuardRow{"three things in it", "{count: {a: 3}}", false},
        GuardRow{"any of two", "{any: [{has: [b]}, {has: [a]}]}", true},
        GuardRow{"any of none", "{any: [{has: [b]}, {helper: no}]}", false},
        GuardRow{"none", "{none: [{has: [b]}]}", true}, GuardRow{"not none", "{none: [{has: [a]}]}", false}));

TEST(Options, ThatTheOfficeDoesNotOfferAreNotShownAndTakeNoNumber) {
    Phone phone{ChannelKind::sms,
                asking("  pilih: {type: choice, values: [a, b, c]}\n",
                       "  satu: {type: choice, slot: pilih, say: \"Apa?\", options: [{id: a, label: A, when: {offers: "
                       "[hunian]}}, {id: b, label: B, when: {helper: no}}, {id: c, label: C}], next: selesai, retry: "
                       "{max: 1, then: selesai}}\n")};
    EXPECT_EQ(phone.type("tanya"), "Apa?\n1 B\n2 C");
    phone.env.helper = true;
    EXPECT_EQ(phone.type("x"), "Maaf, pilihan itu belum ada. Coba lagi ya.\nApa?\n2 C") << "C keeps its number";
}

// --- unsaid things ---

TEST(Quiet, WordsSentUnaskedAreKeptWithoutAnError) {
    Phone phone{ChannelKind::whatsapp, base_office()};
    phone.type("rahasia");
    EXPECT_THAT(phone.screen(), HasSubstr("129"));
    phone.type("saya takut pulang ke rumah sejak lama");
    EXPECT_EQ(phone.at(), "rahasia.aman");
    EXPECT_THAT(phone.screen(), Not(HasSubstr("Maaf")));
    EXPECT_EQ(phone.slot("story"), "saya takut pulang ke rumah sejak lama");
}

TEST(Quiet, NothingIsSentBySmsAndARedialTellsNothing) {
    Phone phone{ChannelKind::ussd, base_office()};
    phone.dial();
    for (const char* each : {"6", "3", "2", "1"}) phone.type(each);
    ASSERT_THAT(phone.wished(), ElementsAre("file"));
    EXPECT_EQ(phone.wishes[0].slots.at("restricted"), "yes");
    EXPECT_EQ(phone.wishes[0].slots.at("contact"), "never");
    EXPECT_EQ(phone.also_sms, "");
    Phone cut{ChannelKind::ussd, base_office()};
    cut.dial();
    for (const char* each : {"6", "3", "1"}) cut.type(each);
    EXPECT_THAT(cut.dial(), StartsWith("Dinsos Depok\n1 ")) << "no question whether to go on";
}

}  // namespace
}  // namespace sambung::dialogs::testing
