#include "round_words.h"

#include "model/gsm7.h"

#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

using store::MorningPage;
using testing::EndsWith;
using testing::HasSubstr;

cases::Office office() {
    cases::Office office;
    office.city = "Tangerang Selatan";
    office.calendar =
        cases::Calendar::make("Asia/Jakarta", {{1, std::chrono::hours{8}, std::chrono::hours{16}}}, {}).value();
    for (int unit = 0; unit < 30; ++unit)
        office.units.push_back({.code = "u" + std::to_string(unit),
                                .name = std::string(24, 'U'),
                                .kind = "bidang",
                                .backup = "",
                                .duty = {}});
    return office;
}

TEST(MorningWords, SayThatAllIsWellWhenItIs) {
    EXPECT_EQ(words_of(office(), {}),
              "Dinsos Tangerang Selatan, malam tadi: P0 0, P1 0, belum dijawab 0. Tidak ada unit diam, semua jaga "
              "terisi.");
}

TEST(MorningWords, NameTheUnitsAndCountThoseThatDoNotFitIntoTwoMessages) {
    MorningPage page;
    page.p0 = 12;
    page.p1 = 345;
    page.unanswered = 9;
    for (int unit = 0; unit < 30; ++unit) {
        page.silent.push_back("u" + std::to_string(unit));
        page.unreached.push_back("u" + std::to_string(unit));
        page.unopened.push_back({"u" + std::to_string(unit), TimePoint{}});
    }
    const std::string text = words_of(office(), page);
    EXPECT_LE(septets(text).value(), 306U) << text;
    EXPECT_THAT(text, HasSubstr("P0 12, P1 345, belum dijawab 9. Unit diam: UUUU"));
    EXPECT_THAT(text, HasSubstr("Jaga tanpa SIAP: "));
    EXPECT_THAT(text, HasSubstr("HP jaga tidak tersambung: "));
    EXPECT_THAT(text, EndsWith(" lagi."));
}

TEST(MorningWords, CallAUnitThatIsGoneByItsCode) {
    MorningPage page;
    page.silent = {"gone"};
    EXPECT_THAT(words_of(office(), page), EndsWith("Unit diam: gone."));
}

}  // namespace
}  // namespace sambung::gateway
