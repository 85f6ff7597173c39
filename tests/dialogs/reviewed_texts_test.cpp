#include "dialogs/text_sheet.h"
#include "loader_support.h"
#include "model/csv.h"
#include "texts.h"

#include <gmock/gmock.h>

namespace sambung::dialogs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::lines;
using ::testing::Not;
using testing::office_with;

const std::string header = "key,of,translation,state,grade\n";

std::string of(std::string_view indonesian) { return "of:" + source_hash(indonesian); }
const std::string who = of("Siapa yang butuh bantuan?");
const std::string trouble = of("Maaf, laporan BELUM masuk. Coba lagi nanti. Darurat: {darurat}.");
const std::string anak = of("Anak/bayi");
const std::string where_chat = of("Di mana tepatnya? Ketik patokan terdekat, misalnya nama pasar, masjid, atau jalan.");

// The example office with these Javanese texts.
FlowSetInput office(const std::string& javanese = {}) {
    FlowSetInput input = office_with({testing::example_flow()});
    if (!javanese.empty()) input.texts.push_back({.name = "jv.yaml", .text = javanese});
    return input;
}

SheetReview review_of(std::string csv) {
    return {.name = "sheet.csv", .csv = std::move(csv), .language = Language::jv};
}

TEST(ReviewedTexts, BecomeATextFileThatCheckAccepts) {
    const FlowSetInput input = office();
    const ReviewedTexts made = reviewed_texts(
        input, review_of(header + "lapor.siapa.options.anak," + anak + ",\"Lare, \"\"bayi\"\"\",missing,B\n" +
                         "lapor.siapa.say," + who + ",\" Sinten?\r\nMangga \",missing,A\n" + "common.yes," +
                         of("kata") + ",Inggih,,\n"));
    EXPECT_THAT(lines(made.findings), IsEmpty());
    EXPECT_EQ(made.yaml, "lapor.siapa.say: {t: \"Sinten?\\nMangga\", of: " + who.substr(3) +
                             ", grade: A}\n"
                             "lapor.siapa.options.anak: {t: \"Lare, \\\"bayi\\\"\", of: " +
                             anak.substr(3) +
                             ", grade: B}\n"
                             "common.yes: {t: \"Inggih\", of: " +
                             source_hash("kata") + ", grade: C}\n");
    EXPECT_THAT(lines(load_flows(office(made.yaml)).findings), IsEmpty());
}

TEST(ReviewedTexts, AreTheSameAfterARoundWithoutChanges) {
    const std::string texts =
        "# Jawa krama.\n"
        "lapor.siapa.say: {t: \"Sinten \\\\ \\\"sinten\\\"?\", of: " +
        who.substr(3) +
        ", grade: B}\n"
        "lapor.siapa.options.anak: {t: \"Lare\", of: 00000000, grade: A}\n";
    const FlowSetInput input = office(texts);
    SheetReview review = review_of(sheet_csv(text_sheet(input, Language::jv), RowsWanted::all));
    review.kept = texts;
    const ReviewedTexts made = reviewed_texts(input, review);
    EXPECT_THAT(lines(made.findings), IsEmpty());
    EXPECT_EQ(made.yaml, texts) << "the stale one stays stale, since nobody said that it is right";
}

TEST(ReviewedTexts, AreRefusedAtTheirCells) {
    struct Row {
        const char* claim;
        std::string csv;
        const char* finding;
    };
    const Row rows[] = {
        {"nothing", "", "sheet.csv:1:1: T001: the sheet is empty"},
        {"an open quote", header + "lapor.siapa.say," + who + ",\"Sinten,,\n",
         "sheet.csv:2:29: T001: a quote is open or stands within a cell; write \"\" for a quote in a quoted cell"},
        {"a column is lost", "key,of,translaton\n",
         "sheet.csv:1:1: T002: the sheet has no column \"translation\". Is it \"translaton\"?"},
        {"a column twice", "key,of,translation,of\n", "sheet.csv:1:20: T002: column \"of\" stands twice"},
        {"a cell is lost", header + "lapor.siapa.say," + who + ",Sinten?\n",
         "sheet.csv:2:1: T003: the row has 3 cells, and the header 5"},
        {"a key that nothing uses", header + "lapor.sapa.say," + who + ",Sinten?,ok,B\n",
         "sheet.csv:2:1: T004: no flow and no list of common texts has the key \"lapor.sapa.say\". Did you mean "
         "\"lapor.siapa.say\"?"},
        {"a key twice", header + "lapor.siapa.say," + who + ",Sinten?,ok,B\nlapor.siapa.say," + who + ",Sinten,ok,B\n",
         "sheet.csv:3:1: T005: key \"lapor.siapa.say\" stands twice"},
        {"the Indonesian changed since", header + "lapor.siapa.say,of:00000000,Sinten?,ok,B\n",
         "sheet.csv:2:17: T006: text \"lapor.siapa.say\": the Indonesian text is not the one that this sheet was "
         "written with; write the sheet anew"},
        {"no hash", header + "lapor.siapa.say,,Sinten?,ok,B\n",
         "sheet.csv:2:17: T006: text \"lapor.siapa.say\": the Indonesian text is not the one that this sheet was "
         "written with; write the sheet anew"},
        {"a value is lost", header + "lapor.gangguan.say," + trouble + ",Ngapunten.,ok,B\n",
         "sheet.csv:2:32: T007: text \"lapor.gangguan.say\": shows none, the Indonesian one {darurat}"},
        {"a letter outside GSM-7", header + "lapor.siapa.say," + who + ",Sinten…,ok,B\n",
         "sheet.csv:2:29: T008: text \"lapor.siapa.say\": character 7, \"…\" (U+2026), is not in the GSM alphabet, "
         "write \"...\""},
        {"a label over its button or row",
         header + "lapor.siapa.options.anak," + anak + ",Lare utawi bayi ingkang alit,ok,B\n",
         "sheet.csv:2:38: T009: state \"siapa\" [jv], option \"anak\", WhatsApp: 28 of 24 characters of a list row"},
        {"bytes that are no text", header + "lapor.siapa.say," + who + ",Sinten\xFF,ok,B\n",
         "sheet.csv:2:29: E003: bytes that are not UTF-8"},
        {"a grade of its own", header + "lapor.siapa.say," + who + ",Sinten?,ok,b\n",
         "sheet.csv:2:40: T010: the grade is A, B or C, not \"b\". Did you mean \"B\"?"},
    };
    for (const Row& row : rows) {
        const ReviewedTexts made = reviewed_texts(office(), review_of(row.csv));
        EXPECT_THAT(lines(made.findings), ElementsAre(row.finding)) << row.claim;
        EXPECT_THAT(made.yaml, IsEmpty()) << row.claim;
    }
}

