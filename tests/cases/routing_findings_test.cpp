#include "cases/office.h"
#include "small_office.h"

#include <gmock/gmock.h>

namespace sambung::cases {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> findings(std::string_view rows) {
    const auto routing = parse_rows(rows);
    return routing ? std::vector<std::string>{} : routing.error();
}

std::vector<std::string> findings_of_file(std::string_view csv) {
    const auto routing = Routing::parse(csv, some_units(), some_areas());
    return routing ? std::vector<std::string>{} : routing.error();
}

constexpr const char* last = "999,*,*,*,*,*,meja-kota,\n";

TEST(RoutingFindings, PointAtTheCell) {
    struct Row {
        const char* what;
        const char* row;
        const char* finding;
    };
    const Row rows[] = {
        {"ord is a word", "x,*,*,P0,*,*,trc,\n", "2:1: E204: ord is a number from 1, not \"x\""},
        {"ord is zero", "0,*,*,P0,*,*,trc,\n", "2:1: E204: ord is a number from 1, not \"0\""},
        {"ord is huge", "99999999999,*,*,P0,*,*,trc,\n", "2:1: E204: ord is a number from 1, not \"99999999999\""},
        {"ord has a tail", "10a,*,*,P0,*,*,trc,\n", "2:1: E204: ord is a number from 1, not \"10a\""},
        {"a slip of the pen", "10,lanisa,*,*,*,*,trc,\n",
         "2:4: E205: category \"lanisa\" is not known. Did you mean \"lansia\"?"},
        {"a category in capitals", "10,Lansia,*,*,*,*,trc,\n",
         "2:4: E205: a category is a word of a-z, 0-9 and _, or * for any; not \"Lansia\""},
        {"a bar too many", "10,lansia|,*,*,*,*,trc,\n",
         "2:4: E205: a category is a word of a-z, 0-9 and _, or * for any; not \"\""},
        {"a category twice", "10,lansia|anak|lansia,*,*,*,*,trc,\n", "2:4: E205: category \"lansia\" stands twice"},
        {"unknown area", "10,*,32.76.07,*,*,*,trc,\n",
         "2:6: E206: area \"32.76.07\" is not in areas.csv. Did you mean \"32.76.05\"?"},
        {"an area by name", "10,*,Beji,*,*,*,trc,\n", "2:6: E206: area \"Beji\" is not in areas.csv."},
        {"unknown urgency", "10,*,*,P5,*,*,trc,\n",
         "2:8: E207: urgency is *, P0 to P4, or a range such as P0-P1; not \"P5\""},
        {"a range backwards", "10,*,*,P1-P0,*,*,trc,\n",
         "2:8: E207: urgency is *, P0 to P4, or a range such as P0-P1; not \"P1-P0\""},
        {"an open range", "10,*,*,P1-,*,*,trc,\n",
         "2:8: E207: urgency is *, P0 to P4, or a range such as P0-P1; not \"P1-\""},
        {"unknown hours", "10,*,*,P0,kerha,*,trc,\n",
         "2:11: E208: hours is *, kerja or luar; not \"kerha\". Did you mean \"kerja\"?"},
        {"an empty cell is not any", "10,*,*,P0,,*,trc,\n", "2:11: E208: hours is *, kerja or luar; not \"\"."},
        {"unknown kind", "10,*,*,P0,*,lapor|bantu,trc,\n",
         "2:13: E209: kind is *, lapor, bantuan or telepon; not \"bantu\"."},
        {"unknown unit", "10,*,*,P0,*,*,trk,\n",
         "2:15: E210: unit \"trk\" is not in units.yaml. Did you mean \"trc\"?"},
        {"template of an unknown unit", "10,*,*,P0,*,*,tksk:{kelurahan},\n",
         "2:15: E210: unit \"tksk\" is not in units.yaml."},
        {"unknown template", "10,*,*,P0,*,*,puskesos:{desa},\n",
         "2:15: E210: unit \"puskesos:{desa}\" is not in units.yaml."},
        {"too few cells", "10,*,*,P0,*,*,trc\n", "2:1: E203: the row has 7 cells, not 8"},
        {"too many cells", "10,*,*,P0,*,*,trc,a,b\n", "2:1: E203: the row has 9 cells, not 8"},
        {"broken quote", "10,*,*,P0,*,*,trc,\"a\"b\n",
         "2:19: E201: a quote is open or stands within a cell; write \"\" for a quote in a quoted cell"},
    };
    for (const Row& row : rows)
        EXPECT_THAT(findings(std::string{row.row} + last), ElementsAre("routing.csv:" + std::string{row.finding}))
            << row.what;
}

TEST(RoutingFindings, PointAtTheCellsOfTheWholeHeader) {
    struct Row {
        const char* cells;  // sensitive, capacity, unit, pick, also_notify
        const char* finding;
    };
    const Row rows[] = {
        {"yes,,trc,first,", "2:14: E213: sensitive is *, 0 or 1; not \"yes\""},
        {"*,100%,trc,first,", "2:16: E214: capacity is empty or a share such as <100%; not \"100%\""},
        {"*,<,trc,first,", "2:16: E214: capacity is empty or a share such as <100%; not \"<\""},
        {"*,<0%,trc,first,", "2:16: E214: capacity is empty or a share such as <100%; not \"<0%\""},
        {"*,<100,trc,first,", "2:16: E214: capacity is empty or a share such as <100%; not \"<100\""},
        {"*,,trc|trk,first,", "2:17: E210: unit \"trk\" is not in units.yaml. Did you mean \"trc\"?"},
        {"*,,trc|trc,first,", "2:17: E210: unit \"trc\" stands twice"},
        {"*,,trc|,first,", "2:17: E210: unit \"\" is not in units.yaml."},
        {"*,,trc,fist,",
         "2:21: E215: pick is first, least_loaded or round_robin; not \"fist\". Did you mean \"first\"?"},
        {"*,,trc,first,trk", "2:27: E216: unit \"trk\" is not in units.yaml. Did you mean \"trc\"?"},
    };
    const std::string header = "ord,category,area,urgency,hours,kind,sensitive,capacity,unit,pick,also_notify,note\n";
    for (const Row& row : rows)
        EXPECT_THAT(findings_of_file(header + "1,*,*,P0,*,*," + row.cells + ",\n999,*,*,*,*,*,*,,meja-kota,first,,\n"),
                    ElementsAre("routing.csv:" + std::string{row.finding}));
}

TEST(RoutingFindings, LetNoLastRowChoose) {
    const std::string header = "ord,category,area,urgency,hours,kind,sensitive,capacity,unit,note\n";
    for (const char* row : {"10,*,*,*,*,*,0,,trc,\n", "10,*,*,*,*,*,1,,trc,\n", "10,*,*,*,*,*,*,<100%,trc,\n"})
        EXPECT_THAT(findings_of_file(header + row), ElementsAre(testing::HasSubstr("E212"))) << row;
}

TEST(RoutingFindings, WantOneCityDeskBehindEverything) {
    constexpr std::string_view header = "ord,category,area,urgency,hours,kind,unit,pick,note\n";
    for (const char* row : {"999,*,*,*,*,*,trc|meja-kota,first,\n", "999,*,*,*,*,*,puskesos:{kelurahan},first,\n"})
        EXPECT_THAT(findings_of_file(std::string{header} + row),
                    ElementsAre(testing::HasSubstr("E212: the last row must name exactly one unit")))
            << row;
}

TEST(RoutingFindings, LetARowBeBelowOneWhoseUnitsMayBeFull) {
    const std::string header = "ord,category,area,urgency,hours,kind,capacity,unit,note\n";
    const std::string rest = "999,*,*,*,*,*,,meja-kota,\n";
    EXPECT_THAT(findings_of_file(header + "10,anak,*,P2-P4,*,*,<100%,trc,\n20,anak,*,P3,*,*,,lansia,\n" + rest),
                IsEmpty());
    EXPECT_THAT(findings_of_file(header + "10,anak,*,*,*,*,<100%,trc,\n20,anak,*,P1,*,*,,lansia,\n" + rest),
                ElementsAre(testing::HasSubstr("E211: row 20 can never match")))
        << "danger comes to the full too";
}

TEST(RoutingFindings, ComeAllAtOnceInOrderOfPlace) {
    EXPECT_THAT(findings("20,lanisa,*,P9,*,*,trk,\n"
                         "10,*,*,P0-P1,*,*,trc,\n"
                         "\n"
                         "# a notice\n"
                         "30,*,Beji,*,malam,*,trc,\n"
                         "40,lansia,*,P0,*,*,trc,\n"
                         "50,*,*,P3,*,*,meja-kota,\n"),
                ElementsAre("routing.csv:2:4: E205: category \"lanisa\" is not known. Did you mean \"lansia\"?",
                            "routing.csv:2:13: E207: urgency is *, P0 to P4, or a range such as P0-P1; not \"P9\"",
                            "routing.csv:2:20: E210: unit \"trk\" is not in units.yaml. Did you mean \"trc\"?",
                            "routing.csv:3:1: E204: ord 10 does not rise above 20",
                            "routing.csv:6:6: E206: area \"Beji\" is not in areas.csv.",
                            "routing.csv:6:13: E208: hours is *, kerja or luar; not \"malam\".",
                            "routing.csv:8:1: E212: the last row must take every case: * in category, area, urgency, "
                            "hours, kind and sensitive, and no capacity"));
}

TEST(RoutingFindings, NameTheRowsThatHideAnother) {
    struct Row {
        const char* what;
        const char* rows;
        const char* finding;
    };
    const Row rows[] = {
        {"the same again", "10,lansia,*,*,*,*,trc,\n20,lansia,*,*,*,*,lansia,\n",
         "3:1: E211: row 20 can never match: row 10 takes"},
        {"narrower in category", "10,lansia|anak,*,*,*,*,trc,\n20,anak,*,*,*,*,lansia,\n",
         "3:1: E211: row 20 can never match: row 10 takes"},
        {"narrower in area", "10,*,32.76.06,*,*,*,trc,\n20,*,32.76.06.1002,*,*,*,lansia,\n",
         "3:1: E211: row 20 can never match: row 10 takes"},
        {"narrower in urgency, hours, kind and sensitive, and no capacity",
         "10,*,*,P0-P2,*,lapor|bantuan,trc,\n20,*,*,P1,luar,lapor,lansia,\n",
         "3:1: E211: row 20 can never match: row 10 takes"},
        {"two rows together: hours",
         "10,lansia,*,*,kerja,*,trc,\n20,lansia,*,*,luar,*,lansia,\n30,lansia,*,*,*,*,lansia,\n",
         "4:1: E211: row 30 can never match: rows 10, 20 take"},
        {"three rows together: urgency and kind",
         "10,*,*,P0-P1,*,*,trc,\n20,anak,*,P2-P4,*,lapor,trc,\n30,anak,*,*,*,bantuan|telepon,lansia,\n40,anak,*,*,*,*,"
         "lansia,\n",
         "5:1: E211: row 40 can never match: rows 10, 20, 30 take"},
    };
    for (const Row& row : rows)
        EXPECT_THAT(findings(std::string{row.rows} + last),
                    ElementsAre("routing.csv:" + std::string{row.finding} + " all of its cases first"))
            << row.what;
}

TEST(RoutingFindings, LetRowsBeThatStillTakeSomething) {
    for (const char* rows : {
             "10,lansia,*,P0,*,*,trc,\n20,lansia,*,*,*,*,lansia,\n",
             "10,lansia,*,*,kerja,*,trc,\n20,lansia,*,*,*,*,lansia,\n",
             "10,lansia,*,*,*,*,trc,\n20,lansia|anak,*,*,*,*,lansia,\n",
             // All parts of an area do not hide a row for the whole: a report may lie in Beji without more being known.
             "10,*,32.76.06.1001,*,*,*,trc,\n20,*,32.76.06.1002,*,*,*,trc,\n30,*,32.76.06,*,*,*,lansia,\n",
             // A pack's own category, far from any of ours.
             "10,desaku_menanti,*,*,*,*,lansia,\n",
         })
        EXPECT_THAT(findings(std::string{rows} + last), IsEmpty()) << rows;
}

TEST(RoutingFindings, WantALastRowThatTakesEverything) {
    constexpr const char* e212 =
        "E212: the last row must take every case: * in category, area, urgency, hours, kind and sensitive, and no "
        "capacity";
    for (const char* row : {"10,lansia,*,*,*,*,trc,\n", "10,*,32.76,*,*,*,trc,\n", "10,*,*,P0-P3,*,*,trc,\n",
                            "10,*,*,*,kerja,*,trc,\n", "10,*,*,*,*,lapor|bantuan,trc,\n"})
        EXPECT_THAT(findings(row), ElementsAre(std::string{"routing.csv:2:1: "} + e212)) << row;
    EXPECT_THAT(findings("10,*,*,*,*,lapor|bantuan|telepon,trc,\n"), IsEmpty()) << "all kinds by name";
    EXPECT_THAT(findings("10,*,*,P0-P4,*,*,trc,\n"), IsEmpty()) << "all urgencies by name";
}

TEST(RoutingFindings, LetTheLastRowBeIdleButNotTwice) {
    EXPECT_THAT(findings("10,*,*,*,kerja,*,trc,\n20,*,*,*,luar,*,lansia,\n999,*,*,*,*,*,meja-kota,\n"), IsEmpty());
    EXPECT_THAT(findings("10,*,*,*,*,*,trc,\n999,*,*,*,*,*,meja-kota,\n"),
                ElementsAre("routing.csv:3:1: E211: row 999 can never match: row 10 takes all of its cases first"));
}

TEST(RoutingFindings, WantTheHeader) {
    EXPECT_THAT(findings_of_file(""), ElementsAre("routing.csv:1:1: E202: the file is empty"));
    EXPECT_THAT(findings_of_file("# only a notice\n"), ElementsAre("routing.csv:1:1: E202: the file is empty"));
    EXPECT_THAT(findings_of_file(routing_header),
                ElementsAre("routing.csv:1:1: E212: the table has no rows; the last row must take every case"));
    EXPECT_THAT(findings_of_file("ord,categories,area,urgency,hours,unit\n10,*,*,*,*,*,trc,\n"),
                ElementsAre("routing.csv:1:5: E202: the header has \"categories\" where \"category\" belongs",
                            "routing.csv:1:35: E202: the header has \"unit\" where \"kind\" belongs",
                            "routing.csv:1:35: E202: the header lacks \"note\"",
                            "routing.csv:1:35: E202: the header lacks \"unit\""));
    EXPECT_THAT(findings_of_file("ord,category,area,urgency,hours,kind,unit,note,more\n10,*,*,*,*,*,trc,,\n"),
                ElementsAre("routing.csv:1:48: E202: the header has a column too many"));
}

TEST(RoutingFindings, NeverCrashOnBytes) {
    std::string csv{routing_header};
    csv += "10,*,*,P0,*,*,trc,\"\xFF\xFE\x80\n,,,,,,,\n\0";
    for (std::size_t length = 0; length <= csv.size(); ++length)
        EXPECT_FALSE(findings_of_file(std::string_view{csv}.substr(0, length)).empty());
}

}  // namespace
}  // namespace sambung::cases
