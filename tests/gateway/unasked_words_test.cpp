#include "unasked_words.h"

#include <gtest/gtest.h>

#include <string>

namespace sambung::gateway {
namespace {

TEST(UnaskedWords, ThatMayBeReadOverAShoulderPass) {
    const std::string_view passing[] = {
        "Data Anda sedang dicek. Datang 28 Nov 2026, 08.00-12.00.",
        "Dinsos Depok: No. 481 207 364. Sudah diusulkan, ada 12 berkas.",
        "Hubungi 112 atau 021-7777777.",
        "Berkas s.d. 28.11.2026 di RS Hermina.",
        "Kakak boleh ikut, 2 KK.",
    };
    for (const std::string_view text : passing) EXPECT_FALSE(unasked_fault(text)) << text;
    EXPECT_FALSE(unasked_fault(std::string(160, 'a')));
}

TEST(UnaskedWords, WithASumACategoryOrALinkAreFound) {
    using enum UnaskedFault;
    struct Row {
        std::string text;
        UnaskedFault fault;
    };
    const Row rows[] = {
        {std::string(161, 'a'), too_long},
        {std::string(80, 'a') + "\xE2\x82\xAC" + std::string(79, 'a'), too_long},
        {"Datang \xF0\x9F\x98\x80", too_long},
        {"Cair Rp 5", amount},
        {"Cair rp.50", amount},
        {"Cair 600.000 Jumat", amount},
        {"Cair 1,200,000", amount},
        {"Cair 600000", amount},
        {"Cair 600 ribu", amount},
        {"Cair 2jt", amount},
        {"Bantuan LANSIA untuk ibu", word},
        {"Untuk penyakit itu", word},
        {"Anak (telantar)", word},
        {"Cek di https://x", link},
        {"Cek bit.ly/abc", link},
        {"Kirim ke wa.me/62", link},
    };
    for (const Row& row : rows) EXPECT_EQ(unasked_fault(row.text), row.fault) << row.text;
}

}  // namespace
}  // namespace sambung::gateway
