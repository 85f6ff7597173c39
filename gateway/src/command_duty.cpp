#include "await_here.h"
#include "books.h"
#include "cases/duty_point.h"
#include "channel.h"
#include "commands.h"
#include "duty_address.h"
#include "office_changes.h"
#include "store/duty_points.h"
#include "times.h"

#include <iostream>

namespace sambung::gateway {

namespace {

int list(const Books& books) {
    const auto all = await_here(store::points_to_show(*books.database, *books.keys, now()));
    if (!all) return complain(describe(all.error()));
    std::cout << "id,unit,channel,address,since,until,holds,by,reviewer\r\n";
    for (const store::DutyPoint& one : *all)
        std::cout << one.id << "," << one.to.unit << "," << one.to.to.channel << "," << masked_duty(one.to.to.address)
                  << "," << iso(one.made) << "," << iso(one.until) << "," << (one.until > now() ? "yes" : "no") << ","
                  << one.author << "," << one.reviewer << "\r\n";
    return 0;
}

// The number in its one form, if it can be rung there.
Result<cases::DutyPoint> wanted(const DutyOptions& options, const Books& books, const Channels& channels) {
    if (books.pack.office->unit(options.unit) == nullptr)
        return fail(Errc::not_found, "there is no unit \"" + options.unit + "\"");
    const Channel* channel = channels.find(options.channel);
    if (channel == nullptr) return fail(Errc::not_found, "there is no channel \"" + options.channel + "\"");
    if (channel->adapter->replies_inline() || channel->adapter->carries() != adapters::Carries::talk)
        return fail(Errc::invalid_request, "channel \"" + options.channel + "\" rings no phone");
    const std::optional<DutyPlace> place = duty_place(options.address);
    if (!place || place->form != DutyForm::phone)
        return fail(Errc::invalid_request, "a duty phone is a number such as +6281200000011");
    return cases::DutyPoint{.unit = options.unit, .to = {.channel = options.channel, .address = place->address}};
}

int point(const DutyOptions& options, const Books& books, const Channels& channels) {
    const Result<cases::DutyPoint> to = wanted(options, books, channels);
    if (!to) return complain(describe(to.error()));
    const TimePoint at = now();
    const std::chrono::hours hours{options.hours};
    const auto id = await_here(store::point_duty(*books.database, *books.keys, *to, hours, options.by, at));
    if (!id) return complain(describe(id.error()));
    std::cout << "duty point " << *id << ": " << to->unit << " on " << to->to.channel << " is rung at "
              << masked_duty(to->to.address) << " until " << iso(at + hours)
              << "\na second person reviews it afterwards: sambung duty review " << *id << " --by NAME\n";
    return 0;
}

int review(const DutyOptions& options, const Books& books) {
    const Result<> done = await_here(store::review_point(*books.database, *books.keys, options.id, options.by, now()));
    if (!done) return complain(describe(done.error()));
    std::cout << "duty point " << options.id << " is reviewed\n";
    return 0;
}

}  // namespace

int duty(const DutyOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const Result<Channels> channels = Channels::make(config->channels);
    if (!channels) return complain(describe(channels.error()));
    switch (options.wish) {
        case DutyWish::list:
            return list(*books);
        case DutyWish::point:
            return point(options, *books, *channels);
        case DutyWish::review:
            return review(options, *books);
    }
    std::unreachable();
}

}  // namespace sambung::gateway
