// Names of people as Indonesians write them: the same person is Moch. Joesoef, Muhammad Yusuf and Pak Yusup. Pure; any
// thread. Only for comparing: what comes out is never shown and is as personal as what went in.
#pragma once

#include <string>
#include <string_view>

namespace sambung::cases {

// Lower-case words, sorted, one space between: "H. Moch. Joesoef, S.Pd." gives "muhamad yusup". In this order: titles
// and degrees go; "m", "moh", "abd" and their like are written out; old spelling becomes new (oe dj tj sj nj ch, and j
// where there is oe); Arabic letters become plain ones (sy kh dh th f v z q x); a final h goes; doubled letters become
// one; the words are sorted. Empty if nothing but titles was told, or nothing in Latin letters. A name of one word
// stays one.
[[nodiscard]] std::string plain_name(std::string_view told);

// Under which a plain name is looked up: of each word the first letter and the consonants after it, at most four
// letters: "muhamad yusup" gives "mhmd ysp". Empty for an empty name. Names that sound alike share a key; a name with a
// word more or less has another.
[[nodiscard]] std::string name_key(std::string_view plain);

}  // namespace sambung::cases
