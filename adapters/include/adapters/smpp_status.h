// What an SMPP command_status means to us (SMPP 3.4 section 5.1.3; 0x400 and up are each centre's own).
#pragma once

#include "adapters/adapter.h"

#include <cstdint>
#include <string>

namespace sambung::adapters::smpp::status {

inline constexpr std::uint32_t ok = 0x00;
inline constexpr std::uint32_t invalid_length = 0x02;      // ESME_RINVCMDLEN
inline constexpr std::uint32_t invalid_command = 0x03;     // ESME_RINVCMDID
inline constexpr std::uint32_t invalid_bind_state = 0x04;  // ESME_RINVBNDSTS
inline constexpr std::uint32_t queue_full = 0x14;          // ESME_RMSGQFUL
inline constexpr std::uint32_t throttled = 0x58;           // ESME_RTHROTTLED
inline constexpr std::uint32_t temporary_refusal = 0x64;   // ESME_RX_T_APPN: send it again later
inline constexpr std::uint32_t rejected = 0x66;            // ESME_RX_R_APPN: never send it again
inline constexpr std::uint32_t unknown_error = 0xFF;       // ESME_RUNKNOWNERR

// "ESME_RTHROTTLED", or "0x00000401" for one that the specification does not name.
[[nodiscard]] std::string word(std::uint32_t status);

// The peer wants us to slow down; the message is as it was.
[[nodiscard]] bool slows_down(std::uint32_t status);

// Of an answer to submit_sm.
[[nodiscard]] Verdict verdict(std::uint32_t status);

// Of an answer to a bind: true if trying again soon cannot help and a person must act (password, system_id).
[[nodiscard]] bool needs_a_person(std::uint32_t status);

}  // namespace sambung::adapters::smpp::status
