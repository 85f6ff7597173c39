#include "model/message.h"

#include <utility>

namespace sambung {

namespace {

constexpr std::pair<ChannelKind, std::string_view> kinds[] = {
    {ChannelKind::ussd, "ussd"}, {ChannelKind::sms, "sms"}, {ChannelKind::whatsapp, "whatsapp"}};

constexpr std::pair<Delivery, std::string_view> deliveries[] = {{Delivery::queued, "queued"},
                                                                {Delivery::sent, "sent"},
                                                                {Delivery::delivered, "delivered"},
                                                                {Delivery::read, "read"},
                                                                {Delivery::failed, "failed"}};

constexpr std::pair<MediaKind, std::string_view> media_kinds[] = {{MediaKind::image, "image"},
                                                                  {MediaKind::voice, "voice"}};

}  // namespace

std::string_view name(ChannelKind kind) {
    for (const auto& [value, word] : kinds)
        if (value == kind) return word;
    std::unreachable();
}

std::optional<ChannelKind> channel_kind_from(std::string_view name) {
    for (const auto& [value, word] : kinds)
        if (word == name) return value;
    return std::nullopt;
}

std::string_view name(Delivery delivery) {
    for (const auto& [value, word] : deliveries)
        if (value == delivery) return word;
    std::unreachable();
}

std::optional<Delivery> delivery_from(std::string_view name) {
    for (const auto& [value, word] : deliveries)
        if (word == name) return value;
    return std::nullopt;
}

std::string_view name(MediaKind kind) {
    for (const auto& [value, word] : media_kinds)
        if (value == kind) return word;
    std::unreachable();
}

std::optional<MediaKind> media_kind_from(std::string_view name) {
    for (const auto& [value, word] : media_kinds)
        if (word == name) return value;
    return std::nullopt;
}

std::string_view content_type(MediaKind kind) {
    switch (kind) {
        case MediaKind::image:
            return "image/jpeg";
        case MediaKind::voice:
            return "audio/ogg";
    }
    std::unreachable();
}

}  // namespace sambung
