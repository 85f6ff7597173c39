#include "config.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view good = R"(pack: depok
mode: demo
public_url: http://127.0.0.1:8080
listen:
  public: {address: "127.0.0.1:8080"}
  desk: {address: "127.0.0.1:8081"}
sessions: redis+unix:var/run/redis.sock
cases: sqlite:var/cases.db
keys: file:var/keys/root.key
channels:
  - {id: ussd, adapter: africastalking_ussd, open: loopback}
)";

class ConfigFile : public testing::Test {
 protected:
    ConfigLoaded load(const std::string& text) {
        std::ofstream(file_) << text;
        return load_config(file_);
    }
    void TearDown() override { fs::remove(file_); }

    static std::string changed(std::string_view from, std::string_view to) {
        std::string text{good};
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    }
    static std::string codes(const ConfigLoaded& loaded) {
        std::string out;
        for (const dialogs::Finding& finding : loaded.findings) out += (out.empty() ? "" : " ") + finding.code;
        return out;
    }

    fs::path file_ = fs::temp_directory_path() / ("sambung-config-" + std::to_string(::getpid()) + ".yaml");
};

TEST_F(ConfigFile, AGoodOneHasNoFindingsAndMakesPathsAbsolute) {
    const ConfigLoaded loaded = load(std::string{good});
    EXPECT_EQ(codes(loaded), "");
    EXPECT_TRUE(loaded.config.demo);
    EXPECT_EQ(loaded.config.cases, "var/cases.db");
    EXPECT_EQ(loaded.config.sessions, "redis+unix://" + fs::absolute("var/run/redis.sock").string());
    ASSERT_EQ(loaded.config.channels.size(), 1U);
    EXPECT_EQ(loaded.config.channels[0].settings.public_url, "http://127.0.0.1:8080");
}

