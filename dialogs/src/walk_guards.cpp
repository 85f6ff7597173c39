// What a guard asks, and whether it holds here and now.
#include "walk.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

// Things of a slot are parted by spaces: ids of photos, of voice notes.
int things_in(std::string_view value) {
    return value.empty() ? 0 : static_cast<int>(std::ranges::count(value, ' ')) + 1;
}

template <class List, class Value>
bool empty_or_has(const List& list, const Value& value) {
    return list.empty() || std::ranges::find(list, value) != list.end();
}

}  // namespace

bool Walk::holds(const Guard& guard) const {
    const auto filled = [this](const std::string& name) { return !slot(name).empty(); };
    const auto is_one_of = [this](const auto& wanted) {
        return std::ranges::find(wanted.second, slot(wanted.first)) != wanted.second.end();
    };
    const auto enough = [this](const auto& wanted) { return things_in(slot(wanted.first)) >= wanted.second; };
    const auto holds_too = [this](const Guard& each) { return holds(each); };
    return std::ranges::all_of(guard.has, filled) && std::ranges::none_of(guard.lacks, filled) &&
           std::ranges::all_of(guard.slot_is, is_one_of) && std::ranges::all_of(guard.count, enough) &&
           empty_or_has(guard.channels, event_.channel) && empty_or_has(guard.languages, language()) &&
           flows_.ever(guard) && (!guard.office_open || *guard.office_open == env_.office_open) &&
           (!guard.helper || *guard.helper == env_.helper) &&
           (guard.any.empty() || std::ranges::any_of(guard.any, holds_too)) &&
           std::ranges::none_of(guard.none, holds_too);
}

}  // namespace sambung::dialogs
