#include "dialogs/sms_routes.h"

#include "loader_support.h"

#include <gmock/gmock.h>

namespace sambung::dialogs {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

struct Row {
    const char* text;
    const char* blocked;
};

TEST(SmsRoutes, BlockFraudsWordsLinksAndLongNumbers) {
    constexpr Row rows[] = {
        {"Laporan {tiket} sudah masuk. Kabar: balas CEK.", ""},
        {"Simpan kode ini.", "the word \"kode\""},
        {"KODE: 12", "the word \"kode\""},
        {"Dial {kode} untuk lanjut.", ""},
        {"Kodein, pinjam, selamatkan, danau, jutaan", ""},
        {"PIN/OTP", "the word \"pin\", the word \"otp\""},
        {"Akun dan password", "the word \"akun\", the word \"password\""},
        {"Dana 2 juta, selamat!", "the word \"dana\", the word \"juta\", the word \"selamat\""},
        {"Nomor laporan", "the word \"nomor\""},
        {"Telepon 112 atau 119.", ""},
        {"Telepon 081 287 753 740", ""},
        {"Rp 2.000.000", ""},
        {"Perbup 2019", "the digits \"2019\""},
        {"0812-8775-3740", "the digits \"0812\", the digits \"8775\", the digits \"3740\""},
        {"Dial *384*12#", ""},
        {"Lihat https://x.y", "the link \"https://x.y\""},
        {"www.depok", "the link \"www.depok\""},
        {"dinsos.depok.go.id.", "the link \"dinsos.depok.go.id.\""},
        {"wa.me/62", "the link \"wa.me/62\""},
        {"No. {tiket}. Gratis.Ya", ""},
        {"", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(blocked_by_sms_routes(row.text), row.blocked);
}

std::vector<std::string> findings_of(const FlowSetInput& input) { return testing::lines(load_flows(input).findings); }

FlowSource flow_with(const std::string& states) {
    return {.name = "uji.yaml",
            .text = "format: dialog/1\nflow: uji\nversion: 1\nentry: tanya\ntriggers: [{words: [uji]}]\nstates:\n" +
                    states};
}

TEST(SmsRouteProof, ReadsWhatMayGoOutBySms) {
    const FlowSource flow = flow_with(
        "  tanya:\n"
        "    type: yesno\n"
        "    say: {any: \"Nomor?\", ussd: \"Kode?\", whatsapp: \"Akun?\"}\n"
        "    if_yes: beres\n"
        "    if_no: beres\n"
        "    retry: {max: 2, then: {go: petugas}}\n"
        "  beres: {type: end, also_sms: true, say: {any: \"Ya.\", ussd: \"Beres, selamat.\"}}\n");
    EXPECT_THAT(
        findings_of(testing::office_with({flow})),
        ElementsAre("uji.yaml:9:16: W056: text \"uji.tanya.say\": SMS routes block the word \"nomor\"",
                    "uji.yaml:13:62: W056: text \"uji.beres.say.ussd\": SMS routes block the word \"selamat\""));
}

TEST(SmsRouteProof, LeavesStatesAloneThatSmsDoesNotAsk) {
    const FlowSource flow = flow_with(
        "  tanya: {type: yesno, channels: [ussd, whatsapp], say: \"Nomor?\", if_yes: beres, if_no: beres, next: beres, "
        "retry: {max: 2, then: {go: petugas}}}\n"
        "  beres: {type: end, say: \"Ya.\"}\n");
    EXPECT_THAT(findings_of(testing::office_with({flow})), Not(Contains(HasSubstr("W056"))));
}

TEST(SmsRouteProof, ReadsNoticesInEveryLanguage) {
    FlowSetInput input = testing::office_with({});
    input.texts.push_back({.name = "su.yaml", .text = "notice.sorry: \"Kode.\"\n"});
    input.texts.push_back({.name = "id.yaml", .text = "notice.sorry: \"Buka depok.go.id\"\n"});
    EXPECT_THAT(findings_of(input),
                ElementsAre("id.yaml:1:15: W056: text \"notice.sorry\": SMS routes block the link \"depok.go.id\"",
                            "su.yaml:1:15: W056: text \"notice.sorry\" [su]: SMS routes block the word \"kode\""));
}

TEST(SmsRouteProof, IsAWarningThatStopsNobody) {
    FlowSetInput input = testing::office_with({});
    input.texts.push_back({.name = "id.yaml", .text = "notice.sorry: \"Simpan kode.\"\n"});
    EXPECT_NE(load_flows(input).flows, nullptr);
}

}  // namespace
}  // namespace sambung::dialogs
