#include "rules.h"

#include "pack_reader.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace sambung::gateway {

Result<> adopt_rules(store::RuleSets& rules, const cases::Office& office, TimePoint now) {
    const Result<store::RuleSets::Seeded> seeded = rules.seed(office.routing.csv(), now);
    if (!seeded) return std::unexpected(seeded.error());
    if (*seeded == store::RuleSets::Seeded::draft)
        spdlog::warn("event=rules_drafted what=\"routing.csv of the pack is a draft; see `sambung rules list`\"");
    const Result<std::optional<store::RuleSet>> active = rules.active();
    if (!active) return std::unexpected(active.error());
    if (!*active) return {};
    const auto routing = cases::Routing::parse((*active)->csv, office.units, office.areas);
    if (routing) return {};
    return fail(Errc::misconfigured, "the active rule set " + std::to_string((*active)->version) +
                                         " does not fit the pack: " + routing.error().front());
}

std::expected<cases::Office, std::vector<std::string>> office_under(const cases::Office& office,
                                                                    const std::filesystem::path& file) {
    const std::optional<std::string> csv = read_file(file);
    if (!csv) return std::unexpected(std::vector{file.string() + ": it cannot be read"});
    auto routing = cases::Routing::parse(*csv, office.units, office.areas);
    if (!routing) {
        std::vector<std::string> findings = std::move(routing.error());
        for (std::string& finding : findings) finding.replace(0, finding.find(':'), file.string());
        return std::unexpected(std::move(findings));
    }
    cases::Office other = office;
    other.routing = std::move(*routing);
    std::vector<std::string> findings;
    for (const cases::UnitFinding& finding : cases::unit_findings(other))
        findings.push_back(file.string() + ":1:1: " + finding.code + ": unit " + finding.unit + ": " +
                           finding.sentence);
    if (!findings.empty()) return std::unexpected(std::move(findings));
    return other;
}

}  // namespace sambung::gateway
