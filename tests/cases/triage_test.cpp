#include "cases/categories.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

namespace sambung::cases {
namespace {

using enum Urgency;

Report report(Kind kind, std::string category) {
    Report report;
    report.kind = kind;
    report.category = std::move(category);
    return report;
}

struct Row {
    Kind kind;
    std::string_view category;
    Urgency urgency;
};

constexpr Row rows[] = {
    {Kind::person_in_need, "lansia", p2},      {Kind::person_in_need, "anak", p2},
    {Kind::person_in_need, "bayi", p1},        {Kind::person_in_need, "disabilitas", p3},
    {Kind::person_in_need, "tanpa_rumah", p2}, {Kind::person_in_need, "pangan", p2},
    {Kind::person_in_need, "sakit", p1},       {Kind::person_in_need, "bingung", p1},
    {Kind::person_in_need, "lain", p2},        {Kind::person_in_need, "rahasia", p1},
    {Kind::help_request, "pangan", p3},        {Kind::help_request, "lapar", p1},
    {Kind::help_request, "pbi_segera", p1},    {Kind::help_request, "spm_segera", p1},
    {Kind::help_request, "rtlh_roboh", p1},    {Kind::help_request, "santunan", p3},
    {Kind::help_request, "data", p3},          {Kind::help_request, "pbi", p3},
    {Kind::help_request, "spm", p3},           {Kind::help_request, "rawat_gratis", p1},
    {Kind::help_request, "rtlh", p3},          {Kind::help_request, "kds", p3},
    {Kind::help_request, "beasiswa", p3},      {Kind::help_request, "pelatihan", p3},
    {Kind::help_request, "rawat", p3},         {Kind::help_request, "atensi", p3},
    {Kind::help_request, "pendamping", p3},    {Kind::help_request, "keluarga", p2},
    {Kind::help_request, "shelter", p2},       {Kind::help_request, "hunian", p3},
    {Kind::help_request, "puskesos", p3},      {Kind::help_request, "klik", p3},
    {Kind::help_request, "pungli", p3},        {Kind::help_request, "lain", p3},
};

TEST(Triage, GivesEachMenuCategoryItsDefault) {
    for (const Row& row : rows)
        EXPECT_EQ(name(triage(report(row.kind, std::string{row.category}), Light::day)), name(row.urgency))
            << name(row.kind) << ' ' << row.category;
    EXPECT_EQ(std::size(rows), std::size(all_categories)) << "every category has a row here";
}

TEST(Triage, TakesWhoeverIsOutInTheDarkForUnsafeWithinHours) {
    for (const Row& row : rows) {
        const bool worse =
            row.category == "tanpa_rumah" || (row.kind == Kind::person_in_need && row.category == "anak");
        const Urgency expected = worse ? p1 : row.urgency;
        EXPECT_EQ(name(triage(report(row.kind, std::string{row.category}), Light::night)), name(expected))
            << name(row.kind) << ' ' << row.category;
    }
}

TEST(Triage, PutsDangerAboveEverythingElse) {
    for (const Kind kind : all_kinds)
        for (const std::string_view category : {"", "disabilitas", "beasiswa", "unheard_of"}) {
            Report dangerous = report(kind, std::string{category});
            dangerous.danger = true;
            EXPECT_EQ(triage(dangerous, Light::day), p0) << name(kind) << ' ' << category;
        }
}

TEST(Triage, HasAStoryWithoutCategoryReadWithinADay) {
    Report told = report(Kind::person_in_need, "");
    told.story = "nenek di bawah jembatan";
    EXPECT_EQ(triage(told, Light::day), p2);
    EXPECT_EQ(triage(report(Kind::person_in_need, "kategori_baru"), Light::day), p2);
}

TEST(Triage, PlansWhatNobodyIsInNeedFor) {
    EXPECT_EQ(triage(report(Kind::help_request, ""), Light::day), p3);
    EXPECT_EQ(triage(report(Kind::help_request, "kategori_baru"), Light::day), p3);
    EXPECT_EQ(triage(report(Kind::call_back, ""), Light::day), p3);
}

TEST(Triage, NeverFilesWhatIsAnsweredWithoutAPerson) {
    for (const Category& category : all_categories) EXPECT_LT(category.urgency, p4) << category.id;
}

TEST(Categories, StandOnceEachAndNameTheOfficeWord) {
    std::set<std::pair<Kind, std::string_view>> seen;
    for (const Category& category : all_categories) {
        EXPECT_TRUE(seen.emplace(category.kind, category.id).second) << category.id;
        EXPECT_FALSE(category.official.empty()) << category.id;
        EXPECT_EQ(category_of(category.kind, category.id), &category);
    }
    EXPECT_EQ(category_of(Kind::help_request, "lansia"), nullptr);
    EXPECT_EQ(category_of(Kind::call_back, "lain"), nullptr);
}

}  // namespace
}  // namespace sambung::cases
