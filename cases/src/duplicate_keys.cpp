// What of a report is compared, and under what it is found again.
#include "cases/duplicates.h"
#include "cases/names.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace sambung::cases {

namespace {

constexpr double cells_per_degree = 200;

std::string_view answer(const Intake& intake, std::string_view question) {
    const auto found = intake.find(question);
    return found == intake.end() ? std::string_view{} : std::string_view{found->second};
}

// "-6.400000,106.790000"
std::optional<Location> pin_in(std::string_view words) {
    Location pin;
    const char* const end = words.data() + words.size();
    const auto [comma, bad_latitude] = std::from_chars(words.data(), end, pin.latitude);
    if (bad_latitude != std::errc{} || comma == end || *comma != ',') return std::nullopt;
    const auto [rest, bad_longitude] = std::from_chars(comma + 1, end, pin.longitude);
    if (bad_longitude != std::errc{} || rest != end) return std::nullopt;
    const bool on_earth = std::abs(pin.latitude) <= 90 && std::abs(pin.longitude) <= 180;  // false for no number
    return on_earth ? std::optional{pin} : std::nullopt;
}

int cell_of(double degrees) { return static_cast<int>(std::floor(degrees * cells_per_degree)); }

// Of a kelurahan "32.76.06.1001": "32.76.06"; of what is larger nothing.
std::string_view kecamatan_of(std::string_view area) {
    constexpr auto dots_of_a_kelurahan = 3;
    return std::ranges::count(area, '.') == dots_of_a_kelurahan ? area.substr(0, area.rfind('.')) : std::string_view{};
}

std::string place_key(std::string_view area, std::string_view category) {
    if (area.empty() || category.empty()) return {};
    return std::string{area} + '|' + std::string{category};
}

std::vector<BlockKey> keys_of(const Report& report, int cells_around) {
    std::vector<BlockKey> keys;
    if (!may_compare(report)) return keys;
    const auto add = [&keys](Block block, std::string value) {
        if (!value.empty()) keys.push_back({block, std::move(value)});
    };
    add(Block::nik, report.nik);
    add(Block::phone, report.phone);
    add(Block::place, place_key(report.area, report.category));
    add(Block::name, name_key(plain_name(answer(report.intake, "nama"))));
    const std::optional<Location> pin = pin_in(answer(report.intake, "pin"));
    if (!pin) return keys;
    const int row = cell_of(pin->latitude);
    const int column = cell_of(pin->longitude);
    for (int down = -cells_around; down <= cells_around; ++down)
        for (int right = -cells_around; right <= cells_around; ++right)
            add(Block::cell, std::to_string(row + down) + ' ' + std::to_string(column + right));
    return keys;
}

}  // namespace

Likeness likeness_of(const Report& report) {
    return {.reporter = {},
            .reports_for_many = false,
            .nik = report.nik,
            .phone = report.phone,
            .category = report.category,
            .area = report.area,
            .name = plain_name(answer(report.intake, "nama")),
            .place = trigrams_of(report.place),
            .story = trigrams_of(report.story),
            .pin = pin_in(answer(report.intake, "pin")),
            .filed = {}};
}

std::vector<BlockKey> keys_to_keep(const Report& report) {
    std::vector<BlockKey> keys = keys_of(report, 0);
    std::string district = place_key(kecamatan_of(report.area), report.category);
    if (!keys.empty() && !district.empty()) keys.push_back({Block::district, std::move(district)});
    return keys;
}

// Two kelurahan of one kecamatan do not meet: each looks for what was told of the kecamatan as such.
std::vector<BlockKey> keys_to_search(const Report& report) {
    std::vector<BlockKey> keys = keys_of(report, 1);
    if (keys.empty()) return keys;
    const std::string_view kecamatan = kecamatan_of(report.area);
    std::string other_level = place_key(kecamatan.empty() ? report.area : kecamatan, report.category);
    const Block where = kecamatan.empty() ? Block::district : Block::place;
    if (!other_level.empty()) keys.push_back({where, std::move(other_level)});
    return keys;
}

}  // namespace sambung::cases
