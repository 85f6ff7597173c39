#include "duty_address.h"

#include "model/phone.h"

#include <algorithm>

namespace sambung::gateway {

namespace {

constexpr std::size_t longest_mail = 254;  // RFC 5321 4.5.3.1
constexpr std::size_t longest_endpoint = 40;
constexpr std::string_view small = "abcdefghijklmnopqrstuvwxyz0123456789";

bool of(std::string_view text, std::string_view letters) {
    return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

// The plain form that offices have; quoted names, comments and addresses in brackets are none.
bool is_mail(std::string_view text) {
    const std::string domain_letters = std::string{small} + "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-";
    const std::string name_letters = domain_letters + "_+";
    const auto at = text.find('@');
    if (at == std::string_view::npos || at > 64 || text.size() > longest_mail) return false;
    const std::string_view name = text.substr(0, at);
    const std::string_view domain = text.substr(at + 1);
    const auto sound = [](std::string_view part) {
        return !part.starts_with('.') && !part.starts_with('-') && !part.ends_with('.') &&
               part.find("..") == std::string_view::npos;
    };
    return of(name, name_letters) && of(domain, domain_letters) && sound(name) && sound(domain) &&
           domain.find('.') != std::string_view::npos;
}

bool is_endpoint(std::string_view text) {
    return text.size() <= longest_endpoint && of(text, std::string{small} + "-") && text.front() >= 'a';
}

DutyForm form_on(adapters::Carries carries) {
    switch (carries) {
        case adapters::Carries::talk:
            return DutyForm::phone;
        case adapters::Carries::events:
            return DutyForm::endpoint;
        case adapters::Carries::letters:
            return DutyForm::mail;
    }
    return DutyForm::phone;
}

std::string_view words(DutyForm form) {
    switch (form) {
        case DutyForm::phone:
            return "a phone number, +62…";
        case DutyForm::mail:
            return "a mail address";
        case DutyForm::endpoint:
            return "the name of its endpoint";
    }
    return {};
}

std::string_view endpoint_of(const ChannelConfig& channel) { return channel.settings.value("endpoint"); }

}  // namespace

std::optional<DutyPlace> duty_place(std::string_view text) {
    if (is_mail(text)) return DutyPlace{DutyForm::mail, std::string{text}};
    if (const auto phone = Phone::parse(text)) return DutyPlace{DutyForm::phone, phone->e164()};
    if (is_endpoint(text)) return DutyPlace{DutyForm::endpoint, std::string{text}};
    return std::nullopt;
}

std::vector<cases::DutyAddress> all_duty(const cases::Unit& unit) {
    std::vector<cases::DutyAddress> all = unit.duty;
    if (!unit.shifts) return all;
    for (const cases::Shift& shift : unit.shifts->shifts()) all.insert(all.end(), shift.duty.begin(), shift.duty.end());
    return all;
}

dialogs::Findings duty_findings(const Config& config, const cases::Office& office) {
    dialogs::Findings out;
    const auto complain = [&](const std::string& file, std::string code, std::string sentence) {
        out.push_back({file, {}, std::move(code), std::move(sentence)});
    };
    const std::string units = (config.pack / "units.yaml").string();
    for (const cases::Unit& unit : office.units)
        for (const cases::DutyAddress& duty : all_duty(unit)) {
            const auto channel = std::ranges::find(config.channels, duty.channel, &ChannelConfig::id);
            const adapters::Maker* maker =
                channel == config.channels.end() ? nullptr : adapters::find_maker(channel->adapter);
            const auto place = duty_place(duty.address);
            if (maker == nullptr || !place) continue;
            const DutyForm wanted = form_on(maker->carries);
            const std::string where = "unit '" + unit.code + "': an address on the channel '" + duty.channel + "' is ";
            if (place->form != wanted)
                complain(units, "E262", where + std::string{words(wanted)});
            else if (wanted == DutyForm::endpoint && endpoint_of(*channel) != duty.address)
                complain(units, "E262", where + "'" + std::string{endpoint_of(*channel)} + "', its endpoint");
        }
    for (const PartnerConfig& partner : config.partners)
        if (!partner.unit.empty() && office.unit(partner.unit) == nullptr)
            complain(config.file.string(), "E263", "\"partners\": '" + partner.unit + "' is not a unit");
    return out;
}

}  // namespace sambung::gateway
