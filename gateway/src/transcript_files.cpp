#include "transcript_files.h"

#include "config.h"
#include "pack.h"
#include "pack_reader.h"
#include "rehearsal.h"
#include "transcript.h"

#include <fstream>
#include <map>

namespace sambung::gateway {

std::filesystem::path where_pack_is(const std::string& name, const std::filesystem::path& config) {
    if (!name.empty()) return std::filesystem::path{"deploy/packs"} / name;
    if (!config.empty()) return load_config(config).config.pack;
    return "deploy/packs/depok";
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

Result<dialogs::Passages> passages_of(const std::vector<std::filesystem::path>& files,
                                      const std::filesystem::path& config) {
    std::map<std::filesystem::path, Pack> packs;
    dialogs::Passages all;
    for (const std::filesystem::path& file : files) {
        const Result<Transcript> transcript = parse_transcript(file.string(), read_file(file).value_or(""));
        if (!transcript) return std::unexpected(transcript.error());
        const std::filesystem::path where = where_pack_is(transcript->pack, config);
        if (!packs.contains(where)) packs.emplace(where, load_pack(where, {}));
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
