// The outreach register in the books: lines of officers, beds, and what is due. Every person in it belongs to a case,
// under whose key their details are sealed. Rules: cases/register.h.
//
// `database` and `keys` outlive every task. Any thread's io_context may await.
#pragma once

#include "cases/beds.h"
#include "cases/calendar.h"
#include "cases/register_words.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/queues.h"
#include "store/task.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

using cases::House;

// An officer's lines, as Reception found them in a kept message.
struct RegisterMessage {
    std::int64_t inbox = 0;  // done with the answer, in one transaction
    EventId event;
    PersonId officer;
    std::string channel, address, reply_to;
    std::vector<std::string> units;        // that this number answers for
    cases::Hand hand = cases::Hand::team;  // the strongest that they have by their units
    std::vector<cases::RegisterLine> lines;
};

struct RegisterAnswer {
    enum class Said : std::uint8_t {
        done,
        no_such,     // no such number, or another shelter's
        no_task,     // that task is none of this unit's, so no case to link
        no_step,     // `why`
        unreadable,  // the case does not open: staff must look
        stays        // done, but there is no bed for them yet: `why`
    };
    cases::RegisterLine line;
    Said said = Said::no_such;
    std::int64_t number = 0;
    cases::Stage stage = cases::Stage::reached;  // as it is now
    std::optional<cases::NoStep> why = {};
    std::optional<cases::Room> room = {};
    int bed = 0;
    bool child = false;
    bool complete = false;
    bool must_move = false;  // what was told does not fit the room that they have
    std::array<int, std::size(cases::all_rooms)> free{};
    std::optional<TimePoint> follow_up = {};
};

// To a unit of the office; without a name, an age or an illness.
struct RegisterNews {
    enum class What : std::uint8_t {
        child_found,  // to the social workers
        child_alone,  // to the shelter and the social workers: the guardian is gone
        incomplete,   // to the shelter, and the second time to its head
        stay_over,    // to the head, and again every day
        follow_up     // to the shelter
    };
    What what = What::child_found;
    std::string unit;     // who is told
    std::string shelter;  // code
    std::vector<std::int64_t> numbers;
    TimePoint now{};
};

// The words. Pure and quick; they run in the transaction, and what they return is sent if and only if it is kept.
struct RegisterVoice {
    std::function<std::vector<NewOutbound>(const RegisterNews&)> tell;
    std::function<std::vector<NewOutbound>(const RegisterMessage&, const std::vector<RegisterAnswer>&)> answer;
};

// All lines of a message, each by itself, and the answer; a message that comes again does nothing. Errc::unavailable:
// nothing was done.
[[nodiscard]] Task<Result<>> write_register(Database& database, const Keys& keys, std::vector<House> houses,
                                            cases::Calendar calendar, RegisterMessage message, RegisterVoice voice,
                                            TimePoint now);

// Reminds of what is missing at 09.30, tells the head at 10.00, of a stay that is over at once and each day after it,
// and the shelter of follow-ups. How many entries something was done for.
[[nodiscard]] Task<Result<int>> ring_register(Database& database, const Keys& keys, std::vector<House> houses,
                                              cases::Calendar calendar, RegisterVoice voice, TimePoint now);

// An entry without anything personal.
struct RegisterEntry {
    std::int64_t number = 0;
    cases::Stage stage = cases::Stage::reached;
    std::string unit;
    std::optional<cases::Room> room;
    int bed = 0;
    bool complete = false;
    TimePoint found{}, changed{};
    std::optional<TimePoint> stay_due, follow_up;
};
// The newest first.
[[nodiscard]] Task<Result<std::vector<RegisterEntry>>> register_entries(Database& database, int most);

}  // namespace sambung::store
