#include "rules.h"

#include "pack_reader.h"

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

}  // namespace

std::expected<cases::Office, Findings> office_under(const cases::Office& office, const store::OfficeDocument& set) {
    return with_table(office, set.text, "rule set " + std::to_string(set.version));
}

std::expected<cases::Office, Findings> office_under(const cases::Office& office, const std::filesystem::path& file) {
    const std::optional<std::string> csv = read_file(file);
    if (!csv) return std::unexpected(Findings{file.string() + ": it cannot be read"});
    return with_table(office, *csv, file.string());
}

}  // namespace sambung::gateway
