// The office between pack, store and the running service.
#include "office_watch.h"

#include "await_here.h"
#include "cases/on_duty.h"
#include "office_changes.h"
#include "pack_reader.h"
#include "source_folder.h"
#include "store/duty_points.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <stdlib.h>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;
using store::DocumentKind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr TimePoint monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{3}};
constexpr const char* old_number = "+6281200000011";
constexpr const char* new_number = "+6281299990011";

class OfficeOfAPack : public testing::Test {
 protected:
    OfficeOfAPack() {
        fs::copy(std::string{SAMBUNG_SOURCE_DIR} + "/deploy/packs/depok", folder_, fs::copy_options::recursive);
        config_.pack = folder_;
    }
    ~OfficeOfAPack() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    static fs::path make_folder() {
        std::string pattern = (fs::temp_directory_path() / "sambung-office-XXXXXX").string();
        return fs::path{::mkdtemp(pattern.data())} / "pack";
    }
    std::string in_pack(DocumentKind kind) { return read_file(folder_ / file_of(kind)).value(); }
    [[nodiscard]] std::string with(DocumentKind kind, const std::string& from, const std::string& to) {
        std::string text = in_pack(kind);
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    }
    void change(DocumentKind kind, const std::string& from, const std::string& to) {
        const std::string text = with(kind, from, to);
        std::ofstream{folder_ / file_of(kind)} << text;
    }
    // As a start does.
    std::unique_ptr<OfficeWatch> watch() {
        return std::make_unique<OfficeWatch>(OfficeWatch::Parts{.database = *database_,
                                                                .keys = keys_,
                                                                .ground = {*ground_, config_, channels_},
                                                                .metrics = metrics_,
                                                                .clock = [this] { return now_; }});
    }
    std::unique_ptr<OfficeWatch> started() {
        auto one = watch();
        const Result<> begun = one->begin();
        EXPECT_TRUE(begun) << describe(begun.error());
        return one;
    }
    store::OfficeDocuments documents(DocumentKind kind) { return {*database_, keys_, kind}; }
    std::int64_t activate(DocumentKind kind, const std::string& text) {
        store::OfficeDocuments all = documents(kind);
        const std::int64_t version = all.draft(text, "sari", now_).value();
        if (kind == DocumentKind::routing) EXPECT_TRUE(all.note_dry_run(version, "0 of 0", "sari", now_));
        EXPECT_TRUE(all.approve(version, "budi", now_));
        EXPECT_TRUE(all.activate(version, "budi", now_));
        return version;
    }
    static std::string sms_of_trc(const OfficeWatch& office) {
        const std::shared_ptr<const cases::Office> in_use = office.office();
        for (const cases::DutyAddress& one : cases::on_duty(*in_use->unit("trc"), in_use->calendar, monday))
            if (one.channel == "sms") return one.address;
        return {};
    }
    std::vector<std::string> answers_for(const OfficeWatch& office, const std::string& number) {
        return office.duty()->units_of(keys_.person("sms", number));
    }

    const fs::path folder_ = make_folder();
    TimePoint now_ = monday;
    Config config_ = plain_config({});
    const Channels channels_ = Channels::make(config_.channels).value();
    const std::shared_ptr<const cases::Office> ground_ =
        load_pack(std::string{SAMBUNG_SOURCE_DIR} + "/deploy/packs/depok", {}).ground;
    const store::Keys keys_{store::Keys::fresh()};
    const std::unique_ptr<store::Database> database_ = store::Database::open({.path = ":memory:"}).value();
    Metrics metrics_;
};

TEST_F(OfficeOfAPack, SeedsAnEmptyStoreAndAChangedFileIsADraft) {
    const auto office = started();
    for (const DocumentKind kind : store::all_document_kinds)
        EXPECT_EQ(documents(kind).active().value()->text, in_pack(kind));
    change(DocumentKind::units, old_number, new_number);
    EXPECT_TRUE(office->files_changed());
    ASSERT_TRUE(office->offer());
    EXPECT_FALSE(office->files_changed());
    EXPECT_EQ(documents(DocumentKind::units).list().value().at(1).state, "draft");
    EXPECT_THAT(documents(DocumentKind::calendar).list().value(), testing::SizeIs(1));
    EXPECT_EQ(sms_of_trc(*started()), old_number) << "a restart approves nothing";
}

