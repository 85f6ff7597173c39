#include "dialogs/strict_yaml.h"

#include "model/unicode.h"
#include "yaml_bytes.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <tuple>

namespace sambung::dialogs {

namespace {

constexpr std::size_t deepest = 32;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (true) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

// Marks as editors show them. yaml-cpp counts lines from 0 and columns in bytes from 0; some of its marks stand before
// the text.
class Places {
 public:
    explicit Places(std::string_view text) : lines_(lines_of(text)) {}

    Mark mark(const YAML::Mark& at) {
        if (at.line < 0 || at.column < 0) return {};
        const auto line = static_cast<std::size_t>(at.line);
        const auto bytes = static_cast<std::size_t>(at.column);
        if (line >= lines_.size()) return {.line = at.line + 1, .column = 1};
        if (line != line_ || bytes < bytes_) {
            line_ = line;
            bytes_ = 0;
            characters_ = 0;
        }
        // Goes on from the last place: counting each from the line's start would take hours where a megabyte stands in
        // one line.
        const std::size_t end = std::min(bytes, lines_[line].size());
        if (end > bytes_) characters_ += characters(lines_[line].substr(bytes_, end - bytes_));
        bytes_ = std::max(bytes_, end);
        return {.line = at.line + 1, .column = static_cast<int>(characters_) + 1};
    }

 private:
    std::vector<std::string_view> lines_;
    std::size_t line_ = 0;
    std::size_t bytes_ = 0;
    std::size_t characters_ = 0;
};

YamlNode node_of(YamlNode::Type type, Mark at) {
    YamlNode node;
    node.type = type;
    node.at = at;
    return node;
}

YamlNode scalar_of(Mark at, std::string value, bool plain) {
    YamlNode node = node_of(YamlNode::Type::scalar, at);
    node.scalar = std::move(value);
    node.plain = plain;
    return node;
}

// Thrown through yaml-cpp to leave a file that is not worth reading on; the finding stands already.
struct GiveUp {};

// Makes the tree from yaml-cpp's events. The events come before any alias is followed, so no input can make the tree
// endless.
class TreeBuilder : public YAML::EventHandler {
 public:
    TreeBuilder(std::string_view file, std::string_view text, Findings& findings)
        : file_(file), places_(text), findings_(findings) {}

    YamlNode take() { return std::move(root_); }

    Mark mark(const YAML::Mark& at) { return places_.mark(at); }

    void find(Mark at, std::string code, std::string sentence) {
        findings_.push_back({.file = file_, .at = at, .code = std::move(code), .sentence = std::move(sentence)});
    }

    void forget_findings() { findings_.clear(); }

    void OnDocumentStart(const YAML::Mark& at) override {
        if (documents_++ == 0) return;
        find(mark(at), "E003", "a second document; one file holds one");
        throw GiveUp{};
    }
    void OnDocumentEnd() override {}

    // The parser only notices at the next token, so the key is the place to look at.
    void OnNull(const YAML::Mark& at, YAML::anchor_t anchor) override {
        refuse_anchor(at, anchor);
        const bool value = !open_.empty() && open_.back().key;
        const Mark place = value ? open_.back().key->at : mark(at);
        find(place, "E003",
             "nothing stands here; leave the key out, or put quotes if a word such as \"null\" is meant");
        add(scalar_of(place, {}, true));
    }

    void OnAlias(const YAML::Mark& at, YAML::anchor_t) override {
        find(mark(at), "E003", "an alias (*); write the value out");
        add(scalar_of(mark(at), {}, true));
    }

    void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_anchor(at, anchor);
        refuse_tag(at, tag);
        add(scalar_of(mark(at), value, tag == "?"));
    }

    void OnSequenceStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(at, tag, anchor, YamlNode::Type::list);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(at, tag, anchor, YamlNode::Type::map);
    }
    void OnMapEnd() override { close(); }

 private:
    struct Open {
        YamlNode node;
        std::optional<YamlNode> key{};  // of a map: read, its value not yet
        std::set<std::string> keys{};   // of a map: seen
    };

    void refuse_anchor(const YAML::Mark& at, YAML::anchor_t anchor) {
        if (anchor != 0) find(mark(at), "E003", "an anchor (&); write the value out where it is needed");
    }

