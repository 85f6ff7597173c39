#include "cases/report.h"

#include "cases/categories.h"

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

template <class Enum, std::size_t N>
constexpr std::string_view name_in(const Named<Enum> (&table)[N], Enum value) {
    return table[static_cast<std::size_t>(value)].name;
}

template <class Enum, std::size_t N>
std::optional<Enum> value_in(const Named<Enum> (&table)[N], std::string_view name) {
    const auto* found = std::ranges::find(table, name, &Named<Enum>::name);
    if (found == std::end(table)) return std::nullopt;
    return found->value;
}

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

// Tables are indexed by the enumerator, so each must stand at its own place.
template <class Enum, std::size_t N>
constexpr bool in_order(const Named<Enum> (&table)[N]) {
    for (std::size_t i = 0; i < N; ++i)
        if (table[i].value != static_cast<Enum>(i)) return false;
    return true;
}
constexpr bool stages_in_order() {
    for (std::size_t i = 0; i < std::size(stages); ++i)
        if (stages[i].status != static_cast<Status>(i)) return false;
    return true;
}
static_assert(in_order(kinds) && std::size(kinds) == std::size(all_kinds));
static_assert(in_order(contacts) && std::size(contacts) == std::size(all_contacts));
static_assert(in_order(endings) && std::size(endings) == std::size(all_endings));
static_assert(stages_in_order() && std::size(stages) == std::size(all_statuses));

constexpr const Stage& stage(Status status) { return stages[static_cast<std::size_t>(status)]; }

constexpr Statuses untriaged = to(Status::filed, Status::need_info);
constexpr Statuses finished = to(Status::resolved, Status::closed, Status::cancelled, Status::merged);

constexpr bool is_in(Statuses set, Status status) { return (set & bit(status)) != 0; }

}  // namespace

std::string_view name(Kind kind) { return name_in(kinds, kind); }
std::optional<Kind> kind_from(std::string_view name) { return value_in(kinds, name); }

std::string_view name(Ending ending) { return name_in(endings, ending); }
std::optional<Ending> ending_from(std::string_view name) { return value_in(endings, name); }

std::string_view name(Contact contact) { return name_in(contacts, contact); }
std::optional<Contact> contact_from(std::string_view name) { return value_in(contacts, name); }

std::string_view name(Status status) { return stage(status).name; }
std::optional<Status> status_from(std::string_view name) {
    const auto* found = std::ranges::find(stages, name, &Stage::name);
    if (found == std::end(stages)) return std::nullopt;
    return found->status;
}

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

Urgency triage(const Report& report) {
    if (report.danger) return Urgency::p0;
    if (report.kind == Kind::call_back) return call_back_urgency(report.category);
    if (const Category* category = category_of(report.kind, report.category)) return category->urgency;
    return report.kind == Kind::person_in_need ? Urgency::p2 : Urgency::p3;
}

bool is_open(Status status) { return !is_in(finished, status); }

bool may_merge(const Report& report, Status status) { return !report.restricted && is_open(status); }

}  // namespace sambung::cases
