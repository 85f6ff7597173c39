#include "commands.h"
#include "source_folder.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const fs::path demo = fs::path{SAMBUNG_SOURCE_DIR} / "deploy/demo.yaml";

struct Ran {
    int exit = 0;
    std::string out, err;
};

template <class Command>
Ran run(Command command) {
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    Ran ran{.exit = command(), .out = {}, .err = {}};
    ran.out = ::testing::internal::GetCapturedStdout();
    ran.err = ::testing::internal::GetCapturedStderr();
    return ran;
}

class TextsCommand : public ::testing::Test {
 protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "sambung-texts-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { fs::remove_all(folder_); }

    [[nodiscard]] fs::path write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return folder_ / name;
    }
    static std::string read(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    // A sheet of one row, with the hash that the written sheet gives it.
    static std::string sheet_with(const std::string& key, const std::string& words) {
        const Ran sheet = run([] { return texts({.config = demo, .language = "bjn"}); });
        std::smatch found;
        EXPECT_TRUE(std::regex_search(sheet.out, found, std::regex{key + ",[^\n]*(of:[0-9a-f]{8})"})) << key;
        return "key,of,translation,grade\n" + key + "," + found[1].str() + "," + words + ",B\n";
    }

    fs::path folder_;
};

TEST_F(TextsCommand, WritesATableOfAllLanguages) {
    const Ran ran = run([] { return texts({.config = demo}); });
    EXPECT_EQ(ran.exit, 0);
    EXPECT_THAT(ran.err, IsEmpty());
    EXPECT_THAT(ran.out,
                StartsWith("language  texts     complete  missing   stale     values    A         B         C"));
    EXPECT_THAT(ran.out, HasSubstr("\nen "));
}

TEST_F(TextsCommand, WritesASheetToAFile) {
    const fs::path out = folder_ / "sheet.csv";
    EXPECT_EQ(run([&] { return texts({.config = demo, .language = "bjn", .out = out}); }).exit, 0);
    EXPECT_THAT(read(out), StartsWith("\xEF\xBB\xBFkey,source,of,translation,state,grade,length,room,where\r\nmenu."));
}

TEST_F(TextsCommand, MakesATextFileOfASheetAndKeepsWhatItDoesNotName) {
    const fs::path sheet = write("sheet.csv", sheet_with("menu.pilih.options.bantuan", "Minta tulung"));
    const fs::path out = write("bjn.yaml", "# Banjar.\ncommon.yes: {t: \"Inggih\", grade: A}\n");
    const Ran ran = run([&] { return texts({.config = demo, .language = "bjn", .in = sheet, .out = out}); });
    EXPECT_EQ(ran.exit, 0);
    EXPECT_THAT(ran.err, IsEmpty());
    EXPECT_THAT(read(out), ::testing::MatchesRegex("# Banjar.\n"
                                                   "menu.pilih.options.bantuan: .t: \"Minta tulung\", of: "
                                                   "[0-9a-f]+, grade: B.\n"
                                                   "common.yes: .t: \"Inggih\", grade: A.\n"));
}

TEST_F(TextsCommand, WritesNothingIfTheSheetHasAFinding) {
    const fs::path sheet = write("sheet.csv", sheet_with("menu.pilih.options.bantuan", "Minta tulung…"));
    const fs::path out = write("bjn.yaml", "common.yes: Inggih\n");
    const Ran ran = run([&] { return texts({.config = demo, .language = "bjn", .in = sheet, .out = out}); });
    EXPECT_EQ(ran.exit, 1);
    EXPECT_THAT(ran.out, IsEmpty());
    EXPECT_THAT(ran.err, StartsWith(sheet.string() + ":2:40: T008: text \"menu.pilih.options.bantuan\": "));
    EXPECT_EQ(read(out), "common.yes: Inggih\n");
}

TEST_F(TextsCommand, SaysWhatItCannotReadOrWrite) {
    EXPECT_EQ(run([&] { return texts({.config = folder_ / "none.yaml"}); }).exit, 2);
    const Ran ran =
        run([&] { return texts({.config = demo, .language = "bjn", .out = folder_ / "no" / "sheet.csv"}); });
    EXPECT_EQ(ran.exit, 2);
    EXPECT_THAT(ran.err, HasSubstr("cannot write "));
}

TEST(GraphCommand, DrawsBuiltInFlowsAndThoseOfAnOffice) {
    const Ran built_in = run([] { return graph({}, "menu"); });
    EXPECT_EQ(built_in.exit, 0);
    EXPECT_THAT(built_in.out, HasSubstr("s_pilih[\"pilih · choice<br/>"));
    const Ran office = run([] { return graph(demo, {}); });
    EXPECT_EQ(office.exit, 0);
    EXPECT_THAT(office.out, StartsWith("flowchart LR\n"));
}

TEST(GraphCommand, SaysWhatItCannotDraw) {
    const Ran unknown = run([] { return graph({}, "menuu"); });
    EXPECT_EQ(unknown.exit, 1);
    EXPECT_EQ(unknown.err, "there is no flow \"menuu\". Did you mean \"menu\"?\n");
    EXPECT_EQ(run([] { return graph("none.yaml", "menu"); }).exit, 2);
}

}  // namespace
}  // namespace sambung::gateway
