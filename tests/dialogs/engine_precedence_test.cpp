// Which meaning a message gets: the rules in their fixed order, each against those after it.
#include "engine_rules.h"
#include "engine_support.h"

#include <gmock/gmock.h>

#include <ostream>

namespace sambung::dialogs::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Precedence, TheRulesStandInTheirOrder) {
    std::vector<std::string_view> names;
    for (const Rule& rule : rules()) names.push_back(rule.name);
    EXPECT_THAT(names, ElementsAre("danger", "stop", "late", "limit", "redialled", "tapped", "answer", "navigation",
                                   "one-shot", "trigger", "free words"));
}

// Where a person stands before the message: keystrokes on that channel from rest.
struct Row {
    std::string_view claim;
    ChannelKind channel;
    std::vector<std::string_view> before;
    std::string_view message;
    std::string_view at;         // flow.state afterwards, "-" at rest
    std::string_view last_wish;  // empty: none
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.claim; }

const Row precedence_rows[] = {
    {"danger beats a text answer",
     ChannelKind::sms,
     {"halo", "1", "2", "1", "8"},
     "pingsan di pasar",
     "darurat.dimana",
     "ring"},
    {"danger beats a command", ChannelKind::sms, {}, "LAPOR ada orang kejang", "darurat.dimana", "ring"},
    {"inside the danger flow danger words are the answer",
     ChannelKind::sms,
     {"darurat", "depan pasar"},
     "bapak pingsan",
     "-",
     "file"},
    {"stop beats a text answer", ChannelKind::whatsapp, {"halo", "1", "2", "1", "8"}, "Berhenti", "-", "opt_out"},
    {"a number is the option, not a place", ChannelKind::sms, {"halo", "1"}, "2", "lapor.siapa", ""},
    {"a label is the option, though it is a trigger word",
     ChannelKind::sms,
     {"halo"},
     "Cek laporan",
     "cek.pilih",
     "list"},
    {"an English label is understood in Indonesian",
     ChannelKind::sms,
     {"halo"},
     "report someone else",
     "lapor.bahaya",
     ""},
    {"a Javanese no is a no", ChannelKind::sms, {"halo", "1"}, "mboten", "lapor.siapa", ""},
    {"a Banjar yes is a yes", ChannelKind::sms, {"halo", "1"}, "Inggih", "darurat.dimana", "ring"},
    {"not knowing is an answer of its own", ChannelKind::sms, {"halo", "1"}, "kada tahu", "darurat.dimana", "ring"},
    {"a number as a word is its option", ChannelKind::sms, {"halo", "1", "2"}, "siji", "lokasi.wilayah", ""},
    {"number and label together are the option",
     ChannelKind::sms,
     {"halo", "1", "2"},
     "1. Lansia",
     "lokasi.wilayah",
     ""},
    {"an alias is the option", ChannelKind::sms, {"halo", "1", "2"}, "kakek", "lokasi.wilayah", ""},
    {"9 is the emergency even in a text", ChannelKind::ussd, {"", "1", "2", "1", "8"}, "9", "darurat.dimana", "ring"},
    {"0 goes back to the question before", ChannelKind::sms, {"halo", "1", "2", "1"}, "0", "lapor.siapa", ""},
    {"0 at the first question goes to the menu", ChannelKind::sms, {"halo", "1"}, "0", "menu.pilih", ""},
    {"the word Kembali goes back", ChannelKind::whatsapp, {"halo", "1", "2"}, "kembali", "lapor.bahaya", ""},
    {"00 goes to the first screen", ChannelKind::ussd, {"", "1", "2", "1"}, "00", "menu.pilih", ""},
    {"MENU goes to the first screen", ChannelKind::sms, {"halo", "1", "2", "1"}, "Menu", "menu.pilih", ""},
    {"8 skips where the state can be skipped", ChannelKind::sms, {"halo", "1", "2", "1"}, "8", "lokasi.tempat", ""},
    {"PETUGAS calls a person from anywhere", ChannelKind::sms, {"halo", "1", "2"}, "petugas", "-", "handover"},
    {"BATAL alone cancels the form", ChannelKind::sms, {"halo", "1", "2"}, "batal", "-", "drop"},
    {"BATAL at rest asks which report", ChannelKind::sms, {}, "batal", "batal.pilih", "list"},
    {"a command beats free text", ChannelKind::sms, {"halo", "1", "2", "1", "8"}, "CEK", "cek.pilih", "list"},
    {"a plea inside a form is an answer",
     ChannelKind::sms,
     {"halo", "1", "2", "1", "8"},
     "tolong ke depan pasar",
     "lapor.periksa",
     ""},
    {"a plea at rest asks what is needed", ChannelKind::sms, {}, "tolong kami belum makan", "bantuan.keperluan", ""},
    {"any separator parts a command", ChannelKind::sms, {}, "CEK#481207364", "cek.hasil", "status"},
    {"nothing at all parts a command from digits", ChannelKind::sms, {}, "cek481207364", "cek.hasil", "status"},
    {"dots inside the digits are fine", ChannelKind::sms, {}, "Cek.481.207.364", "cek.hasil", "status"},
    {"one slip in a command is understood", ChannelKind::sms, {}, "LAPRO ada nenek di pasar sendirian", "-", "file"},
    {"a hungry person does not report", ChannelKind::sms, {}, "lapar", "menu.pilih", ""},
    {"Bantul is a city and no plea", ChannelKind::sms, {}, "bantul", "menu.pilih", ""},
    {"a word that begins like a command is none", ChannelKind::sms, {}, "cekatan sekali", "menu.pilih", ""},
    {"wrong digits after CEK ask for them", ChannelKind::sms, {}, "CEK 123", "cek.tanya", ""},
    {"a report that is not settled is opened again by a person",
     ChannelKind::sms,
     {},
     "BUKA 481207364",
     "-",
     "handover"},
    {"bukan is a no and opens nothing", ChannelKind::sms, {"halo", "1"}, "bukan", "lapor.siapa", ""},
    {"repot is trouble and no report", ChannelKind::sms, {}, "repot pak", "menu.pilih", ""},
    {"to be erased is asked first", ChannelKind::sms, {}, "hapus data saya", "hapus.yakin", ""},
    {"a trigger word as the whole message", ChannelKind::whatsapp, {}, "Status", "cek.pilih", "list"},
    {"a trigger word inside a sentence triggers nothing",
     ChannelKind::sms,
     {"halo", "1", "2", "1", "8"},
     "depan kantor status quo",
     "lapor.periksa",
     ""},
    {"on USSD no command is heard", ChannelKind::ussd, {"", "1", "2", "1", "8"}, "CEK pasar", "lapor.periksa", ""},
    {"short unknown words at rest get the menu", ChannelKind::sms, {}, "permisi pak", "menu.pilih", ""},
    {"a sentence at rest is handed to a person",
     ChannelKind::whatsapp,
     {},
     "pak tetangga saya belum makan",
     "-",
     "handover"},
    {"a sentence at the menu too", ChannelKind::whatsapp, {"halo"}, "ibu saya butuh kursi roda", "-", "handover"},
    {"an unknown choice asks again", ChannelKind::ussd, {"", "1"}, "7", "lapor.bahaya", ""},
};

