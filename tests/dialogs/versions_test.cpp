// A flow is replaced while conversations stand in it.
#include "engine_support.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace sambung::dialogs::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

std::string flow(std::string_view head, std::string_view slots, std::string_view states) {
    return "format: dialog/1\nflow: tanya\nentry: satu\nsession: {idle: 72h, resume: ask}\n" + std::string{head} +
           "\ntriggers:\n  - {words: [tanya], channels: [ussd, sms, whatsapp]}\nslots:\n" + std::string{slots} +
           "states:\n" + std::string{states} + "  selesai: {type: end, say: \"Selesai.\"}\n";
}

std::string asks(std::string_view state, std::string_view words, std::string_view next, std::string_view slot = {}) {
    return "  " + std::string{state} + ": {type: text, slot: " + std::string{slot.empty() ? state : slot} +
           ", say: \"" + std::string{words} + "\", next: " + std::string{next} +
           ", retry: {max: 2, then: {go: petugas}}}\n";
}

constexpr std::string_view three_slots =
    "  satu: {type: text, max: 80}\n  dua: {type: text, max: 80}\n  tiga: {type: text, max: 80}\n";

FlowSource version_1(std::string_view second = "Kedua?") {
    return {.name = "tanya.yaml",
            .text = flow(
                "version: 1", three_slots,
                asks("satu", "Pertama?", "dua") + asks("dua", second, "tiga") + asks("tiga", "Ketiga?", "selesai"))};
}

// "dua" is called "kedua" and its slot too; "tiga" is gone.
FlowSource version_2(std::string_view migrate = {}) {
    return {.name = "tanya.yaml",
            .text = flow("version: 2\n" + std::string{migrate},
                         "  satu: {type: text, max: 80}\n  kedua: {type: text, max: 80}\n",
                         asks("satu", "Baru pertama?", "kedua") + asks("kedua", "Baru kedua?", "selesai"))};
}
constexpr std::string_view moves_now =
    "migrate: {from: [1], states: {dua: kedua, tiga: kedua}, slots: {dua: kedua}, drop: [tiga], force: true}";

std::vector<FlowVersion> remembered(const FlowSource& source) {
    std::vector<FlowVersion> all = flows_to_remember(files_of({source}));
    std::erase_if(all, [](const FlowVersion& version) { return version.flow != "tanya"; });
    return all;
}

std::shared_ptr<const FlowSet> replaced_by(const FlowSource& now, const FlowSource& before = version_1()) {
    return office_of({now}, remembered(before));
}

Phone in_the_second_question() {
    Phone phone{ChannelKind::sms, office_of({version_1()})};
    phone.type("tanya");
    phone.type("jawaban satu");
    return phone;
}

TEST(Versions, AConversationGoesOnInTheVersionThatItBeganIn) {
    Phone phone = in_the_second_question();
    phone.flows = replaced_by(version_2());
    EXPECT_THAT(phone.type("jawaban dua"), StartsWith("Ketiga?"));
    EXPECT_EQ(phone.session.version, 1);
    EXPECT_THAT(phone.type("0"), StartsWith("Kedua?")) << "with its own words, though the new one has none for it";
    phone.type("jawaban dua");
    EXPECT_EQ(phone.type("jawaban tiga"), "Selesai.");
    EXPECT_THAT(phone.type("tanya"), StartsWith("Baru pertama?")) << "who comes now gets the newest";
}

TEST(Versions, OtherWordsOfTheSameStepsShowAtOnce) {
    Phone phone = in_the_second_question();
    phone.flows = replaced_by(version_1("Yang kedua, lain katanya?"));
    EXPECT_THAT(phone.repeat(), StartsWith("Yang kedua, lain katanya?"));
    EXPECT_THAT(phone.type("jawaban dua"), StartsWith("Ketiga?"));
}

