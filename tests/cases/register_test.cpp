// The outreach register: which steps there are, who takes them, and what must hold.
#include "cases/register.h"

#include "cases/register_words.h"

#include <gtest/gtest.h>

#include <set>

namespace sambung::cases {
namespace {

using std::chrono::days;
using enum Stage;

constexpr TimePoint now{milliseconds{1'790'000'000'000}};

Found grown() {
    return {.age = 45,
            .age_told = true,
            .health = Health::well,
            .sex = Sex::female,
            .identity_told = true,
            .origin_told = true,
            .room = Room::women,
            .bed_free = true,
            .peksos_told = true,
            .reason = Reason::wish,
            .follow_up = now + days{14},
            .last = now,
            .now = now};
}
Found child() {
    Found found = grown();
    found.age = 9;
    found.room = Room::children;
    return found;
}
std::optional<Hold> missing(Stage from, Stage to, const Found& found, Hand hand = Hand::shelter) {
    const auto why = refusal(from, to, hand, found);
    return why ? why->missing : std::nullopt;
}

// Written out by hand: every other pair is no step, whatever holds.
TEST(Register, HasTheseStepsAndNoOther) {
    const std::set<std::pair<Stage, Stage>> steps{
        {reached, screened},      {reached, health_care},  {screened, sheltered},   {screened, health_care},
        {sheltered, health_care}, {sheltered, sheltered},  {assessed, assessed},    {sheltered, assessed},
        {health_care, assessed},  {health_care, screened}, {assessed, conditional}, {assessed, family},
        {assessed, institution},  {assessed, court},       {assessed, health_care}, {assessed, home_region},
        {assessed, resettlement}, {reached, left},         {screened, left},        {sheltered, left},
        {assessed, left},         {health_care, left},     {reached, died},         {screened, died},
        {sheltered, died},        {assessed, died},        {health_care, died}};
    for (const Stage from : all_stages)
        for (const Stage to : all_stages) {
            Found found = grown();
            const bool well = !refusal(from, to, Hand::shelter, found);
            found.health = Health::grave;
            const bool grave = !refusal(from, to, Hand::shelter, found);
            EXPECT_EQ(well || grave, steps.contains({from, to})) << name(from) << " to " << name(to);
        }
}

TEST(Register, NobodyIsAssessedOrDecidedOnByTheTeam) {
    for (const RegisterStep& one : register_steps()) {
        const bool judged = one.to == assessed || (one.from == assessed && one.to != left && one.to != died);
        if (judged && !one.wants(Hold::grave)) EXPECT_FALSE(one.may(Hand::team)) << name(one.from) << name(one.to);
    }
    const auto why = refusal(sheltered, assessed, Hand::team, grown());
    ASSERT_TRUE(why);
    EXPECT_TRUE(why->known);
    EXPECT_FALSE(why->hand);
}

TEST(Register, EveryDecisionWantsAnAssessmentAndAReason) {
    for (int digit = 1; digit <= 7; ++digit) {
        const Stage outcome = outcome_of_digit(digit).value();
        Found found = grown();
        EXPECT_FALSE(refusal(assessed, outcome, Hand::section, found)) << name(outcome);
        found.reason.reset();
        EXPECT_EQ(missing(assessed, outcome, found), Hold::reasoned);
        if (outcome != health_care) EXPECT_FALSE(refusal(sheltered, outcome, Hand::section, grown())->known);
    }
    EXPECT_FALSE(outcome_of_digit(0));
    EXPECT_FALSE(outcome_of_digit(8));
}

TEST(Register, WhoIsGravelyIllGetsNoBedButHealthCare) {
    Found found = grown();
    found.health = Health::grave;
    EXPECT_EQ(missing(screened, sheltered, found), Hold::not_grave);
    EXPECT_FALSE(refusal(screened, health_care, Hand::team, found));
    found.health.reset();
    EXPECT_EQ(missing(screened, sheltered, found), Hold::health_told);
    EXPECT_EQ(missing(reached, screened, found), Hold::health_told);
}

struct RoomRow {
    std::optional<int> age;
    bool looks_a_child;
    std::optional<Sex> sex;
    bool guardian;
    Room room;
    bool fits;
};
constexpr RoomRow room_rows[] = {
    {45, false, Sex::male, false, Room::men, true},
    {45, false, Sex::male, false, Room::women, false},
    {45, false, Sex::female, false, Room::men, false},
    {45, false, {}, false, Room::men, true},
    {45, false, Sex::male, false, Room::children, false},
    {45, false, Sex::male, false, Room::family, true},
    {18, true, Sex::male, false, Room::men, true},
    {17, false, Sex::male, false, Room::men, false},
    {17, false, Sex::male, true, Room::men, false},
    {17, false, Sex::male, false, Room::children, true},
    {4, false, Sex::female, false, Room::family, false},
    {4, false, Sex::female, true, Room::family, true},
    {{}, true, {}, false, Room::women, false},
    {{}, true, {}, false, Room::children, true},
    {{}, false, {}, false, Room::children, false},
};
TEST(Register, AChildIsNeverWithGrownUpsButTheirOwn) {
    for (const RoomRow& row : room_rows) {
        Found found = grown();
        found.age = row.age;
        found.looks_a_child = row.looks_a_child;
        found.sex = row.sex;
        found.guardian_with_them = row.guardian;
        found.room = row.room;
        EXPECT_EQ(room_fits(found), row.fits) << row.age.value_or(-1) << ' ' << name(row.room);
        EXPECT_EQ(missing(screened, sheltered, found) == Hold::room_fits, !row.fits);
    }
}

TEST(Register, AChildWantsASocialWorkerAndGoesToNobodyButThoseWhoCare) {
    Found found = child();
    EXPECT_FALSE(refusal(screened, sheltered, Hand::team, found));
    found.peksos_told = false;
    EXPECT_EQ(missing(screened, sheltered, found), Hold::peksos_told);
    found = child();
    EXPECT_EQ(missing(assessed, conditional, found), Hold::grown_up);
    EXPECT_EQ(missing(assessed, resettlement, found), Hold::grown_up);
    for (const Stage to : {family, institution, court, health_care, home_region})
        EXPECT_FALSE(refusal(assessed, to, Hand::shelter, found)) << name(to);
}

TEST(Register, AReleaseOnConditionHasADayWithinThirty) {
    Found found = grown();
    for (const auto& [after, allowed] : {std::pair{0, false}, {1, true}, {30, true}, {31, false}}) {
        found.follow_up = now + days{after};
        EXPECT_EQ(!refusal(assessed, conditional, Hand::shelter, found), allowed) << after;
    }
    found.follow_up.reset();
    EXPECT_EQ(missing(assessed, conditional, found), Hold::follow_up_set);
}

TEST(Register, NothingHappensBeforeWhatCameLast) {
    Found found = grown();
    found.last = now + milliseconds{1};
    for (const RegisterStep& one : register_steps())
        EXPECT_TRUE(refusal(one.from, one.to, Hand::section, found)) << name(one.from) << " to " << name(one.to);
}

TEST(Register, AGuardianIsDecidedOnAfterTheirChildren) {
    Found found = grown();
    found.wards = 1;
    EXPECT_EQ(missing(assessed, family, found), Hold::no_ward);
    EXPECT_FALSE(refusal(assessed, left, Hand::shelter, found)) << "who goes is not asked";
}

struct WordRow {
    std::string_view text;
    std::optional<RegisterLine> line;
};
const WordRow word_rows[] = {
    {"JANGKAU 45 SEHAT", RegisterLine{.age = 45, .health = Health::well}},
    {"jangkau ? sakit anak ka t14.",
     RegisterLine{.looks_a_child = true, .health = Health::ill, .room = Room::children, .task = 14}},
    {"JANGKAU 121 SEHAT", std::nullopt},
    {"JANGKAU SEHAT", std::nullopt},
    {"JANGKAU 45 SEHAT DL DL", std::nullopt},
    {"JANGKAU 45 SEHAT besok", std::nullopt},
    {"LENGKAP R12 TANPA L Kab. Blitar",
     RegisterLine{.verb = RegisterVerb::complete, .number = 12, .sex = Sex::male, .origin = "KAB BLITAR"}},
    {"LENGKAP R12 ADA P ?",
     RegisterLine{.verb = RegisterVerb::complete, .number = 12, .has_papers = true, .sex = Sex::female}},
    {"LENGKAP R12 ADA", std::nullopt},
    {"JANGKAU 4 SEHAT KK R11", RegisterLine{.age = 4, .health = Health::well, .room = Room::family, .guardian = 11}},
    {"LENGKAP R12 19 ADA P Batu", RegisterLine{.verb = RegisterVerb::complete,
                                               .number = 12,
                                               .age = 19,
                                               .has_papers = true,
                                               .sex = Sex::female,
                                               .origin = "BATU"}},
    {"RANJANG R3 KK R1", RegisterLine{.verb = RegisterVerb::bed, .number = 3, .room = Room::family, .guardian = 1}},
    {"RANJANG R3 KK", RegisterLine{.verb = RegisterVerb::bed, .number = 3, .room = Room::family}},
    {"KESEHATAN R3 GAWAT", RegisterLine{.verb = RegisterVerb::check, .number = 3, .health = Health::grave}},
    {"ASESMEN R3", RegisterLine{.verb = RegisterVerb::assess, .number = 3}},
    {"ASESMEN", std::nullopt},
    {"ASESMEN R0", std::nullopt},
    {"KELUAR R3 1 4 14",
     RegisterLine{.verb = RegisterVerb::decide, .number = 3, .outcome = 1, .reason = 4, .days = 14}},
    {"KELUAR R3 2", std::nullopt},
    {"KELUAR R3 8 1", std::nullopt},
    {"keluar rumah", std::nullopt},
    {"PERGI R3", RegisterLine{.verb = RegisterVerb::left, .number = 3}},
    {"pergi ke pasar", std::nullopt},
    {"MENINGGAL R3", RegisterLine{.verb = RegisterVerb::died, .number = 3}},
    {"meninggal", std::nullopt},
    {"", std::nullopt},
    {"SIAP", std::nullopt},
};
TEST(RegisterWords, AreReadWholeOrNotAtAll) {
    for (const WordRow& row : word_rows) {
        const auto lines = register_lines_in(row.text);
        ASSERT_EQ(lines.has_value(), row.line.has_value()) << row.text;
        if (lines) EXPECT_EQ(lines->front(), *row.line) << row.text;
    }
}

TEST(RegisterWords, StandOnePersonALine) {
    const auto lines = register_lines_in("JANGKAU 31 SEHAT KK\nJANGKAU 4 SEHAT ANAK KK; ASESMEN R2");
    ASSERT_TRUE(lines);
    EXPECT_EQ(lines->size(), 3U);
    EXPECT_FALSE(register_lines_in("JANGKAU 31 SEHAT KK\ntolong cepat"))
        << "one line that is none makes all a citizen's";
}

}  // namespace
}  // namespace sambung::cases
