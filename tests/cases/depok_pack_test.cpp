#include "cases/categories.h"
#include "local_time.h"
#include "pack_files.h"

#include <gmock/gmock.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <set>

namespace sambung::cases {
namespace {

class DepokPack : public testing::Test {
 protected:
    const Office office_ = office_of_pack("depok");
};

TEST_F(DepokPack, HasElevenKecamatanAnd63Kelurahan) {
    const std::map<std::string, std::size_t> kelurahan = {
        {"Pancoran Mas", 6}, {"Cimanggis", 6}, {"Sawangan", 7}, {"Limo", 4},  {"Sukmajaya", 6},  {"Beji", 6},
        {"Cipayung", 5},     {"Cilodong", 5},  {"Cinere", 4},   {"Tapos", 7}, {"Bojongsari", 7},
    };
    EXPECT_EQ(office_.areas.root(), "32.76");
    std::map<std::string, std::size_t> counted;
    for (const Area* kecamatan : office_.areas.children("32.76"))
        counted[kecamatan->name] = office_.areas.children(kecamatan->code).size();
    EXPECT_EQ(counted, kelurahan);
    EXPECT_EQ(office_.areas.all().size(), 1U + 11U + 63U);
}

TEST_F(DepokPack, TellsTheTwoKelurahanCurugApart) {
    std::map<std::string, std::string> curug;
    for (const Area& area : office_.areas.all())
        if (area.name == "Curug") curug[area.code] = office_.areas.find(area.parent)->name;
    EXPECT_EQ(curug,
              (std::map<std::string, std::string>{{"32.76.02.1008", "Cimanggis"}, {"32.76.11.1005", "Bojongsari"}}));
}

TEST_F(DepokPack, RoutesEachCategoryToItsUnit) {
    struct Row {
        Kind kind;
        std::string_view category;
        std::string_view by_day;
        std::string_view by_night;
    };
    const Row rows[] = {
        {Kind::person_in_need, "lansia", "rehsos-lansia", "trc"},
        {Kind::person_in_need, "anak", "rehsos-anak", "trc"},
        {Kind::person_in_need, "bayi", "trc", "trc"},
        {Kind::person_in_need, "disabilitas", "rehsos-disabilitas", "rehsos-disabilitas"},
        {Kind::person_in_need, "tanpa_rumah", "trc", "trc"},
        {Kind::person_in_need, "pangan", "linjamsos", "trc"},
        {Kind::person_in_need, "sakit", "trc", "trc"},
        {Kind::person_in_need, "bingung", "trc", "trc"},
        {Kind::person_in_need, "lain", "meja-kota", "trc"},
        {Kind::person_in_need, "rahasia", "khusus", "khusus"},
        {Kind::help_request, "pangan", "linjamsos", "linjamsos"},
        {Kind::help_request, "lapar", "trc", "trc"},
        {Kind::help_request, "pbi_segera", "trc", "trc"},
        {Kind::help_request, "spm_segera", "trc", "trc"},
        {Kind::help_request, "rtlh_roboh", "trc", "trc"},
        {Kind::help_request, "santunan", "linjamsos", "linjamsos"},
        {Kind::help_request, "data", "verifikator:32.76.06.1003", "verifikator:32.76.06.1003"},
        {Kind::help_request, "pbi", "linjamsos", "linjamsos"},
        {Kind::help_request, "spm", "linjamsos", "linjamsos"},
        {Kind::help_request, "rawat_gratis", "trc", "trc"},
        {Kind::help_request, "rtlh", "disrumkim", "disrumkim"},
        {Kind::help_request, "kds", "linjamsos", "linjamsos"},
        {Kind::help_request, "beasiswa", "disdik", "disdik"},
        {Kind::help_request, "pelatihan", "dayasos", "dayasos"},
        {Kind::help_request, "rawat", "rehsos", "rehsos"},
        {Kind::help_request, "atensi", "rehsos", "rehsos"},
        {Kind::help_request, "pendamping", "dayasos", "dayasos"},
        {Kind::help_request, "keluarga", "rps", "rps"},
        {Kind::help_request, "shelter", "rps", "rps"},
        {Kind::help_request, "hunian", "meja-kota", "meja-kota"},
        {Kind::help_request, "puskesos", "meja-kota", "meja-kota"},
        {Kind::help_request, "klik", "meja-kota", "meja-kota"},
        {Kind::help_request, "pungli", "inspektorat", "inspektorat"},
        {Kind::help_request, "lain", "meja-kota", "meja-kota"},
        {Kind::call_back, "", "meja-kota", "meja-kota"},
    };
    EXPECT_EQ(std::size(rows), std::size(all_categories) + 1) << "every category has a row here";
    const TimePoint day = in_jakarta(2026, 8, 13, 10, 0);
    const TimePoint night = in_jakarta(2026, 8, 15, 2, 0);
    for (const Row& row : rows) {
        Report report;
        report.kind = row.kind;
        report.category = row.category;
        report.area = "32.76.06.1003";
        const auto unit_at = [&](TimePoint at) {
            return office_.routing.route(office_.input_of(report, office_.urgency_of(report, at), at)).unit;
        };
        EXPECT_EQ(unit_at(day), row.by_day) << name(row.kind) << ' ' << row.category;
        EXPECT_EQ(unit_at(night), row.by_night) << name(row.kind) << ' ' << row.category;
    }
}

TEST_F(DepokPack, SendsEveryDangerToTheTeam) {
    for (const Category& category : all_categories)
        for (const bool open : {true, false}) {
            if (category.id == "rahasia") continue;  // to one officer on duty, in every pack (packs_test.cpp)
            const Decision decision =
                office_.routing.route({std::string{category.id}, "", Urgency::p0, category.kind, open});
            EXPECT_EQ(decision.unit, "trc") << category.id;
            EXPECT_EQ(decision.why, "Aturan 10: bahaya (P0) ke TRC Joss Gandos.");
        }
}

TEST_F(DepokPack, WorksLongerOnFridays) {
    EXPECT_TRUE(office_.calendar.open(in_jakarta(2026, 8, 14, 16, 29))) << "Fridays are half an hour longer";
    EXPECT_FALSE(office_.calendar.open(in_jakarta(2026, 8, 13, 16, 0)));
}

TEST_F(DepokPack, ShowsEmergencyNumbersThatSayWhereTheyComeFrom) {
    const YAML::Node pack = YAML::Load(pack_file("depok", "pack.yaml"));
    EXPECT_EQ(pack["area_root"].as<std::string>(), office_.areas.root());
    EXPECT_EQ(pack["short_code"].as<std::string>(), "*384*12#");
    std::set<std::string> numbers;
    for (const YAML::Node& one : pack["emergency"]) {
        numbers.insert(one["number"].as<std::string>());
        EXPECT_FALSE(one["source"].as<std::string>().empty()) << one["number"];
        EXPECT_TRUE(one["verified"].IsDefined()) << one["number"];
    }
    EXPECT_TRUE(numbers.contains("112"));
    EXPECT_TRUE(numbers.contains("119"));
    EXPECT_EQ(pack["words"]["darurat"].as<std::string>(), "112 atau 119");
}

}  // namespace
}  // namespace sambung::cases
