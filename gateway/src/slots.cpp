#include "slots.h"

#include "model/phone.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

namespace sambung::gateway {

namespace {

constexpr std::string_view yes = "yes";
constexpr std::string_view outside = "luar";  // of a slot "area": not in this city

// Kept elsewhere in the report, or about the wish rather than the need. `contact_when`, `contact_sms` and `visit` are
// not among them: whoever works on the case reads them with the intake.
constexpr std::array<std::string_view, 15> own_meaning{"kind",       "danger",  "category", "area",      "place",
                                                       "story",      "nik",     "phone",    "ticket",    "reason",
                                                       "restricted", "contact", "again",    "remind_at", "remind_text"};

cases::Intake intake_of(const Slots& slots) {
    cases::Intake intake;
    for (const auto& [name, answer] : slots)
        if (!answer.empty() && std::ranges::find(own_meaning, name) == own_meaning.end()) intake.emplace(name, answer);
    return intake;
}

// How a number or a word that is not understood stays readable.
void keep_words(cases::Report& report, const Slots& slots, std::string_view name) {
    if (std::string words = slot(slots, name); !words.empty())
        report.intake.emplace(std::string{name}, std::move(words));
}

}  // namespace

std::string slot(const Slots& slots, std::string_view name) {
    const auto found = slots.find(name);
    return found != slots.end() ? found->second : std::string{};
}

bool says_yes(const Slots& slots, std::string_view name) { return slot(slots, name) == yes; }

bool is_restricted(const Slots& slots) {
    return says_yes(slots, "restricted") || slot(slots, "category") == cases::restricted_category;
}

bool is_quiet(const Slots& slots) {
    const bool never = cases::contact_from(slot(slots, "contact")) == cases::Contact::never;
    return never || (is_restricted(slots) && !says_yes(slots, "contact_sms"));
}

cases::Report report_from(const dialogs::Wish& wish, std::string_view address, ChannelKind channel) {
    const Slots& slots = wish.slots;
    const std::optional<Phone> sender = Phone::parse(address);
    const std::optional<Phone> given = Phone::parse(slot(slots, "phone"));
    const std::optional<Phone>& phone = given ? given : sender;
    cases::Report report{.kind = cases::kind_from(slot(slots, "kind")).value_or(cases::Kind::person_in_need),
                         .category = slot(slots, "category"),
                         .area = slot(slots, "area"),
                         .place = slot(slots, "place"),
                         .story = slot(slots, "story"),
                         .nik = slot(slots, "nik"),
                         .phone = phone ? phone->e164() : std::string{},
                         .danger = wish.action == "ring" || !slot(slots, "danger").empty(),
                         .channel = channel,
                         .intake = intake_of(slots),
                         .restricted = is_restricted(slots),
                         .quiet = is_quiet(slots),
                         .contact = cases::contact_from(slot(slots, "contact"))};
    if (report.area == outside) {  // no area of ours: staff pass it on
        report.intake.emplace("area", outside);
        report.area.clear();
    }
    if (!given) keep_words(report, slots, "phone");
    if (!report.contact) keep_words(report, slots, "contact");
    if (wish.action == "handover") keep_words(report, slots, "ticket");  // which of the reports it is about
    const std::size_t answers = report.intake.size();
    report.intake = cases::within_bounds(std::move(report.intake));
    if (report.intake.size() < answers)
        spdlog::error("event=intake_too_large left_out={}", answers - report.intake.size());
    return report;
}

std::string words_of_news(const cases::Report& report, std::string_view address) {
    const std::string& story = report.story;
    const std::string& place = report.place;
    std::string words = story.empty() || place.empty() ? story + place : story + " (" + place + ")";
    const auto add = [&words](std::string_view name, std::string_view told) {
        words.append(words.empty() ? "" : "; ").append(name).append(": ").append(told);
    };
    if (!report.phone.empty() && report.phone != address) add("telepon", report.phone);
    for (const auto& [name, answer] : report.intake) add(name, answer);
    return words.empty() ? "Dilaporkan lagi, tanpa keterangan baru." : words;
}

}  // namespace sambung::gateway
