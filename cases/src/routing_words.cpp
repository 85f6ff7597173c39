#include "routing_words.h"

#include "cases/routing_snapshot.h"
#include "json_text.h"

#include <algorithm>
#include <array>

namespace sambung::cases {

namespace {

// In the order of Urgency.
constexpr std::array<std::string_view, 5> urgency_words = {"bahaya (P0)", "mendesak (P1)", "perlu dalam sehari (P2)",
                                                           "terencana (P3)", "informasi (P4)"};
// In the order of Obstacle.
constexpr std::array<std::string_view, 5> refusal_words = {"", "tidak bertugas", "bukan unit khusus", "sudah tutup",
                                                           "penuh"};
// In the order of StandIn.
constexpr std::array<std::string_view, 5> stand_in_words = {"", "penggantinya", "unit di atasnya",
                                                            "unit aturan terakhir", "unit khusus"};

template <class Enum, std::size_t Count>
std::string_view in_words(const std::array<std::string_view, Count>& words, Enum value) {
    return words[static_cast<std::size_t>(value)];
}

void append_candidate(std::string& json, const Candidate& one) {
    json += "{\"unit\":";
    append_json(json, one.unit->code);
    json += ",\"load\":" + std::to_string(one.load.open);
    if (one.load.capacity) json += ",\"cap\":" + std::to_string(*one.load.capacity);
    if (one.obstacle != Obstacle::none) {
        json += ",\"skip\":";
        append_json(json, name(one.obstacle));
    }
    json += '}';
}

// Only where there was more to see than a unit that could have the case.
void append_candidates(std::string& json, const Rule& rule, const std::vector<Candidate>& candidates) {
    const bool plain = !rule.weighs() && std::ranges::all_of(candidates, [](const Candidate& one) {
        return one.obstacle == Obstacle::none;
    });
    if (plain) return;
    json += ",\"candidates\":[";
    for (const Candidate& one : candidates) {
        if (&one != candidates.data()) json += ',';
        append_candidate(json, one);
    }
    json += ']';
}

const std::vector<Candidate>* full_units_of(const Rule& rule, const Choice& choice) {
    const auto found = std::ranges::find(choice.full, &rule, &Choice::Full::rule);
    return found == choice.full.end() ? nullptr : &found->candidates;
}

void append_row(std::string& json, const Rule& rule, std::string_view no) {
    json += json.empty() ? "[{\"ord\":" : ",{\"ord\":";
    json += std::to_string(rule.row.ord);
    if (no.empty()) {
        json += ",\"yes\":true";
        return;
    }
    json += ",\"no\":";
    append_json(json, no);
}

// What the rule asked for and the case had, in words: "bahaya (P0), lansia, Beji".
std::string conditions(const Rule& rule, const RoutingInput& input) {
    std::string out;
    const auto add = [&out](std::string_view words) {
        if (!out.empty()) out += ", ";
        out += words;
    };
    if (rule.from != Urgency::p0 || rule.to != Urgency::p4) add(in_words(urgency_words, input.urgency));
    if (rule.kinds != any_kind) add(name(input.kind));
    if (!rule.categories.empty()) {
        std::string words = input.category;
        std::ranges::replace(words, '_', ' ');
        add(words);
    }
    if (!rule.area.empty()) add(rule.area_name);
    if (rule.open) add(*rule.open ? "jam kerja" : "di luar jam kerja");
    if (rule.sensitive) add(*rule.sensitive ? "terbatas" : "tidak terbatas");
    return out.empty() ? "semua yang lain" : out;
}

// "(41/40)", "(41)"; nothing if the load was not looked at.
std::string load_in_words(const Rule& rule, const Candidate& one) {
    if (!rule.weighs()) return {};
    std::string out = " (" + std::to_string(one.load.open);
    if (one.load.capacity) out += '/' + std::to_string(*one.load.capacity);
    return out += ')';
}

std::string refusals_in_words(const Choice& choice) {
    std::string out;
    for (const Candidate& one : choice.candidates) {
        if (one.obstacle == Obstacle::none) continue;
        out += out.empty() ? "" : ", ";
        out += one.unit->name;
        out += ' ';
        out += in_words(refusal_words, one.obstacle);
        if (one.obstacle == Obstacle::full) out += load_in_words(*choice.rule, one);
    }
    return out;
}

std::string chosen_in_words(const Choice& choice) {
    std::string out = choice.unit->name;
    const auto chosen = std::ranges::find(choice.candidates, choice.unit, &Candidate::unit);
    if (choice.as != StandIn::nobody)
        out.append(" (").append(in_words(stand_in_words, choice.as)).append(")");
    else if (chosen != choice.candidates.end())
        out += load_in_words(*choice.rule, *chosen);
    return out;
}

}  // namespace

std::string input_in_words(const RoutingInput& input, const Choice& choice) {
    RoutingInput seen = input;
    seen.loads.clear();
    const auto add = [&](const Rule& rule, const std::vector<Candidate>& candidates) {
        for (const Candidate& one : candidates) {
            const bool known = std::ranges::find(seen.loads, one.load.unit, &UnitLoad::unit) != seen.loads.end();
            const bool counts =
                rule.weighs() || one.obstacle == Obstacle::suspended || (one.load_given && one.load.capacity);
            if (!known && counts) seen.loads.push_back(one.load);
        }
    };
    for (const Choice::Full& full : choice.full) add(*full.rule, full.candidates);
    if (choice.rule != nullptr) add(*choice.rule, choice.candidates);
    return snapshot_of(seen);
}

std::string trace_of(const RoutingTable& table, const RoutingInput& input, const Choice& choice) {
    std::string json;
    for (const Rule& rule : table.rules) {
        const std::vector<Candidate>* full = full_units_of(rule, choice);
        append_row(json, rule, full != nullptr ? name(Obstacle::full) : against(rule, input));
        if (full != nullptr) append_candidates(json, rule, *full);
        if (&rule == choice.rule) append_candidates(json, rule, choice.candidates);
        json += '}';
        if (&rule == choice.rule) break;
    }
    return json += json.empty() ? "[]" : "]";
}

std::string fallback_of(const Choice& choice) {
    if (choice.as == StandIn::nobody) return {};
    const Candidate& first = choice.candidates.front();
    std::string json = "{\"unit\":";
    append_json(json, first.unit->code);
    json += ",\"no\":";
    append_json(json, name(first.obstacle));
    json += ",\"to\":";
    append_json(json, choice.unit->code);
    json += ",\"as\":";
    append_json(json, name(choice.as));
    return json += '}';
}

std::string why(const RoutingInput& input, const Choice& choice) {
    const std::string rule = "Aturan " + std::to_string(choice.rule->row.ord) + ": " + conditions(*choice.rule, input);
    const std::string refusals = refusals_in_words(choice);
    if (!refusals.empty()) return rule + ": " + refusals + ", dipilih " + chosen_in_words(choice) + '.';
    return rule + " ke " + chosen_in_words(choice) + '.';
}

}  // namespace sambung::cases
