// The cells of a routing row, each with what can be wrong in it.
#pragma once

#include "model/csv.h"
#include "routing_rule.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

struct RoutingFinding {
    int line = 1;
    int column = 1;
    std::string code;
    std::string sentence;
};

[[nodiscard]] std::string quoted(std::string_view text);  // "text"

class RoutingCells {
 public:
    RoutingCells(const std::vector<Unit>& units, const AreaTree& areas);

    void read_ord(const CsvCell& cell, Rule& rule);
    void read_categories(const CsvCell& cell, Rule& rule);
    void read_area(const CsvCell& cell, Rule& rule);
    void read_urgency(const CsvCell& cell, Rule& rule);
    void read_hours(const CsvCell& cell, Rule& rule);
    void read_kinds(const CsvCell& cell, Rule& rule);
    void read_sensitive(const CsvCell& cell, Rule& rule);
    void read_capacity(const CsvCell& cell, Rule& rule);
    void read_unit(const CsvCell& cell, Rule& rule);
    void read_pick(const CsvCell& cell, Rule& rule);
    void read_also_notify(const CsvCell& cell, Rule& rule);
    void read_note(const CsvCell& cell, Rule& rule);

    void add(const CsvCell& cell, std::string code, std::string sentence);
    std::vector<RoutingFinding> findings;

 private:
    [[nodiscard]] std::vector<Target> targets_in(const CsvCell& cell, const std::string& code);

    const AreaTree& areas_;
    std::vector<std::string_view> unit_codes_;
    std::vector<std::string_view> area_codes_;
    int last_ord_ = 0;
};

}  // namespace sambung::cases
