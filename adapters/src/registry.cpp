#include "registry.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sambung::adapters {

namespace {

constexpr std::pair<Verdict, std::string_view> verdicts[] = {
    {Verdict::accepted, "accepted"},   {Verdict::retry, "retry"},         {Verdict::throttled, "throttled"},
    {Verdict::permanent, "permanent"}, {Verdict::opted_out, "opted_out"}, {Verdict::our_bug, "our_bug"},
    {Verdict::alarm, "alarm"},         {Verdict::gone, "gone"},           {Verdict::unknown, "unknown"},
};

std::unexpected<Error> wrong(const ChannelSettings& settings, std::string_view key, std::string_view what) {
    return fail(Errc::misconfigured,
                "channel '" + settings.id + "': key '" + std::string{key} + "' " + std::string{what});
}

// A line break in a key would become a header of its own in what we send.
bool has_control_characters(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

Result<> check_keys(const Maker& maker, const ChannelSettings& settings) {
    for (const auto& [key, given] : settings.values) {
        if (std::ranges::find(maker.settings, key, &Setting::key) == maker.settings.end())
            return wrong(settings, key, "is not known to " + std::string{maker.name});
        const auto same_key = [&key](const auto& pair) { return pair.first == key; };
        if (std::ranges::count_if(settings.values, same_key) > 1) return wrong(settings, key, "is there twice");
        if (has_control_characters(given)) return wrong(settings, key, "contains control characters");
    }
    for (const Setting& setting : maker.settings)
        if (setting.required && settings.value(setting.key).empty())
            return wrong(settings, setting.key, "required: " + std::string{setting.help});
    return {};
}

}  // namespace

std::string_view name(Verdict verdict) {
    for (const auto& [value, word] : verdicts)
        if (value == verdict) return word;
    std::unreachable();
}

std::optional<Verdict> verdict_from(std::string_view name) {
    for (const auto& [value, word] : verdicts)
        if (word == name) return value;
    return std::nullopt;
}

std::string_view ChannelSettings::value(std::string_view key) const {
    for (const auto& [known, given] : values)
        if (known == key) return given;
    return {};
}

std::span<const Maker> registry() {
    static const std::array makers{
        africastalking_ussd(),  //
        africastalking_sms(),   //
        kannel(),               //
        whatsapp_cloud(),       //
        twilio(),               //
        infobip(),              //
        vonage(),               //
        sms_http(),             //
        ussd_http(),            //
        jasmin(),               //
        eight_by_eight(),       //
        qontak(),               //
        zenziva(),              //
        dartmedia(),            //
        fonnte(),               //
        wablas(),               //
        zenvia(),               //
        telegram(),             //
        smpp_link(),            //
        unit_webhook(),         //
        smtp(),                 //
    };
    return makers;
}

const Maker* find_maker(std::string_view name) {
    const auto found = std::ranges::find(registry(), name, &Maker::name);
    return found == registry().end() ? nullptr : &*found;
}

Result<std::unique_ptr<Adapter>> make_adapter(std::string_view name, const ChannelSettings& settings) {
    const Maker* maker = find_maker(name);
    if (maker == nullptr) return wrong(settings, "adapter", "names an unknown adapter");
    if (auto checked = check_keys(*maker, settings); !checked) return std::unexpected(std::move(checked.error()));
    auto made = maker->make(settings);
    if (!made) made.error().detail = "channel '" + settings.id + "': " + made.error().detail;
    return made;
}

}  // namespace sambung::adapters
