// `sambung register`: the outreach register as CSV, without anything personal.
#pragma once

#include <filesystem>

namespace sambung::gateway {

struct RegisterOptions {
    std::filesystem::path config;
    bool occupancy = false;  // beds instead of entries
};
int outreach_register(const RegisterOptions& options);

}  // namespace sambung::gateway
