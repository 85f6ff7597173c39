#include "routing_table.h"

#include <algorithm>
#include <array>

namespace sambung::cases {

namespace {

// In the order of Urgency.
constexpr std::array<std::string_view, 5> urgency_words = {"bahaya (P0)", "mendesak (P1)", "perlu dalam sehari (P2)",
                                                           "terencana (P3)", "informasi (P4)"};

void append_escaped(std::string& json, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
        json += '\\';
        json += c;
    } else if (byte < 0x20) {
        json += "\\u00";
        json += hex[byte >> 4U];
        json += hex[byte & 0x0FU];
    } else {
        json += c;
    }
}

void append_string(std::string& json, std::string_view text) {
    json += '"';
    for (const char c : text) append_escaped(json, c);
    json += '"';
}

std::string snapshot(const RoutingInput& input) {
    std::string json = "{\"category\":";
    append_string(json, input.category);
    json += ",\"area\":";
    append_string(json, input.area);
    json += ",\"urgency\":";
    append_string(json, name(input.urgency));
    json += ",\"kind\":";
    append_string(json, name(input.kind));
    json += input.open ? ",\"open\":true}" : ",\"open\":false}";
    return json;
}

void append_verdict(std::string& trace, const Rule& rule, std::string_view no) {
    trace += trace.empty() ? "[{\"ord\":" : ",{\"ord\":";
    trace += std::to_string(rule.row.ord);
    if (no.empty()) {
        trace += ",\"yes\":true}";
    } else {
        trace += ",\"no\":";
        append_string(trace, no);
        trace += '}';
    }
}

// What the rule asked for and the case had, in words: "bahaya (P0), lansia, Beji".
std::string conditions(const Rule& rule, const RoutingInput& input) {
    std::string out;
    const auto add = [&out](std::string_view words) {
        if (!out.empty()) out += ", ";
        out += words;
    };
    if (rule.from != Urgency::p0 || rule.to != Urgency::p4) add(urgency_words[static_cast<std::size_t>(input.urgency)]);
    if (rule.kinds != any_kind) add(name(input.kind));
    if (!rule.categories.empty()) {
        std::string words = input.category;
        std::ranges::replace(words, '_', ' ');
        add(words);
    }
    if (!rule.area.empty()) add(rule.area_name);
    if (rule.open) add(*rule.open ? "jam kerja" : "di luar jam kerja");
    return out.empty() ? "semua yang lain" : out;
}

}  // namespace

Routing::Routing() : table_(std::make_shared<const Table>()) {}

Routing::Routing(std::shared_ptr<const Table> table) : table_(std::move(table)) {}

const Unit* Routing::Table::unit(std::string_view code) const {
    const auto found = std::ranges::find(units, code, &Unit::code);
    return found == units.end() ? nullptr : &*found;
}

const Unit* Routing::Table::owner(const Rule& rule, std::string_view area) const {
    const Unit* near = rule.per_kelurahan ? unit(unit_of_kelurahan(rule, area)) : nullptr;
    return near != nullptr ? near : unit(rule.unit);
}

Decision Routing::route(const RoutingInput& input) const {
    Decision decision;
    decision.input = snapshot(input);
    for (const Rule& rule : table_->rules) {
        const std::string_view no = against(rule, input);
        append_verdict(decision.trace, rule, no);
        if (!no.empty()) continue;
        const Unit* owner = table_->owner(rule, input.area);
        decision.unit = owner->code;
        decision.rule = rule.row.ord;
        decision.why =
            "Aturan " + std::to_string(rule.row.ord) + ": " + conditions(rule, input) + " ke " + owner->name + '.';
        break;
    }
    decision.trace += decision.trace.empty() ? "[]" : "]";
    return decision;
}

std::vector<RoutingRow> Routing::rows() const {
    std::vector<RoutingRow> rows;
    for (const Rule& rule : table_->rules) rows.push_back(rule.row);
    return rows;
}

bool Routing::reaches(std::string_view unit, Urgency urgency) const {
    return std::ranges::any_of(table_->rules, [&](const Rule& rule) {
        return has(rule.reaches, urgency) &&
               (rule.unit == unit || (rule.per_kelurahan && unit.starts_with(rule.unit + ':')));
    });
}

}  // namespace sambung::cases
