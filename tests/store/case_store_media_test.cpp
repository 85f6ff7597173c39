#include "books.h"
#include "store/erasure.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr milliseconds lease{180'000};

class CaseMediaTest : public testing::Test {
 protected:
    Grant with(Grant grant, std::vector<MediaReference> media) {
        grant.media = std::move(media);
        return grant;
    }
    Ticket file(int who, int event, std::vector<MediaReference> media, std::string category = "lansia") {
        cases::Report report = a_report(std::move(category));
        report.story += " " + std::to_string(event);
        return *books_.grant(with(books_.wish(who, event, File{books_.draft(event), report}), std::move(media)))
                    .value()
                    .ticket;
    }
    MediaLeased lease_at(TimePoint now, int most = 10) {
        return await_now(books_.cases().lease_media({.channel = "wa", .lease = lease, .most = most}, now)).value();
    }
    std::vector<std::string> leased(TimePoint now, int most = 10) {
        std::vector<std::string> references;
        for (const MediaItem& item : lease_at(now, most).items) references.push_back(item.reference);
        return references;
    }
    Result<> settle(MediaSettlement settlement, TimePoint now = monday) {
        return await_now(books_.cases().settle_media(std::move(settlement), now));
    }
    Result<> keep(const MediaItem& item, std::string_view digest = "of 32 bytes, as all digests are.") {
        return settle({.id = item.id,
                       .state = MediaState::kept,
                       .kept = KeptMedia{.kind = MediaKind::image, .bytes = 7, .address = item.key.address(digest)}});
    }
    std::string states() { return books_.text("SELECT group_concat(state || ' ' || code, ', ') FROM media"); }
    std::string events() {
        return books_.text("SELECT group_concat(type || ' ' || meta, ', ') FROM events WHERE type LIKE 'media.%'");
    }
    void erase(const Ticket& ticket) {
        books_.change("UPDATE cases SET status = 'closed' WHERE ticket = '" + ticket.digits() + "'");
        ASSERT_TRUE(await_now(erase_case(books_.database(), books_.keys(), ticket, "ani", monday)));
    }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(CaseMediaTest, WhatCameWithAReportIsWantedOnce) {
    file(1, 1, {{"wa", "photo-1"}, {"wa", "photo-2"}, {"wa", "photo-1"}});
    EXPECT_THAT(leased(monday), ElementsAre("photo-1", "photo-2"));
    EXPECT_THAT(leased(monday), IsEmpty()) << "they are leased";
}

TEST_F(CaseMediaTest, ARepeatedWishWantsNothingAnew) {
    file(1, 1, {{"wa", "photo-1"}});
    const MediaItem item = lease_at(monday).items.at(0);
    ASSERT_TRUE(keep(item));
    file(1, 1, {{"wa", "photo-1"}});
    EXPECT_EQ(states(), "kept ");
}

TEST_F(CaseMediaTest, TheSameToldAgainBringsItsPhotos) {
    const File told{books_.draft(1), a_report("lansia")};
    const Ticket ticket = *books_.grant(books_.wish(1, 1, told)).value().ticket;
    const Outcome again =
        books_.grant(with(books_.wish(1, 2, File{books_.draft(2), a_report("lansia")}), {{"wa", "photo-1"}})).value();
    ASSERT_EQ(again.granted, Granted::duplicate);
    EXPECT_EQ(await_now(books_.cases().media_of(ticket)).value().size(), 1U);
}

TEST_F(CaseMediaTest, WhatTookItsProcessWithItThriceIsGivenUp) {
    file(1, 1, {{"wa", "photo-1"}});
    for (int i = 0; i < 3; ++i) EXPECT_THAT(leased(monday + i * lease), ElementsAre("photo-1")) << i;
    EXPECT_THAT(leased(monday + 3 * lease), IsEmpty());
    EXPECT_EQ(states(), "lost unsettled");
}

TEST_F(CaseMediaTest, WhatRangAndIsThenFiledIsOneCaseAndOnePhoto) {
    const std::vector<MediaReference> media{{"wa", "photo-1"}};
    ASSERT_TRUE(books_.grant(with(books_.wish(1, 1, Ring{books_.draft(1), a_danger()}), media)));
    ASSERT_TRUE(books_.grant(with(books_.wish(1, 2, File{books_.draft(1), a_danger()}), media)));
    EXPECT_THAT(leased(monday), ElementsAre("photo-1"));
}

TEST_F(CaseMediaTest, WhatIsAddedLaterBelongsToThatCase) {
    const Ticket ticket = file(1, 1, {});
    ASSERT_TRUE(books_.grant(with(books_.wish(1, 2, AddNote{ticket, "ini fotonya"}), {{"wa", "photo-1"}})));
    ASSERT_TRUE(books_.grant(with(books_.wish(1, 3, Listen{books_.draft(3), "(lampiran)"}), {{"wa", "photo-2"}})));
    EXPECT_EQ(await_now(books_.cases().media_of(ticket)).value().size(), 2U);
    EXPECT_THAT(leased(monday), ElementsAre("photo-1", "photo-2"));
}

TEST_F(CaseMediaTest, WhatFilesNothingWantsNothing) {
    const std::vector<MediaReference> media{{"wa", "photo-1"}};
    const Ticket ticket = file(1, 1, {});
    ASSERT_TRUE(books_.grant(with(books_.wish(1, 2, Drop{books_.draft(2)}), media)));
    ASSERT_TRUE(books_.grant(with(books_.wish(1, 3, Drop{books_.draft(1)}), media))) << "it was filed already";
    ASSERT_TRUE(books_.grant(with(books_.wish(1, 4, Cancel{ticket}), media)));
    ASSERT_TRUE(books_.grant(with(books_.wish(2, 5, AddNote{ticket, "milik orang lain"}), media)));
    EXPECT_EQ(books_.number("SELECT count(*) FROM media"), 0);
}

TEST_F(CaseMediaTest, TheProvidersIdIsSealedAndForgotten) {
    file(1, 1, {{"wa", "https://provider.example/nenek.jpg"}});
    EXPECT_EQ(books_.number("SELECT count(*) FROM media WHERE instr(CAST(reference AS TEXT), 'nenek') > 0"), 0);
    ASSERT_TRUE(keep(lease_at(monday).items.at(0)));
    EXPECT_EQ(books_.number("SELECT count(*) FROM media WHERE reference IS NOT NULL"), 0);
}

TEST_F(CaseMediaTest, OnlyChannelsWithSomethingDueAreNamed) {
    file(1, 1, {{"wa", "photo-1"}, {"tg", "photo-2"}});
    EXPECT_THAT(await_now(books_.cases().media_channels(monday)).value(), ElementsAre("tg", "wa"));
    (void)lease_at(monday);
    EXPECT_THAT(await_now(books_.cases().media_channels(monday)).value(), ElementsAre("tg"));
    EXPECT_THAT(await_now(books_.cases().media_channels(monday + lease)).value(), ElementsAre("tg", "wa"));
}

TEST_F(CaseMediaTest, ALeaseThatRanOutIsTakenUpAgain) {
    file(1, 1, {{"wa", "photo-1"}});
    const MediaItem before = lease_at(monday).items.at(0);
    books_.reopen();
    EXPECT_THAT(leased(monday + lease - milliseconds{1}), IsEmpty());
    const MediaItem again = lease_at(monday + lease).items.at(0);
    EXPECT_EQ(again.attempts, 1);
    ASSERT_TRUE(keep(again));
    ASSERT_TRUE(keep(before)) << "whoever comes late changes nothing";
    EXPECT_EQ(events(), R"(media.kept {"kind":"image","bytes":7})");
}

TEST_F(CaseMediaTest, WhatFailedIsWantedAgainAtItsTime) {
    file(1, 1, {{"wa", "photo-1"}});
    const MediaItem item = lease_at(monday).items.at(0);
    ASSERT_TRUE(settle({.id = item.id, .state = MediaState::wanted, .code = "503", .next = monday + hours{1}}));
    EXPECT_THAT(leased(monday + hours{1} - milliseconds{1}), IsEmpty());
    EXPECT_THAT(leased(monday + hours{1}), ElementsAre("photo-1"));
}

TEST_F(CaseMediaTest, AfterAWeekItIsLostAndStaffSeeIt) {
    const Ticket ticket = file(1, 1, {{"wa", "photo-1"}});
    const MediaLeased none = lease_at(monday + media_life);
    EXPECT_THAT(none.items, IsEmpty());
    EXPECT_EQ(none.given_up, 1);
    EXPECT_EQ(events(), R"(media.lost {"code":"expired"})");
    EXPECT_EQ(await_now(books_.cases().media_of(ticket)).value().at(0).state, MediaState::lost);
}

TEST_F(CaseMediaTest, RefusedIsAnEventWithItsReason) {
    file(1, 1, {{"wa", "photo-1"}});
    ASSERT_TRUE(settle({.id = lease_at(monday).items.at(0).id, .state = MediaState::refused, .code = "kind"}));
    EXPECT_EQ(events(), R"(media.refused {"code":"kind"})");
    EXPECT_EQ(states(), "refused kind");
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(CaseMediaTest, ASettlementThatSaysTwoThingsIsNone) {
    file(1, 1, {{"wa", "photo-1"}});
    const std::int64_t id = lease_at(monday).items.at(0).id;
    const MediaSettlement rows[] = {
        {.id = id, .state = MediaState::wanted},
        {.id = id, .state = MediaState::kept},
        {.id = id, .state = MediaState::fetching},
        {.id = id, .state = MediaState::gone},
        {.id = id, .state = MediaState::lost, .next = monday},
        {.id = id, .state = MediaState::refused, .kept = KeptMedia{}},
    };
    for (const MediaSettlement& row : rows) EXPECT_EQ(settle(row).error().code, Errc::invalid_request);
    EXPECT_EQ(states(), "fetching ");
}

TEST_F(CaseMediaTest, WhatIsKeptCanBeOpenedByStaff) {
    const Ticket ticket = file(1, 1, {{"wa", "photo-1"}});
    const MediaItem item = lease_at(monday).items.at(0);
    EXPECT_EQ(await_now(books_.cases().media_file(item.id)).error().code, Errc::not_found) << "not yet";
    ASSERT_TRUE(keep(item));
    const CaseMedia seen = await_now(books_.cases().media_of(ticket)).value().at(0);
    EXPECT_EQ(seen.kind, MediaKind::image);
    EXPECT_EQ(seen.bytes, 7);
    const MediaFile open = await_now(books_.cases().media_file(item.id)).value();
    EXPECT_EQ(open.kept.address, item.key.address("of 32 bytes, as all digests are."));
    EXPECT_EQ(open.key.sealing(), item.key.sealing());
}

TEST_F(CaseMediaTest, ErasingACaseTakesItsPhotosAndNoOthers) {
    const Ticket mine = file(1, 1, {{"wa", "photo-1"}});
    file(2, 2, {{"wa", "photo-1"}});
    const std::vector<MediaItem> items = lease_at(monday).items;
    ASSERT_EQ(items.size(), 2U);
    for (const MediaItem& item : items) ASSERT_TRUE(keep(item));
    const MediaAddress first = items[0].key.address("of 32 bytes, as all digests are.");
    const MediaAddress second = items[1].key.address("of 32 bytes, as all digests are.");
    EXPECT_NE(first, second) << "the same photo";
    EXPECT_THAT(await_now(books_.cases().stray_media({first, second})).value(), IsEmpty());

    erase(mine);
    EXPECT_THAT(await_now(books_.cases().stray_media({first, second})).value(), ElementsAre(first));
    EXPECT_EQ(await_now(books_.cases().media_file(items[0].id)).error().code, Errc::not_found);
    EXPECT_TRUE(await_now(books_.cases().media_file(items[1].id)));
    EXPECT_EQ(states(), "gone erased, kept ");
}

TEST_F(CaseMediaTest, OfAnErasedCaseNothingIsFetched) {
    erase(file(1, 1, {{"wa", "photo-1"}}));
    EXPECT_THAT(leased(monday), IsEmpty());
    EXPECT_EQ(states(), "lost erased");
}

TEST_F(CaseMediaTest, OneThatDoesNotOpenHoldsUpNoOther) {
    file(1, 1, {{"wa", "photo-1"}, {"wa", "photo-2"}});
    books_.change("UPDATE media SET reference = x'00' WHERE id = 1");
    EXPECT_THAT(leased(monday), ElementsAre("photo-2"));
    EXPECT_EQ(states(), "lost unreadable, fetching ");
}

TEST_F(CaseMediaTest, TheAgeOfTheOldestIsMeasured) {
    EXPECT_EQ(await_now(books_.cases().depths(monday)).value().media_waiting, 0);
    file(1, 1, {{"wa", "photo-1"}});
    const CaseStore::Depths depths = await_now(books_.cases().depths(monday + hours{1})).value();
    EXPECT_EQ(depths.media_waiting, 1);
    EXPECT_EQ(depths.oldest_media_ms, 3'600'000);
}

}  // namespace
}  // namespace sambung::store
