#include "cases/keeping.h"

namespace sambung::cases {

bool is_finished(Status status) {
    return status == Status::closed || status == Status::cancelled || status == Status::merged;
}

EraseRule erase_rule(Urgency urgency, bool restricted, Status status) {
    const bool light = urgency == Urgency::p3 || urgency == Urgency::p4;
    const bool not_begun = status == Status::filed || status == Status::need_info;
    return light && !restricted && (not_begun || is_finished(status)) ? EraseRule::erases : EraseRule::asks_person;
}

}  // namespace sambung::cases
