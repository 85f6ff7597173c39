#include "cases/questions.h"

#include "named.h"

#include <iterator>

namespace sambung::cases {

namespace {

constexpr std::string_view question_names[] = {"rt_rw", "patokan", "nama", "telepon", "keadaan", "foto"};
static_assert(std::size(question_names) == std::size(all_questions));

}  // namespace

std::string_view name(Question question) { return name_of(question, question_names); }
std::optional<Question> question_from(std::string_view name) { return value_named<Question>(name, question_names); }

AnswerTime time_to_answer(int asked_before, const Calendar& calendar, TimePoint at) {
    constexpr int first = 3;
    constexpr int second = 2;
    const TimePoint until = calendar.add_working_days(at, asked_before == 0 ? first : second);
    const TimePoint half = at + (until - at) / 2;
    const TimePoint opens = calendar.open(half) ? half : calendar.next_opening(half);
    return {.remind = opens < until ? opens : half, .until = until};
}

}  // namespace sambung::cases
