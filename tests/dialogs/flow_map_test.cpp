#include "dialogs/flow_map.h"

#include "loader_support.h"
#include "mermaid.h"

#include <gmock/gmock.h>

#include <regex>
#include <set>
#include <sstream>

namespace sambung::dialogs {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::office_with;
using ::testing::StartsWith;

FlowSetInput base() {
    FlowSetInput input;
    input.flows = base_flows();
    input.texts = base_texts();
    return input;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in{text};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// Every line is a node or an arrow between nodes, and labels hold nothing that Mermaid would read as its own.
void expect_sound(const std::string& chart, const std::string& what) {
    static const std::regex node{R"re(  (\w+)(\(\(|\(\[|\(|\[\[|\[|\{\{|>)"([^"]*)"(\)\)|\]\)|\)|\]\]|\]|\}\}))re"};
    static const std::regex arrow{R"re(  (\w+) (-->|-\.->)(\|"([^"]*)"\|)? (\w+))re"};
    static const std::regex label{R"re(([^#&<>`*\\]|#\d+;|<br/>)+)re"};
    const auto lines = lines_of(chart);
    ASSERT_FALSE(lines.empty()) << what;
    EXPECT_THAT(lines.front(), StartsWith("flowchart ")) << what;
    std::set<std::string> nodes;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        std::smatch parts;
        if (std::regex_match(lines[i], parts, node)) {
            EXPECT_TRUE(nodes.insert(parts[1]).second) << what << ": drawn twice: " << lines[i];
            EXPECT_TRUE(std::regex_match(parts[3].str(), label)) << what << ": " << lines[i];
        } else if (std::regex_match(lines[i], parts, arrow)) {
            EXPECT_TRUE(nodes.contains(parts[1])) << what << ": from nowhere: " << lines[i];
            EXPECT_TRUE(nodes.contains(parts[5])) << what << ": to nowhere: " << lines[i];
            EXPECT_TRUE(!parts[3].matched || std::regex_match(parts[4].str(), label)) << what << ": " << lines[i];
        } else {
            ADD_FAILURE() << what << ": neither node nor arrow: " << lines[i];
        }
    }
}

TEST(FlowMap, EveryBuiltInFlowIsSoundMermaid) {
    expect_sound(flows_map(base()), "all flows");
    for (const FlowSource& source : base_flows()) {
        const std::string flow = source.name.substr(0, source.name.find('.'));
        const auto map = flow_map(base(), flow);
        ASSERT_TRUE(map.has_value()) << flow;
        expect_sound(*map, flow);
    }
}

TEST(FlowMap, DrawsStatesAnswersConditionsAndWaysToOtherFlows) {
    FlowSetInput input = office_with({testing::example_flow()});
    input.texts.push_back({.name = "id.yaml", .text = "common.yes: \"Ya\"\ncommon.unsure: \"Tidak tahu\"\n"});
    const auto map = flow_map(input, "lapor");
    ASSERT_TRUE(map.has_value());
    struct Row {
        const char* claim;
        const char* line;
    };
    const Row rows[] = {
        {"where it begins", "  begin((\"lapor\"))\n"},
        {"the entry", "  begin --> s_bahaya\n"},
        {"a question with its first words",
         "  s_bahaya[\"bahaya · yesno<br/>“Apakah ia pingsan, sesak napas, luka berat, atau …”\"]\n"},
        {"a confirm", "  s_periksa{{\"periksa · confirm<br/>“Sudah betul? Kirim?”\"}}\n"},
        {"an action and what it does", "  s_kirim[[\"kirim · action file\"]]\n"},
        {"an end", "  s_dibatalkan([\"dibatalkan · end<br/>“Laporan dibatalkan. Tidak ada yang dikirim.”\"])\n"},
        {"another flow as a rounded stub", "  f_darurat(\"darurat\")\n"},
        {"a command", "  begin -->|\"LAPOR …\"| s_kirim\n"},
        {"answers that lead to the same place, on one arrow", "  s_bahaya -->|\"Ya<br/>Tidak tahu\"| f_darurat\n"},
        {"options by their numbers and labels, with a condition",
         "  s_siapa -->|\"1 Lansia, if area is empty and on ussd<br/>2 Anak/bayi, if area is empty and on ussd<br/>3 "
         "Lainnya, if area is empty and on ussd\"| s_kelurahan\n"},
        {"and otherwise",
         "  s_siapa -->|\"1 Lansia, otherwise<br/>2 Anak/bayi, otherwise<br/>3 Lainnya, otherwise\"| "
         "s_tempat\n"},
        {"an option of its own way", "  s_siapa -->|\"9 DARURAT\"| f_darurat\n"},
        {"skipping, beside the answer that needs no words", "  s_tempat -->|\"8 Lewati\"| s_periksa\n"},
        {"results of an action", "  s_kirim -->|\"attached<br/>duplicate<br/>ok\"| s_beres\n"},
        {"too many wrong answers", "  s_siapa -.->|\"over 2 wrong answers\"| f_petugas\n"},
        {"changes from a confirm", "  s_periksa -.->|\"kata category\"| s_siapa\n"},
    };
    for (const Row& row : rows) EXPECT_THAT(*map, HasSubstr(row.line)) << row.claim;
}

TEST(FlowMap, DrawsWhatIsNotRightYet) {
    FlowSource flow = testing::example_flow();
    flow.text.replace(flow.text.find("next: tempat"), 12, "next: tempt ");
    const auto map = flow_map(office_with({flow}), "lapor");
    ASSERT_TRUE(map.has_value());
    EXPECT_THAT(*map, HasSubstr("s_kelurahan --> s_tempt\n"));
}

TEST(FlowMap, KnowsTheNearestNameOfAFlowThatIsNotThere) {
    const auto map = flow_map(base(), "laporr");
    ASSERT_FALSE(map.has_value());
    EXPECT_EQ(map.error().code, Errc::not_found);
    EXPECT_EQ(map.error().detail, "there is no flow \"laporr\". Did you mean \"lapor\"?");
}

TEST(FlowMap, OfAllFlowsSaysWhichStatesLeadOn) {
    const std::string map = flows_map(base());
    EXPECT_THAT(map, StartsWith("flowchart LR\n"));
    EXPECT_THAT(map, HasSubstr("  f_menu -->|\"pilih\"| f_lapor\n"));
    EXPECT_THAT(map, HasSubstr("  f_lapor(\"lapor<br/>LAPOR, REPORT\")\n"));
    EXPECT_THAT(map, HasSubstr("  f_lapor -.-> f_petugas\n"));
    EXPECT_THAT(map, Not(HasSubstr("f_menu -.-> f_petugas\n"))) << "the menu leads there by an answer already";
}

TEST(Mermaid, LabelsMayHoldAnything) {
    struct Row {
        const char* label;
        const char* drawn;
    };
    const Row rows[] = {
        {"plain", "plain"},
        {"\"said\"", "#34;said#34;"},
        {"*384#", "#42;384#35;"},
        {"a & b < c", "a #38; b #60; c"},
        {"`code` _x_", "#96;code#96; #95;x#95;"},
        {"two\nlines", "two<br/>lines"},
        {"[({|})]", "[({|})]"},
    };
    for (const Row& row : rows) {
        Chart chart{"TD"};
        chart.node("a", {}, row.label);
        chart.arrow("a", "a", row.label, false);
        EXPECT_EQ(chart.mermaid(),
                  std::string{"flowchart TD\n  a[\""} + row.drawn + "\"]\n  a -->|\"" + row.drawn + "\"| a\n");
    }
}

}  // namespace
}  // namespace sambung::dialogs
