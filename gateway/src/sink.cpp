#include "sink.h"

#include <boost/json.hpp>

namespace sambung::gateway {

void Sink::show(std::string channel, Outbound message, TimePoint at) {
    const std::scoped_lock lock(mutex_);
    shown_.push_back({next_++, std::move(channel), std::move(message), at});
    if (shown_.size() > kept) shown_.pop_front();
}

std::vector<Sink::Shown> Sink::messages(std::string_view to, std::uint64_t after) const {
    const std::scoped_lock lock(mutex_);
    std::vector<Shown> out;
    for (const Shown& one : shown_)
        if (one.seq > after && one.message.to == to) out.push_back(one);
    return out;
}

std::string Sink::messages_json(std::string_view to, std::uint64_t after) const {
    boost::json::array list;
    for (const Shown& one : messages(to, after)) {
        boost::json::array options;
        for (const auto* choices : {&one.message.content.buttons, &one.message.content.rows})
            for (const Choice& choice : *choices) options.push_back({{"id", choice.id}, {"label", choice.label}});
        list.push_back({{"seq", one.seq},
                        {"channel", one.channel},
                        {"text", one.message.content.text},
                        {"options", std::move(options)}});
    }
    return boost::json::serialize(boost::json::object{{"messages", std::move(list)}});
}

}  // namespace sambung::gateway
