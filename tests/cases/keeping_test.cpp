// What HAPUS may do by itself, and on which ground a case is kept.
#include "cases/keeping.h"

#include "cases/basis.h"

#include <gtest/gtest.h>

#include <string>

namespace sambung::cases {
namespace {

TEST(Keeping, HapusErasesOnlyWhatIsLightOpenToAllAndNotInHand) {
    struct Row {
        Urgency urgency;
        bool restricted;
        Status status;
        EraseRule rule;
    };
    constexpr auto erases = EraseRule::erases;
    constexpr auto asks = EraseRule::asks_person;
    const Row rows[] = {
        {Urgency::p3, false, Status::filed, erases},  {Urgency::p4, false, Status::need_info, erases},
        {Urgency::p3, false, Status::closed, erases}, {Urgency::p4, false, Status::cancelled, erases},
        {Urgency::p3, false, Status::merged, erases}, {Urgency::p3, false, Status::triaged, asks},
        {Urgency::p3, false, Status::referred, asks}, {Urgency::p3, false, Status::in_progress, asks},
        {Urgency::p4, false, Status::on_hold, asks},  {Urgency::p3, false, Status::resolved, asks},
        {Urgency::p2, false, Status::filed, asks},    {Urgency::p2, false, Status::closed, asks},
        {Urgency::p1, false, Status::closed, asks},   {Urgency::p0, false, Status::closed, asks},
        {Urgency::p3, true, Status::filed, asks},     {Urgency::p4, true, Status::closed, asks},
    };
    for (const Row& row : rows)
        EXPECT_EQ(erase_rule(row.urgency, row.restricted, row.status), row.rule)
            << sambung::name(row.urgency) << " " << name(row.status) << (row.restricted ? " restricted" : "");
}

TEST(Keeping, WhatIsFinishedIsWhatNobodyGoesOnWith) {
    for (const Status status : all_statuses)
        EXPECT_EQ(is_finished(status),
                  status == Status::closed || status == Status::cancelled || status == Status::merged)
            << name(status);
}

std::string grounds(const Report& report, Urgency urgency) {
    std::string all;
    for (const Ground& ground : grounds_of(report, urgency))
        all += std::string{name(ground.basis)} + ":" + std::string{ground.scope} + " ";
    return all;
}

TEST(Basis, DangerNeedsNoConsentAndTheRestIsTheOfficesTask) {
    EXPECT_EQ(grounds({}, Urgency::p0), "vital_interest:handling ");
    EXPECT_EQ(grounds({}, Urgency::p1), "vital_interest:handling ");
    EXPECT_EQ(grounds({}, Urgency::p2), "public_task:handling ");
    EXPECT_EQ(grounds({}, Urgency::p4), "public_task:handling ");
}

TEST(Basis, AYesToAQuestionIsAConsentAndANoIsNone) {
    Report report;
    report.intake = {{"setuju_mitra", "yes"}, {"foto_boleh", "no"}};
    EXPECT_EQ(grounds(report, Urgency::p3), "public_task:handling consent:sharing ");
    report.intake["foto_boleh"] = "yes";
    EXPECT_EQ(grounds(report, Urgency::p1), "vital_interest:handling consent:sharing consent:photo ");
}

TEST(Basis, NamesAreReadBack) {
    for (const Basis basis : {Basis::vital_interest, Basis::public_task, Basis::consent})
        EXPECT_EQ(basis_from(name(basis)), basis);
    EXPECT_EQ(basis_from("guess"), std::nullopt);
}

}  // namespace
}  // namespace sambung::cases
