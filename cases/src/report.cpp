#include "cases/report.h"

#include "cases/categories.h"
#include "named.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace sambung::cases {

namespace {

template <class Enum>
struct Named {
    Enum value;
    std::string_view name;
};

constexpr Named<Kind> kinds[] = {
    {Kind::person_in_need, "lapor"},
    {Kind::help_request, "bantuan"},
    {Kind::call_back, "telepon"},
};

constexpr Named<Ending> endings[] = {
    {Ending::helped, "terbantu_penuh"},    {Ending::helped_in_part, "terbantu_sebagian"},
    {Ending::passed_on, "dirujuk_lanjut"}, {Ending::not_eligible, "tidak_layak"},
    {Ending::declined, "menolak"},         {Ending::not_found, "tidak_ditemukan"},
    {Ending::died, "meninggal"},           {Ending::moved_away, "pindah"},
};

constexpr Named<Contact> contacts[] = {
    {Contact::now, "now"},
    {Contact::later, "later"},
    {Contact::never, "never"},
};

// A set of statuses, as bits.
using Statuses = std::uint16_t;

constexpr Statuses bit(Status status) { return static_cast<Statuses>(1U << static_cast<unsigned>(status)); }

template <class... Each>
constexpr Statuses to(Each... statuses) {
    return static_cast<Statuses>((0U | ... | bit(statuses)));
}

struct Stage {
    Status status;
    std::string_view name;
    std::string_view citizen_word;
};

constexpr Stage stages[] = {
    {Status::filed, "filed", "DITERIMA"},
    {Status::need_info, "need_info", "BUTUH DATA"},
    {Status::triaged, "triaged", "DICEK"},
    {Status::referred, "referred", "DIRUJUK"},
    {Status::in_progress, "in_progress", "DITANGANI"},
    {Status::on_hold, "on_hold", "DITANGANI"},
    {Status::resolved, "resolved", "SELESAI"},
    {Status::closed, "closed", "SELESAI"},
    {Status::cancelled, "cancelled", "DIBATALKAN"},
    {Status::merged, "merged", "DIGABUNG"},
};

static_assert(in_order(kinds, &Named<Kind>::value) && std::size(kinds) == std::size(all_kinds));
static_assert(in_order(contacts, &Named<Contact>::value) && std::size(contacts) == std::size(all_contacts));
static_assert(in_order(endings, &Named<Ending>::value) && std::size(endings) == std::size(all_endings));
static_assert(in_order(stages, &Stage::status) && std::size(stages) == std::size(all_statuses));

constexpr const Stage& stage(Status status) { return row_of(status, stages); }

constexpr Statuses untriaged = to(Status::filed, Status::need_info);
constexpr Statuses finished = to(Status::resolved, Status::closed, Status::cancelled, Status::merged);

constexpr bool is_in(Statuses set, Status status) { return (set & bit(status)) != 0; }

}  // namespace

std::string_view name(Kind kind) { return row_of(kind, kinds).name; }
std::optional<Kind> kind_from(std::string_view name) { return value_named(name, kinds, &Named<Kind>::value); }

std::string_view name(Ending ending) { return row_of(ending, endings).name; }
std::optional<Ending> ending_from(std::string_view name) { return value_named(name, endings, &Named<Ending>::value); }

std::string_view name(Contact contact) { return row_of(contact, contacts).name; }
std::optional<Contact> contact_from(std::string_view name) {
    return value_named(name, contacts, &Named<Contact>::value);
}

std::string_view name(Status status) { return stage(status).name; }
std::optional<Status> status_from(std::string_view name) { return value_named(name, stages, &Stage::status); }

std::string_view citizen_word(Status status) { return stage(status).citizen_word; }

std::string_view citizen_word(Status status, Ending ending) {
    const bool done = status == Status::resolved || status == Status::closed;
    const bool unmet = ending == Ending::not_eligible || ending == Ending::not_found;
    return done && unmet ? "TIDAK DAPAT" : citizen_word(status);
}

CancelRule cancel_rule(Urgency urgency, Status status) {
    if (is_in(finished, status)) return CancelRule::too_late;
    if (urgency <= Urgency::p2) return CancelRule::asks_person;
    return is_in(untriaged, status) ? CancelRule::cancels : CancelRule::too_late;
}

namespace {

// Who ticked that somebody is sick or hungry and then got stuck is no less in a hurry for it.
Urgency call_back_urgency(std::string_view category) {
    const bool urgent = std::ranges::any_of(
        all_categories, [category](const Category& one) { return one.id == category && one.urgency == Urgency::p1; });
    return urgent ? Urgency::p1 : Urgency::p3;
}

}  // namespace

Urgency triage(const Report& report, Light light) {
    if (report.danger) return Urgency::p0;
    if (report.kind == Kind::call_back) return call_back_urgency(report.category);
    if (const Category* category = category_of(report.kind, report.category))
        return light == Light::night ? category->by_night.value_or(category->urgency) : category->urgency;
    return report.kind == Kind::person_in_need ? Urgency::p2 : Urgency::p3;
}

bool is_open(Status status) { return !is_in(finished, status); }

bool may_merge(const Report& report, Status status) { return !report.restricted && is_open(status); }

}  // namespace sambung::cases
