// The erasure ledger line by line, the manifest, and a copy that is made while somebody writes.
#include "store/backup.h"

#include "books.h"
#include "store/erasure_ledger.h"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

namespace sambung::store {
namespace {

using testing::HasSubstr;

class BackingUp : public testing::Test {
 protected:
    static Erasure erased(std::uint64_t person) {
        return {.person = PersonId{person}, .state = ErasureState::done, .done = monday, .actor = {}};
    }
    Result<std::int64_t> tell(std::int64_t told, std::vector<Erasure> erasures) {
        return tell_ledger(ledger_, keys_, {.told = told, .erasures = std::move(erasures)});
    }
    Result<std::vector<Erasure>> read() { return read_ledger(ledger_, {public_key(keys_)}); }
    [[nodiscard]] std::string text() const {
        std::ifstream in(ledger_);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const std::string& text) const { std::ofstream{ledger_, std::ios::trunc} << text; }

    TemporaryFolder folder_;
    std::filesystem::path ledger_ = ledger_in(folder_ / "anchors");
    Keys keys_{test_root()};
};

TEST_F(BackingUp, TheLedgerHoldsWhatItWasTold) {
    EXPECT_EQ(tell(0, {erased(1), erased(2)}).value(), 2);
    EXPECT_EQ(tell(2, {erased(3)}).value(), 3);
    const auto lines = read().value();
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines.at(2).person, PersonId{3});
    EXPECT_EQ(lines.at(2).done, monday);
    EXPECT_EQ(lines.at(2).state, ErasureState::done);
}

TEST_F(BackingUp, WhatACrashLeftOfALineIsWrittenOver) {
    ASSERT_TRUE(tell(0, {erased(1), erased(2)}));
    const std::string whole = text();
    write(whole.substr(0, whole.size() - 9));
    EXPECT_EQ(read().value().size(), 1U);
    EXPECT_EQ(tell(1, {erased(2)}).value(), 2);
    EXPECT_EQ(text(), whole);
}

TEST_F(BackingUp, ALineThatWasChangedLeftOutOrSignedByAnotherIsNamed) {
    ASSERT_TRUE(tell(0, {erased(1), erased(2), erased(3)}));
    const std::string whole = text();
    const std::size_t second = whole.find('\n') + 1;
    std::string other = whole;
    other.replace(other.find("0000002"), 7, "0000004");
    write(other);
    EXPECT_THAT(read().error().detail, HasSubstr("line 2 "));
    write(whole.substr(second));
    EXPECT_THAT(read().error().detail, HasSubstr("line 1 "));
    write(whole.substr(0, second) + whole.substr(whole.find('\n', second) + 1));
    EXPECT_THAT(read().error().detail, HasSubstr("line 2 "));
    write(whole);
    EXPECT_EQ(read_ledger(ledger_, {public_key(Keys{SecretKey{7}})}).error().code, Errc::not_authentic);
    EXPECT_TRUE(read());
}

TEST_F(BackingUp, ALedgerThatIsGoneOrShorterIsNotBegunAnew) {
    ASSERT_TRUE(tell(0, {erased(1), erased(2)}));
    const std::string whole = text();
    write(whole.substr(0, whole.find('\n') + 1));
    EXPECT_EQ(tell(2, {erased(3)}).error().code, Errc::conflict);
    std::filesystem::remove(ledger_);
    EXPECT_EQ(tell(2, {}).error().code, Errc::conflict);
    EXPECT_FALSE(std::filesystem::exists(ledger_));
}

TEST_F(BackingUp, AManifestThatDiffersInOneByteIsRefused) {
    const BackupManifest manifest{.version = "1",
                                  .schema = 28,
                                  .at = monday,
                                  .events = 3,
                                  .head = std::string(64, 'a'),
                                  .cases = 2,
                                  .parts = {{"cases.db", 4096, std::string(64, 'b')}}};
    const std::string text = write_manifest(manifest, keys_);
    ASSERT_EQ(read_manifest(text, keys_).value().parts.at(0).bytes, 4096U);
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string other = text;
        other.at(at) = static_cast<char>(other.at(at) ^ 1);
        EXPECT_FALSE(read_manifest(other, keys_)) << "byte " << at;
    }
    EXPECT_FALSE(read_manifest(text, Keys{SecretKey{7}}));
}

TEST_F(BackingUp, ABackupIsOfOneMomentWhileOthersWrite) {
    Books books(folder_ / "cases.db");
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(books.grant(i, i, File{books.draft(i), a_report("kks"), Language::id}));
    std::jthread writing([&](const std::stop_token& stop) {
        for (int i = 100; !stop.stop_requested(); ++i)
            EXPECT_TRUE(books.grant(i % 50, i, File{books.draft(i), a_report("kks"), Language::id}));
    });
    const Place place{.database = folder_ / "cases.db", .anchors = folder_ / "anchors"};
    const auto made =
        make_backup({.place = place, .file = folder_ / "b.tar", .version = "1", .at = monday}, books.keys());
    writing.request_stop();
    writing.join();
    ASSERT_TRUE(made) << made.error().detail;
    EXPECT_GE(made->cases, 20);
    const auto restored = restore_backup({.file = folder_ / "b.tar",
                                          .place = {.database = folder_ / "there.db", .anchors = folder_ / "there"},
                                          .now = monday},
                                         books.keys());
    ASSERT_TRUE(restored) << restored.error().detail;
    const auto record = check_record({.database = folder_ / "there.db"});
    EXPECT_TRUE(record->clean()) << record->wrong;
    EXPECT_EQ(record->events, made->events + 1) << "and that it was restored";
}

}  // namespace
}  // namespace sambung::store
