// A small office to route in: a few units and areas of Depok.
#pragma once

#include "cases/office.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

inline Unit unit(std::string code, std::string name) {
    return {std::move(code), std::move(name), "bidang", "", false, {{"wa", "+6281200000099"}}};
}

inline std::vector<Unit> some_units() {
    return {unit("trc", "TRC Joss Gandos"), unit("lansia", "Rehsos Seksi 1"), unit("puskesos", "Puskesos"),
            unit("puskesos:32.76.06.1001", "Puskesos Beji"), unit("meja-kota", "Meja Kota")};
}

inline AreaTree some_areas() {
    return AreaTree::parse(
               "code,name,parent\n"
               "32.76,Kota Depok,\n"
               "32.76.05,Sukmajaya,32.76\n"
               "32.76.06,Beji,32.76\n"
               "32.76.06.1001,Beji,32.76.06\n"
               "32.76.06.1002,Kukusan,32.76.06\n")
        .value();
}

inline constexpr std::string_view routing_header = "ord,category,area,urgency,hours,kind,unit,note\n";

inline std::expected<Routing, std::vector<std::string>> parse_rows(std::string_view rows) {
    return Routing::parse(std::string{routing_header} + std::string{rows}, some_units(), some_areas());
}

}  // namespace sambung::cases
