#include "flow.h"
#include "loader_support.h"
#include "texts.h"

#include <gmock/gmock.h>

namespace sambung::dialogs {
namespace {

using ::testing::ElementsAre;
using testing::example_flow;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::lines;
using testing::office_with;
using ::testing::SizeIs;

std::shared_ptr<const FlowSet> loaded(const FlowSetInput& input) {
    const FlowSetLoaded result = load_flows(input);
    EXPECT_THAT(lines(result.findings), IsEmpty());
    return result.flows;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(Loader, TheExampleOfTheManualHasNoFindings) {
    const auto flows = loaded(office_with({example_flow()}));
    ASSERT_NE(flows, nullptr);
    EXPECT_THAT(flow_versions(*flows), ElementsAre("berhenti@1", "darurat@1", "lapor@1", "menu@1", "petugas@1"));
}

TEST(Loader, ReadsTheHeadOfAFlow) {
    const auto flows = loaded(office_with({example_flow()}));
    const Flow& lapor = *flows->flow("lapor");
    EXPECT_EQ(lapor.entry, "bahaya");
    EXPECT_TRUE(lapor.opens_draft);
    EXPECT_EQ(lapor.kind, "lapor");
    EXPECT_EQ(lapor.idle, std::chrono::hours{72});
    EXPECT_TRUE(lapor.resume_ask);
    EXPECT_EQ(lapor.file, "lapor.yaml");
    ASSERT_THAT(lapor.triggers, SizeIs(2));
    EXPECT_THAT(lapor.triggers[0].words, ElementsAre("lapor orang"));
    EXPECT_EQ(lapor.triggers[1].command, "lapor");
    EXPECT_TRUE(lapor.triggers[1].heard_on(ChannelKind::sms));
    EXPECT_FALSE(lapor.triggers[1].heard_on(ChannelKind::ussd));
    EXPECT_EQ(lapor.slots.at("place").max, 80);
    EXPECT_TRUE(lapor.slots.at("place").personal);
    EXPECT_THAT(lapor.slots.at("category").values, ElementsAre("lansia", "anak", "lain"));
}

TEST(Loader, ReadsStatesWithTheirWaysOn) {
    const auto flows = loaded(office_with({example_flow()}));
    const Flow& lapor = *flows->flow("lapor");
    const State& siapa = *lapor.state("siapa");
    EXPECT_EQ(siapa.type, StateType::choice);
    EXPECT_EQ(siapa.say.any, "lapor.siapa.say");
    EXPECT_THAT(siapa.options[0].aliases, ElementsAre("orang tua", "kakek", "nenek"));
    EXPECT_EQ(siapa.options[3].key, "9");
    EXPECT_EQ(siapa.options[3].next.at(0).to.flow, "darurat");
    ASSERT_THAT(siapa.next, SizeIs(2));
    EXPECT_THAT(siapa.next[0].when.lacks, ElementsAre("area"));
    EXPECT_THAT(siapa.next[0].when.channels, ElementsAre(ChannelKind::ussd));
    EXPECT_EQ(siapa.next[1].to.state, "tempat");
    EXPECT_EQ(siapa.retry->max, 2);
    EXPECT_EQ(siapa.retry->then.flow, "petugas");
    const State& tempat = *lapor.state("tempat");
    EXPECT_EQ(tempat.say.on(ChannelKind::whatsapp), "lapor.tempat.say.whatsapp");
    EXPECT_EQ(tempat.say.on(ChannelKind::sms), "lapor.tempat.say");
    EXPECT_EQ(tempat.skip->label_key, "lapor.tempat.skip");
    EXPECT_EQ(lapor.state("kirim")->results.at("duplicate").at(0).to.state, "beres");
    EXPECT_TRUE(lapor.state("beres")->also_sms);
    EXPECT_EQ(lapor.state("nowhere"), nullptr);
}

TEST(Loader, IndonesianTextsStandUnderTheirKeys) {
    const auto flows = loaded(office_with({example_flow()}));
    EXPECT_EQ(flows->text(Language::id, "lapor.siapa.say"), "Siapa yang butuh bantuan?");
    EXPECT_EQ(flows->text(Language::su, "lapor.siapa.options.anak"), "Anak/bayi");
    EXPECT_EQ(flows->text(Language::id, "lapor.nothing.say"), "");
}

TEST(Loader, JavaneseOfTheStreetFallsBackToCourtlyJavaneseFirst) {
    FlowSetInput input = office_with({example_flow()});
    input.languages = {Language::jv, Language::jv_ngoko};
    input.texts.push_back({.name = "jv.yaml", .text = "lapor.siapa.say: \"Sinten ingkang betah?\"\n"});
    const FlowSetLoaded result = load_flows(input);
    ASSERT_NE(result.flows, nullptr);
    EXPECT_EQ(result.flows->text(Language::jv_ngoko, "lapor.siapa.say"), "Sinten ingkang betah?");
    EXPECT_EQ(result.flows->text(Language::jv_ngoko, "lapor.tempat.skip"), "Lewati");
}

TEST(Loader, IndonesianIsAlwaysOffered) {
    FlowSetInput input = office_with({});
    input.languages = {};
    EXPECT_THAT(load_flows(input).flows->languages, ElementsAre(Language::id));
}

TEST(Loader, AnErrorKeepsTheSetFromLoadingAndAWarningDoesNot) {
    FlowSetInput input = office_with({example_flow()});
    input.languages = {Language::su};
    const FlowSetLoaded warned = load_flows(input);
    EXPECT_NE(warned.flows, nullptr);
    EXPECT_THAT(lines(warned.findings), ::testing::Contains(HasSubstr("su.yaml:1:1: W071: flow \"lapor\": ")));
    input.languages = {Language::en};
    EXPECT_EQ(load_flows(input).flows, nullptr);
}

TEST(Loader, ALaterFlowReplacesOneOfTheSameName) {
    FlowSource own{.name = "flows/lapor.yaml", .text = R"(format: dialog/1
flow: lapor
version: 9
entry: kata
triggers: [{words: [lapor]}]
states:
  kata: {type: end, say: "Telepon saja."}
)"};
    FlowSetInput input = office_with({example_flow(), own});
    // Translations of the flow that is gone are of no use, and no mistake.
    input.texts.push_back({.name = "su.yaml", .text = "lapor.tempat.skip: \"Liwat\"\n"});
    const auto flows = loaded(input);
    EXPECT_EQ(flows->flow("lapor")->version, 9);
    EXPECT_EQ(flows->text(Language::id, "lapor.kata.say"), "Telepon saja.");
}

TEST(Loader, ALaterTextFileOverridesKeyByKey) {
    FlowSetInput input = office_with({example_flow()});
    input.texts.push_back({.name = "id.yaml", .text = "lapor.siapa.say: \"Siapa?\"\n"});
    EXPECT_EQ(loaded(input)->text(Language::id, "lapor.siapa.say"), "Siapa?");
}

TEST(Loader, AllFindingsOfAllFilesComeAtOnceAndSorted) {
    FlowSource broken = example_flow();
    broken.text = replaced(broken.text, "if_no: catatan", "if_no: siapaa");
    broken.text = replaced(broken.text, "do: file", "do: flie");
    FlowSetInput input = office_with({broken});
    input.flows[0].text = replaced(input.flows[0].text, "entry: tutup", "entry: tutp");
    EXPECT_THAT(
        lines(load_flows(input).findings),
        ElementsAre("lapor.yaml:21:12: E010: state \"bahaya\", if_no: there is no state \"siapaa\" in lapor. Did you "
                    "mean \"siapa\"?",
                    "lapor.yaml:24:3: E012: state \"siapa\": nothing leads here",
                    "lapor.yaml:37:3: E012: state \"kelurahan\": nothing leads here",
                    "lapor.yaml:43:3: E012: state \"tempat\": nothing leads here",
                    "lapor.yaml:54:3: E012: state \"periksa\": nothing leads here",
                    "lapor.yaml:62:3: E020: state \"kirim\": there is no action \"flie\". Did you mean \"file\"?",
                    "lapor.yaml:72:3: E012: state \"batal\": nothing leads here",
                    "lapor.yaml:81:3: E012: state \"catatan\": nothing leads here",
                    "menu.yaml:4:8: E010: entry: there is no state \"tutp\" in menu. Did you mean \"tutup\"?",
                    "menu.yaml:6:3: E012: state \"tutup\": nothing leads here"));
}

TEST(Loader, AFlowThatCannotBeReadIsNotMissedByOthers) {
    FlowSource broken{.name = "petugas.yaml", .text = "flow: [\n"};
    FlowSetInput input = office_with({example_flow()});
    std::erase_if(input.flows, [](const FlowSource& source) { return source.name == "petugas.yaml"; });
    input.flows.push_back(broken);
    EXPECT_THAT(lines(load_flows(input).findings), ElementsAre(HasSubstr("petugas.yaml:2:1: E004: not YAML")));
}

TEST(Structure, WordingDoesNotChangeItAndStepsDo) {
    const FlowSource source = example_flow();
    const auto structure = [](const FlowSource& flow) { return loaded(office_with({flow}))->flow("lapor")->structure; };
    const auto with = [&](std::string_view from, std::string_view to) {
        return structure({.name = source.name, .text = replaced(source.text, from, to)});
    };
    const std::uint32_t original = structure(source);
    EXPECT_EQ(with("Siapa yang butuh bantuan?", "Siapa yang perlu ditolong?"), original);
    EXPECT_EQ(with("aliases: [balita]", "aliases: [bocah]"), original);
    EXPECT_EQ(with("version: 1", "version: 2"), original);
    EXPECT_NE(with("next: periksa}", "next: siapa}"), original);
    EXPECT_NE(with("retry: {max: 2, then: tempat}", "retry: {max: 3, then: tempat}"), original);
    EXPECT_NE(with("place: {type: text, max: 80", "place: {type: text, max: 90"), original);
}

TEST(Placeholders, AreFoundInOrder) {
    EXPECT_THAT(placeholders("Laporan {tiket}, cek {cek}."), ElementsAre("tiket", "cek"));
    EXPECT_THAT(placeholders("{a}{b}"), ElementsAre("a", "b"));
    EXPECT_THAT(placeholders("tanpa"), IsEmpty());
    EXPECT_THAT(placeholders("} {a"), IsEmpty());
    EXPECT_THAT(placeholders("{a {b} c}"), ElementsAre("b"));
}

TEST(Fill, TakesGivenValuesThenTheOfficesWords) {
    FlowSet flows;
    flows.words = {{"kota", "Depok"}, {"tiket", "office"}};
    EXPECT_EQ(fill("{kota}: {tiket} {nichts}.", {{"tiket", "481 207 365"}}, flows), "Depok: 481 207 365 .");
    EXPECT_EQ(fill("{{kota}} }{", {}, flows), "{Depok} }{");
}

TEST(SourceHash, IsThePublishedFnv1a) {
    EXPECT_EQ(fnv1a(""), 0x811c9dc5U);
    EXPECT_EQ(fnv1a("a"), 0xe40c292cU);
    EXPECT_EQ(fnv1a("foobar"), 0xbf9cf968U);
    EXPECT_EQ(source_hash("foobar"), "bf9cf968");
}

TEST(BaseFlows, AreCompiledInWithTheirFileNames) {
    for (const FlowSource& source : base_flows()) EXPECT_THAT(source.name, ::testing::EndsWith(".yaml"));
    for (const FlowSource& source : base_texts()) EXPECT_THAT(source.name, ::testing::EndsWith(".yaml"));
}

}  // namespace
}  // namespace sambung::dialogs
