// Takes the flow of the manual apart: whatever is taken away or misspelt, the loader finds it, and never falls over.
#include "loader_support.h"

#include <gmock/gmock.h>

#include <functional>
#include <set>

namespace sambung::dialogs {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string written(const YamlNode& node) {
    std::string out;
    switch (node.type) {
        case YamlNode::Type::scalar:
            return quoted(node.scalar);
        case YamlNode::Type::list:
            for (const YamlNode& item : node.items) out += (out.empty() ? "" : ", ") + written(item);
            return "[" + out + "]";
        case YamlNode::Type::map:
            for (const auto& [key, value] : node.entries)
                out += (out.empty() ? "" : ", ") + quoted(key.scalar) + ": " + written(value);
            return "{" + out + "}";
    }
    return out;
}

YamlNode example_tree() { return read_strict_yaml("lapor.yaml", testing::example_flow().text).root; }

Findings findings_of(const std::string& text) {
    Findings findings = load_flows(testing::office_with({{.name = "lapor.yaml", .text = text}})).findings;
    for (const Finding& finding : findings) {
        EXPECT_FALSE(finding.file.empty()) << finding.text();
        EXPECT_GE(finding.at.line, 1) << finding.text();
        EXPECT_GE(finding.at.column, 1) << finding.text();
        EXPECT_FALSE(finding.sentence.empty()) << finding.text();
    }
    return findings;
}

// Every map of the tree with the name it stands under, outermost first.
void each_map(YamlNode& node, const std::string& name,
              const std::function<void(YamlNode&, const std::string&)>& visit) {
    if (node.type == YamlNode::Type::map) visit(node, name);
    for (YamlNode& item : node.items) each_map(item, name, visit);
    for (YamlEntry& entry : node.entries) each_map(entry.value, entry.key.scalar, visit);
}

// Applies `change` to the nth entry of all maps, in order; the entry as "map.key", or empty if there are not so many.
std::string change_entry(YamlNode& tree, std::size_t nth, const std::function<void(YamlNode&, std::size_t)>& change) {
    std::string changed;
    YamlNode* map_of_it = nullptr;
    std::size_t index = 0;
    std::size_t seen = 0;
    each_map(tree, "flow", [&](YamlNode& map, const std::string& name) {
        if (map_of_it == nullptr && nth < seen + map.entries.size()) {
            map_of_it = &map;
            index = nth - seen;
            changed = name + "." + map.entries[index].key.scalar;
        }
        seen += map.entries.size();
    });
    if (map_of_it != nullptr) change(*map_of_it, index);
    return changed;
}

// What a flow may lack and still be whole.
const std::set<std::string> optional = {
    "flow.session",    "session.idle", "session.resume", "place.personal", "story.personal", "bahaya.if_unsure",
    "options.aliases", "options.key",  "when.channels",  "when.lacks",     "say.whatsapp",   "tempat.min",
    "tempat.max",      "tempat.skip",  "periksa.show",   "periksa.edit",   "beres.also_sms",
};

TEST(Mutation, TheFlowWrittenBackIsStillWhole) { EXPECT_THAT(findings_of(written(example_tree())), IsEmpty()); }

TEST(Mutation, WhateverIsTakenAwayIsFound) {
    std::size_t nth = 0;
    for (;; ++nth) {
        YamlNode tree = example_tree();
        const std::string removed = change_entry(tree, nth, [](YamlNode& map, std::size_t index) {
            map.entries.erase(map.entries.begin() + static_cast<std::ptrdiff_t>(index));
        });
        if (removed.empty()) break;
        const Findings findings = findings_of(written(tree));
        if (optional.contains(removed))
            EXPECT_THAT(testing::lines(findings), IsEmpty()) << "without " << removed;
        else
            EXPECT_THAT(findings, Not(IsEmpty())) << "without " << removed;
    }
    EXPECT_GT(nth, 120U);
}

TEST(Mutation, WhateverKeyIsMisspeltIsFound) {
    for (std::size_t nth = 0;; ++nth) {
        YamlNode tree = example_tree();
        const std::string renamed =
            change_entry(tree, nth, [](YamlNode& map, std::size_t index) { map.entries[index].key.scalar = "zzzz"; });
        if (renamed.empty()) break;
        EXPECT_THAT(findings_of(written(tree)), Not(IsEmpty())) << renamed << " as zzzz";
    }
}

// Empty, and right so.
const std::set<std::pair<std::string, YamlNode::Type>> leaves_nothing_out = {{"flow.session", YamlNode::Type::map}};

TEST(Mutation, WhateverValueTakesAnotherFormIsFound) {
    for (const YamlNode::Type type : {YamlNode::Type::list, YamlNode::Type::map})
        for (std::size_t nth = 0;; ++nth) {
            YamlNode tree = example_tree();
            const std::string changed = change_entry(tree, nth, [&](YamlNode& map, std::size_t index) {
                YamlNode empty;
                empty.type = type;
                map.entries[index].value = empty;
            });
            if (changed.empty()) break;
            if (!leaves_nothing_out.contains({changed, type}))
                EXPECT_THAT(findings_of(written(tree)), Not(IsEmpty()))
                    << changed << " as an empty " << (type == YamlNode::Type::list ? "list" : "map");
        }
}

TEST(Mutation, WhateverTargetIsMisspeltIsFound) {
    const std::set<std::string> places = {"bahaya", "siapa", "kelurahan",  "tempat",   "periksa", "kirim",
                                          "batal",  "beres", "dibatalkan", "gangguan", "darurat", "petugas"};
    std::size_t targets = 0;
    for (std::size_t nth = 0;; ++nth) {
        YamlNode tree = example_tree();
        bool names_place = false;
        const std::string changed = change_entry(tree, nth, [&](YamlNode& map, std::size_t index) {
            std::string& value = map.entries[index].value.scalar;
            names_place = places.contains(value);
            value += "x";
        });
        if (changed.empty()) break;
        if (!names_place || changed == "options.id") continue;
        ++targets;
        EXPECT_THAT(testing::lines(findings_of(written(tree))), ::testing::Contains(::testing::HasSubstr("E010")))
            << changed;
    }
    EXPECT_EQ(targets, 28U);
}

TEST(Mutation, AFileCutShortAnywhereNeverFallsOver) {
    const std::string text = testing::example_flow().text;
    constexpr std::size_t step = 13;
    for (std::size_t length = 0; length < text.size() - 100; length += step)
        EXPECT_THAT(findings_of(text.substr(0, length)), Not(IsEmpty())) << length;
}

}  // namespace
}  // namespace sambung::dialogs
