// Names as they are told, and what is compared of them.
#include "cases/names.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

TEST(PlainName, IsTheSameForEverySpelling) {
    struct Row {
        const char* told;
        const char* plain;
    };
    const Row rows[] = {
        {"Budi Santoso", "budi santoso"},
        {"  SANTOSO   budi ", "budi santoso"},
        // old spelling
        {"Soekarno", "sukarno"},
        {"Soetjipto", "sucipto"},
        {"Soejono", "suyono"},
        {"Djoemadi", "jumadi"},
        {"Djoko Widodo", "joko widodo"},
        {"Sjahrir", "sahrir"},
        {"Njoto", "nyoto"},
        {"Achmad", "ahmad"},
        // Arabic letters
        {"Syarifah", "saripa"},
        {"Khadijah", "hadija"},
        {"Fathimah Azzahra", "ajahra patima"},
        {"Ramadhan", "ramadan"},
        {"Vivi Xena", "ksena pipi"},
        {"Qomariyah", "komariya"},
        // written short
        {"M. Yusuf", "muhamad yusup"},
        {"Moch. Joesoef", "muhamad yusup"},
        {"Muhammad Yusuf", "muhamad yusup"},
        {"MOH YUSUP", "muhamad yusup"},
        {"H.M.Yusuf", "muhamad yusup"},
        {"Abd. Rahman", "abdul rahman"},
        // titles and degrees
        {"Pak Budi", "budi"},
        {"Hj. Siti Aminah, S.Pd.", "amina siti"},
        {"Drs. H. Sutrisno, M.M.", "sutrisno"},
        {"Almh. Ibu Kartini binti Sastro", "kartini sastro"},
        {"dg. Naba", "naba"},
        // of one word, and of none
        {"Sumiyati", "sumiyati"},
        {"Ma'ruf", "marup"},
        {"Nenek", ""},
        {"Bapak ...", ""},
        {"", ""},
        {"081234567890", ""},
        {"张伟", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(plain_name(row.told), row.plain) << row.told;
}

TEST(PlainName, OfAPlainNameIsThatName) {
    for (const char* told : {"Budi Santoso", "H. Moch. Achmad", "Siti Khadijah, S.E.", "Qomariyah"}) {
        const std::string once = plain_name(told);
        EXPECT_EQ(plain_name(once), once) << told;
    }
}

TEST(NameKey, IsSharedByNamesThatSoundAlike) {
    struct Row {
        const char* plain;
        const char* key;
    };
    const Row rows[] = {
        {"muhamad yusup", "mhmd ysp"},
        {"budi santoso", "bd snts"},
        {"bude santosa", "bd snts"},
        {"ani", "an"},
        {"agus", "ags"},
        {"sutrisnawati", "strs"},
        {"", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(name_key(row.plain), row.key) << row.plain;
}

}  // namespace
}  // namespace sambung::cases
