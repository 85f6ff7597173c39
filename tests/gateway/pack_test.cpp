// Packs as the gateway reads them: the shipped ones are sound, and what is wrong in one is said with its place.
#include "pack.h"

#include "cases/categories.h"
#include "cases/services.h"
#include "dialogs/dialog.h"
#include "pack_programmes.h"
#include "pack_words.h"
#include "source_folder.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <unistd.h>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr std::array<const char*, 5> shipped = {"depok", "barito-kuala", "bantul", "tangerang-selatan", "malang"};

fs::path shipped_pack(const std::string& name) { return fs::path{SAMBUNG_SOURCE_DIR} / "deploy/packs" / name; }

// A copy of Depok's pack that may be spoilt.
class SpoiltPack : public testing::Test {
 protected:
    void SetUp() override { fs::copy(shipped_pack("depok"), copy_, fs::copy_options::recursive); }
    void TearDown() override { fs::remove_all(copy_); }

    // The first `from` of the file becomes `to`; findings of that file as "21:5: P008: sentence", warnings about
    // missing translations left out.
    std::vector<std::string> after(const std::string& file, const std::string& from, const std::string& to) {
        const std::string sound = read_file(copy_ / file).value_or("");
        std::string text = sound;
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << file << " has no " << from;
        if (at == std::string::npos) return {};
        write(file, text.replace(at, from.size(), to));
        std::vector<std::string> found;
        for (const dialogs::Finding& finding : load_pack(copy_, {}).findings)
            if (finding.code != "W071")
                found.push_back(fs::path{finding.file}.filename().string() + ' ' + finding.code + ": " +
                                finding.sentence);
        write(file, sound);
        return found;
    }
    void write(const std::string& file, const std::string& text) {
        std::ofstream{copy_ / file, std::ios::binary} << text;
    }

    fs::path copy_ = fs::temp_directory_path() / ("sambung-pack-" + std::to_string(::getpid()));
};

TEST(ShippedPacks, HaveNoErrorAndNoWarningButMissingTranslations) {
    for (const char* name : shipped) {
        const Pack pack = load_pack(shipped_pack(name), {});
        for (const dialogs::Finding& finding : pack.findings) EXPECT_EQ(finding.code, "W071") << finding.text();
        EXPECT_NE(pack.office, nullptr) << name;
        EXPECT_NE(pack.flows, nullptr) << name;
        EXPECT_EQ(pack.short_code, "*384*12#") << name;
    }
}

TEST(ShippedPacks, HaveAWordForEveryNeedThatAUnitIsTold) {
    const Pack pack = load_pack(shipped_pack("depok"), {});
    for (const cases::Category& category : cases::all_categories)
        if (category.id != cases::restricted_category)
            EXPECT_NE(dialogs::notice(*pack.flows, Language::id, "category." + std::string{category.id}, {}), "")
                << category.id;
}

TEST(ShippedPacks, NameOnlyEmergencyNumbersThatMayBeDialledThere) {
    const std::map<std::string, std::string> expected = {{"depok", "112 atau 119"},
                                                         {"barito-kuala", "119 atau 110"},
                                                         {"bantul", "112 atau 119"},
                                                         {"tangerang-selatan", "119 atau 110"},
                                                         {"malang", "112 atau 119"}};
    for (const char* name : shipped) {
        dialogs::Findings findings;
        PackReader reader{shipped_pack(name), findings};
        const dialogs::YamlNode root = reader.yaml("pack.yaml", {});
        EXPECT_THAT(read_words(reader, root), Contains(Pair("darurat", expected.at(name))));
        check_emergency(reader, root);
        EXPECT_THAT(findings, IsEmpty()) << name;
    }
}

TEST(ShippedPacks, CallTheLevelsOfAreasAsPeopleThereDo) {
    const auto word = [](const char* pack, const char* name) {
        dialogs::Findings findings;
        PackReader reader{shipped_pack(pack), findings};
        for (const auto& [key, value] : read_words(reader, reader.yaml("pack.yaml", {})))
            if (key == name) return value;
        return std::string{"missing"};
    };
    EXPECT_EQ(word("depok", "kecamatan"), "kecamatan");
    EXPECT_EQ(word("depok", "kelurahan"), "kelurahan");
    EXPECT_EQ(word("bantul", "kecamatan"), "kapanewon");
    EXPECT_EQ(word("bantul", "kelurahan"), "kalurahan");
    EXPECT_EQ(word("barito-kuala", "kelurahan"), "desa/kelurahan");
}