TEST_F(ConfigFile, EachMistakeHasItsCode) {
    struct Row {
        std::string_view from, to, code;
    };
    constexpr Row rows[] = {
        {"public_url:", "public_ulr:", "C002 E001"},
        {"\"127.0.0.1:8080\"", "\"0.0.0.0:8080\"", "C006"},
        {"mode: demo", "mode: test", "C003 C006"},
        {"sqlite:", "mysql:", "C003"},
        {"africastalking_ussd", "africastalking_usd", "C003"},
        {"open: loopback", "opne: loopback", "C007 E001"},
        {"keys: file:var/keys/root.key\n", "", "C002"},
        {"open: loopback}", "open: loopback}\n  - {id: ussd, adapter: africastalking_ussd, open: loopback}", "C008"},
        {"open: loopback}", "open: loopback, notices: sms}", "C003"},
        {"open: loopback}", "open: loopback, fallback: sms}", "C003"},
        {"open: loopback}", "open: loopback, fallback: ussd}", "C003"},
        {"open: loopback}",
         "open: loopback}\n  - {id: a, adapter: telegram, bot_token: x, secret_token: y, fallback: b}"
         "\n  - {id: b, adapter: telegram, bot_token: x, secret_token: y, fallback: c}"
         "\n  - {id: c, adapter: telegram, bot_token: x, secret_token: y}",
         "C003"},
        {"open: loopback}", "open: loopback, rate: 0}", "C003"},
        {"open: loopback}", "open: loopback, price: free}", "C003"},
        {"sessions:", "limits: {quiet: \"20-08\"}\nsessions:", "C003"},
        {"sessions:", "limits: {ussd_first: 20}\nsessions:", "C003"},
        {"sessions:", "limits: {operators: 140}\nsessions:", "C003"},
        {"sessions:", "limits: {operators: [{ussd_first: 130}]}\nsessions:", "C002"},
        {"sessions:", "limits: {operators: [{networks: [51010], ussd_later: 500}]}\nsessions:", "C003"},
        {"sessions:", "limits: {operators: [{networks: [[51010]]}]}\nsessions:", "C003"},
        {"sessions:", "limits: {operators: [{networks: [510-10]}]}\nsessions:", "C003"},
        {"sessions:", "limits: {operators: [{networks: [51010, 51010]}]}\nsessions:", "C003"},
        {"sessions:", "limits: {cases_per_day: 0}\nsessions:", "C003"},
        {"sessions:", "limits: {inbound: {person: -1}}\nsessions:", "C003"},
        {"sessions:", "media: var/media\nsessions:", "C003"},
        {"sessions:", "media: {folder: var/media, path: var/media}\nsessions:", "E001"},
        {"sessions:", "anchors: {folder: var/anchors}\nsessions:", "C003"},
        {"sessions:", "retention: 365\nsessions:", "C003"},
        {"sessions:", "retention: {p4: 5}\nsessions:", "C003"},
        {"sessions:", "retention: {p5: 365}\nsessions:", "E001"},
        {"sessions:", "limits: {inbound: {persons: 5}}\nsessions:", "E001"},
        {"sessions:", "limits: {outbound: {number: many}}\nsessions:", "C003"},
        {"sessions:", "limits: {outbound: {countries: 62}}\nsessions:", "C003"},
        {"sessions:", "limits: {outbound: {countries: [\"+62\"]}}\nsessions:", "C003"},
        {"sessions:", "exchanges: {days: 14}\nsessions:", "C002"},
        {"sessions:", "exchanges: {folder: var/exchanges, days: 91}\nsessions:", "C003"},
        {"sessions:", "exchanges: {folder: var/exchanges, days: 0}\nsessions:", "C003"},
        {"sessions:", "exchanges: {folder: var/exchanges, day: 14}\nsessions:", "E001"},
        {"sessions:", "exchanges: var/exchanges\nsessions:", "C003"},
        {"sessions:", "exchange: {folder: var/exchanges}\nsessions:", "E001"},
        {"sessions:", "partners: [{key: 0123456789012345678901234}]\nsessions:", "C002 C003"},
        {"sessions:", "partners: [{unit: trc}]\nsessions:", "C002"},
        {"sessions:", "partners: [{unit: trc, key: short}]\nsessions:", "C003"},
        {"sessions:", "partners: [{name: kota, key: 0123456789012345678901234}]\nsessions:", "C003"},
        {"sessions:", "partners: [{unit: trc, name: kota, key: 0123456789012345678901234}]\nsessions:", "C002"},
        {"sessions:", "partners: [{name: Kota, key: 0123456789012345678901234, scopes: [requests:read]}]\nsessions:",
         "C003"},
        {"sessions:", "partners: [{unit: trc, key: 0123456789012345678901234, scopes: [requests]}]\nsessions:",
         "C003 C003"},
        {"sessions:", "partners: [{unit: trc, key: 0123456789012345678901234, expires: 2027-02-29}]\nsessions:",
         "C003"},
        {"sessions:", "partners: [{unit: trc, key: 0123456789012345678901234, quota: 0}]\nsessions:", "C003"},
        {"open: loopback}", "secret: \"env:SAMBUNG_TEST_NOT_SET\"}", "C007 C004"}};
    for (const Row& row : rows) {
        EXPECT_EQ(codes(load(changed(row.from, row.to))), row.code) << row.to;
    }
}

TEST_F(ConfigFile, APartnerHasScopesAQuotaAndALastDay) {
    const ConfigLoaded loaded =
        load(changed("sessions:",
                     "partners:\n  - {unit: trc, key: 0123456789012345678901234}\n  - {name: aplikasi-kota, key: "
                     "abcdefghijklmnopqrstuvwxyz, scopes: [requests:create, requests:read], quota: 600, expires: "
                     "2027-06-30}\nsessions:"));
    EXPECT_EQ(codes(loaded), "");
    ASSERT_EQ(loaded.config.partners.size(), 2U);
    EXPECT_EQ(loaded.config.partners[0].scopes, std::vector{Scope::referrals});
    const PartnerConfig& app = loaded.config.partners[1];
    EXPECT_EQ(app.name, "aplikasi-kota");
    EXPECT_EQ(app.scopes, (std::vector{Scope::requests_create, Scope::requests_read}));
    EXPECT_EQ(app.quota, 600);
    using namespace std::chrono_literals;
    EXPECT_EQ(app.expires, TimePoint{std::chrono::sys_days{2027y / 7 / 1}});
}

