#include "adapters/smpp_status.h"

#include <algorithm>
#include <array>

namespace sambung::adapters::smpp::status {

namespace {

struct Row {
    std::uint32_t status;
    std::string_view word;
    Verdict verdict;
};

// What is wrong with our own address or service type is wrong for every message: a person must act, messages wait.
constexpr Row rows[] = {
    {0x00, "ESME_ROK", Verdict::accepted},
    {0x01, "ESME_RINVMSGLEN", Verdict::our_bug},
    {0x02, "ESME_RINVCMDLEN", Verdict::our_bug},
    {0x03, "ESME_RINVCMDID", Verdict::our_bug},
    {0x04, "ESME_RINVBNDSTS", Verdict::retry},
    {0x05, "ESME_RALYBND", Verdict::retry},
    {0x06, "ESME_RINVPRTFLG", Verdict::our_bug},
    {0x07, "ESME_RINVREGDLVFLG", Verdict::our_bug},
    {0x08, "ESME_RSYSERR", Verdict::retry},
    {0x0A, "ESME_RINVSRCADR", Verdict::alarm},
    {0x0B, "ESME_RINVDSTADR", Verdict::permanent},
    {0x0C, "ESME_RINVMSGID", Verdict::our_bug},
    {0x0D, "ESME_RBINDFAIL", Verdict::alarm},
    {0x0E, "ESME_RINVPASWD", Verdict::alarm},
    {0x0F, "ESME_RINVSYSID", Verdict::alarm},
    {0x14, "ESME_RMSGQFUL", Verdict::throttled},
    {0x15, "ESME_RINVSERTYP", Verdict::alarm},
    {0x33, "ESME_RINVNUMDESTS", Verdict::our_bug},
    {0x34, "ESME_RINVDLNAME", Verdict::our_bug},
    {0x40, "ESME_RINVDESTFLAG", Verdict::our_bug},
    {0x42, "ESME_RINVSUBREP", Verdict::our_bug},
    {0x43, "ESME_RINVESMCLASS", Verdict::our_bug},
    {0x44, "ESME_RCNTSUBDL", Verdict::our_bug},
    {0x45, "ESME_RSUBMITFAIL", Verdict::retry},
    {0x48, "ESME_RINVSRCTON", Verdict::alarm},
    {0x49, "ESME_RINVSRCNPI", Verdict::alarm},
    {0x50, "ESME_RINVDSTTON", Verdict::alarm},
    {0x51, "ESME_RINVDSTNPI", Verdict::alarm},
    {0x53, "ESME_RINVSYSTYP", Verdict::alarm},
    {0x54, "ESME_RINVREPFLAG", Verdict::our_bug},
    {0x55, "ESME_RINVNUMMSGS", Verdict::our_bug},
    {0x58, "ESME_RTHROTTLED", Verdict::throttled},
    {0x61, "ESME_RINVSCHED", Verdict::our_bug},
    {0x62, "ESME_RINVEXPIRY", Verdict::our_bug},
    {0x63, "ESME_RINVDFTMSGID", Verdict::our_bug},
    {0x64, "ESME_RX_T_APPN", Verdict::retry},
    {0x65, "ESME_RX_P_APPN", Verdict::permanent},
    {0x66, "ESME_RX_R_APPN", Verdict::permanent},
    {0xC0, "ESME_RINVOPTPARSTREAM", Verdict::our_bug},
    {0xC1, "ESME_ROPTPARNOTALLWD", Verdict::our_bug},
    {0xC2, "ESME_RINVPARLEN", Verdict::our_bug},
    {0xC3, "ESME_RMISSINGOPTPARAM", Verdict::our_bug},
    {0xC4, "ESME_RINVOPTPARAMVAL", Verdict::our_bug},
    {0xFE, "ESME_RDELIVERYFAILURE", Verdict::permanent},
    {0xFF, "ESME_RUNKNOWNERR", Verdict::retry},
};

const Row* find(std::uint32_t status) {
    const auto* const row = std::ranges::find(rows, status, &Row::status);
    return row == std::end(rows) ? nullptr : row;
}

std::string hex(std::uint32_t status) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "0x";
    for (unsigned shift = 32; shift > 0; shift -= 4) out += digits[(status >> (shift - 4)) & 0xFU];
    return out;
}

}  // namespace

std::string word(std::uint32_t status) {
    const Row* row = find(status);
    return row != nullptr ? std::string{row->word} : hex(status);
}

bool slows_down(std::uint32_t status) { return status == throttled || status == queue_full; }

Verdict verdict(std::uint32_t status) {
    const Row* row = find(status);
    return row != nullptr ? row->verdict : Verdict::retry;
}

bool needs_a_person(std::uint32_t status) {
    constexpr std::array<std::uint32_t, 4> refused{0x0D, 0x0E, 0x0F, 0x53};
    return std::ranges::find(refused, status) != refused.end();
}

}  // namespace sambung::adapters::smpp::status
