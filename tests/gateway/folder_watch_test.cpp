// What counts as a change of a pack.
#include "folder_watch.h"

#include <gtest/gtest.h>

#include <fstream>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;

class FolderWatching : public testing::Test {
 protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "sambung-watch-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { fs::remove_all(folder_); }
    static void write(const fs::path& file) { std::ofstream{file} << "a: b\n"; }
    // Changes that were told, once the first was; at most two seconds.
    int told() {
        io_.restart();
        io_.run_for(std::chrono::seconds{told_ > 0 ? 0 : 2});
        return told_;
    }

    fs::path folder_;
    boost::asio::io_context io_{1};
    int told_ = 0;
    std::function<void()> changed_ = [this] {
        ++told_;
        io_.stop();
    };
};

TEST_F(FolderWatching, ManyChangesAtOnceAreToldOnce) {
    const FolderWatch watch(io_, {folder_}, changed_);
    for (const char* name : {"a.yaml", "b.yaml", "c.csv"}) write(folder_ / name);
    EXPECT_EQ(told(), 1);
}

TEST_F(FolderWatching, AFileRenamedOverAnotherIsSeen) {
    write(folder_ / "a.yaml");
    write(folder_ / "a.yaml.new");
    const FolderWatch watch(io_, {folder_}, changed_);
    fs::rename(folder_ / "a.yaml.new", folder_ / "a.yaml");
    EXPECT_EQ(told(), 1);
}

TEST_F(FolderWatching, AFolderThatComesLaterIsWatchedFromThenOn) {
    const FolderWatch watch(io_, {folder_, folder_ / "flows"}, changed_);
    fs::create_directory(folder_ / "flows");
    ASSERT_EQ(told(), 1);
    told_ = 0;
    write(folder_ / "flows" / "lapor.yaml");
    EXPECT_EQ(told(), 1);
}

TEST(PackFiles, LeavingsOfEditorsAreNone) {
    EXPECT_TRUE(is_pack_file("lapor.yaml"));
    EXPECT_TRUE(is_pack_file("areas.csv"));
    for (const char* name : {".lapor.yaml.swp", "lapor.yaml~", "4913", ".#lapor.yaml", "lapor.yaml.new", "README.md"})
        EXPECT_FALSE(is_pack_file(name)) << name;
}

}  // namespace
}  // namespace sambung::gateway
