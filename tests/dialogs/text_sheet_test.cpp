#include "dialogs/text_sheet.h"

#include "loader_support.h"
#include "model/csv.h"
#include "texts.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace sambung::dialogs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::office_with;
using ::testing::StartsWith;

FlowSetInput office_in(Language language, std::string texts) {
    FlowSetInput input = office_with({testing::example_flow()});
    input.texts.push_back({.name = std::string{code(language)} + ".yaml", .text = std::move(texts)});
    return input;
}

SheetRow row_of(const FlowSetInput& input, Language language, std::string_view key) {
    const TextSheet sheet = text_sheet(input, language);
    const auto row = std::ranges::find(sheet.rows, key, &SheetRow::key);
    return row == sheet.rows.end() ? SheetRow{} : *row;
}

TEST(TextSheet, StandsInTheOrderOfConversation) {
    std::vector<std::string> keys;
    for (const SheetRow& row : text_sheet(office_with({testing::example_flow()}), Language::jv).rows)
        keys.push_back(row.key);
    EXPECT_EQ(keys.front(), "menu.tutup.say");
    EXPECT_EQ(keys.back(), "status.digabung");
    const auto lapor = std::ranges::find(keys, "lapor.bahaya.say");
    ASSERT_NE(lapor, keys.end());
    EXPECT_THAT(std::vector(lapor, lapor + 6),
                ElementsAre("lapor.bahaya.say", "lapor.siapa.say", "lapor.siapa.options.lansia",
                            "lapor.siapa.options.anak", "lapor.siapa.options.lain", "lapor.siapa.options.darurat"));
}

TEST(TextSheet, SaysHowFarEachTextIs) {
    const std::string fresh = source_hash("Siapa yang butuh bantuan?").substr(0, 4);
    struct Row {
        const char* claim;
        std::string file;
        const char* key;
        const char* state;
        std::optional<Grade> grade;
    };
    const Row rows[] = {
        {"nothing is there", "{}", "lapor.siapa.say", "missing", std::nullopt},
        {"words without a source", "lapor.siapa.say: Sinten?\n", "lapor.siapa.say", "ok", Grade::c},
        {"words of the source of now", "lapor.siapa.say: {t: \"Sinten?\", of: " + fresh + ", grade: B}\n",
         "lapor.siapa.say", "ok", Grade::b},
        {"words of another source", "lapor.siapa.say: {t: \"Sinten?\", of: 0000}\n", "lapor.siapa.say", "stale",
         Grade::c},
        {"a value is lost", "grade: A\nlapor.gangguan.say: Ngapunten.\n", "lapor.gangguan.say", "shows other values",
         Grade::a},
    };
    for (const Row& row : rows) {
        const SheetRow made = row_of(office_in(Language::jv, row.file), Language::jv, row.key);
        EXPECT_EQ(word(made.state), row.state) << row.claim;
        EXPECT_EQ(made.grade, row.grade) << row.claim;
    }
}

TEST(TextSheet, CountsWithTheLongestValuesAndWhatTheAnswersLeave) {
    struct Row {
        const char* claim;
        const char* key;
        const char* words;
        Septets length;
        std::optional<Septets> room;
        const char* where;
    };
    const Row rows[] = {
        {"a first screen has 140", "menu.tutup.say", "Dinsos {kota}", 12, 140, "first USSD screen, SMS, WhatsApp"},
        {"one answer and the way to the next page are counted off: \"\\n1 kata\\n98 kata\"", "lapor.bahaya.say",
         "Menapa?", 7, 160 - 15, "USSD, SMS, WhatsApp"},
        {"and what every page has: \"\\n9 DARURAT\\n2 Anak/bayi\\n98 kata\"", "lapor.siapa.say", "Sinten?", 7, 160 - 30,
         "USSD, SMS, WhatsApp"},
        {"the extension table costs two", "lapor.dibatalkan.say", "[]", 4, 160, "USSD, SMS, WhatsApp"},
        {"what only WhatsApp shows has a kilobyte, in characters", "lapor.tempat.say.whatsapp", "Wonten pundi — nggih?",
         21, 1024, "WhatsApp"},
        {"an answer of four is a row of a list", "lapor.siapa.options.anak", "Lare", 4, 24, "answer"},
        {"a label of the engine is a button", "common.send", "Leres", 5, 20, "label or line"},
        {"a notice is an SMS", "notice.ticket_sms", "{tiket} {cek} {batas}", 36, 306, "message"},
        {"a line above a question has what is left", "common.invalid.choice", "Ngapunten.", 10, std::nullopt,
         "label or line"},
    };
    for (const Row& row : rows) {
        const FlowSetInput input = office_in(Language::jv, std::string{row.key} + ": \"" + row.words + "\"\n");
        const SheetRow made = row_of(input, Language::jv, row.key);
        EXPECT_EQ(made.length, row.length) << row.claim;
        EXPECT_EQ(made.room, row.room) << row.claim;
        EXPECT_EQ(made.where, row.where) << row.claim;
    }
}

