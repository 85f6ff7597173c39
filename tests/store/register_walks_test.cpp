// A thousand random walks through the register, against a model that knows the rules by itself: what the books do is
// what the model says, and no walk ends where a rule is broken.
#include "register_books.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace sambung::store {
namespace {

using cases::Hand;
using cases::Health;
using cases::Room;
using cases::Stage;
using Said = RegisterAnswer::Said;

constexpr int walks = 1000;
constexpr int beds[] = {2, 2, 2, 3};
constexpr std::string_view room_words[] = {"DL", "DP", "KA", "KK"};
constexpr std::string_view health_words[] = {"SEHAT", "SAKIT", "GAWAT"};

struct Known {
    Stage stage = Stage::reached;
    bool child = false;
    Health health = Health::well;
    char sex = '?';
    int room = -1;
    std::int64_t guardian = 0;
};

class Model {
 public:
    std::map<std::int64_t, Known> all;

    [[nodiscard]] int taken(int room) const {
        return static_cast<int>(std::ranges::count_if(all, [&](const auto& one) { return one.second.room == room; }));
    }
    [[nodiscard]] int wards(std::int64_t id) const {
        return static_cast<int>(std::ranges::count_if(
            all, [&](const auto& one) { return one.second.guardian == id && one.second.room == 3; }));
    }
    [[nodiscard]] bool grown_in_family(std::int64_t id) const {
        return all.contains(id) && !all.at(id).child && all.at(id).room == 3;
    }
    [[nodiscard]] bool fits(const Known& one, int room, std::int64_t guardian) const {
        if (one.child) return room == 2 || (room == 3 && grown_in_family(guardian));
        return room == 3 || (room == 0 && one.sex != 'P') || (room == 1 && one.sex != 'L');
    }
    void gone(Known& one, Stage to) const {
        one.stage = to;
        one.room = -1;
        one.guardian = 0;
    }
    bool bed(std::int64_t id, int room, Hand hand, bool first) {
        Known& one = all[id];
        const bool from = one.stage == Stage::screened ||
                          ((one.stage == Stage::sheltered || one.stage == Stage::assessed) && hand != Hand::team);
        if (!from || one.health == Health::grave || !fits(one, room, one.guardian) || taken(room) >= beds[room])
            return false;
        if (!first && one.stage != Stage::screened && room != 3 && wards(id) > 0) return false;
        one.room = room;
        if (room != 3) one.guardian = 0;
        if (one.stage == Stage::screened) one.stage = Stage::sheltered;
        return true;
    }
    bool check(std::int64_t id, Health health) {
        Known& one = all[id];
        const bool away = one.stage == Stage::health_care;
        if (one.stage > Stage::assessed && !away) return false;
        one.health = health;
        if (health == Health::grave && !away) gone(one, Stage::health_care);
        if (health != Health::grave && away) one.stage = Stage::screened;
        return true;
    }
    bool assess(std::int64_t id, Hand hand) {
        Known& one = all[id];
        if (hand == Hand::team || one.sex == '?') return false;
        if (one.stage == Stage::sheltered ? !fits(one, one.room, one.guardian) : one.stage != Stage::health_care)
            return false;
        one.stage = Stage::assessed;
        return true;
    }
    bool decide(std::int64_t id, int outcome, int days, Hand hand) {
        Known& one = all[id];
        const Stage to = cases::outcome_of_digit(outcome).value();
        if (one.stage != Stage::assessed) return false;
        const bool to_care = outcome == 5 && one.health == Health::grave;
        if (!to_care && (hand == Hand::team || wards(id) > 0)) return false;
        if (one.child && (outcome == 1 || outcome == 7)) return false;
        if (outcome == 1 && days == 0) return false;
        gone(one, to);
        return true;
    }
    bool leave(std::int64_t id) {
        Known& one = all[id];
        if (one.stage > Stage::assessed && one.stage != Stage::health_care) return false;
        gone(one, Stage::left);
        return true;
    }
};

class Walks : public testing::Test {
 protected:
    int draw(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

    // The line, and what the model says of it.
    std::pair<std::string, bool> step(Hand hand) {
        const std::int64_t id = last_ - draw(std::min<int>(6, static_cast<int>(last_)));
        const std::string number = " R" + std::to_string(id);
        switch (draw(7)) {
            case 0: {
                const int room = draw(4);
                return {"RANJANG" + number + " " + std::string{room_words[room]}, model_.bed(id, room, hand, false)};
            }
            case 1: {
                const int health = draw(3);
                return {"KESEHATAN" + number + " " + std::string{health_words[health]},
                        model_.check(id, static_cast<Health>(health))};
            }
            case 2: {
                const char sex = draw(2) == 0 ? 'L' : 'P';
                Known& one = model_.all[id];
                const bool open = one.stage <= Stage::assessed || one.stage == Stage::health_care;
                if (open) one.sex = sex;
                return {"LENGKAP" + number + " ADA " + sex + " Batu", open};
            }
            case 3:
                return {"ASESMEN" + number, model_.assess(id, hand)};
            case 4:
            case 5: {
                const int outcome = 1 + draw(7);
                const int days = draw(2) * 14;
                return {"KELUAR" + number + " " + std::to_string(outcome) + " 3" +
                            (days > 0 ? " " + std::to_string(days) : ""),
                        model_.decide(id, outcome, days, hand)};
            }
            default:
                return {"PERGI" + number, model_.leave(id)};
        }
    }
    // A grown-up and the child behind them; the model's lines follow each other as the message's do.
    std::pair<std::string, bool> reach(Hand hand, std::int64_t& guardian) {
        const bool child = draw(2) == 0;
        const int health = draw(6) == 0 ? 2 : draw(2);
        const int room = draw(4);
        const std::int64_t id = ++last_;
        model_.all[id] = {.stage = health == 2 ? Stage::health_care : Stage::screened,
                          .child = child,
                          .health = static_cast<Health>(health),
                          .guardian = guardian};
        const bool lodged = health != 2 && model_.bed(id, room, hand, true);
        Known& one = model_.all[id];
        if (!one.child || one.room != 3) one.guardian = 0;
        if (!child) guardian = one.room == 3 ? id : 0;
        return {"JANGKAU " + std::to_string(child ? draw(18) : 18 + draw(60)) + " " +
                    std::string{health_words[health]} + " " + std::string{room_words[room]},
                health == 2 || lodged};
    }
    void walk(int nth) {
        const Hand hand = static_cast<Hand>(draw(3));
        std::vector<std::string> lines;
        std::vector<bool> expected;
        std::int64_t guardian = 0;
        for (int i = 0; i < 14; ++i) {
            const auto [line, well] = i < 2 ? reach(hand, guardian) : step(hand);
            lines.push_back(line);
            expected.push_back(well);
        }
        for (std::int64_t id = std::max<std::int64_t>(1, last_ - 8); id < last_ - 3; ++id) {  // room for the next
            lines.push_back("PERGI R" + std::to_string(id));
            expected.push_back(model_.leave(id));
        }
        std::string message;
        for (const std::string& line : lines) message += line + "\n";
        const auto answers = register_.say(message, monday + std::chrono::minutes{nth}, hand);
        ASSERT_EQ(answers.size(), expected.size());
        for (std::size_t i = 0; i < answers.size(); ++i) {
            ASSERT_EQ(answers[i].said == Said::done, expected[i]) << "walk " << nth << ": " << lines[i] << "\n"
                                                                  << message;
            taken_ += expected[i] ? 1 : 0;
            refused_ += expected[i] ? 0 : 1;
        }
    }
    void hold_against_the_books() {
        std::int64_t compared = 0;
        for (const RegisterEntry& entry : await_now(register_entries(register_.books.database(), 10'000)).value()) {
            const Known& one = model_.all.at(entry.number);
            ASSERT_EQ(entry.stage, one.stage) << entry.number;
            ASSERT_EQ(entry.room ? static_cast<int>(*entry.room) : -1, one.room) << entry.number;
            ++compared;
        }
        ASSERT_EQ(compared, static_cast<std::int64_t>(model_.all.size()));
    }

    TemporaryFolder folder_;
    RegisterBooks register_{folder_ / "cases.db"};
    Model model_;
    std::mt19937 random_{20261123};
    std::int64_t last_ = 0;
    int taken_ = 0, refused_ = 0;
};

TEST_F(Walks, AThousandTakeNoIllegalStepAndRefuseNoLegalOne) {
    for (int nth = 0; nth < walks; ++nth) {
        walk(nth);
        if (HasFatalFailure()) return;
        if (nth % 100 == 99) hold_against_the_books();
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(taken_, 4 * walks) << "walks that are refused everywhere prove nothing";
    EXPECT_GT(refused_, 2 * walks);
    EXPECT_TRUE(register_.books.cases().verify_log());
}

}  // namespace
}  // namespace sambung::store
