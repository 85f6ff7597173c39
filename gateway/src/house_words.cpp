#include "house_words.h"

#include "cases/on_duty.h"
#include "tidings.h"

namespace sambung::gateway {

using store::HouseNews;
using store::NewOutbound;

namespace {

std::vector<NewOutbound> to_funder(const Announcer& announcer, const HouseNews& news, TimePoint now) {
    const cases::Unit* unit = announcer.office->unit(news.unit);
    if (unit == nullptr) return {};
    const std::string words = "Rumah " + news.house.text() + ": batas waktu pesanan " + unit->name +
                              " sudah lewat, rumah terbuka lagi bagi semua penyandang dana.";
    const std::string about = "house:" + news.house.text() + ":" + news.occasion;
    std::vector<NewOutbound> out;
    for (const cases::DutyAddress& duty : cases::on_duty(*unit, announcer.office->calendar, now)) {
        const Channel* channel = announcer.channels->find(duty.channel);
        // Its program asks how its houses stand; an event of a task would be read as one.
        if (channel == nullptr || channel->adapter->carries() == adapters::Carries::events) continue;
        out.push_back(announcer.message(about, duty.channel, duty.address, words));
    }
    return out;
}

std::vector<NewOutbound> words_of(const Announcer& announcer, const HouseNews& news, TimePoint now) {
    if (news.what == HouseNews::What::lapsed) return to_funder(announcer, news, now);
    // Of what was told in confidence nothing goes out that was not asked for.
    if (!news.about || announcer.office->is_sensitive(news.about->report)) return {};
    const std::string_view key = news.what == HouseNews::What::funded ? "notice.house_funded" : "notice.house_done";
    return news_to_citizen(announcer, *news.about, key, std::string{key} + ":" + news.house.text() + news.occasion, {});
}

}  // namespace

store::HouseVoice house_voice(Announcer announcer, TimePoint now) {
    return [announcer = std::move(announcer), now](const HouseNews& news) { return words_of(announcer, news, now); };
}

}  // namespace sambung::gateway
