// Kecamatan, then kelurahan: picked from the office's areas by number, or by typing the name.
#include "common_texts.h"
#include "fold.h"
#include "meaning.h"
#include "step.h"
#include "walk.h"

#include <algorithm>
#include <ranges>

namespace sambung::dialogs {

namespace {

using Areas = std::vector<const Area*>;

constexpr std::string_view hits_mark =
    "?";  // in the engine's slot: several areas have the name, "?32.76.06.1001;32.76.07.1002"
constexpr std::size_t shortest_prefix = 3;
constexpr std::size_t most_hits = 9;

// Inside: a kecamatan's code, or the hits of a typed name.
std::string_view chosen_parent(const Walk& walk) {
    const std::string_view inside = walk.slot(slot_inside);
    return inside.starts_with(hits_mark) ? std::string_view{} : inside;
}

Areas standing(const Walk& walk) {
    const AreaTree& tree = *walk.flows().areas;
    const std::string_view inside = walk.slot(slot_inside);
    if (!inside.starts_with(hits_mark)) return tree.children(inside.empty() ? tree.root() : inside);
    Areas hits;
    for (const auto& part : inside.substr(hits_mark.size()) | std::views::split(';'))
        if (const Area* hit = tree.find(std::string_view{part.begin(), part.end()})) hits.push_back(hit);
    return hits;
}

// Of several places of one name, each says where it lies.
std::string label_of(const Walk& walk, const Area& area) {
    if (!walk.slot(slot_inside).starts_with(hits_mark)) return area.name;
    const Area* parent = walk.flows().areas->find(area.parent);
    return parent == nullptr || parent->code == walk.flows().areas->root() ? area.name
                                                                           : area.name + ", " + parent->name;
}

std::string ask_area(const Walk& walk) {
    const std::string_view inside = walk.slot(slot_inside);
    if (inside.empty()) return ask_plainly(walk);
    return walk.text(inside.starts_with(hits_mark) ? text_which : text_village);
}

Offers area_offers(const Walk& walk) {
    Offers offers;
    for (const Area* area : standing(walk)) {
        const int number = option_number(offers.size());
        offers.push_back(
            {.id = area->code, .label = label_of(walk, *area), .label_key = {}, .number = number, .aliases = {}});
    }
    if (walk.state().outside && walk.slot(slot_inside).empty()) {
        const int number = option_number(offers.size());
        offers.push_back({.id = std::string{area_outside},
                          .label = walk.text(text_outside),
                          .label_key = text_outside,
                          .number = number,
                          .aliases = {}});
    }
    return offers;
}

Refusal choose_area(Walk& walk, std::string_view code) {
    const std::string chosen{code};
    if (!walk.flows().areas->children(chosen).empty()) {
        walk.inside(chosen);
        return {};
    }
    walk.put(walk.state().slot, chosen);
    walk.answered(walk.state().next);
    return {};
}

// "Kel. Kemiri Muka" -> "kemiri muka"
std::string_view bare_name(std::string_view folded) {
    constexpr std::string_view titles[] = {"kelurahan ", "kel ",       "kecamatan ", "kec ",
                                           "desa ",      "kalurahan ", "kapanewon "};
    for (const std::string_view title : titles)
        if (folded.starts_with(title)) return folded.substr(title.size());
    return folded;
}

// The level that is asked for is nearest, then what lies in it, then the whole city.
enum class Near : std::uint8_t { asked, inside, anywhere };

Near nearness(const Walk& walk, const Area& area) {
    const AreaTree& tree = *walk.flows().areas;
    const std::string_view parent = chosen_parent(walk).empty() ? tree.root() : chosen_parent(walk);
    if (area.parent == parent) return Near::asked;
    return AreaTree::within(area.code, parent) ? Near::inside : Near::anywhere;
}

// How a name may be typed.
enum class As : std::uint8_t { whole, beginning, with_a_slip };

bool matches(const std::string& own, std::string_view typed, As as) {
    switch (as) {
        case As::whole:
            return own == typed;
        case As::beginning:
            return own.starts_with(typed);
        case As::with_a_slip:
            return one_slip_apart(own, typed);
    }
    return false;
}

Areas named(const Walk& walk, std::string_view typed, As as) {
    const std::string folded = fold(typed);
    const std::string_view name = bare_name(folded);
    Areas hits;
    if (name.size() < shortest_prefix) return hits;
    for (const Area& area : walk.flows().areas->all()) {
        if (area.code == walk.flows().areas->root()) continue;
        if (matches(fold(area.name), name, as)) hits.push_back(&area);
    }
    const auto near = [&](const Area* area) { return nearness(walk, *area); };
    const auto nearest = std::ranges::min_element(hits, {}, near);
    if (nearest == hits.end()) return hits;
    const Near best = near(*nearest);
    std::erase_if(hits, [&](const Area* area) { return near(area) != best; });
    return hits;
}

bool knows_area(const Walk& walk, std::string_view text) { return !named(walk, text, As::whole).empty(); }

Refusal hear_area(Walk& walk, std::string_view text) {
    Areas hits = named(walk, text, As::whole);
    if (hits.empty()) hits = named(walk, text, As::beginning);
    if (hits.empty()) hits = named(walk, text, As::with_a_slip);
    if (hits.empty() || hits.size() > most_hits) return text_bad_area;
    if (hits.size() == 1) return choose_area(walk, hits.front()->code);
    std::string inside{hits_mark};
    for (const Area* hit : hits) inside += (inside.size() > hits_mark.size() ? ";" : "") + hit->code;
    walk.inside(inside);
    return {};
}

}  // namespace

const Step area_step{ask_area, area_offers, choose_area, knows_area, hear_area, false};

}  // namespace sambung::dialogs
