// The pack's flows are taken anew over an open store.
#include "reloads.h"

#include "flow_memory.h"
#include "source_folder.h"
#include "store/keys.h"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

#include <fstream>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;

class Reloading : public testing::Test {
 protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "sambung-reload-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        fs::copy(SAMBUNG_SOURCE_DIR "/deploy/packs/depok", pack_ = folder_ / "depok", fs::copy_options::recursive);
        database_ = store::Database::open({.path = ":memory:"}).value();
        office_ = load_pack(pack_, {});
        cases_ = store::make_sqlite_cases(*database_, keys_, office_.office);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const fs::path& file, std::string_view text) const {
        fs::create_directories((pack_ / file).parent_path());
        std::ofstream{pack_ / file} << text;
    }
    static std::string jalan(int version, std::string_view steps = {}) {
        return "format: dialog/1\nflow: jalan\nversion: " + std::to_string(version) +
               "\nentry: satu\ntriggers:\n  - {words: [jalan]}\nstates:\n" + std::string{steps} +
               "  satu: {type: end, say: \"Jalan.\"}\n";
    }
    void add(const std::string& flow) const {
        write("flows/jalan.yaml", flow);
        write("texts/en.yaml", "jalan.satu.say: \"Road.\"\n");
    }
    Reloads started(bool lenient = false) {
        return Reloads({.pack = pack_,
                        .overrides = {},
                        .cases = *cases_,
                        .metrics = metrics_,
                        .clock = [] { return from_millis(1'795'000'000'000); },
                        .keep = std::chrono::hours{96},
                        .lenient = lenient});
    }
    std::string state_of(const Reloads& reloads) { return boost::json::serialize(reloads.state()); }

    fs::path folder_, pack_;
    store::Keys keys_{store::Keys::fresh()};
    Metrics metrics_;
    Pack office_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<store::CaseStore> cases_;
};

TEST_F(Reloading, ANewFlowIsTakenIntoUse) {
    Reloads reloads = started();
    ASSERT_TRUE(reloads.begin(office_));
    add(jalan(1));
    const auto flows = reloads.reload("test");
    ASSERT_NE(flows, nullptr);
    EXPECT_THAT(flow_versions(*flows), testing::Contains("jalan@1"));
    EXPECT_THAT(state_of(reloads), testing::HasSubstr(R"("generation":2)"));
}

TEST_F(Reloading, AnyErrorLeavesEverythingAsItWas) {
    Reloads reloads = started();
    ASSERT_TRUE(reloads.begin(office_));
    add(jalan(1));
    write("units.yaml", "units: nothing\n");
    EXPECT_EQ(reloads.reload("test"), nullptr) << "though the flows alone would do";
    EXPECT_THAT(state_of(reloads), testing::HasSubstr(R"("generation":1,)"));
    EXPECT_THAT(state_of(reloads), testing::HasSubstr(R"("last_reload":"kept")"));
}

TEST_F(Reloading, OtherAreasNeedARestart) {
    Reloads reloads = started();
    ASSERT_TRUE(reloads.begin(office_));
    std::ofstream{pack_ / "areas.csv", std::ios::app} << "32.76.06.1099,Baru,32.76.06\n";
    EXPECT_EQ(reloads.reload("test"), nullptr);
}

TEST_F(Reloading, AVersionThatWasReplacedIsKeptBesideTheNewest) {
    Reloads reloads = started();
    add(jalan(1));
    const Pack first = load_pack(pack_, {});
    ASSERT_TRUE(reloads.begin(first));
    add(jalan(2));
    const auto flows = reloads.reload("test");
    ASSERT_NE(flows, nullptr);
    for (const dialogs::FlowVersion& version : flows_to_remember(first.flow_files))
        EXPECT_TRUE(keeps(*flows, version)) << version.flow;
}

TEST_F(Reloading, AStartWithOtherStepsUnderAVersionInUseIsRefusedUnlessInDemo) {
    add(jalan(1));
    ASSERT_TRUE(started().begin(load_pack(pack_, {})));
    add(jalan(1, "  dua: {type: message, say: \"Dua.\", next: satu}\n"));
    write("flows/jalan.yaml", jalan(1, "  dua: {type: message, say: \"Dua.\", next: satu}\n")
                                  .replace(jalan(1).find("entry: satu"), 11, "entry: dua"));
    write("texts/en.yaml", "jalan.satu.say: \"Road.\"\njalan.dua.say: \"Two.\"\n");
    const Pack other = load_pack(pack_, {});
    ASSERT_NE(other.flows, nullptr);
    const auto refused = started().begin(other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::misconfigured);
    EXPECT_TRUE(started(true).begin(other));
    EXPECT_TRUE(started().begin(other)) << "the demo has forgotten what was there";
}

TEST(FlowMemory, WhatIsRememberedComesBack) {
    const dialogs::FlowVersion version{.flow = "lapor",
                                       .version = 3,
                                       .structure = 4294967295U,
                                       .source = "flow: lapor\n",
                                       .texts = {{Language::jv_ngoko, {{"lapor.siapa.say", "Sapa \"sing\"\nbutuh?"}}}}};
    const auto back = remembered(to_remember({version}));
    ASSERT_EQ(back.size(), 1U);
    EXPECT_EQ(back[0].flow, "lapor");
    EXPECT_EQ(back[0].version, 3);
    EXPECT_EQ(back[0].structure, 4294967295U);
    EXPECT_EQ(back[0].source, version.source);
    EXPECT_EQ(back[0].texts, version.texts);
}

}  // namespace
}  // namespace sambung::gateway
