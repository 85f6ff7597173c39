// Transcripts for flows that have none yet: every way that the given ones do not take, a file a flow, with the answers
// left for `replay --update` to write and a person to read.
#include "commands.h"
#include "dialogs/tour.h"
#include "log.h"
#include "replay_coverage.h"
#include "transcript_files.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

namespace sambung::gateway {

namespace {

using dialogs::TourPath;
using dialogs::TourStep;

// What a new person's wish gets when nobody decides otherwise.
bool comes_by_itself(const std::pair<std::string, std::string>& office) {
    static const std::set<std::pair<std::string, std::string>> usual{
        {"ring", "ok"}, {"file", "ok"}, {"drop", "ok"}, {"opt_out", "ok"}, {"list", "none"}, {"status", "not_found"}};
    return usual.contains(office);
}

std::string said(const TourStep& step) {
    switch (step.does) {
        case TourStep::Does::dials:
            return "> *384*12#";
        case TourStep::Does::types:
            return "> " + step.text;
        case TourStep::Does::sends_photo:
            return ":photo foto.jpg";
        case TourStep::Does::sends_voice:
            return ":voice 12s";
        case TourStep::Does::sends_place:
            return ":pin -6.40,106.79";
    }
    return {};
}

// Paths of one flow, as one transcript.
class Scribe {
 public:
    Scribe(const std::string& flow, const std::string& pack) {
        out_ << "# The ways of " << flow << " that no other conversation takes. Found by `sambung tour`.\n";
        if (!pack.empty()) out_ << "@pack " << pack << "\n";
    }

    void write(const TourPath& path) {
        constexpr int first_phone = 100'000;
        out_ << "\n@" << name(path.channel) << " from=+6281200" << first_phone + ++people_
             << (path.helper ? " helper" : "") << "\n";
        if (!path.office_open && !std::exchange(closed_, true)) out_ << ":wait 13h\n";
        for (const TourStep& step : path.steps) write(path, step);
    }
    [[nodiscard]] std::string text() const { return out_.str(); }

 private:
    void write(const TourPath& path, const TourStep& step) {
        for (const auto& office : step.office)
            if (!comes_by_itself(office)) out_ << ":outcome " << office.first << " " << office.second << "\n";
        out_ << said(step) << "\n";
        // A screen stands here once; where it comes again, only its name.
        const bool is_new = shown_.insert(std::string{name(path.channel)} + step.at).second;
        if (is_new || step.at == "end") out_ << "< ?\n";
        if (&step == &path.steps.back() || !is_new) out_ << "!state " << step.at << "\n";
    }

    std::ostringstream out_;
    std::set<std::string> shown_;
    int people_ = 0;
    bool closed_ = false;
};

}  // namespace

int tour(const TourOptions& options) {
    start_log("off", LogTo::nowhere);
    Packs packs{options.config};
    const Pack& pack = packs.at(packs.where(options.pack));
    if (pack.flows == nullptr || pack.office == nullptr) {
        for (const dialogs::Finding& finding : pack.findings) std::cout << finding.text() << "\n";
        return 2;
    }
    const Result<dialogs::Passages> met = passages_of(options.met, packs);
    if (!met) {
        std::cout << met.error().detail << "\n";
        return 2;
    }
    dialogs::Tour found = dialogs::tour_of(*pack.flows, {.met = *met, .flow = options.flow, .most = options.most});
    const auto by_day = [](const TourPath& path) { return path.office_open; };
    std::ranges::stable_partition(found.paths, by_day);
    std::map<std::string, Scribe> scribes;
    for (const TourPath& path : found.paths)
        scribes.try_emplace(path.flow, path.flow, options.config.empty() ? options.pack : "").first->second.write(path);
    int failures = 0;
    for (const auto& [flow, scribe] : scribes) {
        const std::filesystem::path file = options.out / (flow + ".chat");
        if (write_file(file, scribe.text())) continue;
        std::cout << file.string() << ": cannot be written\n";
        failures = 1;
    }
    std::cout << found.paths.size() << " conversations in " << scribes.size() << " files\n";
    if (found.gave_up)
        std::cout << "gave up after " << found.tried << " turns, before all was tried; what follows may not be dead "
                  << "(try --most with a greater number)\n";
    for (const dialogs::FlowWay& way : found.untaken) std::cout << "no way was found to take " << in_words(way) << "\n";
    stop_log();
    return failures > 0 || !found.untaken.empty() ? 1 : 0;
}

}  // namespace sambung::gateway