class PrecedenceRow : public ::testing::TestWithParam<Row> {};

TEST_P(PrecedenceRow, LeadsWhereItShould) {
    const Row& row = GetParam();
    Phone phone{row.channel};
    for (const std::string_view each : row.before) each.empty() ? phone.dial() : phone.type(each);
    const std::size_t before = phone.wishes.size();
    phone.type(row.message);
    EXPECT_EQ(phone.at(), row.at) << row.claim << "\n" << phone.screen();
    const bool wished = phone.wishes.size() > before;
    EXPECT_EQ(wished ? phone.wishes.back().action : "", row.last_wish) << row.claim;
}

INSTANTIATE_TEST_SUITE_P(Precedence, PrecedenceRow, ::testing::ValuesIn(precedence_rows));

TEST(Precedence, WordsThatNoPromptAskedForReachThePersonWhoReadsThem) {
    Phone phone{ChannelKind::whatsapp};
    phone.type("pak tetangga saya belum makan");
    ASSERT_THAT(phone.wished(), ElementsAre("handover"));
    EXPECT_EQ(phone.wishes[0].slots.at("story"), "pak tetangga saya belum makan");
    EXPECT_EQ(phone.wishes[0].slots.at("reason"), "words");
    EXPECT_EQ(phone.wishes[0].slots.at("kind"), "telepon");
}

