#include "cases/coverage.h"

#include "cases/categories.h"
#include "pack_files.h"
#include "small_office.h"

#include <gmock/gmock.h>

namespace sambung::cases {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> gaps_with(const std::string& rows) {
    Office office;
    office.areas = some_areas();
    office.units = some_units();
    office.routing = parse_rows(rows + "999,*,*,*,*,*,meja-kota,\n").value();
    std::vector<std::string> out;
    for (const CoverageGap& gap : coverage_gaps(office)) out.push_back(in_words(gap));
    return out;
}

TEST(Coverage, NamesEveryNeedThatOnlyTheLastRowTakes) {
    const std::string all_but_three =
        "10,*,*,*,*,lapor,trc,\n20,hunian,32.76.06,*,*,bantuan,lansia,\n"
        "25,klik,*,*,kerja,bantuan,lansia,\n";
    std::string others;
    for (const Category& category : all_categories)
        if (category.kind == Kind::help_request && category.id != "hunian" && category.id != "klik")
            others += (others.empty() ? "" : "|") + std::string{category.id};
    EXPECT_THAT(gaps_with(all_but_three + "30," + others + ",*,*,*,bantuan,trc,\n"),
                ElementsAre("bantuan hunian in 32.76, 32.76.05", "bantuan klik", "telepon"))
        << "in two areas, by night, and everywhere";
    EXPECT_THAT(gaps_with(all_but_three + "30,*,*,*,*,bantuan|telepon,trc,\n"), IsEmpty());
}

TEST(Coverage, CutsALongListOfAreasShort) {
    EXPECT_EQ(in_words({Kind::person_in_need, "anak", {"1", "2", "3", "4", "5"}}), "lapor anak in 1, 2, 3 and 2 more");
}

TEST(Coverage, HasNoGapInAnyShippedPack) {
    for (const char* pack : {"depok", "barito-kuala", "bantul", "tangerang-selatan", "malang"})
        for (const CoverageGap& gap : coverage_gaps(office_of_pack(pack)))
            ADD_FAILURE() << pack << ": " << in_words(gap);
}

}  // namespace
}  // namespace sambung::cases
