#include "cases/questions.h"

#include "local_time.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

TEST(QuestionsToCitizens, ReadBackAsWhatTheyName) {
    for (const Question question : all_questions) EXPECT_EQ(question_from(name(question)), question);
    EXPECT_EQ(question_from("nik"), std::nullopt) << "what is not on the list is not asked";
}

TEST(QuestionsToCitizens, AreOpenForThreeWorkingDaysThenForTwo) {
    const Calendar calendar = depok_week();
    const TimePoint friday = august(7, 10, 0);
    EXPECT_EQ(time_to_answer(0, calendar, friday).until, august(12, 10, 0));
    EXPECT_EQ(time_to_answer(1, calendar, friday).until, august(11, 10, 0));
    EXPECT_EQ(time_to_answer(0, calendar, friday).remind, august(10, 7, 30))
        << "half of it is Sunday, so when the office opens";
}

}  // namespace
}  // namespace sambung::cases