TEST(Taps, AnOptionOfTheStandingPromptIsTakenById) {
    Phone phone{ChannelKind::whatsapp};
    phone.type("halo");
    phone.tap("lapor");
    EXPECT_EQ(phone.at(), "lapor.bahaya");
    phone.tap("no");
    EXPECT_EQ(phone.at(), "lapor.siapa");
}

TEST(Taps, AnOlderPromptOfTheSameStateStillCounts) {
    Phone phone{ChannelKind::whatsapp};
    phone.type("halo");
    phone.type("1");
    const std::string older = phone.turn.prompt.option_prefix + "no";
    phone.type("apa ya");
    EXPECT_NE(phone.turn.prompt.option_prefix + "no", older);
    phone.tap_id(older);
    EXPECT_EQ(phone.at(), "lapor.siapa");
}

TEST(Taps, AnOldButtonOfAnotherStateSaysSoAndAsksAgain) {
    Phone phone{ChannelKind::whatsapp};
    phone.type("halo");
    phone.type("1");
    const std::string old = phone.turn.prompt.option_prefix + "yes";
    phone.type("2");
    EXPECT_THAT(phone.tap_id(old), StartsWith("Pilihan itu sudah lewat.\nSiapa yang butuh bantuan?"));
    EXPECT_EQ(phone.at(), "lapor.siapa");
    EXPECT_EQ(phone.session.tries, 0);
}

TEST(Taps, AButtonOfAConversationThatEndedLeadsToTheMenu) {
    Phone phone{ChannelKind::whatsapp};
    EXPECT_THAT(phone.tap_id("lapor@1:periksa:3:send"), StartsWith("Pilihan itu sudah lewat.\nDinsos Depok"));
    EXPECT_THAT(phone.wished(), ElementsAre());
}

TEST(Taps, ALabelThatIsAKeywordIsStillOnlyTheOption) {
    Phone phone{ChannelKind::whatsapp};
    phone.type("halo");
    phone.send({.channel = ChannelKind::whatsapp,
                .text = "STATUS",
                .option_id = phone.turn.prompt.option_prefix + "lapor",
                .sent_at = {}});
    EXPECT_EQ(phone.at(), "lapor.bahaya");
}

TEST(WrongAnswers, AreCountedAndThenAPersonIsCalled) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("1");
    phone.type("2");
    EXPECT_THAT(phone.type("77"), StartsWith("Maaf, pilihan itu belum ada. Coba lagi ya.\n"));
    EXPECT_EQ(phone.session.tries, 1);
    phone.type("77");
    ASSERT_THAT(phone.wished(), ElementsAre("handover")) << "the second error is one too many";
    EXPECT_EQ(phone.wishes[0].slots.at("reason"), "stuck");
}

TEST(WrongAnswers, MeanDangerWhereDangerIsAskedAbout) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("1");
    EXPECT_THAT(phone.type("7"), StartsWith("Maaf, pilihan itu belum ada. Coba lagi ya.\nApakah"));
    phone.type("7");
    EXPECT_THAT(phone.wished(), ElementsAre("ring")) << "who cannot answer may be in it";
}

TEST(WrongAnswers, AreForgottenByARightOne) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("1");
    phone.type("7");
    phone.type("2");
    EXPECT_EQ(phone.session.tries, 0);
}

TEST(EarlyMessages, FromBeforeThePromptAnswerNothingAndCountNothing) {
    Phone phone{ChannelKind::whatsapp};
    for (const char* each : {"halo", "1", "2", "1", "8", "8"}) phone.type(each);
    Event early{.channel = ChannelKind::whatsapp,
                .text = "saya lihat tadi pagi",
                .option_id = {},
                .sent_at = phone.session.prompted - seconds{5}};
    phone.send(early);
    EXPECT_EQ(phone.at(), "lokasi.tempat");
    EXPECT_EQ(phone.session.tries, 0);
    EXPECT_EQ(phone.slot("place"), "");
    EXPECT_EQ(phone.session.stack.at(0).slots.at("story"), "saya lihat tadi pagi")
        << "useful to whoever reads the report";
}

// A photo that no prompt asked for.
Event photo(std::string id) {
    return {.channel = ChannelKind::whatsapp,
            .text = {},
            .option_id = {},
            .media = {{.id = std::move(id), .mime = "image/jpeg", .sha256 = {}, .voice = false}},
            .sent_at = {}};
}

