// Every file of broken/ has the findings that its first lines list, and no others. A file `….su.yaml` is a text file
// beside the flow of the manual, any other one a flow.
#include "loader_support.h"
#include "source_folder.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

namespace sambung::dialogs {
namespace {

using ::testing::ElementsAreArray;
using ::testing::Not;

constexpr std::string_view folder = "tests/dialogs/broken";
constexpr std::string_view expect = "# expect ";

std::vector<std::string> broken_files() {
    std::vector<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator{std::string{SAMBUNG_SOURCE_DIR} + "/" + std::string{folder}})
        names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> expected_findings(std::string_view text) {
    std::vector<std::string> all;
    for (std::size_t at = text.find(expect); at != std::string_view::npos; at = text.find(expect, at + 1)) {
        const std::size_t begin = at + expect.size();
        all.emplace_back(text.substr(begin, text.find('\n', at) - begin));
    }
    return all;
}

Findings findings_of_flow(const std::string& name, const std::string& text) {
    return load_flows(testing::office_with({testing::example_flow(), {.name = name, .text = text}})).findings;
}

// A language of a few texts lacks the others; that is not what these files are about.
Findings findings_of_text(const std::string& text) {
    FlowSetInput input = testing::office_with({testing::example_flow()});
    input.texts.push_back({.name = "su.yaml", .text = text});
    input.languages = {Language::su};
    Findings findings = load_flows(input).findings;
    std::erase_if(findings, [](const Finding& finding) { return finding.code == "W071"; });
    return findings;
}

class Broken : public ::testing::TestWithParam<std::string> {};

TEST_P(Broken, IsFoundAtItsPlace) {
    const std::string& name = GetParam();
    const std::string text = testing::file_in_project(std::string{folder} + "/" + name);
    const bool translation = name.ends_with(".su.yaml");
    std::vector<std::string> found;
    for (const Finding& finding : translation ? findings_of_text(text) : findings_of_flow(name, text)) {
        EXPECT_EQ(finding.file, translation ? "su.yaml" : name) << finding.text();
        found.push_back(finding.text().substr(finding.file.size() + 1));
    }
    const auto expected = expected_findings(text);
    EXPECT_THAT(expected, Not(::testing::IsEmpty()));
    EXPECT_THAT(found, ElementsAreArray(expected));
    const std::string code = name.substr(0, 4);
    EXPECT_TRUE(std::ranges::any_of(expected, [&](const std::string& line) {
        return line.contains(": " + code + ": ");
    })) << code;
}

INSTANTIATE_TEST_SUITE_P(Files, Broken, ::testing::ValuesIn(broken_files()), [](const auto& info) {
    std::string name = info.param.substr(0, info.param.find('.'));
    return name;
});

}  // namespace
}  // namespace sambung::dialogs
