#include "reloads.h"

#include "flow_memory.h"
#include "pack_reader.h"
#include "times.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace sambung::gateway {

namespace {

namespace fs = std::filesystem;
using dialogs::Finding;
using dialogs::FlowSet;
using dialogs::FlowVersion;

std::string areas_of(const fs::path& pack) { return read_file(pack / "areas.csv").value_or(""); }

// Within the quotes of a log line there are none.
std::string unquoted(std::string sentence) {
    std::ranges::replace(sentence, '"', '\'');
    return sentence;
}

void tell(const Finding& finding) {
    spdlog::log(finding.error() ? spdlog::level::err : spdlog::level::info,
                "event=reload_finding file={} line={} column={} code={} sentence=\"{}\"", finding.file, finding.at.line,
                finding.at.column, finding.code, unquoted(finding.sentence));
}

bool all_kept(const FlowSet& flows, const std::vector<FlowVersion>& versions) {
    return std::ranges::all_of(versions, [&](const FlowVersion& version) { return keeps(flows, version); });
}

}  // namespace

Result<> Reloads::remember(const dialogs::FlowSetInput& files, milliseconds keep) {
    return parts_.cases.remember_flows(to_remember(flows_to_remember(files)), parts_.clock(), keep);
}

Result<std::shared_ptr<const FlowSet>> Reloads::begin(const Pack& pack) {
    areas_ = areas_of(parts_.pack);
    const Result<std::vector<store::RememberedFlow>> rows = parts_.cases.remembered_flows();
    if (!rows) return std::unexpected(rows.error());
    std::shared_ptr<const FlowSet> flows = pack.flows;
    dialogs::FlowSetInput files = pack.flow_files;
    files.previous = remembered(*rows);
    milliseconds keep = parts_.keep;
    if (!all_kept(*flows, files.previous)) {  // else nothing was replaced, and the proofs are done
        dialogs::FlowSetLoaded loaded = load_flows(files);
        if (loaded.flows == nullptr) {
            std::ranges::for_each(loaded.findings, tell);
            if (!parts_.lenient) return fail(Errc::misconfigured, "the flows do not follow on those that were in use");
            keep = milliseconds{0};
        } else {
            flows = std::move(loaded.flows);
        }
    }
    if (const Result<> kept = remember(files, keep); !kept) return std::unexpected(kept.error());
    const std::scoped_lock lock(mutex_);
    generation_ = 1;
    loaded_ = parts_.clock();
    return flows;
}

// The pickers of the flows and the office's routing must know the same places.
bool Reloads::usable(const Pack& pack) const {
    if (pack.office == nullptr || pack.flows == nullptr) return false;
    if (areas_of(parts_.pack) == areas_) return true;
    tell({.file = (parts_.pack / "areas.csv").string(),
          .at = {},
          .code = "P013",
          .sentence = "changed since the start; areas need a restart"});
    return false;
}

std::shared_ptr<const FlowSet> Reloads::reload(std::string_view why) {
    const auto began = std::chrono::steady_clock::now();
    const Result<std::vector<store::RememberedFlow>> rows = parts_.cases.remembered_flows();
    std::shared_ptr<const FlowSet> flows;
    if (rows) {
        const Pack pack = load_pack(parts_.pack, parts_.overrides, remembered(*rows), parts_.ussd);
        std::ranges::for_each(pack.findings, tell);
        // Remembered before it is used: else a crash in between would lose the version of those who just began.
        if (usable(pack) && remember(pack.flow_files, parts_.keep)) flows = pack.flows;
    }
    settle(flows ? "swapped" : "kept");
    parts_.metrics.reload(flows != nullptr);
    const auto took = std::chrono::steady_clock::now() - began;
    spdlog::info("event=reload result={} why={} generation={} ms={:.0f}{}", flows ? "swapped" : "kept", why,
                 generation_, std::chrono::duration<double, std::milli>(took).count(),
                 rows ? "" : " store=unavailable");
    return flows;
}

void Reloads::settle(std::string_view result) {
    const std::scoped_lock lock(mutex_);
    last_ = result;
    if (result != "swapped") return;
    ++generation_;
    loaded_ = parts_.clock();
}

boost::json::object Reloads::state() const {
    const std::scoped_lock lock(mutex_);
    return {{"generation", generation_}, {"loaded", iso(loaded_)}, {"last_reload", last_}};
}

}  // namespace sambung::gateway
