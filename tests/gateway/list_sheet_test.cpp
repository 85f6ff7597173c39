#include "list_sheet.h"

#include "day_sheet.h"
#include "list_numbers.h"
#include "progress.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace sambung::gateway {
namespace {

const std::string header = "nik,kk,phone,card,standing,reason,batch\n";
constexpr const char* nik = "3276015505900001";
const store::Keys keys{store::SecretKey{1}};

std::string codes_of(const FewFindings& findings) {
    std::string out;
    for (const dialogs::Finding& one : findings.first())
        out += (out.empty() ? "" : " ") + std::to_string(one.at.line) + ":" + std::to_string(one.at.column) + ":" +
               one.code;
    return out;
}

struct Kept {
    Key128 key;
    store::ListStanding standing;
    std::string reason, batch;
};

class List {
 public:
    explicit List(const std::string& rows, const std::string& programme = "kds") : sheet_("list.csv", keys, programme) {
        std::istringstream in(header + rows);
        EXPECT_TRUE(sheet_.read(in, [](std::int64_t, std::uint64_t) {}));
        EXPECT_TRUE(sheet_.each_member([this](const store::ListMember& one) -> Result<> {
            kept_.push_back({one.key, one.standing, std::string{one.reason}, std::string{one.batch}});
            return {};
        }));
    }
    [[nodiscard]] std::string codes() const { return codes_of(sheet_.findings()); }
    [[nodiscard]] const Kept* find(store::ListNumber what, std::string_view number) const {
        const auto found = std::ranges::find(kept_, store::list_key(keys, what, number, "kds"), &Kept::key);
        return found == kept_.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::size_t keys_kept() const { return kept_.size(); }
    [[nodiscard]] const ListSheet& sheet() const { return sheet_; }

 private:
    ListSheet sheet_;
    std::vector<Kept> kept_;
};

TEST(ListOfBeneficiaries, IsFoundAgainByEachOfItsNumbers) {
    const List list("3276 0155 0590 0001,'3276011203150002,0812 3456 7890,kds-00 17,terdaftar,lolos,A1\n");
    ASSERT_EQ(list.codes(), "");
    using enum store::ListNumber;
    for (const Kept* one :
         {list.find(store::ListNumber::nik, "3276015505900001"), list.find(family_card, "3276011203150002"),
          list.find(phone, "+6281234567890"), list.find(card, "KDS0017")}) {
        ASSERT_NE(one, nullptr);
        EXPECT_EQ(one->standing, store::ListStanding::registered);
        EXPECT_EQ(one->reason, "lolos");
        EXPECT_EQ(one->batch, "A1");
    }
    EXPECT_EQ(list.keys_kept(), 4U);
}

TEST(ListOfBeneficiaries, EachMistakeHasItsPlaceAndCode) {
    struct Row {
        const char* cells;
        const char* findings;
    };
    const Row rows[] = {
        {"3276015505900001,,,,terdaftar,", "2:1:L002"},
        {"3276015505900001,\"1\"x,,,terdaftar,,", "2:18:L003"},
        {"3.27601550590000E+15,,,,terdaftar,,", "2:1:L004"},
        {"327601550590000,,,,terdaftar,,", "2:1:L004"},
        {",32760112031500,,,terdaftar,,", "2:2:L005"},
        {",,12,,terdaftar,,", "2:3:L006"},
        {",,,a_b,terdaftar,,", "2:4:L007"},
        {",,,A001,Terdaftar,,", "2:9:L008"},
        {",,,A001,terdaftar,belum lengkap,", "2:19:L009"},
        {",,,A001,terdaftar,,a/b", "2:20:L010"},
        {",,,,terdaftar,,", "2:1:L011"},
        {"3276015505900001,,,,terdaftar,,\n3276 0155 0590 0001,,,,berhenti,,", "3:1:L012"},
        {",,,A001,terdaftar,,\n,,,a-001,terdaftar,x,", "3:1:L012"},
    };
    for (const Row& row : rows) EXPECT_EQ(List(row.cells + std::string{"\n"}).codes(), row.findings) << row.cells;
}

TEST(ListOfBeneficiaries, NoFindingRepeatsWhatACellHolds) {
    const List list("327601550590000,32760112031500,12345,a_b,Siti,Jalan Melati,RT 3/4\n");
    ASSERT_EQ(list.sheet().findings().count(), 7U);
    for (const dialogs::Finding& one : list.sheet().findings().first())
        for (const char* cell : {"327601550590000", "32760112031500", "12345", "a_b", "Siti", "Melati", "RT 3"})
            EXPECT_EQ(one.text().find(cell), std::string::npos) << one.text();
}

TEST(ListOfBeneficiaries, AnotherHeaderIsNotGuessedAt) {
    ListSheet sheet("list.csv", keys, "kds");
    std::istringstream in("nik,nama,alamat\n");
    ASSERT_TRUE(sheet.read(in, [](std::int64_t, std::uint64_t) {}));
    EXPECT_EQ(codes_of(sheet.findings()), "1:1:L001");
}

TEST(ListOfBeneficiaries, AFamilyStandsAsItsBestLineAndASharedPhoneForNobody) {
    const List list(
        "3276015505900001,3276011203150002,081234567890,,berhenti,,\n"
        "3276015505900002,3276011203150002,081234567890,,terdaftar,,\n"
        "3276015505900003,,081299990000,,terdaftar,,\n"
        "3276015505900004,,081299990000,,terdaftar,,\n");
    ASSERT_EQ(list.codes(), "");
    EXPECT_EQ(list.find(store::ListNumber::family_card, "3276011203150002")->standing, store::ListStanding::registered);
    EXPECT_EQ(list.find(store::ListNumber::nik, nik)->standing, store::ListStanding::stopped);
    EXPECT_EQ(list.find(store::ListNumber::phone, "+6281234567890"), nullptr) << "whose standing would it be?";
    EXPECT_NE(list.find(store::ListNumber::phone, "+6281299990000"), nullptr) << "both stand alike";
}

TEST(ListOfBeneficiaries, TwoHundredFindingsAreToldAndTheOthersCounted) {
    std::string rows;
    for (int i = 0; i < 250; ++i) rows += "x,,,,terdaftar,,\n";
    const List list(rows);
    EXPECT_EQ(list.sheet().findings().first().size(), 200U);
    EXPECT_EQ(list.sheet().findings().count(), 250U);
}

TEST(SortedRuns, GiveEveryKeyOnceInRisingOrderHoweverManyPiecesThereAre) {
    ListRuns runs(7);
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i) {
        ListEntry entry;
        entry.key = keys.index("list.nik", std::to_string(i % 600));
        entry.line = i;
        ASSERT_TRUE(runs.add(entry));
    }
    for (int again = 0; again < 2; ++again) {
        std::vector<Key128> met;
        std::size_t entries = 0;
        ASSERT_TRUE(runs.each_key([&](const std::vector<ListEntry>& same) -> Result<> {
            met.push_back(same.front().key);
            entries += same.size();
            EXPECT_TRUE(std::ranges::is_sorted(same, {}, &ListEntry::line));
            return {};
        }));
        EXPECT_EQ(met.size(), 600U);
        EXPECT_EQ(entries, 1000U);
        EXPECT_TRUE(std::ranges::is_sorted(met));
    }
}

TEST(TypedNumbers, AreLookedUpAsWhateverTheyMayBeAlwaysAsMany) {
    EXPECT_EQ(keys_of_typed(keys, "3276 0155.0590-0001", "kds"), keys_of_typed(keys, nik, "kds"));
    EXPECT_EQ(keys_of_typed(keys, "kds-00 17", "kds").size(), keys_of_typed(keys, nik, "kds").size());
    EXPECT_NE(keys_of_typed(keys, "A001", "kds")[2], keys_of_typed(keys, "A001", "pangan")[2]);
    for (const char* nothing : {"", "123", "siapa saya?", "1234567890123456789012345678901"})
        EXPECT_TRUE(keys_of_typed(keys, nothing, "kds").empty()) << nothing;
}

TEST(ProgressOfAnImport, TellsRowsShareRateAndWhatIsLeft) {
    using namespace std::chrono_literals;
    EXPECT_EQ(progress_line(120'000, 0.25, 2s), "120000 rows, 25 %, 60000 a second, 6 s left");
    EXPECT_EQ(progress_line(0, 0, 0s), "0 rows, 0 %, 0 a second, 0 s left");
}

TEST(DistributionDays, EachMistakeHasItsPlaceAndCode) {
    cases::Office office;
    office.areas = AreaTree::parse("code,name,parent\n32.76,Kota Depok,\n32.76.06,Beji,32.76\n").value();
    struct Row {
        const char* cells;
        const char* findings;
    };
    const Row rows[] = {
        {"2026-11-28,08.00,12.00,32.76.06,A1", ""},
        {"2026-11-28,08.00,12.00,32.76.06", "2:1:L002"},
        {"2026-11-28,08.00,\"12.00,32.76.06,A1", "2:18:L003"},
        {"28/11/2026,08.00,12.00,32.76.06,A1", "2:1:L021"},
        {"2026-11-28,8,12.00,32.76.06,A1", "2:12:L022"},
        {"2026-11-28,12.00,08.00,32.76.06,A1", "2:18:L022"},
        {"2026-11-28,08.00,12.00,Beji,A1", "2:24:L023"},
        {"2026-11-28,08.00,12.00,32.76.06,A 1", "2:33:L010"},
    };
    for (const Row& row : rows) {
        std::istringstream in("date,from,to,place,batch\n" + std::string{row.cells} + "\n");
        const DaySheet sheet = read_days("days.csv", in, office);
        EXPECT_EQ(codes_of(sheet.findings), row.findings) << row.cells;
        EXPECT_EQ(sheet.days.size(), *row.findings == '\0' ? 1U : 0U);
    }
}

}  // namespace
}  // namespace sambung::gateway
