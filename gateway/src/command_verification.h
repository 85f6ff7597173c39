// `sambung verification`: what verifiers of the kelurahan were asked in a month and what they answered.
#pragma once

#include <filesystem>
#include <string>

namespace sambung::gateway {

struct VerificationOptions {
    std::filesystem::path config;
    std::string month;  // "2026-11"
    std::string out;    // .csv or .xlsx; empty: standard output
};
int verification(const VerificationOptions& options);

}  // namespace sambung::gateway
