#include "spelling.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

const std::vector<std::string_view> known = {"trc", "rps", "linjamsos", "rehsos-lansia", "rehsos-anak"};

TEST(Spelling, FindsTheWordThatWasMeant) {
    EXPECT_EQ(nearest("linjamsoss", known), "linjamsos");
    EXPECT_EQ(nearest("rehsos-lanisa", known), "rehsos-lansia");
    EXPECT_EQ(nearest("tcr", known), "") << "two changes are too many for three letters";
    EXPECT_EQ(nearest("trx", known), "trc");
    EXPECT_EQ(nearest("dinkes", known), "");
    EXPECT_EQ(nearest("", known), "");
}

TEST(Spelling, AsksOnlyWhenThereIsSomethingToAsk) {
    EXPECT_EQ(did_you_mean("linjamso", known), " Did you mean \"linjamsos\"?");
    EXPECT_EQ(did_you_mean("dinkes", known), "");
}

}  // namespace
}  // namespace sambung::cases
