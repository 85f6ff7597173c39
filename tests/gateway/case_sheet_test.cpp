#include "case_sheet.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

const std::string header = "kind,category,danger,area,place,story,phone,contact,date\n";

class PaperForms : public testing::Test {
 protected:
    PaperForms() {
        office_.areas = AreaTree::parse("code,name,parent\n32.76,Kota Depok,\n32.76.06,Beji,32.76\n").value();
        office_.calendar =
            cases::Calendar::make("Asia/Jakarta", {{1, std::chrono::hours{8}, std::chrono::hours{16}}}, {}).value();
    }
    CaseSheet read(const std::string& csv) {
        const TimePoint now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 12} + std::chrono::hours{3}};
        return read_cases("night.csv", csv, office_, now);
    }
    cases::Office office_;
};

TEST_F(PaperForms, BecomeReports) {
    const CaseSheet sheet = read(header +
                                 "lapor,lansia,ya,32.76.06,\"pasar, utara\",lemas,0812 3456 7890,later,2026-11-11\n"
                                 "lapor,rahasia,,32.76,di rumah,,081234567891,,2026-11-12\n");
    ASSERT_EQ(sheet.findings.count(), 0U) << sheet.findings.first()[0].text();
    ASSERT_EQ(sheet.rows.size(), 2U);
    const cases::Report& first = sheet.rows[0].report;
    EXPECT_TRUE(first.danger);
    EXPECT_EQ(first.place, "pasar, utara");
    EXPECT_EQ(first.phone, "+6281234567890");
    EXPECT_EQ(first.contact, cases::Contact::later);
    EXPECT_FALSE(first.quiet);
    EXPECT_EQ(first.intake.at("tanggal_formulir"), "2026-11-11");
    EXPECT_EQ(sheet.rows[1].number, 2);
    EXPECT_TRUE(sheet.rows[1].report.restricted && sheet.rows[1].report.quiet) << "told in confidence";
}

TEST_F(PaperForms, EachMistakeHasItsPlaceAndCode) {
    struct Row {
        const char* cells;
        const char* finding;
    };
    const Row rows[] = {
        {"lapor,lansia,,32.76.06,pasar,,,", "2:1:K002"},
        {"lapor,lansia,,32.76.06,\"pasar,,,,2026-11-12", "2:24:K003"},
        {"telepon,lansia,,32.76.06,pasar,,,,2026-11-12", "2:1:K004"},
        {"lapor,kds,,32.76.06,pasar,,,,2026-11-12", "2:7:K005"},
        {"lapor,,,32.76.06,pasar,,,,2026-11-12", "2:7:K005"},
        {"lapor,lansia,x,32.76.06,pasar,,,,2026-11-12", "2:14:K006"},
        {"lapor,lansia,,99.99,pasar,,,,2026-11-12", "2:15:K007"},
        {"lapor,lansia,,32.76.06,,,,,2026-11-12", "2:24:K008"},
        {"lapor,lansia,,32.76.06,pasar,,12,,2026-11-12", "2:31:K010"},
        {"lapor,lansia,,32.76.06,pasar,,,soon,2026-11-12", "2:32:K011"},
        {"lapor,lansia,,32.76.06,pasar,,,,2026-11-13", "2:33:K012"},
        {"lapor,lansia,,32.76.06,pasar,,,,12/11/2026", "2:33:K012"},
    };
    for (const Row& row : rows) {
        const CaseSheet sheet = read(header + row.cells + "\n");
        ASSERT_EQ(sheet.findings.count(), 1U) << row.cells;
        const dialogs::Finding& one = sheet.findings.first()[0];
        EXPECT_EQ(std::to_string(one.at.line) + ":" + std::to_string(one.at.column) + ":" + one.code, row.finding)
            << row.cells;
    }
}

TEST_F(PaperForms, NeedTheirHeader) {
    EXPECT_EQ(read("").findings.first()[0].code, "K001");
    EXPECT_EQ(read("kind,category\n").findings.first()[0].code, "K001");
}

}  // namespace
}  // namespace sambung::gateway
