#include "helper_sheet.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

const std::string header = "phone,name,role,area,until\n";

class HelperRegister : public testing::Test {
 protected:
    HelperRegister() {
        office_.areas = AreaTree::parse("code,name,parent\n32.76,Kota Depok,\n32.76.06,Beji,32.76\n").value();
        office_.calendar =
            cases::Calendar::make("Asia/Jakarta", {{1, std::chrono::hours{8}, std::chrono::hours{16}}}, {}).value();
    }
    HelperSheet read(const std::string& csv) { return read_helpers("kader.csv", csv, office_, keys_); }
    std::string findings(const std::string& csv) {
        std::string out;
        for (const dialogs::Finding& finding : read(csv).findings)
            out += (out.empty() ? "" : " ") + std::to_string(finding.at.line) + ":" +
                   std::to_string(finding.at.column) + ":" + finding.code;
        return out;
    }
    cases::Office office_;
    store::Keys keys_{store::SecretKey{1}};
};

TEST_F(HelperRegister, IsTakenOverRowByRow) {
    const HelperSheet sheet = read(header +
                                   "0812 3456 7890,\"Siti, bu\",kader,32.76.06,2026-12-31\n"
                                   "+6281399990000,Pak Budi,rt,32.76,\n");
    ASSERT_TRUE(sheet.findings.empty()) << sheet.findings[0].text();
    ASSERT_EQ(sheet.helpers.size(), 2U);
    EXPECT_EQ(sheet.helpers[0].person, keys_.person("sms", "+6281234567890")) << "as when they write";
    EXPECT_EQ(sheet.helpers[0].name, "Siti, bu");
    EXPECT_EQ(sheet.helpers[0].role, "kader");
    EXPECT_EQ(sheet.helpers[0].area, "32.76.06");
    const TimePoint new_year{std::chrono::sys_days{std::chrono::year{2026} / 12 / 31} + std::chrono::hours{17}};
    EXPECT_EQ(sheet.helpers[0].until, new_year) << "the end of the last day in Jakarta";
    EXPECT_FALSE(sheet.helpers[1].until);
}

TEST_F(HelperRegister, EachMistakeHasItsPlaceAndCode) {
    struct Row {
        const char* cells;
        const char* findings;
    };
    const Row rows[] = {
        {"081234567890,Siti,kader,32.76.06", "2:1:H002"},
        {"081234567890,\"Siti,kader,32.76.06,", "2:14:H003"},
        {"12,Siti,kader,32.76.06,", "2:1:H004"},
        {"081234567890,,kader,32.76.06,", "2:14:H005"},
        {"081234567890,Siti,lurah,32.76.06,", "2:19:H006"},
        {"081234567890,Siti,kader,32.73,", "2:25:H007"},
        {"081234567890,Siti,kader,32.76.06,31/12/2026", "2:34:H008"},
        {"x,,lurah,y,z", "2:1:H004 2:3:H005 2:4:H006 2:10:H007 2:12:H008"},
        {"081234567890,Siti,kader,32.76.06,\n+62 812 3456 7890,Siti,kader,32.76.06,", "3:1:H009"},
    };
    for (const Row& row : rows) {
        std::string sorted;
        HelperSheet sheet = read(header + row.cells + "\n");
        dialogs::sort_findings(sheet.findings);
        for (const dialogs::Finding& finding : sheet.findings)
            sorted += (sorted.empty() ? "" : " ") + std::to_string(finding.at.line) + ":" +
                      std::to_string(finding.at.column) + ":" + finding.code;
        EXPECT_EQ(sorted, row.findings) << row.cells;
        EXPECT_TRUE(sheet.helpers.empty()) << "all or nothing";
    }
}

TEST_F(HelperRegister, WithoutItsHeaderIsRefused) {
    EXPECT_EQ(findings(""), "1:1:H001");
    EXPECT_EQ(findings("name,phone,role,area,until\n"), "1:1:H001");
}

TEST_F(HelperRegister, FindingsRepeatNoNumberAndNoName) {
    for (const dialogs::Finding& finding : read(header + "12345,Siti,lurah,32.73,besok\n").findings) {
        EXPECT_EQ(finding.text().find("12345"), std::string::npos);
        EXPECT_EQ(finding.text().find("Siti"), std::string::npos);
    }
}

}  // namespace
}  // namespace sambung::gateway
