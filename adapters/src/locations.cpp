#include "locations.h"

#include <charconv>

namespace sambung::adapters {

namespace {

std::optional<double> decimal(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

std::optional<Location> location_of(double latitude, double longitude) {
    constexpr double north = 90;
    constexpr double east = 180;
    const bool on_earth = latitude >= -north && latitude <= north && longitude >= -east && longitude <= east;
    if (!on_earth) return std::nullopt;
    return Location{latitude, longitude};
}

std::optional<Location> location_of(std::string_view latitude, std::string_view longitude) {
    const auto north = decimal(latitude);
    const auto east = decimal(longitude);
    return north && east ? location_of(*north, *east) : std::nullopt;
}

}  // namespace sambung::adapters