TEST_F(OfficeOfAPack, WhatIsActivatedIsTakenWithoutARestartAndSoIsWhatIsRolledBack) {
    const auto office = started();
    int taken = 0;
    office->on_change([&](const std::shared_ptr<const cases::Office>&) { ++taken; });
    await_here(office->look());
    EXPECT_EQ(taken, 0) << "nothing changed";
    EXPECT_EQ(activate(DocumentKind::units, with(DocumentKind::units, old_number, new_number)), 2);
    await_here(office->look());
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(sms_of_trc(*office), new_number);
    EXPECT_THAT(answers_for(*office, new_number), ElementsAre("trc"));
    EXPECT_THAT(answers_for(*office, old_number), IsEmpty());
    EXPECT_EQ(office->state().at("units").as_int64(), 2);
    ASSERT_TRUE(documents(DocumentKind::units).roll_back("budi", now_));
    await_here(office->look());
    EXPECT_EQ(sms_of_trc(*office), old_number);
}

TEST_F(OfficeOfAPack, TheCalendarIsTakenToo) {
    const auto office = started();
    ASSERT_TRUE(office->office()->calendar.open(monday));
    activate(DocumentKind::calendar,
             with(DocumentKind::calendar, "holidays:\n", "holidays:\n  - {date: \"2026-11-23\", name: Libur Baru}\n"));
    await_here(office->look());
    EXPECT_FALSE(office->office()->calendar.open(monday));
    EXPECT_TRUE(office->state().at("needs_restart").as_array().empty());
    activate(DocumentKind::calendar, with(DocumentKind::calendar, "Asia/Jakarta", "Asia/Makassar"));
    await_here(office->look());
    EXPECT_EQ(office->state().at("needs_restart").as_array().size(), 1U) << "the night of the anchors";
}

TEST_F(OfficeOfAPack, ThreeThatDoNotFitTogetherAreToldAndNotTaken) {
    const auto office = started();
    activate(DocumentKind::units, with(DocumentKind::units, "code: disdik", "code: dinas-pendidikan"));
    await_here(office->look());
    EXPECT_NE(office->office()->unit("disdik"), nullptr);
    EXPECT_FALSE(office->state().at("fits").as_bool());
    EXPECT_THAT(metrics_.text(), HasSubstr("sambung_office_unfit 1"));
    const auto restarted = started();
    EXPECT_NE(restarted->office()->unit("disdik"), nullptr) << "what was served last goes on";
    EXPECT_THAT(metrics_.text(), HasSubstr("sambung_office_unfit 1"));
    activate(DocumentKind::routing, with(DocumentKind::routing, ",disdik,", ",dinas-pendidikan,"));
    await_here(restarted->look());
    EXPECT_NE(restarted->office()->unit("dinas-pendidikan"), nullptr);
    EXPECT_THAT(metrics_.text(), HasSubstr("sambung_office_unfit 0"));
}

TEST_F(OfficeOfAPack, AFileThatIsNotSoundIsNoDraftAndStopsNobody) {
    ASSERT_TRUE(started());
    change(DocumentKind::units, "hours: 24h", "hours: sometimes");
    EXPECT_EQ(sms_of_trc(*started()), old_number);
    EXPECT_THAT(documents(DocumentKind::units).list().value(), testing::SizeIs(1));
}

TEST_F(OfficeOfAPack, WithoutAnyOfficeThatFitsNobodyStarts) {
    change(DocumentKind::units, "hours: 24h", "hours: sometimes");
    const Result<> begun = watch()->begin();
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().code, Errc::misconfigured);
    EXPECT_THAT(describe(begun.error()), HasSubstr("units.yaml:"));
}

