// What an office asks a citizen when a report lacks something: a closed list, so that no free text of a unit goes out.
#pragma once

#include "cases/calendar.h"
#include "model/time.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung::cases {

enum class Question : std::uint8_t { rt_rw, landmark, name, phone, condition, photo };
inline constexpr Question all_questions[] = {Question::rt_rw, Question::landmark,  Question::name,
                                             Question::phone, Question::condition, Question::photo};
// "rt_rw", "patokan", "nama", "telepon", "keadaan", "foto": as stored, and as the texts "news.ask_…" end.
[[nodiscard]] std::string_view name(Question question);
[[nodiscard]] std::optional<Question> question_from(std::string_view name);

inline constexpr int most_questions = 2;  // about a case, until it is taken up again

// When a question is over, and when the citizen is reminded of it before: three working days for the first one, two
// for the second, so five in all, and half of that, while the office is open.
struct AnswerTime {
    TimePoint remind, until;
};
[[nodiscard]] AnswerTime time_to_answer(int asked_before, const Calendar& calendar, TimePoint at);

}  // namespace sambung::cases