TEST(ReviewedTexts, AreTakenInTheFormsThatSpreadsheetsLeaveThemIn) {
    const std::string wanted = "lapor.siapa.say: {t: \"Sinten?\", of: " + who.substr(3) + ", grade: B}\n";
    const std::string bare = who.substr(3);
    struct Row {
        const char* claim;
        std::string csv;
    };
    const Row rows[] = {
        {"as written", header + "lapor.siapa.say," + who + ",Sinten?,ok,B\n"},
        {"parted by semicolons", "key;of;translation;grade\r\nlapor.siapa.say;" + who + ";Sinten?;B\r\n"},
        {"parted by tabs", "key\tof\ttranslation\tgrade\r\nlapor.siapa.say\t" + who + "\tSinten?\tB\r\n"},
        {"columns moved and added", "note,grade,translation,key,of\nhm,B,Sinten?,lapor.siapa.say," + who + "\n"},
        {"the bare hash", header + "lapor.siapa.say," + bare + ",Sinten?,ok,B\n"},
        {"rows of nothing", header + ",,,,\nlapor.siapa.say," + who + ",Sinten?,ok,B\n\n,,,,\n"},
        {"rows without a translation",
         header + "lapor.gangguan.say,of:0000,,missing,\nlapor.siapa.say," + who + ",Sinten?,ok,B\n"},
        {"with a byte-order mark", "\xEF\xBB\xBF" + header + "lapor.siapa.say," + who + ",Sinten?,ok,B\n"},
    };
    for (const Row& row : rows) {
        const ReviewedTexts made = reviewed_texts(office(), review_of(row.csv));
        EXPECT_THAT(lines(made.findings), IsEmpty()) << row.claim;
        EXPECT_EQ(made.yaml, wanted) << row.claim;
    }
}

TEST(ReviewedTexts, OutsideGsm7AreFreeWhereOnlyWhatsAppShowsThem) {
    const ReviewedTexts made = reviewed_texts(
        office(), review_of(header + "lapor.tempat.say.whatsapp," + where_chat + ",Wonten pundi… — nggih,ok,B\n"));
    EXPECT_THAT(lines(made.findings), IsEmpty());
    EXPECT_THAT(made.yaml, HasSubstr("Wonten pundi… — nggih"));
}

TEST(ReviewedTexts, AStaleTextIsRenewedByAWordOrAChange) {
    const FlowSetInput input = office("lapor.siapa.say: {t: \"Sinten?\", of: 0000, grade: B}\n");
    struct Row {
        const char* claim;
        const char* words;
        const char* state;
        bool renewed;
    };
    const Row rows[] = {
        {"left alone", "Sinten?", "stale", false},
        {"looked at and found right", "Sinten?", "ok", true},
        {"changed", "Sinten nggih?", "stale", true},
    };
    for (const Row& row : rows) {
        const ReviewedTexts made = reviewed_texts(
            input, review_of(header + "lapor.siapa.say," + who + "," + row.words + "," + row.state + ",B\n"));
        EXPECT_THAT(lines(made.findings), IsEmpty()) << row.claim;
        EXPECT_THAT(made.yaml, HasSubstr(row.renewed ? who.substr(3) : "of: 0000,")) << row.claim;
    }
}

