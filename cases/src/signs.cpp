#include "cases/signs.h"

#include <algorithm>
#include <string>

namespace sambung::cases {

namespace {

struct Word {
    std::string_view words;
    Sign sign;
};

// In all our languages, with the short forms of SMS.
constexpr Word known[] = {
    {"tidak sadar", Sign::not_awake},
    {"tdk sadar", Sign::not_awake},
    {"gak sadar", Sign::not_awake},
    {"ga sadar", Sign::not_awake},
    {"nggak sadar", Sign::not_awake},
    {"kagak sadar", Sign::not_awake},
    {"kada sadar", Sign::not_awake},
    {"teu sadar", Sign::not_awake},
    {"ora sadar", Sign::not_awake},
    {"pingsan", Sign::not_awake},
    {"pngsan", Sign::not_awake},
    {"semaput", Sign::not_awake},
    {"kapiuhan", Sign::not_awake},
    {"unconscious", Sign::not_awake},
    {"luka", Sign::wounded},
    {"luka2", Sign::wounded},
    {"terluka", Sign::wounded},
    {"berdarah", Sign::wounded},
    {"bdarah", Sign::wounded},
    {"pendarahan", Sign::wounded},
    {"darah", Sign::wounded},
    {"patah", Sign::wounded},
    {"tatu", Sign::wounded},
    {"raheut", Sign::wounded},
    {"bleeding", Sign::wounded},
    {"wounded", Sign::wounded},
    {"mengamuk", Sign::raging},
    {"ngamuk", Sign::raging},
    {"mangamuk", Sign::raging},
    {"amuk", Sign::raging},
    {"mengancam", Sign::raging},
    {"ngancam", Sign::raging},
    {"parang", Sign::raging},
    {"golok", Sign::raging},
    {"pisau", Sign::raging},
    {"bayi", Sign::child_there},
    {"balita", Sign::child_there},
    {"anak", Sign::child_there},
    {"anaknya", Sign::child_there},
    {"orok", Sign::child_there},
    {"budak leutik", Sign::child_there},
    {"bocah", Sign::child_there},
    {"child", Sign::child_there},
    {"baby", Sign::child_there},
};

bool part_of_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Lower case, a blank around each word.
std::string spaced(std::string_view story) {
    std::string out = " ";
    for (const char c : story) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (part_of_word(lower))
            out += lower;
        else if (out.back() != ' ')
            out += ' ';
    }
    if (out.back() != ' ') out += ' ';
    return out;
}

}  // namespace

std::string_view words(Sign sign) {
    switch (sign) {
        case Sign::not_awake:
            return "tidak sadar";
        case Sign::wounded:
            return "luka";
        case Sign::raging:
            return "mengamuk";
        case Sign::child_there:
            return "ada anak";
    }
    return {};
}

std::vector<Sign> signs_in(std::string_view story) {
    const std::string text = spaced(story);
    std::vector<Sign> found;
    for (const Sign sign : all_signs)
        if (std::ranges::any_of(known, [&](const Word& word) {
                return word.sign == sign && text.contains(' ' + std::string{word.words} + ' ');
            }))
            found.push_back(sign);
    return found;
}

}  // namespace sambung::cases