TEST(Media, SentUnaskedInAFormIsKeptForStaff) {
    Phone phone{ChannelKind::whatsapp};
    for (const char* each : {"halo", "1", "2", "1", "8", "8"}) phone.type(each);
    phone.send(photo("m1"));
    EXPECT_THAT(phone.screen(), StartsWith("Kiriman Anda kami simpan untuk petugas.\n"));
    EXPECT_EQ(phone.at(), "lokasi.tempat");
    EXPECT_EQ(phone.session.tries, 0);
    EXPECT_EQ(phone.session.stack.at(0).slots.at("media"), "m1");
}

Event captioned(std::string id, std::string words) {
    Event event = photo(std::move(id));
    event.text = std::move(words);
    return event;
}

TEST(Media, WithWordsIsKeptAndTheWordsAreTheAnswer) {
    Phone phone{ChannelKind::whatsapp};
    for (const char* each : {"halo", "1", "2", "1", "8", "8"}) phone.type(each);
    phone.send(captioned("m1", "Jl. Melati 5 dekat pasar"));
    EXPECT_NE(phone.at(), "lokasi.tempat") << "the words answered";
    EXPECT_EQ(phone.slot("media"), "m1");
}

TEST(Media, WithAChoiceIsKeptAndTheChoiceIsTaken) {
    Phone phone{ChannelKind::whatsapp};
    for (const char* each : {"halo", "1"}) phone.type(each);
    const std::string before = phone.at();
    phone.send(captioned("m1", "2"));
    EXPECT_NE(phone.at(), before);
    EXPECT_EQ(phone.slot("media"), "m1");
}

TEST(Media, WithWordsOfDangerComesAlong) {
    Phone phone{ChannelKind::whatsapp};
    phone.type("halo");
    phone.env.danger = true;
    phone.send(captioned("m1", "bapak ini pingsan"));
    ASSERT_FALSE(phone.wishes.empty());
    EXPECT_THAT(phone.wishes.at(0).media, ElementsAre("m1"));
}

TEST(Media, WithWordsThatAnotherFlowHearsIsToldToBeNoWords) {
    Phone phone{ChannelKind::whatsapp};
    phone.send(captioned("m1", "halo"));
    EXPECT_THAT(phone.screen(), StartsWith("Maaf, di sini kami baru bisa membaca tulisan.\n"));
}

TEST(Media, WhereOnlyWordsWorkAsksAgainPolitely) {
    Phone phone{ChannelKind::whatsapp};
    for (const char* each : {"halo", "3"}) phone.type(each);
    phone.send(photo("m1"));
    EXPECT_THAT(phone.screen(), StartsWith("Maaf, di sini kami baru bisa membaca tulisan.\n"));
    EXPECT_EQ(phone.at(), "cek.pilih");
}

TEST(LateMessages, AnswerNothingAndAreKept) {
    Phone phone{ChannelKind::whatsapp};
    for (const char* each : {"halo", "1", "2"}) phone.type(each);
    phone.env.now += std::chrono::hours{3};
    phone.session.prompted = phone.env.now;
    phone.send({.channel = ChannelKind::whatsapp,
                .text = "1",
                .option_id = {},
                .sent_at = phone.env.now - std::chrono::minutes{20}});
    EXPECT_THAT(phone.screen(), StartsWith("Pilihan itu sudah lewat.\nSiapa"));
    EXPECT_EQ(phone.at(), "lapor.siapa") << "the 1 was no answer to this question";
    EXPECT_EQ(phone.slot("story"), "") << "and tells nobody anything";
    phone.send({.channel = ChannelKind::whatsapp,
                .text = "beliau di depan masjid",
                .option_id = {},
                .sent_at = phone.env.now - std::chrono::minutes{20}});
    EXPECT_THAT(phone.screen(), StartsWith("Pesan Anda yang baru sampai kami simpan untuk petugas.\nSiapa"));
    EXPECT_EQ(phone.slot("story"), "beliau di depan masjid");
}