TEST(Versions, AFlowThatIsTakenOutIsStillFinished) {
    Phone phone = in_the_second_question();
    phone.flows = office_of({}, remembered(version_1()));
    EXPECT_THAT(phone.type("jawaban dua"), StartsWith("Ketiga?"));
}

TEST(Versions, OneThatNobodyKeepsBeginsAnew) {
    Phone phone = in_the_second_question();
    phone.flows = office_of({version_2()});
    EXPECT_THAT(phone.type("jawaban dua"), StartsWith("Maaf, layanan baru saja diperbarui."));
}

TEST(Versions, AnOldVersionThatLeadsToAFlowThatIsGoneCallsAPerson) {
    const FlowSource other{
        .name = "lain.yaml",
        .text =
            "format: dialog/1\nflow: lain\nversion: 1\nentry: satu\nstates:\n  satu: {type: end, say: \"Lain.\"}\n"};
    const FlowSource leads{
        .name = "tanya.yaml",
        .text = flow("version: 1", "  satu: {type: text, max: 80}\n",
                     "  satu: {type: text, slot: satu, say: \"Pertama?\", next: {go: lain}, skip: {label: "
                     "\"Lewati\", next: selesai}, retry: {max: 2, then: {go: petugas}}}\n")};
    Phone phone{ChannelKind::sms, office_of({other, leads})};
    phone.type("tanya");
    std::vector<FlowVersion> before = flows_to_remember(files_of({other, leads}));
    std::erase_if(before, [](const FlowVersion& version) { return version.flow != "tanya"; });
    phone.flows = office_of({version_2()}, before);
    phone.type("jawaban satu");
    EXPECT_THAT(phone.wished(), ElementsAre("handover"));
}

// A flow that has its first answer asked by another one.
FlowSource called() {
    return {
        .name = "lain.yaml",
        .text =
            "format: dialog/1\nflow: lain\nversion: 1\ncalled: true\nentry: jalan\nslots:\n  jalan: {type: text, max: "
            "80}\nstates:\n" +
            asks("jalan", "Jalan apa?", "return")};
}
FlowSource calling(std::string_view head, std::string_view second) {
    return {.name = "tanya.yaml",
            .text = flow(head, three_slots,
                         "  satu: {type: call, flow: lain, out: {satu: jalan}, next: dua}\n" +
                             asks("dua", second, "tiga") + asks("tiga", "Ketiga?", "selesai"))};
}
Phone in_the_called_flow() {
    Phone phone{ChannelKind::sms, office_of({called(), calling("version: 1", "Kedua?")})};
    EXPECT_THAT(phone.type("tanya"), StartsWith("Jalan apa?"));
    return phone;
}

std::vector<FlowVersion> remembered_with_called() {
    std::vector<FlowVersion> all = flows_to_remember(files_of({called(), calling("version: 1", "Kedua?")}));
    std::erase_if(all, [](const FlowVersion& version) { return version.flow != "tanya"; });
    return all;
}

TEST(Versions, ThoseThatCallStayInTheirsToo) {
    Phone phone = in_the_called_flow();
    phone.flows = office_of({called(), calling("version: 2", "Baru kedua?")}, remembered_with_called());
    EXPECT_THAT(phone.type("Jalan Melati 5"), StartsWith("Kedua?"));
    EXPECT_EQ(phone.slot("satu"), "Jalan Melati 5");
}

TEST(Versions, ThoseThatCallMoveToo) {
    Phone phone = in_the_called_flow();
    phone.flows = office_of({called(), calling("version: 2\nmigrate: {from: 1, force: true}", "Baru kedua?")},
                            remembered_with_called());
    EXPECT_THAT(phone.type("Jalan Melati 5"), StartsWith("Jalan apa?"));
    EXPECT_THAT(phone.type("Jalan Melati 5"), StartsWith("Baru kedua?"));
    EXPECT_EQ(phone.slot("satu"), "Jalan Melati 5");
}