TEST(TextSheet, IsCsvThatSpreadsheetProgramsRead) {
    const FlowSetInput input = office_in(Language::jv, "lapor.siapa.say: \"Sinten, \\\"panjenengan\\\"?\"\n");
    const std::string csv = sheet_csv(text_sheet(input, Language::jv), RowsWanted::all);
    EXPECT_THAT(csv, StartsWith("\xEF\xBB\xBFkey,source,of,translation,state,grade,length,room,where\r\n"));
    EXPECT_THAT(
        csv, HasSubstr("\r\nlapor.siapa.say,Siapa yang butuh bantuan?,of:" + source_hash("Siapa yang butuh bantuan?") +
                       ",\"Sinten, \"\"panjenengan\"\"?\",ok,C,22,130,\"USSD, SMS, WhatsApp\"\r\n"));
    for (const CsvRow& row : read_csv(csv)) EXPECT_EQ(row.size(), 9U);
}

TEST(TextSheet, OnlyTheUnfinishedRowsIfWanted) {
    const FlowSetInput input = office_in(Language::jv, "lapor.siapa.say: Sinten?\n");
    const auto all = read_csv(sheet_csv(text_sheet(input, Language::jv), RowsWanted::all));
    const auto unfinished = read_csv(sheet_csv(text_sheet(input, Language::jv), RowsWanted::unfinished));
    EXPECT_EQ(unfinished.size() + 1, all.size());
    for (const CsvRow& row : unfinished) EXPECT_NE(row[0].text, "lapor.siapa.say");
}

TEST(TextSheet, LeavesOutTextsThatNothingUses) {
    const FlowSetInput input = office_in(Language::jv, "lapor.tidak_ada.say: Sinten?\n");
    EXPECT_THAT(row_of(input, Language::jv, "lapor.tidak_ada.say").key, IsEmpty());
}

TEST(TextTally, CountsEachOfferedLanguageButIndonesian) {
    FlowSetInput input = office_in(Language::jv,
                                   "lapor.siapa.say: {t: \"Sinten?\", of: 0000, grade: B}\n"
                                   "lapor.gangguan.say: {t: Ngapunten., grade: A}\n"
                                   "common.yes: Inggih\n");
    input.languages = {Language::id, Language::jv, Language::en};
    const auto tallies = text_tallies(input);
    ASSERT_EQ(tallies.size(), 2U);
    const TextTally& jv = tallies.front();
    EXPECT_EQ(jv.language, Language::jv);
    EXPECT_EQ(jv.missing, jv.texts - 3);
    EXPECT_EQ(jv.stale, 1U);
    EXPECT_EQ(jv.other_values, 1U);
    EXPECT_THAT(jv.grades, ElementsAre(1, 1, 1));
    EXPECT_EQ(jv.complete_percent(), 100 / jv.texts);
    EXPECT_EQ(tallies.back().complete_percent(), 0U);
    EXPECT_EQ(TextTally{}.complete_percent(), 100U);
}

}  // namespace
}  // namespace sambung::dialogs
