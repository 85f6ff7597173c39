#include "cases/officer_words.h"

#include <gmock/gmock.h>

#include <string>

namespace sambung::cases {
namespace {

struct Row {
    std::string said;
    std::vector<Order> orders;
};

const Row understood[] = {
    {"TERIMA", {{Verb::accept, 0, {}}}},
    {"terima t14", {{Verb::accept, 0, 14}}},
    {"T14 Terima", {{Verb::accept, 0, 14}}},
    {"  TERIMA   T104. ", {{Verb::accept, 0, 104}}},
    {"TOLAK 1", {{Verb::hand_back, 1, {}}}},
    {"tolak2 t14", {{Verb::hand_back, 2, 14}}},
    {"TOLAK T14 9", {{Verb::hand_back, 9, 14}}},
    {"BERANGKAT", {{Verb::depart, 0, {}}}},
    {"tiba", {{Verb::arrive, 0, {}}}},
    {"Tidak ketemu", {{Verb::not_found, 0, {}}}},
    {"butuh polisi t12", {{Verb::need_police, 0, 12}}},
    {"BUTUH 119", {{Verb::need_119, 0, {}}}},
    {"SELESAI 1", {{Verb::finish, 1, {}}}},
    {"selesai 8 T9999", {{Verb::finish, 8, 9999}}},
    {"SAH T10", {{Verb::confirm, 0, 10}}},
    {"tidak t10", {{Verb::deny, 0, 10}}},
    {"TUNDA T31", {{Verb::postpone, 0, 31}}},
    {"tunda", {{Verb::postpone, 0, {}}}},
    {"TUNDA 9 T31", {{Verb::postpone, 9, 31}}},
    {"tunda1", {{Verb::postpone, 1, {}}}},
    {"siap", {{Verb::ready, 0, {}}}},
    {"SELESAI 1 T14; TERIMA T15", {{Verb::finish, 1, 14}, {Verb::accept, 0, 15}}},
    {"TIBA T14\nBUTUH 119 T14\n", {{Verb::arrive, 0, 14}, {Verb::need_119, 0, 14}}},
    {"tidak 2 t14", {{Verb::deny, 2, 14}}},
    {"T14 TIDAK4; sah T15\nTUNDA 1 t16", {{Verb::deny, 4, 14}, {Verb::confirm, 0, 15}, {Verb::postpone, 1, 16}}},
};

TEST(OfficerWords, AreOrdersIfTheWholeMessageIsReadSo) {
    for (const Row& row : understood) EXPECT_EQ(orders_in(row.said), row.orders) << row.said;
}

TEST(OfficerWords, AreACitizensOtherwise) {
    for (const std::string said : {"",
                                   "  ",
                                   ";",
                                   "TERIMA kasih",
                                   "Tolong",
                                   "TOLAK",
                                   "TOLAK 0",
                                   "TUNDA 0",
                                   "TUNDA 10",
                                   "TOLAK 12",
                                   "SELESAI",
                                   "SELESAI 9",
                                   "TERIMA 1",
                                   "SAH",
                                   "TIDAK",
                                   "TIDAK 2",
                                   "TIDAK 5 T14",
                                   "SIAP T12",
                                   "TERIMA T1",
                                   "TERIMA T12345",
                                   "TERIMA T12 T13",
                                   "TERIMA; halo",
                                   "BUTUH 118",
                                   "TERIMA T00",
                                   "LAPOR TERIMA",
                                   "1",
                                   "TIDAK KETEMU T12 T12"})
        EXPECT_EQ(orders_in(said), std::nullopt) << said;
}

TEST(OfficerWords, TakeNoMoreOrdersThanAShiftCanHave) {
    std::string many;
    for (int task = first_task; task < first_task + 21; ++task) many += "TIBA " + task_name(task) + ";";
    EXPECT_EQ(orders_in(many), std::nullopt);
    EXPECT_EQ(orders_in(many.substr(0, many.rfind(';', many.size() - 2) + 1))->size(), 20U);
}

TEST(OfficerWords, AreWordsThatReadBackAsTheirVerb) {
    for (const Verb verb : all_verbs) {
        std::string said{word(verb)};
        if (verb == Verb::hand_back || verb == Verb::finish) said += " 1";
        if (verb != Verb::ready) said += " T12";
        const auto orders = orders_in(said);
        ASSERT_TRUE(orders) << said;
        EXPECT_EQ(orders->front().verb, verb) << said;
    }
}

}  // namespace
}  // namespace sambung::cases
