// Pools and lists of houses as offices write them, and what is wrong in them.
#include "house_sheet.h"

#include "pack.h"
#include "pool_sheet.h"
#include "source_folder.h"

#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const cases::Office& office() {
    static const Pack pack = load_pack(SAMBUNG_SOURCE_DIR "/deploy/packs/tangerang-selatan", {});
    return *pack.office;
}

std::vector<std::string> places(const dialogs::Findings& findings) {
    std::vector<std::string> out;
    for (const dialogs::Finding& one : findings)
        out.push_back(one.code + " " + std::to_string(one.at.line) + ":" + std::to_string(one.at.column));
    return out;
}

constexpr std::string_view south = R"(code: rtlh-2026
programme: rtlh
period: "2026"
total: 264
stages:
  - {number: 1, begins: 2026-01-05}
  - {number: 2, begins: 2026-02-05}
funders:
  - {unit: perkimta, stage: 1, houses: 158}
  - {unit: baznas, stage: 2, houses: 60, rupiah: 1200000000}
  - {unit: csr, stage: 2, houses: 46}
)";

std::string south_with(std::string_view what, std::string_view instead) {
    std::string text{south};
    text.replace(text.find(what), what.size(), instead);
    return text;
}

TEST(PoolSheet, IsReadWhole) {
    const PoolSheet sheet = read_pool("p.yaml", south, office());
    EXPECT_THAT(sheet.findings, IsEmpty());
    EXPECT_EQ(sheet.pool.total, 264);
    EXPECT_EQ(sheet.hold, std::chrono::days{14});
    ASSERT_EQ(sheet.pool.funders.size(), 3U);
    EXPECT_EQ(sheet.pool.funders[1].rupiah, 1'200'000'000);
    EXPECT_EQ(sheet.pool.stages[1].begins,
              TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 2 / 4} + std::chrono::hours{17}})
        << "at midnight of the office's clock";
}

TEST(PoolSheet, IsToldWhatIsWrongAndWhere) {
    struct Row {
        std::string_view what, instead;
        std::vector<std::string> found;
    };
    const Row rows[] = {
        {"total: 264", "total: 0", {"A002 1:1"}},
        {"code: rtlh-2026\n", "", {"A001 1:1"}},
        {"period:", "periode:", {"E001 3:1", "A001 1:1"}},
        {"2026-02-05", "05/02/2026", {"A003 7:5"}},
        {"number: 2", "number: 1", {"A005 7:5", "A006 10:5", "A006 11:5"}},
        {"unit: csr", "unit: tidak-ada", {"A004 11:5"}},
        {"unit: csr", "unit: baznas", {"A005 11:5"}},
        {"houses: 46", "houses: banyak", {"A002 11:5"}},
        {"total: 264", "total: 264\nhold_days: 365", {"A002 1:1"}},
    };
    for (const Row& row : rows)
        EXPECT_EQ(places(read_pool("p.yaml", south_with(row.what, row.instead), office()).findings), row.found)
            << row.instead;
}

TEST(HouseSheet, IsToldWhatIsWrongAndWhereAndRepeatsNothingOfIt) {
    const store::Keys keys{store::SecretKey{1}};
    const std::string area = office().areas.all().back().code;
    const std::string header = "area,address,name,estimate,ticket\n";
    struct Row {
        std::string line;
        std::vector<std::string> found;
    };
    const Row rows[] = {
        {area + ",Jl. Nangka 4,Ibu Rahasia,20000000,", {}},
        {area + ",Jl. Nangka 4,Ibu Rahasia,20000000,481207364", {}},
        {"99,Jl. Nangka 4,Ibu Rahasia,20000000,", {"A013 2:1"}},
        {area + ",,Ibu Rahasia,20000000,", {"A014 2:15"}},
        {area + ",Jl. Nangka 4,,20000000,", {"A015 2:28"}},
        {area + ",Jl. Nangka 4,Ibu Rahasia,20.000.000,", {"A016 2:40"}},
        {area + ",Jl. Nangka 4,Ibu Rahasia,0,", {"A016 2:40"}},
        {area + ",Jl. Nangka 4,Ibu Rahasia,20000000,12", {"A017 2:49"}},
        {area + ",Jl. Nangka 4,Ibu Rahasia,20000000", {"A011 2:1"}},
        {area + ",\"Jl. Nangka 4,Ibu Rahasia,20000000,", {"A012 2:15"}},
        {area + ",Jl. Nangka 4,Ibu Rahasia,20000000,\n" + area + ",JL NANGKA 4,Bapak Rahasia,20000000,", {"A018 3:15"}},
    };
    for (const Row& row : rows) {
        const HouseSheet sheet = read_houses("h.csv", header + row.line + "\n", office(), keys);
        EXPECT_EQ(places(sheet.findings.first()), row.found) << row.line;
        for (const dialogs::Finding& one : sheet.findings.first())
            EXPECT_EQ(one.text().find("Rahasia"), std::string::npos) << one.text();
    }
    EXPECT_THAT(places(read_houses("h.csv", "address,area\n", office(), keys).findings.first()),
                ElementsAre("A010 1:1"));
}

TEST(HouseSheet, TakesSemicolonsToo) {
    const store::Keys keys{store::SecretKey{1}};
    const std::string area = office().areas.all().back().code;
    const HouseSheet sheet = read_houses(
        "h.csv", "area;address;name;estimate;ticket\r\n" + area + ";Jl. Nangka 4, RT 02;Ibu A;20000000;481 207 364\r\n",
        office(), keys);
    EXPECT_EQ(sheet.findings.count(), 0U);
    ASSERT_EQ(sheet.houses.size(), 1U);
    EXPECT_EQ(sheet.houses[0].address, "Jl. Nangka 4, RT 02");
    EXPECT_EQ(sheet.houses[0].line, 2);
    EXPECT_EQ(sheet.houses[0].ticket->digits(), "481207364");
}

}  // namespace
}  // namespace sambung::gateway
