#include "cases/same_report.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

Report a_report() {
    Report report;
    report.category = "lansia";
    report.area = "32.76.06";
    report.place = "belakang pasar";
    report.story = "nenek tidak makan";
    report.phone = "+6281234567890";
    report.intake = {{"usia", "71"}};
    return report;
}

struct Row {
    const char* what;
    void (*change)(Report&);
    bool same;
};

TEST(SameReport, IsOneThatTellsTheSame) {
    const Row rows[] = {
        {"the same", [](Report&) {}, true},
        {"other case", [](Report& it) { it.story = "Nenek TIDAK makan"; }, true},
        {"other spaces", [](Report& it) { it.place = "  belakang\n pasar "; }, true},
        {"by another channel", [](Report& it) { it.channel = ChannelKind::whatsapp; }, true},
        {"another time to call", [](Report& it) { it.intake["contact_when"] = "sore"; }, true},
        {"another wish about contact", [](Report& it) { it.contact = Contact::never; }, true},
        {"another kind", [](Report& it) { it.kind = Kind::help_request; }, false},
        {"another category", [](Report& it) { it.category = "anak"; }, false},
        {"another area", [](Report& it) { it.area = "32.76.05"; }, false},
        {"another place", [](Report& it) { it.place = "depan pasar"; }, false},
        {"another story", [](Report& it) { it.story = "kakek tidak makan"; }, false},
        {"words joined", [](Report& it) { it.story = "nenektidakmakan"; }, false},
        {"a word moved to another field",
         [](Report& it) {
             it.place = "belakang";
             it.story = "pasar nenek tidak makan";
         },
         false},
        {"somebody else's NIK", [](Report& it) { it.nik = "3276010101900001"; }, false},
        {"for another phone", [](Report& it) { it.phone = "+6281399990000"; }, false},
        {"another answer", [](Report& it) { it.intake["usia"] = "72"; }, false},
        {"told in secret", [](Report& it) { it.restricted = true; }, false},
    };
    for (const Row& row : rows) {
        Report other = a_report();
        row.change(other);
        EXPECT_EQ(same_words(other) == same_words(a_report()), row.same) << row.what;
    }
}

}  // namespace
}  // namespace sambung::cases
