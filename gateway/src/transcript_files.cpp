#include "transcript_files.h"

#include "pack_reader.h"
#include "rehearsal.h"
#include "transcript.h"

#include <fstream>
#include <utility>

namespace sambung::gateway {

Packs::Packs(const std::filesystem::path& config) {
    if (!config.empty()) config_ = load_config(config).config;
}

std::filesystem::path Packs::where(const std::string& name) const {
    if (!name.empty()) return std::filesystem::path{"deploy/packs"} / name;
    return config_ ? config_->pack : "deploy/packs/depok";
}

const Pack& Packs::at(const std::filesystem::path& where) {
    if (const auto known = packs_.find(where); known != packs_.end()) return known->second;
    std::error_code not_there;
    const bool served = config_ && std::filesystem::equivalent(where, config_->pack, not_there);
    Pack pack = served ? load_pack(where, config_->flows, {}, config_->limits.ussd.smallest()) : load_pack(where, {});
    return packs_.emplace(where, std::move(pack)).first->second;
}

bool write_file(const std::filesystem::path& file, std::string_view text) {
    std::filesystem::path beside = file;
    beside += ".new";
    std::ofstream out(beside, std::ios::binary);
    out << text;
    out.close();
    std::error_code error;
    if (out) std::filesystem::rename(beside, file, error);
    return out && !error;
}

Result<dialogs::Passages> passages_of(const std::vector<std::filesystem::path>& files, Packs& packs) {
    dialogs::Passages all;
    for (const std::filesystem::path& file : files) {
        const Result<Transcript> transcript = parse_transcript(file.string(), read_file(file).value_or(""));
        if (!transcript) return std::unexpected(transcript.error());
        const std::filesystem::path where = packs.where(transcript->pack);
        const Pack& pack = packs.at(where);
        if (pack.flows == nullptr || pack.office == nullptr)
            return fail(Errc::invalid_request, where.string() + ": the pack cannot be used");
        const Result<Rehearsed> played = rehearse(*transcript, pack, {});
        if (!played) return std::unexpected(played.error());
        if (!played->failures.empty()) return fail(Errc::invalid_request, played->failures.front().where + ": fails");
        all.insert(all.end(), played->passages.begin(), played->passages.end());
    }
    return all;
}

}  // namespace sambung::gateway
