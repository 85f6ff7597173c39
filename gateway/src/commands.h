// The subcommands of the binary (contract: docs/commands.md). Each returns the process's exit code.
#pragma once

#include "checkpoint.h"
#include "model/message.h"
#include "rehearsal.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sambung::gateway {

// Parses the command line and runs the subcommand. `checkpoint` is empty but in fault tests.
int run_command(int argc, char** argv, Checkpoint checkpoint);

int serve(const std::filesystem::path& config, Checkpoint checkpoint);

// Prints all findings as `file:line:col: CODE: sentence`. 0 clean, 1 findings, 2 unreadable.
int check(const std::filesystem::path& config, bool strict);

struct ChatOptions {
    std::filesystem::path config;
    ChannelKind channel = ChannelKind::ussd;
    std::string from = "+6281200000001";
};
// A phone in the terminal, over the webhooks of the running service.
int chat(const ChatOptions& options);

struct ReplayOptions {
    std::filesystem::path config;  // may be empty: the transcript's @pack decides
    StoreKind store = StoreKind::memory;
    std::string redis_url;
    std::vector<std::filesystem::path> files;
};
int replay(const ReplayOptions& options);

// Cases as CSV or JSON lines to a file or standard output; sealed fields stay sealed. Reads beside the running service.
int export_cases(const std::filesystem::path& config, const std::string& out);

struct ImportOptions {
    std::filesystem::path config;
    std::filesystem::path file;
    bool dry_run = false;
};
// Registered helpers from CSV (helper_sheet.h), beside the running service: all rows or none. 0 kept, 1 findings, which
// are printed as `file:line:col: CODE: sentence`, 2 nothing could be read or kept.
int import_helpers(const ImportOptions& options);

}  // namespace sambung::gateway
