#include "rules.h"

#include "pack_reader.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace sambung::gateway {

namespace {

using Findings = std::vector<std::string>;

std::expected<cases::Office, Findings> with_table(const cases::Office& office, std::string_view csv,
                                                  const std::string& name) {
    auto routing = cases::Routing::parse(csv, office.units, office.areas);
    if (!routing) {
        Findings findings = std::move(routing.error());
        for (std::string& finding : findings) finding.replace(0, finding.find(':'), name);
        return std::unexpected(std::move(findings));
    }
    cases::Office other = office;
    other.routing = std::move(*routing);
    Findings findings;
    for (const cases::UnitFinding& finding : cases::unit_findings(other))
        findings.push_back(name + ":1:1: " + finding.code + ": unit " + finding.unit + ": " + finding.sentence);
    if (!findings.empty()) return std::unexpected(std::move(findings));
    return other;
}

// Within the quotes of a log line there are none.
std::string unquoted(std::string sentence) {
    std::ranges::replace(sentence, '"', '\'');
    return sentence;
}

}  // namespace

Result<bool> adopt_rules(store::RuleSets& rules, const cases::Office& office, TimePoint now) {
    const Result<store::RuleSets::Seeded> seeded = rules.seed(office.routing.csv(), now);
    if (!seeded) return std::unexpected(seeded.error());
    if (*seeded == store::RuleSets::Seeded::draft)
        spdlog::warn("event=rules_drafted what=\"routing.csv of the pack is a draft; see `sambung rules list`\"");
    const Result<std::optional<store::RuleSet>> active = rules.active();
    if (!active) return std::unexpected(active.error());
    if (!*active) return true;
    const auto fits = office_under(office, **active);
    if (fits) return true;
    for (const std::string& finding : fits.error())
        spdlog::error("event=rules_unfit version={} what=\"{}\"", (*active)->version, unquoted(finding));
    spdlog::error("event=rules_unfit version={} what=\"the pack's own routing.csv decides; see `sambung rules`\"",
                  (*active)->version);
    return false;
}

std::expected<cases::Office, Findings> office_under(const cases::Office& office, const store::RuleSet& set) {
    return with_table(office, set.csv, "rule set " + std::to_string(set.version));
}

std::expected<cases::Office, Findings> office_under(const cases::Office& office, const std::filesystem::path& file) {
    const std::optional<std::string> csv = read_file(file);
    if (!csv) return std::unexpected(Findings{file.string() + ": it cannot be read"});
    return with_table(office, *csv, file.string());
}

}  // namespace sambung::gateway
