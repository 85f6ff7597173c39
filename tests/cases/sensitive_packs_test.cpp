// Over everything that can come in, in every shipped pack: a sensitive case stays with those who take them.
#include "cases/categories.h"
#include "pack_files.h"

#include <gmock/gmock.h>

#include <set>

namespace sambung::cases {
namespace {

// Areas that rows and near doors tell apart, and one more.
std::vector<std::string> some_areas_of(const Office& office) {
    std::vector<std::string> areas{"", std::string{office.areas.root()}};
    for (const Area& area : office.areas.all())
        if (office.routing.rows().size() > areas.size()) areas.push_back(area.code);
    return areas;
}

template <class Visit>
void for_each_input(const Office& office, Visit visit) {
    std::set<std::string> categories{"", "unheard_of"};
    for (const Category& category : all_categories) categories.emplace(category.id);
    for (const std::string& category : categories)
        for (const std::string& area : some_areas_of(office))
            for (const Urgency urgency : {Urgency::p0, Urgency::p1, Urgency::p2, Urgency::p3, Urgency::p4})
                for (const Kind kind : all_kinds)
                    for (const bool open : {true, false})
                        visit(RoutingInput{category, area, urgency, kind, open, true});
}

class SensitiveCases : public testing::TestWithParam<const char*> {
 protected:
    Office office_ = office_of_pack(GetParam());

    void expect_no_leak(const Routing& routing, std::string_view when) const {
        for_each_input(office_, [&](const RoutingInput& input) {
            const Placement placed = routing.place(input);
            ASSERT_FALSE(placed.leaks) << when << ": " << input.category << " comes to " << placed.unit;
            ASSERT_TRUE(office_.unit(placed.unit)->takes_sensitive) << when << ": " << input.category;
        });
    }
};

TEST_P(SensitiveCases, StayWithThoseWhoTakeThem) {
    expect_no_leak(office_.routing, "as shipped");
    for_each_input(office_, [&](const RoutingInput& input) {
        EXPECT_EQ(office_.routing.place(input).unit, "khusus") << input.category;
    });
}

TEST_P(SensitiveCases, StayThereWhoeverIsAway) {
    for (const Unit& away : office_.units) {
        std::vector<Unit> units = office_.units;
        std::ranges::find(units, away.code, &Unit::code)->suspended = true;
        if (away.code.find(':') != std::string::npos) continue;  // one near door is like another
        expect_no_leak(Routing::parse(pack_file(GetParam(), "routing.csv"), units, office_.areas).value(), away.code);
    }
}

TEST_P(SensitiveCases, StayThereEvenIfTheirRowIsForgotten) {
    std::string csv = pack_file(GetParam(), "routing.csv");
    const std::size_t row = csv.find("\n5,");
    csv.erase(row, csv.find('\n', row + 1) - row);
    expect_no_leak(Routing::parse(csv, office_.units, office_.areas).value(), "without row 5");
}

INSTANTIATE_TEST_SUITE_P(Shipped, SensitiveCases,
                         testing::Values("depok", "barito-kuala", "bantul", "tangerang-selatan", "malang"),
                         [](const auto& info) {
                             std::string name = info.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

}  // namespace
}  // namespace sambung::cases
