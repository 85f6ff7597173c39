#include "cases/referral.h"

#include "named.h"

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
    {Refusal::own_family, "keluarga_sendiri", "keluarga petugasnya sendiri"},
};

static_assert(in_order(stages, &Stage::status) && std::size(stages) == std::size(all_referral_statuses));
static_assert(in_order(reasons, &Reason::refusal) && std::size(reasons) == std::size(all_refusals));

constexpr const Stage& stage(ReferralStatus status) { return row_of(status, stages); }
constexpr const Reason& reason(Refusal refusal) { return row_of(refusal, reasons); }

}  // namespace

std::string_view name(ReferralStatus status) { return stage(status).name; }
std::optional<ReferralStatus> referral_status_from(std::string_view name) {
    return value_named(name, stages, &Stage::status);
}

std::string_view name(Refusal refusal) { return reason(refusal).name; }
std::string_view words(Refusal refusal) { return reason(refusal).words; }
std::optional<Refusal> refusal_from(std::string_view name) { return value_named(name, reasons, &Reason::refusal); }

bool allowed(ReferralStatus from, ReferralStatus to) { return (stage(from).next & bit(to)) != 0; }
bool is_open(ReferralStatus status) { return stage(status).next != 0; }
bool is_waiting(ReferralStatus status) { return status == sent || status == seen; }

}  // namespace sambung::cases
