// Signs of mortal danger (ladder P0 of the office's urgency rules) in Indonesian, Javanese, Sundanese, Banjar, Betawi
// and English. Written as `fold` leaves them and without double letters. '~' is any word of "not". Sorted by the first
// letter.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

namespace sambung::dialogs {

inline constexpr std::string_view any_negation = "~";

inline constexpr std::string_view danger_signs[] = {
    "arep bundir",    "babaran",      "baranak",      "bayi dibuang",    "bdarah",
    "berdarah",       "bleding",      "buang bayi",   "bundir",          "bunuh diri",
    "canot breathe",  "cant breathe", "cepat tolong", "diantemi",        "dibabuk",
    "dibacok",        "dicabuli",     "digebuk",      "digebuki",        "digebukin",
    "dihantup",       "diperkosa",    "dipukul",      "dipukuli",        "dipukulin",
    "disekap",        "ditusuk",      "drowning",     "electrocuted",    "gantung diri",
    "garing parah",   "giving birth", "golok",        "hampir mati",     "hampir meningal",
    "handak baranak", "hanyut",       "heart atack",  "house on fire",   "ingin mati",
    "kahangusan",     "kahuruan",     "kapiuhan",     "kebakaran",       "kebanjiran",
    "kejang",         "kelelep",      "keracunan",    "kesetrum",        "kil myself",
    "kobongan",       "lamas",        "longsor",      "mau lahiran",     "mau mati",
    "megap",          "melahirkan",   "minum racun",  "ngalahirkeun",    "nglairaken",
    "nglairke",       "parang",       "pendarahan",   "pengen mati",     "perdarahan",
    "pingsan",        "pisau",        "poisoned",     "raped",           "rek ngalahirkeun",
    "sasak nafas",    "sasak napas",  "sekarat",      "semaput",         "sesak",
    "sesek",          "stabed",       "suicide",      "tengelam",        "tersetrum",
    "tertimpa",       "titeleum",     "titeuleum",    "tolong cepat",    "unconscious",
    "~ bernafas",     "~ bernapas",   "~ bisa nafas", "~ bisa napas",    "~ breathing",
    "~ nafas",        "~ napas",      "~ sadar",      "~ sadarkan diri",
};
static_assert(std::ranges::is_sorted(danger_signs, std::less<>{}, [](std::string_view sign) { return sign.front(); }));

inline constexpr std::string_view negations[] = {
    "tidak",  "tdk", "tak",    "gak",  "ga", "gk",   "ngak", "nga",  "gada",  "engak", "enga", "kagak", "kaga", "ora",
    "mboten", "teu", "henteu", "kada", "kd", "tida", "nda",  "ndak", "belum", "blm",   "not",  "no",    "isnt",
};

// Signs only if they are the whole message: in a sentence they also name a service ("nomor darurat").
inline constexpr std::string_view alone[] = {
    "darurat",
    "emergency",
};

// Ordinary words one slip away from a sign: carried, plate, parted off, absorbed, brushed.
inline constexpr std::string_view ordinary_words[] = {
    "dipikul", "dipikuli", "pingan", "disekat", "diserap", "disikap", "disikat", "terimpa", "lahirkan",
};

// Begin like a sign and are none: places and things.
inline constexpr std::string_view harmless[] = {
    "parang tritis", "parang rusak", "parang klitik", "mau mati lampu", "hampir mati lampu",
};

}  // namespace sambung::dialogs
