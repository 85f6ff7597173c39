#include "commands.h"
#include "log.h"
#include "pack_reader.h"
#include "rehearsal_variants.h"
#include "replay_coverage.h"
#include "transcript_files.h"
#include "transcript_update.h"

#include <iostream>
#include <map>

namespace sambung::gateway {

namespace {

void print(const Failure& failure) {
    std::cout << failure.where << "\n  expected:\n" << failure.expected << "\n  got:\n" << failure.got << "\n";
}

// One run of the command.
class Replay {
 public:
    explicit Replay(const ReplayOptions& options)
        : options_(options),
          packs_(options.config),
          venue_{.store = options.store, .redis_url = session_address(options.redis_url), .http = options.http} {}

    int run() {
        for (const std::filesystem::path& file : options_.files) play(file);
        if (options_.coverage) tell_coverage(*options_.coverage);
        std::cout << options_.files.size() << " transcripts, ";
        if (options_.variants || !options_.variant.empty()) std::cout << variants_ << " variants, ";
        std::cout << failures_ << " failures\n";
        return failures_ > 0 ? 1 : 0;
    }

 private:
    void tell_coverage(CoverageShown shown);
    void play(const std::filesystem::path& file);
    [[nodiscard]] const Pack* pack_at(const std::filesystem::path& where);
    void update(const std::filesystem::path& file, std::string_view text, const Rehearsed& played);
    void play_variants_of(const Transcript& transcript, const Pack& pack, const Rehearsed& plain);
    void play_one_variant(const Transcript& transcript, const Pack& pack, const Rehearsed& plain);
    void fail_with(std::string_view why) {
        std::cout << why << "\n";
        ++failures_;
    }

    const ReplayOptions& options_;
    Packs packs_;
    Venue venue_;
    std::map<std::filesystem::path, dialogs::Passages> passages_;
    int variants_ = 0;
    int failures_ = 0;
};

const Pack* Replay::pack_at(const std::filesystem::path& where) {
    const Pack& pack = packs_.at(where);
    if (pack.office != nullptr && pack.flows != nullptr) return &pack;
    for (const dialogs::Finding& finding : pack.findings) std::cout << finding.text() << "\n";
    return nullptr;
}

void Replay::tell_coverage(CoverageShown shown) {
    Offices offices;
    for (const auto& [where, passages] : passages_) {
        offices.emplace_back(packs_.at(where).flows, passages);
        std::cout << where.string() << "\n" << coverage_report(*packs_.at(where).flows, passages, shown);
    }
    const SharedCoverage shared = shared_coverage(offices);
    std::cout << "all offices together, in id: " << shared.ways - shared.untaken.size() << " of " << shared.ways
              << " transitions\n";
    if (shown != CoverageShown::whole) return;
    for (const dialogs::FlowWay& way : shared.untaken) fail_with("not taken: " + in_words(way));
}

void Replay::play(const std::filesystem::path& file) {
    const std::string text = read_file(file).value_or("");
    const Result<Transcript> transcript = parse_transcript(file.string(), text);
    if (!transcript) return fail_with(transcript.error().detail);
    const std::filesystem::path where = packs_.where(transcript->pack);
    const Pack* pack = pack_at(where);
    if (pack == nullptr) return fail_with(where.string() + ": the pack cannot be used");
    Manner manner{.differences = options_.update ? Differences::are_rewritten : Differences::are_failures,
                  .variant = std::nullopt};
    const Result<Rehearsed> played = rehearse(*transcript, *pack, venue_, std::move(manner));
    if (!played) return fail_with(file.string() + ": " + describe(played.error()));
    for (const Failure& failure : played->failures) print(failure);
    failures_ += static_cast<int>(played->failures.size());
    std::cout << (played->failures.empty() ? "ok   " : "FAIL ") << file.string() << "  (" << played->replies
              << " replies, " << played->assertions << " assertions)\n";
    if (options_.coverage) {
        dialogs::Passages& all = passages_[where];
        all.insert(all.end(), played->passages.begin(), played->passages.end());
    }
    if (options_.update) return update(file, text, *played);
    if (!played->failures.empty()) return;
    if (!options_.variant.empty()) return play_one_variant(*transcript, *pack, *played);
    if (options_.variants) play_variants_of(*transcript, *pack, *played);
}

void Replay::update(const std::filesystem::path& file, std::string_view text, const Rehearsed& played) {
    if (played.rewrites.empty()) return;
    if (!played.failures.empty()) {
        std::cout << file.string() << ": left as it is, since something else is wrong\n";
        return;
    }
    if (!write_file(file, updated(text, played.rewrites))) return fail_with(file.string() + ": cannot be written");
    std::cout << "     " << played.rewrites.size() << " answers written anew\n";
}

void Replay::play_variants_of(const Transcript& transcript, const Pack& pack, const Rehearsed& plain) {
    const Result<VariantsPlayed> played = play_variants(transcript, pack, venue_, plain);
    if (!played) return fail_with(transcript.name + ": " + describe(played.error()));
    variants_ += played->variants;
    failures_ += static_cast<int>(played->failures.size());
    for (const VariantFailure& one : played->failures) {
        std::cout << "FAIL " << transcript.name << "  --variant " << one.variant.name() << "\n";
        print(one.failure);
    }
}

void Replay::play_one_variant(const Transcript& transcript, const Pack& pack, const Rehearsed& plain) {
    const Result<Variant> variant = variant_from(options_.variant);
    if (!variant) return fail_with(variant.error().detail);
    const Result<Rehearsed> played = play_variant(transcript, pack, venue_, plain, *variant);
    if (!played) return fail_with(transcript.name + ": " + describe(played.error()));
    variants_ += played->disturbances > 0 ? 1 : 0;
    failures_ += static_cast<int>(played->failures.size());
    for (const std::string& line : played->conversation) std::cout << line << "\n";
    for (const Failure& failure : played->failures) print(failure);
}

}  // namespace

int replay(const ReplayOptions& options) {
    start_log("off", LogTo::nowhere);
    const int code = Replay(options).run();
    stop_log();
    return code;
}

}  // namespace sambung::gateway
