#include "common_texts.h"
#include "loader_support.h"
#include "texts.h"

#include <gmock/gmock.h>

namespace sambung::dialogs {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::lines;
using ::testing::Not;
using testing::office_with;

std::vector<std::string> findings_of(const FlowSetInput& input) { return lines(load_flows(input).findings); }

TEST(TextProof, AMissingCommonTextIsAnErrorInIndonesian) {
    FlowSetInput input = office_with({});
    std::string& text = input.texts[0].text;
    text.erase(text.find("common.no:"), text.find('\n', text.find("common.no:")) + 1 - text.find("common.no:"));
    EXPECT_THAT(findings_of(input), ElementsAre("id.yaml:1:1: E071: text \"common.no\" is missing"));
}

TEST(TextProof, AMissingTranslationIsAnErrorInEnglishOnly) {
    FlowSetInput input = office_with({testing::example_flow()});
    input.languages = {Language::en, Language::su};
    const auto found = findings_of(input);
    EXPECT_THAT(found, Contains("en.yaml:1:1: E071: text \"lapor.siapa.say\" is missing"));
    EXPECT_THAT(found, Contains("en.yaml:1:1: E071: text \"common.yes\" is missing"));
    EXPECT_THAT(found, Contains(HasSubstr("su.yaml:1:1: W071: flow \"lapor\": 16 of 16 texts are missing and will be "
                                          "shown in Indonesian; the first is \"lapor.bahaya.say\"")));
    EXPECT_THAT(found, Not(Contains(HasSubstr("su.yaml:1:1: E"))));
}

TEST(TextProof, ALanguageThatIsNotOfferedMayBeIncomplete) {
    FlowSetInput input = office_with({});
    input.texts.push_back({.name = "en.yaml", .text = "common.yes: \"Yes\"\n"});
    EXPECT_THAT(findings_of(input), IsEmpty());
}

TEST(TextProof, AFileOfNoLanguageIsFound) {
    FlowSetInput input = office_with({});
    input.texts.push_back({.name = "texts/jv-ngko.yaml", .text = "common.yes: \"Iya\"\n"});
    EXPECT_THAT(
        findings_of(input),
        ElementsAre(
            "texts/jv-ngko.yaml:1:1: E003: the file's name is no language of ours. Did you mean \"jv-ngoko\"?"));
}

TEST(TextProof, ACommonTextMayOnlyShowItsOwnValues) {
    FlowSetInput input = office_with({});
    input.texts.push_back({.name = "id.yaml", .text = "common.yes: \"Ya {tiket}\"\ncommon.no: \"Tidak {kota}\"\n"});
    EXPECT_THAT(findings_of(input), ElementsAre("id.yaml:1:13: E090: text \"common.yes\": nothing is called {tiket}."));
}

TEST(TextProof, ScreensFitTheNetworkThatHoldsLeast) {
    FlowSetInput input = office_with({});
    input.texts.push_back({.name = "id.yaml",
                           .text = "notice.sorry: \"" + std::string(125, 'a') + "\"\n" + "notice.emergency: \"" +
                                   std::string(125, 'b') + "\"\n"});
    EXPECT_THAT(findings_of(input), IsEmpty());
    input.ussd = {.first = 124, .later = 130};
    EXPECT_THAT(findings_of(input),
                ElementsAre(HasSubstr("E054: text \"notice.sorry\": 125 of 124 characters; shorten by 1")));
}

TEST(TextProof, TheTextsOfTheEngineFitTheirScreens) {
    FlowSetInput input = office_with({});
    input.texts.push_back({.name = "id.yaml",
                           .text = "common.send: \"Kirim laporan sekarang\"\n"
                                   "notice.sorry: \"" +
                                   std::string(141, 'x') +
                                   "\"\n"
                                   "common.resume.ask: \"" +
                                   std::string(130, 'x') + "\"\n"});
    EXPECT_THAT(findings_of(input),
                ElementsAre("id.yaml:1:14: E051: text \"common.send\", WhatsApp: 22 of 20 characters of a button",
                            "id.yaml:2:15: E054: text \"notice.sorry\": 141 of 140 characters; shorten by 1",
                            "id.yaml:3:20: E053: text \"common.resume.ask\", USSD: 146 of 140 characters with one "
                            "answer; shorten by 6"));
}

TEST(TextProof, LongNamesOfPlacesCount) {
    FlowSetInput input = office_with({testing::example_flow()});
    const std::string long_name(140, 'x');
    auto areas = AreaTree::parse("code,name,parent\n32.76,Depok,\n32.76.06," + long_name +
                                 ",32.76\n32.76.01,Beji,32.76\n32.76.01.1001," + long_name + ",32.76.01\n");
    ASSERT_TRUE(areas.has_value());
    input.areas = std::make_shared<const AreaTree>(std::move(*areas));
    input.texts.push_back({.name = "id.yaml", .text = "common.area.village: \"Kelurahan mana?\"\n"});
    EXPECT_THAT(findings_of(input),
                ElementsAre("id.yaml:1:22: E053: text \"common.area.village\", USSD: 167 of 160 characters with one "
                            "answer; shorten by 7",
                            "id.yaml:16:20: E053: text \"common.area.which\", USSD: 162 of 160 characters with one "
                            "answer; shorten by 2",
                            "lapor.yaml:40:10: E053: state \"kelurahan\", USSD: 169 of 160 characters with one answer "
                            "and the way to the next page; shorten by 9"));
}

TEST(TextProof, TheOfficesOwnWordsCountWithTheirRealLength) {
    FlowSetInput input = office_with({testing::example_flow()});
    for (auto& [word, value] : input.words)
        if (word == "darurat") value = std::string(150, '1');
    EXPECT_THAT(findings_of(input),
                Contains(HasSubstr(
                    "darurat.yaml:6:27: E054: state \"nomor\", USSD: 168 of 160 characters for the text alone")));
}

TEST(NameProof, TheFlowsThatTheEngineLeadsToMustBeThere) {
    FlowSetInput input;
    input.texts = {testing::common_indonesian()};
    EXPECT_THAT(findings_of(input),
                ElementsAre("flows:1:1: E018: the flow \"berhenti\" is missing; the engine leads there by itself",
                            "flows:1:1: E018: the flow \"darurat\" is missing; the engine leads there by itself",
                            "flows:1:1: E018: the flow \"menu\" is missing; the engine leads there by itself",
                            "flows:1:1: E018: the flow \"petugas\" is missing; the engine leads there by itself"));
}

TEST(SlotProof, TheWayAfterAGuardThatAsksForLackIsFilled) {
    const FlowSource flow{.name = "uji.yaml", .text = R"(format: dialog/1
flow: uji
version: 1
entry: tanya
triggers: [{words: [uji]}]
slots:
  ticket: {type: ticket}
states:
  tanya: {type: ticket, slot: ticket, say: "Tiket?", skip: {label: "Lewati", next: lihat}, next: lihat, retry: {max: 2, then: {go: petugas}}}
  lihat:
    type: yesno
    say: "Lihat?"
    if_yes:
      - {when: {lacks: [ticket]}, to: selesai}
      - {to: status}
    if_no: selesai
    retry: {max: 2, then: {go: petugas}}
  status: {type: action, do: status, results: {ok: selesai, not_found: selesai, limited: selesai, error: selesai}}
  selesai: {type: end, say: "Selesai."}
)"};
    EXPECT_THAT(findings_of(office_with({flow})), IsEmpty());
}

TEST(FilingProof, TheDangerFlowMayFileAtOnce) {
    FlowSetInput input = office_with({{.name = "darurat.yaml", .text = R"(format: dialog/1
flow: darurat
version: 2
entry: kirim
draft: true
kind: lapor
states:
  kirim: {type: action, do: file, results: {ok: kata, duplicate: kata, attached: kata, limited: kata, dropped: kata, error: kata}}
  kata: {type: end, say: "Telepon {darurat} sekarang."}
)"}});
    EXPECT_THAT(findings_of(input), IsEmpty());
}

TEST(LoopProof, ARoundThroughTwoFlowsIsFound) {
    const auto flow = [](const std::string& name, const std::string& other) {
        return FlowSource{.name = name + ".yaml",
                          .text = "format: dialog/1\nflow: " + name +
                                  "\nversion: 1\nentry: kata\ntriggers: [{words: [" + name +
                                  "]}]\nstates:\n  kata: {type: message, say: \"Ya.\", next: {go: " + other + "}}\n"};
    };
    EXPECT_THAT(findings_of(office_with({flow("satu", "dua"), flow("dua", "satu")})),
                ElementsAre("dua.yaml:7:3: E014: state \"kata\": goes round to itself without asking anything"));
}

}  // namespace
}  // namespace sambung::dialogs
