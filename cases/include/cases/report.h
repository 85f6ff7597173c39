// What a citizen reported, in the office's words, and how far it has come.
#pragma once

#include "cases/intake.h"
#include "model/message.h"
#include "model/urgency.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::cases {

enum class Kind : std::uint8_t { person_in_need, help_request, call_back };
inline constexpr Kind all_kinds[] = {Kind::person_in_need, Kind::help_request, Kind::call_back};
[[nodiscard]] std::string_view name(Kind kind);  // "lapor", "bantuan", "telepon"
[[nodiscard]] std::optional<Kind> kind_from(std::string_view name);

// What the citizen says about being called or written to.
enum class Contact : std::uint8_t { now, later, never };
inline constexpr Contact all_contacts[] = {Contact::now, Contact::later, Contact::never};
[[nodiscard]] std::string_view name(Contact contact);  // "now", "later", "never"
[[nodiscard]] std::optional<Contact> contact_from(std::string_view name);

// The category that makes a report restricted whatever else was ticked.
inline constexpr std::string_view restricted_category = "rahasia";

// A complaint that somebody asked for money: nobody of the office may have it, unless somebody is in danger.
inline constexpr std::string_view complaint_category = "pungli";
[[nodiscard]] constexpr bool is_complaint(std::string_view category, Urgency urgency) {
    return category == complaint_category && !rings(urgency);
}

// As taken in: no identity is needed, every text may be empty.
struct Report {
    Kind kind = Kind::person_in_need;
    std::string category;  // the menu's word (categories.h); empty if only a story was told
    std::string area;      // Kemendagri code, or empty if not known yet
    std::string place;     // landmark in the citizen's words; sealed at rest
    std::string story;     // sealed at rest
    std::string nik;       // 16 digits or empty; sealed at rest
    std::string phone;     // E.164, for calling back; sealed at rest
    bool danger = false;   // a danger sign was given
    ChannelKind channel = ChannelKind::ussd;
    Intake intake;            // what the service asked beyond this; sealed at rest
    bool restricted = false;  // "bicara rahasia": whoever holds this phone must not learn of it
    bool quiet = false;       // nothing about it is sent to the citizen
    std::optional<Contact> contact = {};
};

// The life-cycle. Drafts are not cases and have no status. Open: everything up to `on_hold`.
enum class Status : std::uint8_t {
    filed,
    need_info,
    triaged,
    referred,
    in_progress,
    on_hold,
    resolved,
    closed,
    cancelled,
    merged
};
inline constexpr Status all_statuses[] = {Status::filed,       Status::need_info, Status::triaged,  Status::referred,
                                          Status::in_progress, Status::on_hold,   Status::resolved, Status::closed,
                                          Status::cancelled,   Status::merged};
[[nodiscard]] std::string_view name(Status status);  // "filed", … as stored
[[nodiscard]] std::optional<Status> status_from(std::string_view name);

// What a unit reports when it is done: its reply "SELESAI 1" to "SELESAI 8" in this order.
enum class Ending : std::uint8_t {
    helped,
    helped_in_part,
    passed_on,
    not_eligible,
    declined,
    not_found,
    died,
    moved_away
};
inline constexpr Ending all_endings[] = {Ending::helped,       Ending::helped_in_part, Ending::passed_on,
                                         Ending::not_eligible, Ending::declined,       Ending::not_found,
                                         Ending::died,         Ending::moved_away};
[[nodiscard]] std::string_view name(Ending ending);  // "terbantu_penuh", … as stored
[[nodiscard]] std::optional<Ending> ending_from(std::string_view name);

// The one word that a citizen sees, of nine: DITERIMA, DICEK, BUTUH DATA, DITANGANI, DIRUJUK, SELESAI, TIDAK DAPAT,
// DIBATALKAN, DIGABUNG. A status alone never says TIDAK DAPAT: that needs the ending, and is said only where help could
// not be given.
[[nodiscard]] std::string_view citizen_word(Status status);
[[nodiscard]] std::string_view citizen_word(Status status, Ending ending);

// True if the step is in the life-cycle's table (life_cycle.h); everything else is refused by the store. Staying is no
// step.
[[nodiscard]] bool allowed(Status from, Status to);

// What BATAL may do: it cancels P3/P4 before triage; for P0-P2 it only asks a person, who may know that the caller is
// under pressure. Too late once P3/P4 were triaged, and once any case is finished.
enum class CancelRule : std::uint8_t { cancels, asks_person, too_late };
[[nodiscard]] CancelRule cancel_rule(Urgency urgency, Status status);

// How urgent a report is by what was ticked: danger is P0, whatever else was said; else the category's default, by day
// or by night (categories.h). A person in need whose category is unknown is P2: somebody must read the story within a
// day. Other unknowns and calls back are P3. An officer may change it.
enum class Light : std::uint8_t { day, night };
[[nodiscard]] Urgency triage(const Report& report, Light light);

// Whether a case may be merged into another (DIGABUNG) or another into it: never a restricted one, since the other
// reporter would see that there are two; and only while it is open.
[[nodiscard]] bool may_merge(const Report& report, Status status);
// Up to `on_hold`: somebody still works on it.
[[nodiscard]] bool is_open(Status status);

}  // namespace sambung::cases