// The systems that each city must carry, by their codes.
TEST(ShippedPacks, OfferWhatTheirCityHas) {
    const std::map<std::string, std::vector<std::string>> expected = {
        {"depok",
         {"atensi", "pendamping", "kds", "santunan", "pelatihan", "rawat", "pangan", "rtlh", "beasiswa", "ketahanan",
          "data", "trc", "shelter", "pbi"}},
        {"barito-kuala",
         {"santunan", "pelatihan", "rawat", "pangan", "rtlh", "beasiswa", "ketahanan", "data", "trc", "shelter",
          "pbi"}},
        {"bantul", {"slrt", "puskesos", "klik", "data", "pbi"}},
        {"tangerang-selatan", {"rtlh", "pbi", "data", "shelter"}},
        {"malang",
         {"pelatihan", "rawat", "hunian", "pbi", "spm", "rawat_gratis", "disabilitas_keluarga", "atensi", "komda",
          "penjangkauan", "shelter", "panti", "pencegahan", "data"}}};
    for (const char* name : shipped) {
        dialogs::Findings findings;
        PackReader reader{shipped_pack(name), findings};
        std::vector<std::string> codes;
        for (const Programme& programme : read_programmes(reader)) codes.push_back(programme.code);
        EXPECT_EQ(codes, expected.at(name)) << name;
        EXPECT_THAT(findings, IsEmpty()) << name;
    }
}

TEST(Programmes, GiveTwoWordsForEveryServiceWhetherOfferedOrNot) {
    const dialogs::OfficeWords words = words_of({{.code = "kds",
                                                  .name = "Kartu Depok Sejahtera",
                                                  .state = dialogs::ProgrammeState::paused,
                                                  .replaced_by = {},
                                                  .note = "Sedang kami pastikan.",
                                                  .facts = {{"syarat", "KTP Depok"}}}});
    EXPECT_EQ(words.size(), 2 * std::size(cases::all_services) + 1);
    EXPECT_THAT(words, Contains(Pair("kds_nama", "Kartu Depok Sejahtera")));
    EXPECT_THAT(words, Contains(Pair("kds_catatan", "Sedang kami pastikan.")));
    EXPECT_THAT(words, Contains(Pair("kds_syarat", "KTP Depok")));
    EXPECT_THAT(words, Contains(Pair("klik_nama", "")));
    EXPECT_THAT(words, Contains(Pair("klik_catatan", "")));
}

struct Slip {
    const char* file;
    const char* from;
    std::string to;
    const char* finding;
};

TEST_F(SpoiltPack, IsToldWhatIsWrongInItsProgrammes) {
    const std::string file = "programmes.yaml";
    const Slip slips[] = {
        {"", "code: santunan", "code: santuan", "P008: there is no service \"santuan\". Did you mean \"santunan\"?"},
        {"", "code: pendamping", "code: atensi", "P009: service \"atensi\" is listed twice"},
        {"", "since: \"\"", "sinse: \"\"", "E001: unknown key \"sinse\". Did you mean \"since\"?"},
        {"", "\"Pendamping warga\"", "\"Pendamping untuk semua warga\"", "P010: \"name\": 28 of 24 characters"},
        {"", "\"Pendamping warga\"", "\"Pendamping\xE2\x80\x94warga\"",
         "P010: \"name\": \"\xE2\x80\x94\" is not in the GSM 7-bit alphabet"},
        {"", "\"Pendamping warga\"", "\"\"", "P002: \"name\" is required"},
        {"", "\"Petugas berkunjung lebih dulu.\"", '"' + std::string(91, 'a') + '"',
         "P010: \"note\": 91 of 90 characters"},
        {"", "\"Petugas berkunjung lebih dulu.\"", "\"Sejak 2021 tanpa kode.\"",
         "W056: \"note\": SMS routes block the word \"kode\", the digits \"2021\""},
        {"", "\"3 bulan\"", "\"Rp 2 juta\"", "W056: \"batas\": SMS routes block the word \"juta\""},
        {"", "batas: \"3 bulan\"", "catatan: \"3 bulan\"",
         "P003: a fact is called by a word of a-z and _, and not nama or catatan; not \"catatan\""},
        {"", "state: paused", "state: pause",
         "P003: \"state\" is open, paused, ended or replaced. Did you mean \"paused\"?"},
        {"", "state: paused", "state: replaced",
         "P011: what is replaced needs \"replaced_by\", so that people are led on"},
        {"", "state: paused", "state: replaced\n    replaced_by: pangn",
         "P011: \"replaced_by\": the pack lists no \"pangn\". Did you mean \"pangan\"?"},
        {"", "state: paused", "state: replaced\n    replaced_by: kds",
         "P011: \"replaced_by\": \"kds\" is replaced itself; name the last one"},
        {"", "state: paused", "state: paused\n    replaced_by: pangan",
         "P011: \"replaced_by\" belongs to the state replaced alone"},
        {"", "verified: \"2025\"", "verified: \"last year\"",
         "P005: \"verified\" is a year or a date, \"2025\" or \"2025-03-17\", or empty"},
        {"", "since: \"\"", "since: \"2025-13-01\"",
         "P005: \"since\" is a year or a date, \"2025\" or \"2025-03-17\", or empty"},
        {"", "source: \"Licensed partners in the delivery of July 2025\"", "source: \"\"",
         "P002: \"source\" is required"},
    };
    for (const Slip& slip : slips)
        EXPECT_THAT(after(file, slip.from, slip.to), ElementsAre(file + ' ' + slip.finding)) << slip.to;
    EXPECT_THAT(after(file, "state: paused", "state: replaced\n    replaced_by: pangan"), IsEmpty());
}

