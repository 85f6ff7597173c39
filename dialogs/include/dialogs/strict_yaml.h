// YAML as our files use it: block maps and lists, flow lists and maps, scalars. Every scalar is a string ("no" is no
// boolean); every node knows where it stands. Anchors, aliases, tags, several documents and duplicate keys are
// findings, since a 26-byte cyclic alias hangs a tree walk. yaml-cpp reads; this adds the strictness.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

struct Mark {
    int line = 1;    // from 1
    int column = 1;  // from 1
};

// One thing wrong in a file an author wrote: "lapor.yaml:27:58: E010: state …". Sorted by file and place, all at once.
struct Finding {
    std::string file;
    Mark at;
    std::string code;      // "E010"; "W…" for warnings
    std::string sentence;  // what, and "did you mean"
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool error() const { return !code.starts_with('W'); }
};
using Findings = std::vector<Finding>;
void sort_findings(Findings& findings);

struct YamlEntry;

struct YamlNode {
    enum class Type { scalar, list, map } type = Type::scalar;
    Mark at{};
    std::string scalar{};
    bool plain = false;              // written without quotes
    std::vector<YamlNode> items;     // of a list
    std::vector<YamlEntry> entries;  // of a map, in file order: `for (const auto& [key, value] : node.entries)`

    [[nodiscard]] const YamlNode* find(std::string_view key) const;   // value; nullptr if absent or not a map
    [[nodiscard]] std::string_view text(std::string_view key) const;  // scalar of that key, else empty
};

struct YamlEntry {
    YamlNode key;
    YamlNode value;
};

// What could be read, and all findings. On a syntax error the node is an empty map. E002 duplicate key, E003 what YAML
// allows and we do not, E004 syntax.
struct YamlFile {
    YamlNode root;
    Findings findings;
};
[[nodiscard]] YamlFile read_strict_yaml(std::string_view name, std::string_view text);

// The known word nearest to `word` (edit distance at most a third of its length), else empty.
[[nodiscard]] std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);
// ` Did you mean "setuju"?` or empty.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known);
// Adds E001 for each key of a map that is not in `known`.
void refuse_unknown_keys(std::string_view file, const YamlNode& map, const std::vector<std::string_view>& known,
                         Findings& findings);

}  // namespace sambung::dialogs
