#include "transcript_files.h"

#include "source_folder.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;

// A configuration beside the pack that it names, a copy of Depok's.
class PacksOfTranscripts : public ::testing::Test {
 protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "sambung-packs-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        fs::create_directories(folder_ / "packs");
        fs::create_directories(folder_ / "flows");
        fs::copy(fs::path{SAMBUNG_SOURCE_DIR} / "deploy/packs/depok", pack(), fs::copy_options::recursive);
    }
    void TearDown() override { fs::remove_all(folder_); }

    [[nodiscard]] fs::path pack() const { return folder_ / "packs/depok"; }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
    [[nodiscard]] fs::path config(const std::string& more) const {
        write("sambung.yaml", "pack: depok\nmode: demo\n" + more);
        return folder_ / "sambung.yaml";
    }
    // Codes of the errors in the pack that a transcript without @pack is played with.
    static std::vector<std::string> errors(Packs packs) {
        std::vector<std::string> codes;
        for (const dialogs::Finding& finding : packs.at(packs.where("")).findings)
            if (finding.error()) codes.push_back(finding.code);
        return codes;
    }

    fs::path folder_;
};

TEST_F(PacksOfTranscripts, AreOursByNameElseTheConfigurationsElseDepok) {
    EXPECT_EQ(Packs{""}.where("bantul"), "deploy/packs/bantul");
    EXPECT_EQ(Packs{""}.where(""), "deploy/packs/depok");
    EXPECT_EQ(Packs{config("")}.where("bantul"), "deploy/packs/bantul");
    EXPECT_TRUE(fs::equivalent(Packs{config("")}.where(""), pack()));
}

TEST_F(PacksOfTranscripts, AreReadOnce) {
    Packs packs{config("")};
    const fs::path where = packs.where("");
    ASSERT_NE(packs.at(where).flows, nullptr);
    fs::remove_all(pack());
    EXPECT_NE(packs.at(where).flows, nullptr) << "its files are gone";
    EXPECT_EQ(Packs{""}.at(where).flows, nullptr);
}

TEST_F(PacksOfTranscripts, HaveTheConfigurationsFlows) {
    write("flows/uji.yaml", "format: dialog/1\nflow: uji\nversion: 1\nentry: tidak_ada\nstates: {}\n");
    const std::string flows = "flows: " + (folder_ / "flows").string() + "\n";
    EXPECT_THAT(errors(Packs{config("")}), ::testing::IsEmpty());
    EXPECT_THAT(errors(Packs{config(flows)}), ::testing::Not(::testing::IsEmpty()));
}

TEST_F(PacksOfTranscripts, FitTheConfigurationsSmallestUssdScreen) {
    EXPECT_THAT(errors(Packs{config("limits: {operators: [{networks: [51010], ussd_first: 60}]}\n")}),
                ::testing::Contains("E053"));
}

}  // namespace
}  // namespace sambung::gateway
