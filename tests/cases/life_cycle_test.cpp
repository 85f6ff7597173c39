#include "cases/report.h"

#include <gmock/gmock.h>

#include <map>
#include <set>
#include <string>

namespace sambung::cases {
namespace {

using enum Status;

TEST(LifeCycle, AllowsTheStepsOfTheTableAndNoOther) {
    const std::map<Status, std::set<Status>> steps = {
        {filed, {need_info, triaged, referred, in_progress, closed, cancelled, merged}},
        {need_info, {filed, referred, in_progress, closed, cancelled, merged}},
        {triaged, {referred, in_progress, on_hold, closed, cancelled, merged}},
        {referred, {need_info, triaged, in_progress, closed, cancelled, merged}},
        {in_progress, {triaged, referred, on_hold, resolved, closed, cancelled, merged}},
        {on_hold, {triaged, referred, in_progress, resolved, closed, cancelled, merged}},
        {resolved, {triaged, closed}},
        {closed, {triaged}},
        {cancelled, {triaged}},
        {merged, {triaged}},
    };
    for (const Status from : all_statuses)
        for (const Status to : all_statuses)
            EXPECT_EQ(allowed(from, to), steps.at(from).contains(to)) << name(from) << " -> " << name(to);
}

TEST(LifeCycle, LetsEveryCaseComeToAnEnd) {
    for (const Status start : all_statuses) {
        std::set<Status> seen{start};
        for (std::size_t before = 0; before != seen.size();) {
            before = seen.size();
            for (const Status from : std::set{seen})
                for (const Status to : all_statuses)
                    if (allowed(from, to)) seen.insert(to);
        }
        EXPECT_TRUE(seen.contains(closed)) << name(start);
    }
}

TEST(LifeCycle, TellsCitizensNineWords) {
    const std::map<Status, std::string> words = {
        {filed, "DITERIMA"},        {need_info, "BUTUH DATA"}, {triaged, "DICEK"},    {referred, "DIRUJUK"},
        {in_progress, "DITANGANI"}, {on_hold, "DITANGANI"},    {resolved, "SELESAI"}, {closed, "SELESAI"},
        {cancelled, "DIBATALKAN"},  {merged, "DIGABUNG"},
    };
    for (const Status status : all_statuses) EXPECT_EQ(citizen_word(status), words.at(status)) << name(status);
}

TEST(LifeCycle, SaysTidakDapatOnlyWhereHelpCouldNotBeGiven) {
    const std::map<Ending, std::string> words = {
        {Ending::helped, "SELESAI"},    {Ending::helped_in_part, "SELESAI"},
        {Ending::passed_on, "SELESAI"}, {Ending::not_eligible, "TIDAK DAPAT"},
        {Ending::declined, "SELESAI"},  {Ending::not_found, "TIDAK DAPAT"},
        {Ending::died, "SELESAI"},      {Ending::moved_away, "SELESAI"},
    };
    for (const Ending ending : all_endings) {
        EXPECT_EQ(citizen_word(closed, ending), words.at(ending)) << name(ending);
        EXPECT_EQ(citizen_word(resolved, ending), words.at(ending)) << name(ending);
    }
    EXPECT_EQ(citizen_word(in_progress, Ending::not_eligible), "DITANGANI");
}

TEST(Names, ReadBackAsWhatTheyName) {
    for (const Kind kind : all_kinds) EXPECT_EQ(kind_from(name(kind)), kind);
    for (const Status status : all_statuses) EXPECT_EQ(status_from(name(status)), status);
    for (const Ending ending : all_endings) EXPECT_EQ(ending_from(name(ending)), ending);
    EXPECT_EQ(name(Kind::person_in_need), "lapor");
    EXPECT_EQ(name(Kind::help_request), "bantuan");
    EXPECT_EQ(name(Kind::call_back), "telepon");
    EXPECT_EQ(name(in_progress), "in_progress");
}

TEST(Names, RefuseWhatNobodyIsCalled) {
    for (const std::string_view wrong : {"", "LAPOR", "lapor ", "Filed", "0"}) {
        EXPECT_EQ(kind_from(wrong), std::nullopt) << wrong;
        EXPECT_EQ(status_from(wrong), std::nullopt) << wrong;
        EXPECT_EQ(ending_from(wrong), std::nullopt) << wrong;
    }
}

TEST(Batal, CancelsOnlyCalmCasesThatNobodyHasLookedAt) {
    using enum CancelRule;
    struct Row {
        Status status;
        CancelRule pressing;  // P0, P1, P2
        CancelRule calm;      // P3, P4
    };
    const Row rows[] = {
        {filed, asks_person, cancels},     {need_info, asks_person, cancels},    {triaged, asks_person, too_late},
        {referred, asks_person, too_late}, {in_progress, asks_person, too_late}, {on_hold, asks_person, too_late},
        {resolved, too_late, too_late},    {closed, too_late, too_late},         {cancelled, too_late, too_late},
        {merged, too_late, too_late},
    };
    for (const Row& row : rows) {
        for (const Urgency urgency : {Urgency::p0, Urgency::p1, Urgency::p2})
            EXPECT_EQ(cancel_rule(urgency, row.status), row.pressing) << name(urgency) << ' ' << name(row.status);
        for (const Urgency urgency : {Urgency::p3, Urgency::p4})
            EXPECT_EQ(cancel_rule(urgency, row.status), row.calm) << name(urgency) << ' ' << name(row.status);
    }
}

TEST(Batal, NeverCancelsAgainstTheLifeCycle) {
    for (const Status status : all_statuses)
        for (const Urgency urgency : {Urgency::p0, Urgency::p1, Urgency::p2, Urgency::p3, Urgency::p4})
            if (cancel_rule(urgency, status) == CancelRule::cancels) {
                EXPECT_TRUE(allowed(status, cancelled)) << name(status);
            }
}

TEST(Merging, IsForOpenCasesThatAreNotRestricted) {
    Report plain;
    Report restricted;
    restricted.restricted = true;
    for (const Status status : all_statuses) {
        const bool open = status <= on_hold;
        EXPECT_EQ(is_open(status), open) << name(status);
        EXPECT_EQ(may_merge(plain, status), open) << name(status);
        EXPECT_FALSE(may_merge(restricted, status)) << name(status);
    }
}

}  // namespace
}  // namespace sambung::cases
