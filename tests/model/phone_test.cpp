// Checked once against libphonenumber-js 1.13.16 (npm, metadata `max`, default country ID). It agrees on every row but
// those marked; there we differ on purpose:
//   [00]     it does not know 00 as Indonesia's international prefix (001, 007 and others are); people write it and
//   Kannel does. [plus]   without a plus it takes every number for an Indonesian one; providers send other countries'
//   so. [plan]   we do not know other countries' numbering plans nor the lengths within each Indonesian area code.
//   [cannot] toll-free and service numbers (0800, 1500-xxx) never write to us and are refused.
//   [words]  it finds numbers inside other words; a sender's name must stay a name.
#include "model/phone.h"

#include <gtest/gtest.h>

namespace sambung {
namespace {

struct Row {
    std::string_view text;
    std::string_view e164;  // empty: not a phone number
    bool mobile = false;
};

constexpr Row rows[] = {
    {"+62 812-3456-7890", "+6281234567890", true},
    {"006281234567890", "+6281234567890", true},  // [00]
    {"6281234567890", "+6281234567890", true},
    {"081234567890", "+6281234567890", true},
    {"81234567890", "+6281234567890", true},
    {"0812.3456.7890", "+6281234567890", true},
    {"(0812) 3456 7890", "+6281234567890", true},
    {"+62 (0)812-3456-7890", "+6281234567890", true},
    {"62081234567890", "+6281234567890", true},
    {"0812\u00A03456\u20117890", "+6281234567890", true},       // no-break space, no-break hyphen
    {"\u202A+62 812 3456 7890\u202C", "+6281234567890", true},  // copied from a contact
    {"0811123456", "+62811123456", true},                       // the shortest: 10 digits with the zero
    {"0812345678901", "+62812345678901", true},                 // the longest: 13
    {"081112345", ""},
    {"08123456789012", ""},
    {"+628591234567890", ""},
    {"0868123456", "+62868123456", true},  // satellite
    {"0888123456789", "+62888123456789", true},
    {"0895123456789", "+62895123456789", true},
    {"0841234567", ""},  // 84 is not assigned
    {"+62841234567", ""},
    {"0801234567", ""},
    {"812345678", "+62812345678", true},
    {"8123456", ""},
    {"021-5550123", "+62215550123"},
    {"02155501234", "+622155501234"},
    {"0274512345", "+62274512345"},
    {"0251 8312345", "+622518312345"},
    {"62 21 5550123", "+62215550123"},
    {"+62-21-345678", "+6221345678"},  // [plan]
    {"08001234567", ""},               // [cannot]
    {"1500-771", ""},                  // [cannot]
    {"+4915112345678", "+4915112345678"},
    {"+14155550123", "+14155550123"},
    {"+821012345678", "+821012345678"},
    {"821012345678", "+62821012345678", true},  // bare: ours first, also for the library
    {"4915112345678", "+4915112345678"},        // [plus]
    {"33612345678", "+33612345678"},            // [plus]
    {"+6012345678", "+6012345678"},             // [plan]
    {"+123456789012345", "+123456789012345"},   // [plan] E.164's longest
    {"+1234567890123456", ""},
    {"+0812345678", ""},
    {"000812345678", ""},
    {"112", ""},
    {"119", ""},
    {"93456", ""},  // short code
    {"DINSOS", ""},
    {"*123#", ""},
    {"6281abc", ""},
    {"+6281234567890x5", ""},         // [words]
    {"whatsapp:+6281234567890", ""},  // [words] the adapter takes the prefix off
    {"+62812+345678", ""},
    {"+62812", ""},
    {"+62", ""},
    {"+", ""},
    {"0", ""},
    {"00", ""},
    {"", ""},
};

TEST(Phone, ReadsWhatPeopleAndProvidersWrite) {
    for (const Row& row : rows) {
        const auto phone = Phone::parse(row.text);
        EXPECT_EQ(phone ? phone->e164() : "", row.e164) << "'" << row.text << "'";
        if (phone) EXPECT_EQ(phone->mobile(), row.mobile) << "'" << row.text << "'";
    }
}

TEST(Phone, ReadingItsOwnFormChangesNothing) {
    for (const Row& row : rows)
        if (!row.e164.empty()) EXPECT_EQ(Phone::parse(row.e164).value().e164(), row.e164);
}

TEST(Phone, MaskingKeepsTheEndsOnly) {
    EXPECT_EQ(Phone::parse("081234567890").value().masked(), "0812****7890");
    EXPECT_EQ(Phone::parse("+4915112341234").value().masked(), "+49****1234");
}

TEST(Phone, MsisdnIsTheNumberWithoutPlus) { EXPECT_EQ(Phone::parse("081234567890").value().msisdn(), "6281234567890"); }

}  // namespace
}  // namespace sambung
