// `sambung import answers` (docs/lists.md): beside the running service.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace sambung::gateway {

struct AnswersOptions {
    std::filesystem::path config{};
    std::filesystem::path file{};
    std::int64_t send = 0;  // a batch; 0: the file is kept as one, or shown
    std::string by{};       // the staff account
    bool preview = false;
};
// Answers to open questions (answer_sheet.h): kept as a batch by one person, enqueued by another. 0 done, 1 findings, 2
// unreadable or refused.
int import_answers(const AnswersOptions& options);

}  // namespace sambung::gateway
