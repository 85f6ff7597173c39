#include "pack_categories.h"

#include "cases/categories.h"

#include <string_view>

namespace sambung::gateway {

using dialogs::YamlNode;

namespace {

std::string meant_instead(std::string_view word, const Categories& known) {
    return dialogs::did_you_mean(word, {known.begin(), known.end()});
}

std::vector<std::string_view> parts_of(std::string_view cell) {
    std::vector<std::string_view> parts;
    while (!cell.empty()) {
        const std::size_t bar = cell.find('|');
        parts.push_back(cell.substr(0, bar));
        cell.remove_prefix(bar == std::string_view::npos ? cell.size() : bar + 1);
    }
    return parts;
}

}  // namespace

Categories known_categories(const dialogs::FlowSetInput& input) {
    Categories known;
    for (const cases::Category& category : cases::all_categories) known.emplace(category.id);
    for (const dialogs::FlowSource& flow : input.flows) {
        const dialogs::YamlFile file = dialogs::read_strict_yaml(flow.name, flow.text);
        const YamlNode* slots = file.root.find("slots");
        const YamlNode* slot = slots != nullptr ? slots->find("category") : nullptr;
        if (slot == nullptr) continue;
        for (const YamlNode& value : items_of(*slot, "values")) known.insert(value.scalar);
    }
    return known;
}

std::vector<std::string> read_sensitive(PackReader& reader, const YamlNode& root, const Categories& known) {
    const YamlNode* list = root.find("sensitive");
    if (list == nullptr) return {};
    if (list->type != YamlNode::Type::list) {
        reader.complain("pack.yaml", list->at, "P003", "\"sensitive\" is a list of categories, such as [anak]");
        return {};
    }
    std::vector<std::string> categories;
    for (const YamlNode& node : list->items) {
        if (node.type != YamlNode::Type::scalar)
            reader.complain("pack.yaml", node.at, "P003", "\"sensitive\" is a list of categories, such as [anak]");
        else if (!known.contains(node.scalar))
            reader.complain("pack.yaml", node.at, "P003",
                            "\"sensitive\": no menu knows the category \"" + node.scalar + "\"." +
                                meant_instead(node.scalar, known));
        categories.push_back(node.scalar);
    }
    return categories;
}

void warn_of_unknown_categories(PackReader& reader, const cases::Office& office, const Categories& known) {
    for (const cases::RoutingRow& row : office.routing.rows())
        for (const std::string_view word : parts_of(row.category))
            if (word != "*" && !known.contains(word))
                reader.complain(
                    "routing.csv", {.line = row.line, .column = 1}, "W214",
                    "no menu files the category \"" + std::string{word} + "\"." + meant_instead(word, known));
}

}  // namespace sambung::gateway
