// What would become of a sheet of answers: which go, by which channel, in how many parts, and which cannot.
#pragma once

#include "announcements.h"
#include "answer_sheet.h"
#include "store/answers.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sambung::gateway {

// All that the citizen reads: a fixed text in their language, or the office's words as they are.
[[nodiscard]] std::string words_of(const Announcer& announcer, const AnswerRow& row, Language language);
// The channel that brings somebody news; none if there is no way.
[[nodiscard]] std::optional<std::string> news_channel(const Announcer& announcer, const store::Applicant& to);
// Every digit as '*'.
[[nodiscard]] std::string without_digits(std::string text);

struct AnswerPlan {
    struct Load {
        std::size_t messages = 0;
        std::size_t parts = 0;  // as SMS counts them
    };
    std::vector<store::NewAnswer> answers;
    std::map<std::string, Load> channels;
    std::map<std::string, std::size_t> refused;  // by reason
    FewFindings left_out;                        // Q020, each by its row
    std::vector<std::string> samples;            // the first three, without digits

    explicit AnswerPlan(std::string file) : left_out(std::move(file)) {}
    void add(const Announcer& announcer, const AnswerRow& row, const store::Answerable& to);
};

}  // namespace sambung::gateway
