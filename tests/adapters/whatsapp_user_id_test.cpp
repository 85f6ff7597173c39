#include "whatsapp.h"

#include <gtest/gtest.h>

namespace sambung::adapters::whatsapp {
namespace {

TEST(WhatsAppUserId, IsACountryADotAndAWord) {
    for (const std::string_view id : {"ID.13491208655302741918", "ID.ENT.11815799212886844830", "US.a1B2", "ID.1"})
        EXPECT_TRUE(is_user_id(id)) << id;
    for (const std::string_view id :
         {"", "ID.", "ID.ENT.", "id.123", "ID123", "IDN.123", "ID.12 3", "ID.12-3", "+6281200000001"})
        EXPECT_FALSE(is_user_id(id)) << id;
    EXPECT_TRUE(is_user_id("ID." + std::string(128, 'a')));
    EXPECT_FALSE(is_user_id("ID." + std::string(129, 'a')));
}

}  // namespace
}  // namespace sambung::adapters::whatsapp
