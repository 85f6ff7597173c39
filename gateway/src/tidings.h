// The words of what the store tells units, officers and citizens (store/referrals.h). Pure: they are enqueued in the
// transaction that does what they tell of. Least data: a unit learns the need, the place and how urgent it is; who
// reported, and signs that a crew must know, only once it has accepted. Nobody is told a NIK or a story.
#pragma once

#include "announcements.h"
#include "store/referrals.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

[[nodiscard]] std::vector<store::NewOutbound> tell(const Announcer& announcer, const store::Tiding& tiding,
                                                   TimePoint now);

// The same as the store wants it: with the office, the flows and the time of this moment.
[[nodiscard]] store::Herald herald_of(Announcer announcer, TimePoint now);

// To whoever reported it, in their language, on the channel that carries news; nothing where they want none. Once an
// occasion. `key` is one of the texts; {tiket} is filled in.
using NewsValues = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] std::vector<store::NewOutbound> news_to_citizen(const Announcer& announcer, const store::CaseTold& about,
                                                              std::string_view key, std::string_view occasion,
                                                              NewsValues values);

// "P1 SEGERA 481 207 365. Lansia. Beji. Tempat: dekat pasar." Of what was told in confidence only ticket and urgency,
// and the place if somebody is to come there.
[[nodiscard]] std::string subject_of(const Announcer& announcer, const store::CaseTold& about);

// What to answer: "Balas TERIMA T12 atau TOLAK 1-9 T12."
[[nodiscard]] std::string how_to_answer(int task);

}  // namespace sambung::gateway
