#include "database_support.h"
#include "store/keys.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sys/stat.h>

namespace sambung::store {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string some_root(64, 'a');

class KeyFile : public testing::Test {
 protected:
    void write(std::string_view text, mode_t mode = 0600) const {
        std::ofstream{path_} << text;
        ::chmod(path_.c_str(), mode);
    }
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_ / "root.key";
};

TEST_F(KeyFile, CreatedIsLoadedAndGivesTheSameKeys) {
    ASSERT_TRUE(Keys::create(path_));
    const Result<Keys> once = Keys::load(path_);
    const Result<Keys> again = Keys::load(path_);
    ASSERT_TRUE(once && again);
    EXPECT_EQ(once->session_key(), again->session_key());
}

TEST_F(KeyFile, CreatedIsForItsOwnerOnly) {
    ASSERT_TRUE(Keys::create(path_));
    struct stat about{};
    ASSERT_EQ(::stat(path_.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST_F(KeyFile, TwoCreatedDiffer) {
    ASSERT_TRUE(Keys::create(path_));
    ASSERT_TRUE(Keys::create(folder_ / "other.key"));
    EXPECT_NE(Keys::load(path_)->session_key(), Keys::load(folder_ / "other.key")->session_key());
}

TEST_F(KeyFile, AnExistingOneIsNeverReplaced) {
    write(some_root);
    EXPECT_EQ(Keys::create(path_).error().code, Errc::conflict);
    std::string text;
    std::ifstream{path_} >> text;
    EXPECT_EQ(text, some_root);
}

TEST_F(KeyFile, ACredentialMayShowTheMaskOfItsAccessListButIsForNobodyElse) {
    write(some_root, 0440);
    EXPECT_EQ(Keys::load(path_).error().code, Errc::misconfigured);
    ::setenv("CREDENTIALS_DIRECTORY", path_.parent_path().c_str(), 1);
    EXPECT_TRUE(Keys::load(path_));
    for (const mode_t open : {0444U, 0460U, 0640U | S_IWGRP}) {
        ::chmod(path_.c_str(), open);
        EXPECT_EQ(Keys::load(path_).error().code, Errc::misconfigured) << open;
    }
    ::setenv("CREDENTIALS_DIRECTORY", "/run/credentials/another", 1);
    ::chmod(path_.c_str(), 0440);
    EXPECT_EQ(Keys::load(path_).error().code, Errc::misconfigured);
    ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_F(KeyFile, NoFolderNoFile) {
    EXPECT_EQ(Keys::create(folder_ / "none/root.key").error().code, Errc::unavailable);
    EXPECT_EQ(Keys::load(folder_ / "none/root.key").error().code, Errc::misconfigured);
}

TEST_F(KeyFile, OpenToOthersIsRefused) {
    for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0644U, 0610U}) {
        write(some_root, mode);
        const Result<Keys> keys = Keys::load(path_);
        ASSERT_FALSE(keys) << std::oct << mode;
        EXPECT_EQ(keys.error().code, Errc::misconfigured);
        EXPECT_THAT(keys.error().detail, HasSubstr("chmod 600"));
    }
}

TEST_F(KeyFile, ReadOnlyForItsOwnerIsFine) {
    write(some_root + "\n", 0400);
    EXPECT_TRUE(Keys::load(path_));
}

TEST_F(KeyFile, AnythingButSixtyFourDigitsIsRefusedWithoutShowingIt) {
    const std::string wrong[] = {"",
                                 std::string(63, 'a'),
                                 std::string(65, 'a'),
                                 std::string(63, 'a') + "g",
                                 std::string(128, 'a'),
                                 " " + some_root,
                                 some_root + "\n\n\n" + some_root};
    for (const std::string& text : wrong) {
        write(text);
        const Result<Keys> keys = Keys::load(path_);
        ASSERT_FALSE(keys) << text;
        EXPECT_EQ(keys.error().code, Errc::misconfigured);
        EXPECT_THAT(keys.error().detail, Not(HasSubstr("aaaa")));
    }
}

TEST_F(KeyFile, AFolderIsNoKey) { EXPECT_EQ(Keys::load(folder_.path()).error().code, Errc::misconfigured); }

}  // namespace
}  // namespace sambung::store
