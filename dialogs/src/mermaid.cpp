#include "mermaid.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

// Within quotes Mermaid still reads quotes, entities, HTML and Markdown; "#35;" is its way to write a character.
std::string escaped(std::string_view label) {
    std::string out;
    for (const char c : label) {
        if (c == '\n')
            out += "<br/>";
        else if (std::string_view{"\"#&<>`*_\\"}.contains(c))
            out += '#' + std::to_string(static_cast<int>(c)) + ';';
        else
            out += c;
    }
    return out;
}

}  // namespace

void Chart::node(const std::string& id, Shape shape, std::string_view label) {
    if (std::ranges::find(nodes_, id, &Node::id) != nodes_.end()) return;
    nodes_.push_back(
        {.id = id, .text = std::string{shape.open} + '"' + escaped(label) + '"' + std::string{shape.close}});
}

void Chart::arrow(const std::string& from, const std::string& to, std::string_view label, bool dotted) {
    auto same = std::ranges::find_if(
        arrows_, [&](const Arrow& arrow) { return arrow.from == from && arrow.to == to && arrow.dotted == dotted; });
    if (same == arrows_.end()) same = arrows_.insert(same, {.from = from, .to = to, .dotted = dotted});
    if (!label.empty() && std::ranges::find(same->labels, label) == same->labels.end())
        same->labels.emplace_back(label);
}

std::string Chart::mermaid() const {
    std::string out = "flowchart " + std::string{direction_} + "\n";
    for (const Node& node : nodes_) out += "  " + node.id + node.text + "\n";
    for (const Arrow& arrow : arrows_) {
        std::string label;
        for (const std::string& line : arrow.labels) label += (label.empty() ? "" : "\n") + line;
        out += "  " + arrow.from + (arrow.dotted ? " -.->" : " -->");
        if (!label.empty()) out += "|\"" + escaped(label) + "\"|";
        out += " " + arrow.to + "\n";
    }
    return out;
}

}  // namespace sambung::dialogs