TEST_F(ConfigFile, OutsideDemoModeASecretMustNotStandInTheFile) {
    std::string text = changed("mode: demo", "mode: production");
    text.replace(text.find("open: loopback"), 14, "secret: hunter2");
    const ConfigLoaded loaded = load(text);
    EXPECT_EQ(codes(loaded), "C005");
    for (const dialogs::Finding& finding : loaded.findings)
        EXPECT_EQ(finding.text().find("hunter2"), std::string::npos);
}

TEST_F(ConfigFile, SecretsComeFromTheEnvironmentAndFromFiles) {
    ::setenv("SAMBUNG_TEST_SECRET", "from the environment", 1);
    std::string text = changed("mode: demo", "mode: production");
    text.replace(text.find("open: loopback"), 14, "secret: \"env:SAMBUNG_TEST_SECRET\"");
    const ConfigLoaded loaded = load(text);
    ::unsetenv("SAMBUNG_TEST_SECRET");
    EXPECT_EQ(codes(loaded), "");
    EXPECT_EQ(loaded.config.channels[0].settings.value("secret"), "from the environment");
}

TEST_F(ConfigFile, EachNetworkHasItsScreens) {
    const UssdScreens ussd =
        load(changed("sessions:",
                     "limits: {ussd_later: 150, operators: [{networks: [51010, 51001], ussd_first: 133}, {networks: "
                     "[51089], ussd_later: 140}]}\nsessions:"))
            .config.limits.ussd;
    EXPECT_EQ(ussd.on("51010").first, 133U);
    EXPECT_EQ(ussd.on("51001").later, 150U) << "what an operator does not say is as everywhere";
    EXPECT_EQ(ussd.on("51089").later, 140U);
    EXPECT_EQ(ussd.on("").first, 133U) << "it may be any of them";
    EXPECT_EQ(ussd.on("62001").later, 140U);
    EXPECT_EQ(ussd.smallest().first, 133U);
    EXPECT_EQ(ussd.smallest().later, 140U);
}

TEST_F(ConfigFile, ExchangesAreKeptTwoWeeksIfAtAll) {
    EXPECT_TRUE(load(std::string{good}).config.exchanges.folder.empty());
    const ExchangesConfig usual = load(changed("sessions:", "exchanges: {folder: var/x}\nsessions:")).config.exchanges;
    EXPECT_EQ(usual.folder, "var/x");
    EXPECT_EQ(usual.days, 14);
    EXPECT_EQ(load(changed("sessions:", "exchanges: {folder: x, days: 90}\nsessions:")).config.exchanges.days, 90);
}

TEST_F(ConfigFile, AMissingFileIsUnreadable) {
    const ConfigLoaded loaded = load_config("/nowhere/sambung.yaml");
    EXPECT_FALSE(loaded.readable);
    EXPECT_EQ(codes(loaded), "C000");
}

TEST_F(ConfigFile, AllMistakesAreToldAtOnceWithTheirPlace) {
    std::string text = changed("pack: depok", "pakc: depok");
    text.replace(text.find("sqlite:"), 7, "mysql:");
    const ConfigLoaded loaded = load(text);
    ASSERT_EQ(loaded.findings.size(), 3U);
    EXPECT_NE(loaded.findings[0].text().find(":1:1: "), std::string::npos) << loaded.findings[0].text();
    bool meant = false;
    for (const dialogs::Finding& finding : loaded.findings)
        meant = meant || finding.sentence.find("\"pack\"") != std::string::npos;
    EXPECT_TRUE(meant) << "the unknown key brings a did-you-mean";
}

}  // namespace
}  // namespace sambung::gateway
