#include "cases/referral.h"

#include <algorithm>
#include <iterator>

namespace sambung::cases {

namespace {

using Statuses = std::uint8_t;
constexpr Statuses bit(ReferralStatus status) { return static_cast<Statuses>(1U << static_cast<unsigned>(status)); }
template <class... Each>
constexpr Statuses to(Each... statuses) {
    return static_cast<Statuses>((0U | ... | bit(statuses)));
}

struct Stage {
    ReferralStatus status;
    std::string_view name;
    Statuses next;
};

using enum ReferralStatus;

constexpr Statuses answers = to(accepted, rejected, withdrawn, expired);

constexpr Stage stages[] = {
    {sent, "sent", to(seen) | answers},
    {seen, "seen", answers},
    {accepted, "accepted", to(returned, done, withdrawn)},
    {rejected, "rejected", to()},
    {returned, "returned", to()},
    {done, "done", to()},
    {withdrawn, "withdrawn", to()},
    {expired, "expired", to()},
};

struct Reason {
    Refusal refusal;
    std::string_view name;
    std::string_view words;
};

constexpr Reason reasons[] = {
    {Refusal::other_area, "luar_wilayah", "di luar wilayahnya"},
    {Refusal::not_our_duty, "bukan_kewenangan", "bukan tugasnya"},
    {Refusal::lacks_data, "data_kurang", "datanya belum cukup"},
    {Refusal::not_eligible, "tidak_memenuhi_syarat", "syarat layanan itu lain"},
    {Refusal::quota_used_up, "kuota_habis", "kuotanya habis"},
    {Refusal::cannot_be_reached, "tidak_dapat_dihubungi", "tidak dapat dihubungi"},
    {Refusal::already_handled, "sudah_ditangani", "sudah ditangani"},
    {Refusal::duplicate, "duplikat", "sudah dilaporkan"},
    {Refusal::no_capacity, "kapasitas", "petugasnya penuh"},
};

template <class Table>
constexpr bool in_order(const Table& table) {
    for (std::size_t i = 0; i < std::size(table); ++i) {
        if constexpr (requires { table[i].status; }) {
            if (table[i].status != static_cast<ReferralStatus>(i)) return false;
        } else {
            if (table[i].refusal != static_cast<Refusal>(i)) return false;
        }
    }
    return true;
}
static_assert(in_order(stages) && std::size(stages) == std::size(all_referral_statuses));
static_assert(in_order(reasons) && std::size(reasons) == std::size(all_refusals));

constexpr const Stage& stage(ReferralStatus status) { return stages[static_cast<std::size_t>(status)]; }
constexpr const Reason& reason(Refusal refusal) { return reasons[static_cast<std::size_t>(refusal)]; }

}  // namespace

std::string_view name(ReferralStatus status) { return stage(status).name; }
std::optional<ReferralStatus> referral_status_from(std::string_view name) {
    const auto* found = std::ranges::find(stages, name, &Stage::name);
    if (found == std::end(stages)) return std::nullopt;
    return found->status;
}

std::string_view name(Refusal refusal) { return reason(refusal).name; }
std::string_view words(Refusal refusal) { return reason(refusal).words; }
std::optional<Refusal> refusal_from(std::string_view name) {
    const auto* found = std::ranges::find(reasons, name, &Reason::name);
    if (found == std::end(reasons)) return std::nullopt;
    return found->refusal;
}

bool allowed(ReferralStatus from, ReferralStatus to) { return (stage(from).next & bit(to)) != 0; }
bool is_open(ReferralStatus status) { return stage(status).next != 0; }
bool is_waiting(ReferralStatus status) { return status == sent || status == seen; }

}  // namespace sambung::cases