TEST(ReviewedTexts, AGradeForTheSheetNeverLowersWhatNobodyChanged) {
    const FlowSetInput input = office("lapor.siapa.say: {t: \"Sinten?\", grade: A}\nlapor.periksa.say: Leres?\n");
    SheetReview review = review_of(sheet_csv(text_sheet(input, Language::jv), RowsWanted::all));
    review.grade = Grade::b;
    const ReviewedTexts made = reviewed_texts(input, review);
    EXPECT_THAT(lines(made.findings), IsEmpty());
    EXPECT_THAT(made.yaml, HasSubstr("lapor.siapa.say: {t: \"Sinten?\", of: " + who.substr(3) + ", grade: A}"));
    EXPECT_THAT(made.yaml, HasSubstr("lapor.periksa.say: {t: \"Leres?\""));
    EXPECT_THAT(made.yaml, Not(HasSubstr("grade: C")));
}

TEST(ReviewedTexts, WithoutAGradeKeepTheirsIfNobodyChangedThem) {
    const FlowSetInput input =
        office("lapor.siapa.say: {t: \"Sinten?\", grade: B}\nlapor.periksa.say: {t: Leres, grade: B}\n");
    const ReviewedTexts made =
        reviewed_texts(input, review_of(header + "lapor.siapa.say," + who + ",Sinten?,ok,\nlapor.periksa.say," +
                                        of("Sudah betul? Kirim?") + ",Leres?,ok,\n"));
    EXPECT_THAT(lines(made.findings), IsEmpty());
    EXPECT_THAT(made.yaml, HasSubstr(who.substr(3) + ", grade: B}"));
    EXPECT_THAT(made.yaml, HasSubstr(source_hash("Sudah betul? Kirim?") + ", grade: C}"));
}

TEST(ReviewedTexts, AreRefusedForAllFindingsAtOnce) {
    const ReviewedTexts made =
        reviewed_texts(office(), review_of(header + "lapor.sapa.say," + who + ",Sinten?,ok,B\nlapor.siapa.say," + who +
                                           ",Sinten…,ok,B\nlapor.gangguan.say," + trouble + ",Ngapunten.,ok,B\n"));
    std::vector<std::string> codes;
    for (const Finding& finding : made.findings) codes.push_back(finding.code);
    EXPECT_THAT(codes, ElementsAre("T004", "T008", "T007"));
}

TEST(ReviewedTexts, OfASheetCutAnywhereAreRefusedOrSound) {
    const std::string whole = "\xEF\xBB\xBF" + header + "lapor.siapa.say," + who +
                              ",\"Sinten, \"\"nggih\"\"\n?\",ok,B\n" + "lapor.gangguan.say," + trouble +
                              ",Ngapunten {darurat}\xC3\xA9,ok,A\n";
    const FlowSetInput input = office();
    for (std::size_t length = 0; length < whole.size(); length += 3) {
        const ReviewedTexts made = reviewed_texts(input, review_of(whole.substr(0, length)));
        EXPECT_TRUE(made.findings.empty() || made.yaml.empty()) << length;
        EXPECT_THAT(lines(load_flows(office(made.yaml)).findings), IsEmpty()) << length;
    }
}

TEST(ReviewedTexts, WhatTheSheetDoesNotNameStaysInTheFile) {
    SheetReview review = review_of(header + "lapor.siapa.say," + who + ",Sinten?,ok,B\n");
    review.kept = "# Jawa krama.\n# Ditinjau bersama.\ngrade: A\ncommon.yes: Inggih\nlapor.siapa.say: Sapa?\n";
    const ReviewedTexts made = reviewed_texts(office(review.kept), review);
    EXPECT_THAT(lines(made.findings), IsEmpty());
    EXPECT_EQ(made.yaml, "# Jawa krama.\n# Ditinjau bersama.\nlapor.siapa.say: {t: \"Sinten?\", of: " + who.substr(3) +
                             ", grade: B}\ncommon.yes: {t: \"Inggih\", grade: A}\n");
}

TEST(ReviewedTexts, AreNotWrittenOverAFileThatCannotBeRead) {
    SheetReview review = review_of(header + "lapor.siapa.say," + who + ",Sinten?,ok,B\n");
    review.kept = "common.yes: [Inggih]\n";
    const ReviewedTexts made = reviewed_texts(office(), review);
    EXPECT_THAT(lines(made.findings),
                ElementsAre("jv.yaml:1:13: E003: text \"common.yes\": a list; it must be the words, or {t: words, of: "
                            "hash}"));
    EXPECT_THAT(made.yaml, IsEmpty());
}

TEST(ReviewedTexts, FaultsThatWereThereBeforeAreNotTheSheets) {
    FlowSetInput input = office("common.no: \"Mboten {apa}\"\n");
    const ReviewedTexts made = reviewed_texts(input, review_of(header + "lapor.siapa.say," + who + ",Sinten?,ok,B\n"));
    EXPECT_THAT(lines(made.findings), IsEmpty());
}

}  // namespace
}  // namespace sambung::dialogs