TEST(Versions, ACallThatIsAQuestionNowIsAsked) {
    Phone phone = in_the_called_flow();
    const FlowSource other{
        .name = "lama.yaml",  // so that the called flow has a caller still
        .text =
            "format: dialog/1\nflow: lama\nversion: 1\nentry: satu\ntriggers:\n  - {words: [lama]}\nstates:\n"
            "  satu: {type: call, flow: lain, next: habis}\n  habis: {type: end, say: \"Habis.\"}\n"};
    phone.flows =
        office_of({called(), other, version_2("migrate: {from: 1, states: {dua: kedua, tiga: kedua}, force: true}")},
                  remembered_with_called());
    EXPECT_THAT(phone.type("Jalan Melati 5"), StartsWith("Jalan apa?"));
    EXPECT_THAT(phone.type("Jalan Melati 5"), StartsWith("Baru pertama?"));
}

TEST(Versions, AnUrgentChangeMovesConversationsAtTheirNextTurn) {
    Phone phone = in_the_second_question();
    phone.flows = replaced_by(version_2(moves_now));
    EXPECT_THAT(phone.type("jawaban dua"), StartsWith("Baru kedua?")) << "asked again: the prompt was another one";
    EXPECT_EQ(phone.turn.trace.outcome, "migrated");
    EXPECT_EQ(phone.session.version, 2);
    EXPECT_EQ(phone.slot("satu"), "jawaban satu");
    EXPECT_EQ(phone.type("jawaban dua"), "Selesai.");
}

TEST(Versions, SlotsThatMoveAreRenamedOrDropped) {
    Phone phone = in_the_second_question();
    phone.type("jawaban dua");
    phone.session.slots["tiga"] = "jawaban tiga";
    phone.flows = replaced_by(version_2(moves_now));
    phone.type("halo");
    EXPECT_EQ(phone.at(), "tanya.kedua");
    EXPECT_EQ(phone.slot("kedua"), "jawaban dua");
    EXPECT_EQ(phone.slot("dua") + phone.slot("tiga"), "");
    EXPECT_THAT(phone.session.history, ElementsAre("satu", "kedua"));
}

TEST(Versions, WithoutForceTheyMoveOnlyOnceTheirOwnIsGone) {
    const FlowSource now = version_2("migrate: {from: [1], states: {dua: kedua, tiga: kedua}}");
    Phone phone = in_the_second_question();
    Phone late = in_the_second_question();
    phone.flows = replaced_by(now);
    EXPECT_THAT(phone.type("jawaban dua"), StartsWith("Ketiga?"));
    late.flows = office_of({now});
    EXPECT_THAT(late.type("jawaban dua"), StartsWith("Baru kedua?"));
}

TEST(Versions, AStateThatIsGoneLeadsToTheNearestBeforeIt) {
    Phone phone = in_the_second_question();
    phone.type("jawaban dua");
    phone.flows = office_of({version_2("migrate: {from: [1], force: true}")});
    phone.type("jawaban tiga");
    EXPECT_EQ(phone.at(), "tanya.satu");
    EXPECT_THAT(phone.screen(), StartsWith("Baru pertama?"));
}

TEST(Versions, WithNothingBeforeItThePersonIsAskedWhetherToGoOn) {
    Phone phone = in_the_second_question();
    phone.session.history.clear();
    phone.flows = office_of({version_2("migrate: {from: [1], force: true}")});
    phone.type("jawaban dua");
    EXPECT_TRUE(phone.session.offered_resume);
    EXPECT_EQ(phone.at(), "tanya.satu");
    EXPECT_EQ(phone.slot("satu"), "jawaban satu");
}

TEST(Versions, DangerIsHeardBeforeAnythingMoves) {
    Phone phone = in_the_second_question();
    phone.flows = replaced_by(version_2(moves_now));
    phone.type("tolong nenek pingsan");
    EXPECT_THAT(phone.wished(), ElementsAre("ring"));
    EXPECT_THAT(phone.at(), StartsWith("darurat."));
}

