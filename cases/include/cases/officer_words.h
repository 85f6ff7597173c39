// What officers answer by message: a verb, a digit where the verb has one, and the task that it is about. A message is
// an officer's only if the whole of it is read so; everything else is a citizen's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

enum class Verb : std::uint8_t {
    accept,       // TERIMA
    hand_back,    // TOLAK 1-9: cases::Refusal in its order
    depart,       // BERANGKAT
    arrive,       // TIBA
    not_found,    // TIDAK KETEMU
    need_police,  // BUTUH POLISI
    need_119,     // BUTUH 119
    finish,       // SELESAI 1-8: cases::Ending in its order
    confirm,      // SAH: what was told is so; always with its task
    deny,         // TIDAK, or TIDAK 1-4 of a verifier (cases/verification.h): it is not; always with its task
    postpone,     // TUNDA, or TUNDA 1-9: working days, three if none are said; of a verifier, 1-4: what kept them
    ready         // SIAP: the shift has begun; of no task
};
inline constexpr Verb all_verbs[] = {Verb::accept,    Verb::hand_back,   Verb::depart,   Verb::arrive,
                                     Verb::not_found, Verb::need_police, Verb::need_119, Verb::finish,
                                     Verb::confirm,   Verb::deny,        Verb::postpone, Verb::ready};
[[nodiscard]] std::string_view word(Verb verb);  // "TIDAK KETEMU"

struct Order {
    Verb verb = Verb::accept;
    int digit = 0;            // 0: the verb has none, or none was said
    std::optional<int> task;  // none: the only one that is open
    friend bool operator==(const Order&, const Order&) = default;
};

// "TERIMA", "tolak 2 t14", "T14 SELESAI 1; TERIMA T15": upper or lower case, one to a line or parted by ';', the task
// before or after. Nothing unless every part is an order.
[[nodiscard]] std::optional<std::vector<Order>> orders_in(std::string_view text);

inline constexpr int first_task = 10;  // a task is written with two digits at least
inline constexpr int last_task = 9999;
[[nodiscard]] std::string task_name(int task);  // "T14"

}  // namespace sambung::cases