TEST_F(OfficeOfAPack, FindingsNameTheVersionAndThePlace) {
    ASSERT_TRUE(started());
    store::OfficePapers papers = await_here(store::active_papers(*database_, keys_)).value().value();
    papers.units.text = with(DocumentKind::units, "code: disdik", "code: dinas-pendidikan");
    papers.units.version = 2;
    const auto fits = fitted({*ground_, config_, channels_}, papers);
    ASSERT_FALSE(fits);
    EXPECT_THAT(fits.error().front().text(), HasSubstr("rule set 1:15:30: E210: unit \"disdik\""));
    papers = await_here(store::active_papers(*database_, keys_)).value().value();
    papers.units.text = with(DocumentKind::units, "backup: rps", "backup: nobody");
    papers.units.version = 2;
    EXPECT_THAT(fitted({*ground_, config_, channels_}, papers).error().front().text(),
                testing::AllOf(HasSubstr("units 2:"), HasSubstr("E253")));
}

TEST_F(OfficeOfAPack, ADutyPhoneIsAnotherOneForAnHour) {
    const auto office = started();
    const auto point = [&](const std::string& number) {
        return await_here(
            store::point_duty(*database_, keys_, {"trc", {"sms", number}}, std::chrono::hours{1}, "sari", now_));
    };
    ASSERT_TRUE(point(new_number));
    await_here(office->look());
    EXPECT_EQ(sms_of_trc(*office), new_number);
    EXPECT_THAT(answers_for(*office, new_number), ElementsAre("trc"));
    EXPECT_THAT(answers_for(*office, old_number), IsEmpty()) << "it was lost";
    EXPECT_THAT(metrics_.text(), HasSubstr("sambung_duty_points_unreviewed 1"));
    EXPECT_EQ(sms_of_trc(*started()), new_number) << "a restart keeps it";
    ASSERT_TRUE(point("+6281299990012"));
    await_here(office->look());
    EXPECT_EQ(sms_of_trc(*office), "+6281299990012") << "of two the later one counts";
    now_ = monday + std::chrono::hours{1};
    await_here(office->look());
    EXPECT_EQ(sms_of_trc(*office), old_number);
    EXPECT_EQ(office->state().at("pointed").to_number<int>(), 0);
    EXPECT_EQ(office->state().at("unreviewed").to_number<int>(), 2);
}

TEST_F(OfficeOfAPack, WhatChangesIsToldWithNumbersMasked) {
    ASSERT_TRUE(started());
    store::OfficePapers papers = await_here(store::active_papers(*database_, keys_)).value().value();
    const auto before = fitted({*ground_, config_, channels_}, papers).value();
    const auto changes_with = [&](const std::string& from, const std::string& to) {
        papers.units.text = with(DocumentKind::units, from, to);
        return unit_changes(before->units, fitted({*ground_, config_, channels_}, papers).value()->units);
    };
    EXPECT_THAT(changes_with(old_number, new_number),
                ElementsAre("unit trc: duty sms 0812****0011, wa 0812****0012 -> sms 0812****0011, wa 0812****0012"
                            " (another one that ends alike)"));
    EXPECT_THAT(changes_with(old_number, "+6281200000099"),
                ElementsAre(HasSubstr("duty sms 0812****0011, wa 0812****0012 -> sms 0812****0099")));
    EXPECT_THAT(changes_with("capacity: 40", "capacity: 41"), ElementsAre("unit rehsos-lansia: capacity 40 -> 41"));
    EXPECT_THAT(
        changes_with("capacity: 40\n    hours: office", "capacity: 40\n    state: suspended\n    hours: office"),
        ElementsAre("unit rehsos-lansia: state active -> suspended"));
    EXPECT_THAT(changes_with("capacity: 40", "capacity: 40"), IsEmpty());
    std::vector<cases::Unit> fewer = before->units;
    std::erase_if(fewer, [](const cases::Unit& unit) { return unit.code == "disdik"; });
    EXPECT_THAT(units_gone(before->units, fewer), ElementsAre("disdik"));
    EXPECT_THAT(unit_changes(before->units, fewer), ElementsAre(HasSubstr("gone unit disdik")));
    EXPECT_THAT(unit_changes(fewer, before->units), ElementsAre(HasSubstr("new unit disdik")));
    EXPECT_THAT(line_changes("# one\na: 1\nb: 2\n", "a: 1\n  b: 3\n"), ElementsAre("- b: 2", "+ b: 3"));
    EXPECT_EQ(masked_duty("piket@trc.example"), "p***@trc.example");
}

}  // namespace
}  // namespace sambung::gateway
