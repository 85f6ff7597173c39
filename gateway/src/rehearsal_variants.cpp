#include "rehearsal_variants.h"

namespace sambung::gateway {

namespace {

std::string listed(const std::vector<std::string>& filed) {
    std::string all;
    for (const std::string& one : filed) all += one + "\n";
    return all.empty() ? "no cases\n" : all;
}

// The messages at which the variant fails alone; if at none, it fails only as a whole.
Result<std::vector<VariantFailure>> narrowed(const Transcript& transcript, const Pack& pack, const Venue& venue,
                                             const Rehearsed& plain, const Variant& whole, const Failure& first) {
    std::vector<VariantFailure> out;
    Variant one = whole;
    for (std::size_t i = 0; i < plain.messages.size() && whole.kind != VariantKind::lang; ++i) {
        one.message = static_cast<int>(i) + 1;
        Result<Rehearsed> played = play_variant(transcript, pack, venue, plain, one);
        if (!played) return std::unexpected(played.error());
        if (!played->failures.empty()) out.push_back({one, std::move(played->failures.front())});
    }
    if (out.empty()) out.push_back({whole, first});
    return out;
}

}  // namespace

Result<Rehearsed> play_variant(const Transcript& transcript, const Pack& pack, const Venue& venue,
                               const Rehearsed& plain, const Variant& variant) {
    Manner manner{.variant = variant, .plain = &plain, .tell = variant.message > 0};
    Result<Rehearsed> played = rehearse(transcript, pack, venue, std::move(manner));
    if (played && played->filed != plain.filed)
        played->failures.push_back({transcript.name, "the same cases:\n" + listed(plain.filed), listed(played->filed)});
    return played;
}

Result<VariantsPlayed> play_variants(const Transcript& transcript, const Pack& pack, const Venue& venue,
                                     const Rehearsed& plain) {
    VariantsPlayed out;
    for (const Variant& variant : variants_of(transcript, pack.flow_files.languages)) {
        const Result<Rehearsed> played = play_variant(transcript, pack, venue, plain, variant);
        if (!played) return std::unexpected(played.error());
        if (played->disturbances == 0) continue;
        ++out.variants;
        if (played->failures.empty()) continue;
        auto found = narrowed(transcript, pack, venue, plain, variant, played->failures.front());
        if (!found) return std::unexpected(found.error());
        for (VariantFailure& one : *found) out.failures.push_back(std::move(one));
    }
    return out;
}

}  // namespace sambung::gateway
