#include "commands.h"
#include "log.h"
#include "pack.h"

#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace sambung::gateway {

namespace {

std::filesystem::path pack_of(const ReplayOptions& options, const Transcript& transcript) {
    if (!transcript.pack.empty()) return std::filesystem::path{"deploy/packs"} / transcript.pack;
    if (!options.config.empty()) return load_config(options.config).config.pack;
    return "deploy/packs/depok";
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void print(const Failure& failure) {
    std::cout << failure.where << "\n  expected:\n" << failure.expected << "\n  got:\n" << failure.got << "\n";
}

// The number of failures.
int replay_file(const std::filesystem::path& file, const ReplayOptions& options,
                std::map<std::filesystem::path, Pack>& packs) {
    const Result<Transcript> transcript = parse_transcript(file.string(), read_file(file));
    if (!transcript) {
        std::cout << transcript.error().detail << "\n";
        return 1;
    }
    const std::filesystem::path where = pack_of(options, *transcript);
    if (!packs.contains(where)) packs.emplace(where, load_pack(where, {}));
    const Pack& pack = packs.at(where);
    if (pack.office == nullptr || pack.flows == nullptr) {
        for (const dialogs::Finding& finding : pack.findings) std::cout << finding.text() << "\n";
        return 1;
    }
    const Result<Rehearsed> played = rehearse(*transcript, pack, options.store, session_address(options.redis_url));
    if (!played) {
        std::cout << file.string() << ": " << describe(played.error()) << "\n";
        return 1;
    }
    for (const Failure& failure : played->failures) print(failure);
    std::cout << (played->failures.empty() ? "ok   " : "FAIL ") << file.string() << "  (" << played->replies
              << " replies, " << played->assertions << " assertions)\n";
    return static_cast<int>(played->failures.size());
}

}  // namespace

int replay(const ReplayOptions& options) {
    start_log("off", LogTo::nowhere);
    std::map<std::filesystem::path, Pack> packs;
    int failures = 0;
    for (const std::filesystem::path& file : options.files) failures += replay_file(file, options, packs);
    std::cout << options.files.size() << " transcripts, " << failures << " failures\n";
    stop_log();
    return failures > 0 ? 1 : 0;
}

}  // namespace sambung::gateway
