#include "loader_support.h"
#include "texts.h"

#include <gmock/gmock.h>

namespace sambung::dialogs {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::lines;
using testing::office_with;

TEST(Grades, AreReadBesideTheirTexts) {
    struct Row {
        const char* claim;
        const char* file;
        const char* text;
        Grade grade;
    };
    const Row rows[] = {
        {"a regional language is to be read first", "jv.yaml", "common.yes: Inggih\n", Grade::c},
        {"English is approved", "en.yaml", "common.yes: Yes\n", Grade::a},
        {"Indonesian is approved", "id.yaml", "common.yes: Ya\n", Grade::a},
        {"the file's grade counts", "jv.yaml", "grade: B\ncommon.yes: Inggih\n", Grade::b},
        {"wherever in the file it stands", "jv.yaml", "common.yes: Inggih\ngrade: B\n", Grade::b},
        {"also for texts with a source", "jv.yaml", "grade: B\ncommon.yes: {t: Inggih, of: 3f9c}\n", Grade::b},
        {"its own grade wins", "jv.yaml", "grade: B\ncommon.yes: {t: Inggih, of: 3f9c, grade: A}\n", Grade::a},
        {"without a source too", "en.yaml", "common.yes: {t: \"Yes\", grade: C}\n", Grade::c},
        {"a later file brings its own", "texts/jv.yaml", "common.yes: {t: Inggih, grade: A}\n", Grade::a},
    };
    for (const Row& row : rows) {
        TextTable table;
        EXPECT_THAT(lines(add_texts({.name = row.file, .text = row.text}, table)), IsEmpty()) << row.claim;
        ASSERT_EQ(table.size(), 1U) << row.claim;
        const Texts& texts = table.begin()->second;
        ASSERT_EQ(texts.size(), 1U) << row.claim;
        EXPECT_EQ(texts.at("common.yes").grade, row.grade) << row.claim;
    }
}

TEST(Grades, OneThatIsNoneOfOursIsFoundWhereItStands) {
    FlowSetInput input = office_with({});
    input.texts.push_back({.name = "jv.yaml",
                           .text = "grade: b\n"
                                   "common.yes: {t: Inggih, grade: C+}\n"
                                   "common.no: {t: Mboten, grade: bagus}\n"
                                   "common.send: {t: Leres, grade: [A]}\n"});
    input.languages = {Language::id};
    EXPECT_THAT(lines(load_flows(input).findings),
                ElementsAre("jv.yaml:1:8: E003: the file: the grade is A, B or C, not \"b\". Did you mean \"B\"?",
                            "jv.yaml:2:32: E003: text \"common.yes\": the grade is A, B or C, not \"C+\". Did you mean "
                            "\"C\"?",
                            "jv.yaml:3:31: E003: text \"common.no\": the grade is A, B or C, not \"bagus\".",
                            "jv.yaml:4:32: E003: text \"common.send\": the grade is A, B or C, not \"\"."));
}

}  // namespace
}  // namespace sambung::dialogs
