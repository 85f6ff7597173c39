#include "dialogs/grade.h"

namespace sambung::dialogs {

std::string_view letter(Grade grade) {
    switch (grade) {
        case Grade::a:
            return "A";
        case Grade::b:
            return "B";
        case Grade::c:
            return "C";
    }
    return {};
}

std::optional<Grade> grade_from(std::string_view word) {
    for (const Grade grade : all_grades)
        if (letter(grade) == word) return grade;
    return std::nullopt;
}

Grade unspoken_grade(Language language) {
    return language == Language::id || language == Language::en ? Grade::a : Grade::c;
}

// Edit distance says nothing of single letters, so the letter itself is looked at.
std::string_view grade_meant(std::string_view word) {
    if (word.empty() || word.size() > 2) return {};
    switch (word.front()) {
        case 'A':
        case 'a':
            return " Did you mean \"A\"?";
        case 'B':
        case 'b':
            return " Did you mean \"B\"?";
        case 'C':
        case 'c':
            return " Did you mean \"C\"?";
        default:
            return {};
    }
}

}  // namespace sambung::dialogs
