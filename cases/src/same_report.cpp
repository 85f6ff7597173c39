#include "cases/same_report.h"

#include <string_view>

namespace sambung::cases {

namespace {

constexpr char between = '\x1f';

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Lower case and single spaces. Only ASCII folds: a difference that this does not see files a case more, never one
// less.
void append_folded(std::string& to, std::string_view text) {
    bool gap = false;
    bool begun = false;
    for (const char c : text) {
        if (is_space(c)) {
            gap = begun;
            continue;
        }
        if (gap) to += ' ';
        gap = false;
        begun = true;
        to += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    to += between;
}

}  // namespace

std::string same_words(const Report& report) {
    std::string words{name(report.kind)};
    words += between;
    for (const std::string* one :
         {&report.category, &report.area, &report.place, &report.story, &report.nik, &report.phone})
        append_folded(words, *one);
    words += report.restricted ? '1' : '0';
    for (const auto& [question, answer] : report.intake) {
        if (question.starts_with("contact")) continue;
        append_folded(words, question);
        append_folded(words, answer);
    }
    return words;
}

}  // namespace sambung::cases