TEST_F(SpoiltPack, IsToldAllAtOnce) {
    EXPECT_THAT(
        after("programmes.yaml", "code: atensi\n    name: \"ATENSI\"\n    state: open",
              "code: atnsi\n    name: \"\"\n    state: opn"),
        ElementsAre("programmes.yaml P002: \"name\" is required",
                    "programmes.yaml P008: there is no service \"atnsi\". Did you mean \"atensi\"?",
                    "programmes.yaml P003: \"state\" is open, paused, ended or replaced. Did you mean \"open\"?"));
}

TEST_F(SpoiltPack, IsToldWhatIsWrongInItsWords) {
    const std::string file = "pack.yaml";
    const Slip slips[] = {
        {"", "darurat: 112 atau 119", "darurat: 112 atau 118",
         "P006: \"darurat\" names 118, which \"emergency\" does not list"},
        {"", "verified: \"2016\"", "verified: \"\"",
         "P006: \"darurat\" names 112, which is local: \"emergency\" must say when it was proved to answer"},
        {"", "verified: \"2016\"", "verified: \"lama\"",
         "P005: \"verified\" is a year or a date, \"2025\" or \"2025-03-17\", or empty"},
        {"", "for: police", "for: polic",
         "P004: a number is for all, medical, police, fire, rescue, women_and_children or welfare. Did you mean "
         "\"police\"?"},
        {"", "words:\n  darurat", "terms: {kecamatn: kapanewon}\nwords:\n  darurat",
         "E001: unknown key \"kecamatn\". Did you mean \"kecamatan\"?"},
        {"", "words:\n  darurat", "terms: {kecamatan: kapanewon yang panjang sekali}\nwords:\n  darurat",
         "P010: \"kecamatan\": 29 of 24 characters"},
        {"", "words:\n  darurat", "words:\n  kecamatan: kapanewon\n  darurat",
         "P012: {kecamatan} comes from another key"},
        {"", "city: Depok", "city: \"\"", "P002: \"city\" is required"},
        {"", "081 287 753 740", "0812 8775 3740",
         "W056: \"phone\": SMS routes block the digits \"0812\", the digits \"8775\", the digits \"3740\""},
        {"", "area_root: \"32.76\"", "area_root: \"32.77\"", "P007: \"area_root\" is not the root of areas.csv"},
    };
    for (const Slip& slip : slips)
        EXPECT_THAT(after(file, slip.from, slip.to), Contains(file + ' ' + slip.finding)) << slip.to;
}

TEST_F(SpoiltPack, IsToldWhatIsWrongWithAShelter) {
    const Slip slips[] = {
        {"units.yaml", "    kind: shelter\n", "    kind: bidang\n",
         "E270: beds are of a shelter with a backup, who hears of its stays"},
        {"units.yaml", "dewasa_l: 10", "dewasa: 10", "E271: a class of beds is dewasa_l, dewasa_p, anak or keluarga"},
        {"units.yaml", "dewasa_l: 10", "dewasa_l: 1000", "E271: beds are a number, 0 to 999"},
        {"units.yaml", "dewasa_l: 10", "dewasa_l: ten", "E271: beds are a number, 0 to 999"},
        {"units.yaml", "stay_days: 5", "stay_days: 0", "E272: \"stay_days\" is a number of days, 1 to 90"},
        {"units.yaml", "stay_days: 5", "stay_days: 91", "E272: \"stay_days\" is a number of days, 1 to 90"},
        {"units.yaml", "stay_days: 5", "stay_days: 5\n    peksos: rehsoz",
         "E273: \"peksos\" is the code of a unit, which is told of each child"},
    };
    for (const Slip& slip : slips)
        EXPECT_THAT(after(slip.file, slip.from, slip.to), Contains(std::string{slip.file} + ' ' + slip.finding))
            << slip.to;
}

