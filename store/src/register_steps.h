// Steps of the register: the table is asked, the row changed, beds given and freed, an event written, and whoever must
// know is told.
#pragma once

#include "register_rows.h"
#include "store/register.h"

#include <optional>

namespace sambung::store {

// What a job on the register has in hand.
struct Registry {
    Clerk& clerk;
    const std::vector<House>& houses;
    const cases::Calendar& calendar;
    const RegisterVoice& voice;

    [[nodiscard]] const House* house(std::string_view unit) const;  // nullptr: it is none any more
    // How many messages; none: nobody can be told.
    std::size_t tell(const RegisterNews& news) const;
};

// One person at work.
struct Person {
    RegisterRow row;
    CaseRow about;
    RegisterDetails known;  // nothing, once the case was erased
};
// Throws BrokenSeal.
[[nodiscard]] std::optional<Person> person_in_register(const Registry& registry, std::int64_t number);
void note_known(const Registry& registry, Person& person);  // seals what is known now

[[nodiscard]] cases::Found found(const Registry& registry, const Person& person);

// Whose step it is and why.
struct Taken {
    cases::Hand hand = cases::Hand::team;
    std::optional<cases::Reason> reason = {};
    std::optional<TimePoint> follow_up = {};
};
// Nothing: done. Else why not, and nothing was changed.
[[nodiscard]] std::optional<cases::NoStep> take(const Registry& registry, Person& person, cases::Stage to,
                                                const Taken& by);
// The same into a bed of that class: the first that is free. `guardian`: their own, 0: as before.
[[nodiscard]] std::optional<cases::NoStep> lodge(const Registry& registry, Person& person, cases::Room room,
                                                 std::int64_t guardian, cases::Hand hand);
// The social workers are told of a child, once.
void tell_of_child(const Registry& registry, Person& person);

}  // namespace sambung::store
