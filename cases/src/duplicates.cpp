#include "cases/duplicates.h"

#include "cases/names.h"
#include "model/area.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <numbers>
#include <utility>

namespace sambung::cases {

namespace {

constexpr std::string_view clue_names[clue_count] = {"nik",      "phone",    "name", "area",
                                                     "category", "distance", "age",  "words"};

// Points are of the kind of log odds: what they add up to is how much more likely the same need is than another.
constexpr double same_nik = 12;
constexpr double same_phone = 4;
constexpr double same_area = 1.5;
constexpr double other_area = -3;
constexpr double same_category = 1;
constexpr double other_category = -1;
constexpr double one_word_name = 3.5;  // earns no more

struct Step {
    double bound;
    double points;
};

// The first row whose bound is reached; below the last: nothing.
constexpr Step name_steps[] = {{.95, 5}, {.9, 3.5}, {.82, 1.5}, {.7, 0}, {0, -4}};
constexpr Step word_steps[] = {{.5, 2}, {.35, 1}, {.08, 0}, {0, -1.5}};
// The first row whose bound is above it.
constexpr Step metre_steps[] = {{100, 3}, {400, 1.5}, {2000, 0}, {1e9, -3}};
constexpr Step day_steps[] = {{2, 1.5}, {7, 1}, {30, 0}, {1e9, -1}};

template <std::size_t N>
double from(const Step (&steps)[N], double value) {
    const auto* step = std::ranges::find_if(steps, [value](const Step& each) { return value >= each.bound; });
    return step == std::end(steps) ? 0 : step->points;
}

template <std::size_t N>
double below(const Step (&steps)[N], double value) {
    const auto* step = std::ranges::find_if(steps, [value](const Step& each) { return value < each.bound; });
    return step == std::end(steps) ? 0 : step->points;
}

double if_same(std::string_view a, std::string_view b, double points) { return !a.empty() && a == b ? points : 0; }

double phone_points(const Likeness& a, const Likeness& b) {
    if (a.reports_for_many || b.reports_for_many) return 0;
    const bool same_person = a.reporter != PersonId{} && a.reporter == b.reporter;
    return same_person ? same_phone : if_same(a.phone, b.phone, same_phone);
}

double name_points(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return 0;
    const double points = from(name_steps, jaro_winkler(a, b));
    const bool one_word = !a.contains(' ') && !b.contains(' ');
    return one_word ? std::min(points, one_word_name) : points;
}

double area_points(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return 0;
    if (a == b) return same_area;
    return AreaTree::within(a, b) || AreaTree::within(b, a) ? 0 : other_area;
}

double category_points(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return 0;
    return a == b ? same_category : other_category;
}

// On a plane: exact to a metre over the two kilometres that matter.
double metres_between(const Location& a, const Location& b) {
    constexpr double metres_per_degree = 111'195;
    const double middle = (a.latitude + b.latitude) / 2 * std::numbers::pi / 180;
    return metres_per_degree * std::hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * std::cos(middle));
}

double distance_points(const std::optional<Location>& a, const std::optional<Location>& b) {
    return a && b ? below(metre_steps, metres_between(*a, *b)) : 0;
}

double age_points(TimePoint a, TimePoint b) {
    return below(day_steps, std::abs(std::chrono::duration<double, std::ratio<86'400>>(a - b).count()));
}

double word_points(const Likeness& a, const Likeness& b) {
    const bool places = !a.place.empty() && !b.place.empty();
    const bool stories = !a.story.empty() && !b.story.empty();
    if (!places && !stories) return 0;
    return from(word_steps, std::max(shared(a.place, b.place), shared(a.story, b.story)));
}

std::string in_digits(double points) {
    std::array<char, 32> digits{};
    const auto [end, wrong] = std::to_chars(digits.data(), digits.data() + digits.size(), points);
    return wrong == std::errc{} ? std::string{digits.data(), end} : std::string{};
}

}  // namespace

std::string_view name(Clue clue) { return clue_names[static_cast<std::size_t>(clue)]; }

std::string Score::why() const {
    std::string words;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i] == 0) continue;
        if (!words.empty()) words += ", ";
        words += clue_names[i];
        words += points[i] > 0 ? " +" : " ";
        words += in_digits(points[i]);
    }
    return words;
}

Score compare(const Likeness& a, const Likeness& b) {
    Score score;
    const auto add = [&score](Clue clue, double points) {
        score.points[static_cast<std::size_t>(clue)] = points;
        score.total += points;
    };
    add(Clue::nik, if_same(a.nik, b.nik, same_nik));
    add(Clue::phone, phone_points(a, b));
    add(Clue::name, name_points(a.name, b.name));
    add(Clue::area, area_points(a.area, b.area));
    add(Clue::category, category_points(a.category, b.category));
    add(Clue::distance, distance_points(a.pin, b.pin));
    add(Clue::age, age_points(a.filed, b.filed));
    add(Clue::words, word_points(a, b));
    return score;
}

double most_from(Unread unread, const Likeness& query) {
    const double words = query.place.empty() && query.story.empty() ? 0 : word_steps[0].points;
    if (unread == Unread::words) return words;
    const double name = query.name.empty() ? 0 : name_steps[0].points;
    const double distance = query.pin ? metre_steps[0].points : 0;
    return words + name + distance;
}

bool may_compare(const Report& report) { return !report.restricted && report.kind != Kind::call_back; }

}  // namespace sambung::cases