TEST_F(SpoiltPack, IsToldWhoWouldBeLeftAlone) {
    const Slip slips[] = {
        {"units.yaml", "hours: 24h", "hours: office",
         "E254: P0 or P1 can come here, so it must be open round the clock"},
        {"units.yaml", "      - {channel: wa, address: \"+6281200000012\"}\n", "",
         "E254: P0 or P1 can come here, so duty needs addresses on two channels"},
        {"units.yaml", "    backup: rps\n", "",
         "E254: P0 or P1 can come here, so it needs a backup that is on duty round the clock"},
        {"units.yaml", "hours: 24h", "hours: 24 jam", "P003: \"hours\" is 24h or office"},
        {"units.yaml", "capacity: 40", "capacity: some", "P003: \"capacity\" is a number of cases, from 1"},
        {"units.yaml", "capacity: 40", "capacity: 0", "P003: \"capacity\" is a number of cases, from 1"},
        {"units.yaml", "sensitive: yes", "sensitive: ya", "P003: \"sensitive\" is yes or no"},
        {"units.yaml", "hours: 24h", "hours: 24h\n    state: away", "P003: \"state\" is suspended or active"},
        {"units.yaml", "{name: sore, from", "{nama: sore, from", "E001: unknown key \"nama\". Did you mean \"name\"?"},
        {"units.yaml", "from: \"15.00\"", "from: \"16.00\"",
         "E260: each shift must begin when the one before it ends, without gap or overlap: 'pagi' and 'sore' do not "
         "meet"},
        {"units.yaml", "from: \"15.00\"", "from: \"3 sore\"",
         "P003: \"from\" is a time of day, 07.00 (24.00: midnight)"},
        {"units.yaml", "name: sore,", "name: sore sampai malam,", "P010: \"name\": 17 of 12 characters"},
        {"units.yaml", "    shifts:\n", "    officers: [{phone: Bu Ani}]\n    shifts:\n",
         "P003: an officer's \"phone\" is a phone number, +62…"},
        {"units.yaml", "parent: rehsos", "parent: rehsoz", "E258: parent 'rehsoz' is not a unit"},
        {"pack.yaml", "name: depok", "sensitive: anak\nname: depok",
         "P003: \"sensitive\" is a list of categories, such as [anak]"},
        {"pack.yaml", "name: depok", "sensitive: [anak, anka]\nname: depok",
         "P003: \"sensitive\": no menu knows the category \"anka\". Did you mean \"anak\"?"},
        {"pack.yaml", "name: depok", "sensitive: [[anak]]\nname: depok",
         "P003: \"sensitive\" is a list of categories, such as [anak]"},
        {"routing.csv", "120,lain,", "120,lain|berobat,", "W214: no menu files the category \"berobat\"."},
        {"routing.csv", "130,*,*,*,*,telepon", "130,*,*,P0,*,telepon",
         "E211: row 130 can never match: rows 5, 10 take all of its cases first"},
        {"routing.csv", "110,hunian|puskesos|klik", "110,hunian|klik",
         "W213: bantuan puskesos has no row but the last"},
        {"areas.csv", "32.76.06,Beji", "32.76.06,B\xC3\xAAji",
         "P010: 32.76.06: the name is not in the GSM 7-bit alphabet"},
    };
    for (const Slip& slip : slips)
        EXPECT_THAT(after(slip.file, slip.from, slip.to), Contains(std::string{slip.file} + ' ' + slip.finding));
    EXPECT_THAT(
        after("routing.csv", "5,*,*,*,*,*,1,,khusus", "5,*,*,*,*,*,1,,rps"),
        Contains(
            "units.yaml E259: row 5 of routing.csv can bring a sensitive case here, and it takes none; a row above "
            "it with sensitive 1 must take them all"));
    EXPECT_THAT(
        after("routing.csv", "15,pungli,*,*,*,*,*,,inspektorat", "15,pungli,*,*,*,*,*,,linjamsos"),
        Contains("units.yaml E256: 'pungli' comes here, so only a partner may be in the chain, and 'linjamsos' is "
                 "of kind 'bidang'"));
}

TEST_F(SpoiltPack, NeedsEachFile) {
    for (const char* file : {"programmes.yaml", "units.yaml", "routing.csv", "areas.csv", "calendar.yaml"}) {
        fs::rename(copy_ / file, copy_ / "away");
        const Pack pack = load_pack(copy_, {});
        EXPECT_TRUE(std::ranges::any_of(pack.findings, [](const auto& f) { return f.code == "P001"; })) << file;
        EXPECT_EQ(pack.office, nullptr) << file;
        fs::rename(copy_ / "away", copy_ / file);
    }
}

}  // namespace
}  // namespace sambung::gateway
