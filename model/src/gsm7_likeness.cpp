#include "gsm7_likeness.h"

#include <algorithm>
#include <iterator>

namespace sambung {

namespace {

struct Likeness {
    char32_t first;
    char32_t last;
    std::string_view text;
};

// In order of the characters, without overlap.
constexpr Likeness likenesses[] = {
    {0x00, 0x08, ""},       {U'\t', U'\t', " "},    {0x0B, 0x0B, "\n"},      {0x0E, 0x1F, ""},
    {U'`', U'`', "'"},      {0x7F, 0x9F, ""},       {0xA0, 0xA0, " "},       {U'¢', U'¢', "c"},
    {U'¦', U'¦', "|"},      {U'¨', U'¨', "\""},     {U'©', U'©', "(c)"},     {U'ª', U'ª', "a"},
    {U'«', U'«', "\""},     {U'¬', U'¬', "-"},      {0xAD, 0xAD, ""},        {U'®', U'®', "(r)"},
    {U'¯', U'¯', "-"},      {U'°', U'°', "o"},      {U'±', U'±', "+-"},      {U'²', U'²', "2"},
    {U'³', U'³', "3"},      {U'´', U'´', "'"},      {U'µ', U'µ', "u"},       {U'¶', U'¶', "\n"},
    {U'·', U'·', "."},      {U'¸', U'¸', ","},      {U'¹', U'¹', "1"},       {U'º', U'º', "o"},
    {U'»', U'»', "\""},     {U'¼', U'¼', "1/4"},    {U'½', U'½', "1/2"},     {U'¾', U'¾', "3/4"},
    {U'×', U'×', "x"},      {U'÷', U'÷', ":"},      {U'Ĳ', U'Ĳ', "IJ"},      {U'ĳ', U'ĳ', "ij"},
    {U'Œ', U'Œ', "OE"},     {U'œ', U'œ', "oe"},     {0x02B9, 0x02BF, "'"},   {0x02C6, 0x02C6, "^"},
    {0x02CA, 0x02CB, "'"},  {0x02DC, 0x02DC, "~"},  {0x0300, 0x036F, ""},    {0x2000, 0x200A, " "},
    {0x200B, 0x200F, ""},   {0x2010, 0x2015, "-"},  {0x2018, 0x2019, "'"},   {0x201A, 0x201A, ","},
    {0x201B, 0x201B, "'"},  {0x201C, 0x201F, "\""}, {0x2020, 0x2021, "*"},   {0x2022, 0x2023, "*"},
    {0x2024, 0x2024, "."},  {0x2025, 0x2025, ".."}, {0x2026, 0x2026, "..."}, {0x2027, 0x2027, "."},
    {0x2028, 0x2029, "\n"}, {0x202A, 0x202E, ""},   {0x202F, 0x202F, " "},   {0x2032, 0x2032, "'"},
    {0x2033, 0x2033, "\""}, {0x2035, 0x2035, "'"},  {0x2036, 0x2036, "\""},  {0x2039, 0x203A, "'"},
    {0x2044, 0x2044, "/"},  {0x205F, 0x205F, " "},  {0x2060, 0x2064, ""},    {0x2066, 0x206F, ""},
    {0x2122, 0x2122, "TM"}, {0x2190, 0x2190, "<-"}, {0x2192, 0x2192, "->"},  {0x2212, 0x2212, "-"},
    {0x2215, 0x2215, "/"},  {0x2219, 0x2219, "."},  {0x223C, 0x223C, "~"},   {0x2260, 0x2260, "!="},
    {0x2264, 0x2264, "<="}, {0x2265, 0x2265, ">="}, {0x3000, 0x3000, " "},   {0xFE00, 0xFE0F, ""},
    {0xFEFF, 0xFEFF, ""},   {0x1F3FB, 0x1F3FF, ""},
};
static_assert(std::ranges::is_sorted(likenesses, {}, &Likeness::last));

// A run of letters, each with its nearest plain letter in the same place.
struct Run {
    char32_t first;
    std::string_view letters;
};

constexpr Run runs[] = {
    {U'À', "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo*ouuuuyty"},
    {U'Ā',
     "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi**JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo**RrRrRrSsSsSsSs"
     "TtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"},
    {0x1EA0, "AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy"},
    // full-width forms, as some keyboards of Chinese and Japanese phones type them
    {0xFF01, "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_'abcdefghijklmnopqrstuvwxyz{|}~"},
};

}  // namespace

std::string_view gsm7_likeness(char32_t character) {
    const auto row = std::ranges::lower_bound(likenesses, character, {}, &Likeness::last);
    if (row != std::end(likenesses) && row->first <= character) return row->text;
    for (const auto& [first, letters] : runs)
        if (character >= first && character - first < letters.size()) return letters.substr(character - first, 1);
    return "?";
}

}  // namespace sambung
