#include "posted.h"

#include "dialogs/danger.h"
#include "model/phone.h"
#include "model/unicode.h"
#include "places.h"

#include <utility>

namespace sambung::gateway::open311 {

namespace {

constexpr std::size_t longest_other = 300;  // characters of a name, an address of a photo

std::string value(const Form& form, std::string_view name) {
    return repaired_utf8(field(form, name).value_or(std::string_view{}));
}

std::string cut(std::string_view text, std::size_t most) {
    std::string_view rest = text;
    for (std::size_t taken = 0; taken < most && !rest.empty(); ++taken) (void)take_character(rest);
    return std::string{text.substr(0, text.size() - rest.size())};
}

// attribute[bahaya]=ya, or attribute[bahaya][]=ya as some clients write it.
bool ticked(const Form& form, const Attribute& attribute) {
    const std::string name = "attribute[" + std::string{attribute.code} + ']';
    return value(form, name) == attribute.key || value(form, name + "[]") == attribute.key;
}

void keep(cases::Intake& intake, std::string_view name, std::string_view text) {
    if (!text.empty()) intake.emplace(name, cut(text, longest_other));
}

// For whoever works on the case; sealed with it and never told by this door.
cases::Intake intake_of(const Form& form) {
    cases::Intake intake;
    const std::string first = value(form, "first_name");
    const std::string last = value(form, "last_name");
    keep(intake, "nama", first.empty() || last.empty() ? first + last : first + ' ' + last);
    keep(intake, "email", value(form, "email"));
    keep(intake, "foto", value(form, "media_url"));
    const std::string latitude = value(form, "lat");
    const std::string longitude = value(form, "long");
    if (!latitude.empty() && !longitude.empty()) keep(intake, "lokasi", latitude + ", " + longitude);
    return cases::within_bounds(std::move(intake));
}

cases::Report report_of(const Form& form, const Service& service, bool danger) {
    const std::optional<Phone> phone = Phone::parse(value(form, "phone"));
    cases::Report report{.kind = service.kind,
                         .category = service.category,
                         .area = {},
                         .place = cut(value(form, "address_string"), longest_address),
                         .story = cut(value(form, "description"), longest_description),
                         .nik = {},
                         .phone = phone ? phone->e164() : std::string{},
                         .danger = danger,
                         .channel = ChannelKind::sms,
                         .intake = intake_of(form),
                         .restricted = service.code == neutral_code,
                         .quiet = false,
                         .contact = {}};
    if (ticked(form, attributes[1])) report.contact = cases::Contact::never;
    report.quiet = report.restricted || report.contact == cases::Contact::never;
    if (!phone) keep(report.intake, "phone", value(form, "phone"));
    return report;
}

// Empty: nothing is wrong with it.
std::string place_wrong(const Form& form, const cases::Office& office) {
    const std::string code = value(form, "address_id");
    if (!code.empty() && office.areas.find(code) == nullptr)
        return "address_id is no area of this office: a Kemendagri code is expected.";
    if (!code.empty() || !value(form, "address_string").empty()) return {};
    if (!value(form, "lat").empty() || !value(form, "long").empty())
        return "lat and long alone do not tell the kelurahan here: add address_string or address_id.";
    return "A location is required: address_id or address_string.";
}

std::string length_wrong(const Form& form) {
    if (characters(value(form, "description")) > longest_description) return "description has 4000 characters at most.";
    if (characters(value(form, "address_string")) > longest_address)
        return "address_string has 300 characters at most.";
    return {};
}

std::string area_of(const Form& form, const cases::Office& office) {
    if (const Area* area = office.areas.find(value(form, "address_id"))) return area->code;
    const Area* area = area_in(office.areas, value(form, "address_string"));
    return area == nullptr ? std::string{} : area->code;
}

}  // namespace

std::expected<Posted, Refused> read_posted(const Form& form, const cases::Office& office,
                                           const std::vector<Service>& services) {
    const bool danger = ticked(form, attributes[0]) || dialogs::tells_danger(value(form, "description"));
    const std::string code = value(form, "service_code");
    std::optional<Service> service = find_service(services, code);
    if (!service && danger) service = any_need();
    if (!service && code.empty()) return std::unexpected(Refused{400, "service_code is required."});
    if (!service) return std::unexpected(Refused{404, "service_code was not found."});
    if (!danger) {
        for (std::string wrong : {place_wrong(form, office), length_wrong(form)})
            if (!wrong.empty()) return std::unexpected(Refused{400, std::move(wrong)});
    }
    Posted posted{.report = report_of(form, *service, danger), .service = service->code, .phone = {}};
    posted.report.area = area_of(form, office);
    posted.phone = posted.report.phone;
    return posted;
}

}  // namespace sambung::gateway::open311
