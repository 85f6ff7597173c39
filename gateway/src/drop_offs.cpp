#include "drop_offs.h"

#include <utility>

namespace sambung::gateway {

void DropOffs::add(const std::string& day, const std::string& channel, const Standpoint& at, const SessionEnd& end) {
    metrics_.ussd_ended(end.completed);
    if (!end.completed) metrics_.ussd_dropped(at.flow, at.state);
    count({.day = day,
           .channel = channel,
           .flow = at.flow,
           .state = at.state,
           .completed = end.completed,
           .sessions = 1,
           .hops = end.hops,
           .ms = end.duration.count()});
}

void DropOffs::count(const store::UssdEnds& ends) {
    const std::scoped_lock lock(mutex_);
    const Key key{ends.day, ends.channel, ends.flow, ends.state, ends.completed};
    const auto [there, fresh] = gathered_.try_emplace(key, ends);
    if (fresh) return;
    there->second.sessions += ends.sessions;
    there->second.hops += ends.hops;
    there->second.ms += ends.ms;
}

Task<> DropOffs::bring(store::CaseStore& cases) {
    std::vector<store::UssdEnds> ends;
    {
        const std::scoped_lock lock(mutex_);
        for (auto& [key, one] : std::exchange(gathered_, {})) ends.push_back(std::move(one));
    }
    if (ends.empty()) co_return;
    const Result<> kept = co_await cases.note_ussd_ends(ends);
    if (kept) co_return;
    for (const store::UssdEnds& one : ends) count(one);
}

}  // namespace sambung::gateway
