// What a citizen reported, in the office's words, and how far it has come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/message.h"
#include "model/urgency.h"

namespace sambung::cases {

enum class Kind : std::uint8_t { person_in_need, help_request, call_back };  // "lapor", "bantuan", "telepon"
[[nodiscard]] std::string_view name(Kind kind);
[[nodiscard]] std::optional<Kind> kind_from(std::string_view name);

// As taken in: no identity is needed, every text may be empty.
struct Report {
    Kind kind = Kind::person_in_need;
    std::string category;  // the menu's word: "lansia", "anak", "disabilitas", "tanpa_rumah", "pangan", "sakit", "lain", …; an officer sets the PPKS code later
    std::string area;      // Kemendagri code, or empty if not known yet
    std::string place;     // landmark in the citizen's words; sealed at rest
    std::string story;     // sealed at rest
    std::string nik;       // 16 digits or empty; sealed at rest
    std::string phone;     // E.164, for calling back; sealed at rest
    bool danger = false;   // a danger sign was given
    ChannelKind channel = ChannelKind::ussd;
};

// The life-cycle (triage.md 2.2 in the office's order). Citizens see nine words only.
enum class Status : std::uint8_t { filed, need_info, triaged, referred, in_progress, on_hold, resolved, closed, cancelled, merged };
[[nodiscard]] std::string_view name(Status status);  // "filed", … as stored
[[nodiscard]] std::optional<Status> status_from(std::string_view name);
[[nodiscard]] std::string_view citizen_word(Status status);  // contract.md: "DITERIMA", "DICEK", …

// True if the transition is in the life-cycle's table; everything else is refused by the store.
[[nodiscard]] bool allowed(Status from, Status to);

// What BATAL may do: cancel P3/P4 before triage; for P0-P2 it only asks a person.
enum class CancelRule : std::uint8_t { cancels, asks_person, too_late };
[[nodiscard]] CancelRule cancel_rule(Urgency urgency, Status status);

// How urgent a report is by what was ticked (domain.md 2): danger is P0; the category's default else. An officer may change it.
[[nodiscard]] Urgency triage(const Report& report);

}  // namespace sambung::cases