    // "?" and "!" are what yaml-cpp says of plain and quoted values without a tag.
    void refuse_tag(const YAML::Mark& at, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!") find(mark(at), "E003", "a tag (!); every value is a text here");
    }

    void open(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor, YamlNode::Type type) {
        refuse_anchor(at, anchor);
        refuse_tag(at, tag);
        if (open_.size() == deepest) {
            find(mark(at), "E003", "nested more than 32 deep");
            throw GiveUp{};
        }
        open_.push_back({.node = node_of(type, mark(at))});
    }

    void close() {
        YamlNode done = std::move(open_.back().node);
        open_.pop_back();
        add(std::move(done));
    }

    void add(YamlNode node) {
        if (open_.empty())
            root_ = std::move(node);
        else if (Open& parent = open_.back(); parent.node.type == YamlNode::Type::list)
            parent.node.items.push_back(std::move(node));
        else if (!parent.key)
            parent.key = std::move(node);
        else
            add_entry(parent, std::move(node));
    }

    void add_entry(Open& parent, YamlNode value) {
        YamlNode key = std::move(*parent.key);
        parent.key.reset();
        if (key.type != YamlNode::Type::scalar)
            find(key.at, "E003", "a list or map as a key; a key is a word");
        else if (!parent.keys.insert(key.scalar).second)
            find(key.at, "E002", "key \"" + key.scalar + "\" stands twice in this map");
        else
            parent.node.entries.push_back({std::move(key), std::move(value)});
    }

    std::string file_;
    Places places_;
    Findings& findings_;
    YamlNode root_ = node_of(YamlNode::Type::map, {});
    std::vector<Open> open_;
    int documents_ = 0;
};

bool parses(TreeBuilder& builder, std::string_view text) {
    try {
        std::istringstream in{std::string{text}};
        YAML::Parser parser{in};
        while (parser.HandleNextDocument(builder)) {
        }
        return true;
    } catch (const YAML::Exception& wrong) {
        builder.forget_findings();  // of a tree that is not what its author meant
        builder.find(builder.mark(wrong.mark), "E004", "not YAML: " + wrong.msg);
    } catch (const GiveUp&) {
    }
    return false;
}

auto place(const Finding& finding) {
    return std::tie(finding.file, finding.at.line, finding.at.column, finding.code, finding.sentence);
}

}  // namespace

std::string Finding::text() const {
    return file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + code + ": " + sentence;
}

void sort_findings(Findings& findings) {
    std::ranges::sort(findings, {}, place);
    const auto same = [](const Finding& a, const Finding& b) { return place(a) == place(b); };
    const auto repeats = std::ranges::unique(findings, same);
    findings.erase(repeats.begin(), repeats.end());
}

const YamlNode* YamlNode::find(std::string_view key) const {
    for (const auto& [name, value] : entries)
        if (name.scalar == key) return &value;
    return nullptr;
}

std::string_view YamlNode::text(std::string_view key) const {
    const YamlNode* value = find(key);
    return value != nullptr && value->type == Type::scalar ? std::string_view{value->scalar} : std::string_view{};
}

YamlFile read_strict_yaml(std::string_view name, std::string_view text) {
    YamlFile file{.root = node_of(YamlNode::Type::map, {}), .findings = {}};
    if (const auto bad = first_bad_byte(text)) {
        file.findings.push_back(
            {.file = std::string{name}, .at = bad->at, .code = "E003", .sentence = std::string{bad->why}});
        return file;
    }
    TreeBuilder builder{name, text, file.findings};
    if (parses(builder, text)) file.root = builder.take();
    sort_findings(file.findings);
    return file;
}

void refuse_unknown_keys(std::string_view file, const YamlNode& map, const std::vector<std::string_view>& known,
                         Findings& findings) {
    for (const auto& [key, value] : map.entries)
        if (std::ranges::find(known, key.scalar) == known.end())
            findings.push_back({.file = std::string{file},
                                .at = key.at,
                                .code = "E001",
                                .sentence = "unknown key \"" + key.scalar + "\"." + did_you_mean(key.scalar, known)});
}

}  // namespace sambung::dialogs