TEST(LateMessages, AreWordsIfTheyHoldALetter) {
    Phone phone{ChannelKind::whatsapp};
    for (const char* each : {"halo", "1", "2"}) phone.type(each);
    const auto late = [&phone](const char* text) {
        phone.send({.channel = ChannelKind::whatsapp,
                    .text = text,
                    .option_id = {},
                    .sent_at = phone.session.prompted - std::chrono::minutes{20}});
    };
    late("3276 9915 0590 0001");
    EXPECT_THAT(phone.screen(), StartsWith("Pilihan itu sudah lewat.\nSiapa"));
    EXPECT_EQ(phone.slot("story"), "") << "digits in groups are no words";
    late("lapar");
    EXPECT_THAT(phone.screen(), StartsWith("Pesan Anda yang baru sampai kami simpan untuk petugas.\nSiapa"));
    EXPECT_EQ(phone.slot("story"), "lapar") << "one word is";
    EXPECT_EQ(phone.slot("category"), "") << "but no answer to this question";
}

TEST(LateMessages, OfDangerRingAllTheSame) {
    Phone phone{ChannelKind::whatsapp};
    for (const char* each : {"halo", "1", "2"}) phone.type(each);
    phone.send({.channel = ChannelKind::whatsapp,
                .text = "bapak pingsan",
                .option_id = {},
                .sent_at = phone.session.prompted - std::chrono::hours{5}});
    EXPECT_THAT(phone.wished(), ElementsAre("ring"));
}

TEST(LostFlows, LeadToTheMenuAndKeepTheLanguage) {
    Phone phone{ChannelKind::sms};
    for (const char* each : {"halo", "1", "2"}) phone.type(each);
    phone.session.structure ^= 1U;
    phone.session.language = Language::en;
    EXPECT_THAT(phone.type("1"), StartsWith("Sorry, the service was just renewed."));
    EXPECT_EQ(phone.turn.trace.outcome, "restarted");
    EXPECT_EQ(phone.at(), "menu.pilih");
    EXPECT_EQ(phone.slot("category"), "");
}

TEST(LostFlows, StillHearACommand) {
    Phone phone{ChannelKind::sms};
    for (const char* each : {"halo", "1", "2"}) phone.type(each);
    phone.session.version = 99;
    EXPECT_THAT(phone.type("CEK 481207364"), HasSubstr("481 207 364"));
}

TEST(Limits, AnswersThatNoSessionCanHoldGoToAPerson) {
    Phone phone{ChannelKind::sms};
    for (const char* each : {"halo", "1", "2"}) phone.type(each);
    for (int i = 0; i < 7; ++i) phone.session.slots["answer" + std::to_string(i)] = std::string(1000, 'x');
    phone.type("1");
    ASSERT_THAT(phone.wished(), ElementsAre("handover"));
    EXPECT_EQ(phone.wishes[0].slots.at("reason"), "limit");
}

TEST(Limits, AfterTwoHundredTurnsAPersonTakesOver) {
    Phone phone{ChannelKind::sms};
    for (const char* each : {"halo", "1", "2"}) phone.type(each);
    phone.session.turns = 200;
    phone.type("1");
    ASSERT_THAT(phone.wished(), ElementsAre("handover"));
    EXPECT_EQ(phone.wishes[0].slots.at("reason"), "limit");
}

TEST(Again, ShowsTheStandingPromptWithoutCountingAnything) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    const std::string siapa = (phone.type("1"), phone.type("2"));
    const auto turns = phone.session.turns;
    EXPECT_EQ(phone.repeat(), siapa);
    EXPECT_EQ(phone.session.turns, turns);
}

TEST(Draft, IsOpenedOnceAndGoneAfterTheEnd) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    EXPECT_EQ(phone.session.draft, DraftId{});
    phone.type("1");
    const DraftId draft = phone.session.draft;
    EXPECT_NE(draft, DraftId{});
    for (const char* each : {"2", "1", "8", "depan pasar"}) phone.type(each);
    EXPECT_EQ(phone.session.draft, draft);
    phone.type("1");
    EXPECT_EQ(phone.session.draft, DraftId{});
    EXPECT_FALSE(phone.turn.due.has_value());
}

TEST(Timer, RunsWhileAnAnswerIsAwaited) {
    Phone phone{ChannelKind::ussd};
    phone.dial();
    phone.type("1");
    ASSERT_TRUE(phone.turn.due.has_value());
    EXPECT_EQ(*phone.turn.due, phone.env.now + std::chrono::hours{72});
}

}  // namespace
}  // namespace sambung::dialogs::testing
