#include "slots.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

using cases::Contact;
using cases::Intake;
using cases::Report;

const std::string sender = "+6281234567890";

Report report_of(Slots slots, std::string action = "file") {
    return report_from({.action = std::move(action), .slots = std::move(slots), .ordinal = 0}, sender,
                       ChannelKind::sms);
}

TEST(ReportSlots, AreFieldsOfTheReportAndTheRestIsIntake) {
    const Report report = report_of({{"kind", "bantuan"},
                                     {"category", "santunan"},
                                     {"area", "32.76.06"},
                                     {"place", "depan pasar"},
                                     {"story", "butuh santunan"},
                                     {"nik", "3276010101900001"},
                                     {"ticket", "481207365"},
                                     {"reason", "asked"},
                                     {"again", "yes"},
                                     {"remind_at", "2027-02-01"},
                                     {"remind_text", "notice.santunan_reminder"},
                                     {"wafat", "2026-11-01"},
                                     {"kamar", "Melati 3"},
                                     {"kosong", ""}});
    EXPECT_EQ(report.kind, cases::Kind::help_request);
    EXPECT_EQ(report.category, "santunan");
    EXPECT_EQ(report.area, "32.76.06");
    EXPECT_EQ(report.place, "depan pasar");
    EXPECT_EQ(report.story, "butuh santunan");
    EXPECT_EQ(report.nik, "3276010101900001");
    EXPECT_EQ(report.channel, ChannelKind::sms);
    EXPECT_EQ(report.intake, (Intake{{"wafat", "2026-11-01"}, {"kamar", "Melati 3"}}));
    EXPECT_FALSE(report.danger || report.restricted || report.quiet || report.contact);
}

TEST(ReportSlots, TheNumberToCallIsTheOneGivenElseTheSenders) {
    struct Row {
        const char* given;
        const char* called;
        Intake intake;
    };
    const Row rows[] = {
        {"", "+6281234567890", {}},
        {"0813 9999 0000", "+6281399990000", {}},
        {"HP tetangga", "+6281234567890", {{"phone", "HP tetangga"}}},
    };
    for (const Row& row : rows) {
        const Report report = report_of({{"phone", row.given}});
        EXPECT_EQ(report.phone, row.called) << row.given;
        EXPECT_EQ(report.intake, row.intake) << row.given;
    }
}

TEST(ReportSlots, SayWhatIsSecretAndWhoWantsToHear) {
    struct Row {
        const char* what;
        Slots slots;
        bool restricted;
        bool quiet;
        std::optional<Contact> contact;
    };
    const Row rows[] = {
        {"nothing said", {}, false, false, {}},
        {"secret by answer", {{"restricted", "yes"}}, true, true, {}},
        {"secret by category", {{"category", "rahasia"}}, true, true, {}},
        {"not secret", {{"restricted", "no"}}, false, false, {}},
        {"secret, but an SMS is fine", {{"restricted", "yes"}, {"contact_sms", "yes"}}, true, false, {}},
        {"call now", {{"contact", "now"}}, false, false, Contact::now},
        {"call later", {{"contact", "later"}, {"contact_when", "sore"}}, false, false, Contact::later},
        {"never", {{"contact", "never"}}, false, true, Contact::never},
        {"never, whatever was said of SMS",
         {{"contact", "never"}, {"restricted", "yes"}, {"contact_sms", "yes"}},
         true,
         true,
         Contact::never},
        {"a word that is none", {{"contact", "besok"}}, false, false, {}},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const Report report = report_of(row.slots);
        EXPECT_EQ(report.restricted, row.restricted);
        EXPECT_EQ(report.quiet, row.quiet);
        EXPECT_EQ(report.contact, row.contact);
        EXPECT_EQ(is_quiet(row.slots), row.quiet);
    }
    EXPECT_EQ(report_of({{"contact", "later"}, {"contact_when", "sore"}}).intake, (Intake{{"contact_when", "sore"}}));
    EXPECT_EQ(report_of({{"contact", "besok"}}).intake, (Intake{{"contact", "besok"}}));
}

TEST(ReportSlots, DangerIsTheSlotOrTheRing) {
    EXPECT_TRUE(report_of({{"danger", "1"}}).danger);
    EXPECT_TRUE(report_of({}, "ring").danger);
    EXPECT_FALSE(report_of({{"danger", ""}}).danger);
}

TEST(NewsOfAReport, BringsItsWordsAnotherNumberAndTheAnswersButNoNik) {
    cases::Report report;
    EXPECT_EQ(words_of_news(report, "+6281200000001"), "Dilaporkan lagi, tanpa keterangan baru.");
    report.phone = "+6281200000001";
    report.place = "dekat musala";
    EXPECT_EQ(words_of_news(report, "+6281200000001"), "dekat musala") << "the number that they write from is known";
    report.phone = "+6281200000002";
    report.story = "kakek jatuh";
    report.nik = "3276010101010001";
    report.intake = {{"nama", "Pak Ahmad"}, {"pin", "-6.40,106.79"}};
    EXPECT_EQ(words_of_news(report, "+6281200000001"),
              "kakek jatuh (dekat musala); telepon: +6281200000002; nama: Pak Ahmad; pin: -6.40,106.79");
}

}  // namespace
}  // namespace sambung::gateway