TEST(Versions, ATimerRingsInTheVersionOfItsConversation) {
    Phone phone = in_the_second_question();
    phone.env.now += std::chrono::hours{1};
    const Turn turn = timer_rang(*replaced_by(version_2()), phone.session, phone.env);
    EXPECT_EQ(turn.session.version, 1);
    EXPECT_TRUE(turn.due) << "it waits on";
}

TEST(Versions, TranslationsOfAnOldVersionStay) {
    FlowSetInput input = files_of({version_1()});
    input.texts.push_back({.name = "su.yaml", .text = "tanya.dua.say: \"Kadua?\"\n"});
    input.languages.push_back(Language::su);
    std::vector<FlowVersion> before = flows_to_remember(input);
    std::erase_if(before, [](const FlowVersion& version) { return version.flow != "tanya"; });
    Phone phone = in_the_second_question();
    phone.session.language = Language::su;
    phone.flows = office_of({version_2()}, before);
    EXPECT_THAT(phone.repeat(), StartsWith("Kadua?"));
}

// --- proofs ---

std::vector<std::string> found(const FlowSource& now, const FlowSource& before = version_1()) {
    FlowSetInput input = files_of({now});
    input.previous = remembered(before);
    std::vector<std::string> all;
    for (const Finding& finding : load_flows(input).findings) all.push_back(finding.text());
    return all;
}

TEST(Versions, OtherStepsUnderTheSameNumberAreRefused) {
    FlowSource now = version_2();
    now.text.replace(now.text.find("version: 2"), 10, "version: 1");
    EXPECT_THAT(found(now),
                ElementsAre("tanya.yaml:5:10: E091: version 1 of tanya is in use with other steps; raise it to 2"));
}

TEST(Versions, WhoMigratesLeadsEveryStateSomewhere) {
    EXPECT_THAT(found(version_2("migrate: {from: 1, states: {dua: kedua}}")),
                ElementsAre("tanya.yaml:6:10: E092: migrate: state \"tiga\" of version 1 is gone; name under "
                            "\"states\" where it leads."));
}

TEST(Versions, AMigrationNamesWhatThereIs) {
    EXPECT_THAT(
        found(version_2(
            "migrate: {from: [1, 2], states: {dua: kedua, tiga: kedu, tigaa: satu}, slots: {duaa: kedua, dua: "
            "keduaa}, drop: [tigga]}")),
        UnorderedElementsAre(
            HasSubstr("E094: migrate, from: version 2 does not come before version 2"),
            HasSubstr("E094: migrate, states: there is no state \"kedu\" in tanya. Did you mean \"kedua\"?"),
            HasSubstr("E094: migrate, states: no version that it leads from has \"tigaa\". Did you mean \"tiga\"?"),
            HasSubstr("E094: migrate, slots: there is no slot \"keduaa\" in tanya. Did you mean \"kedua\"?"),
            HasSubstr("E094: migrate, slots: no version that it leads from has \"duaa\". Did you mean \"dua\"?"),
            HasSubstr("E094: migrate, drop: no version that it leads from has \"tigga\". Did you mean \"tiga\"?")));
}

TEST(Versions, OneThatCanNoLongerBeReadIsTold) {
    FlowSetInput input = files_of({version_2()});
    input.previous = remembered(version_1());
    input.previous.front().source += "  baru: {type: mimpi}\n";
    const Findings findings = load_flows(input).findings;
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_THAT(findings[0].text(), HasSubstr("W091: version 1 of tanya was in use and can no longer be read"));
}

TEST(Versions, NobodyIsMovedToAnActionOrAnEnd) {
    EXPECT_THAT(found(version_2("migrate: {from: [1], states: {dua: kedua, tiga: selesai}}")),
                ElementsAre(HasSubstr("E094: migrate, states: \"selesai\" is an action or an end")));
}

}  // namespace
}  // namespace sambung::dialogs::testing
