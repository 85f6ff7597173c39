#include "office_fit.h"

#include "await_here.h"
#include "duty_address.h"
#include "duty_channels.h"
#include "pack_office.h"
#include "pack_reader.h"

#include <algorithm>
#include <utility>

namespace sambung::gateway {

namespace {

using dialogs::Finding;
using dialogs::Findings;
using store::DocumentKind;
using store::OfficePapers;

std::string name_of(DocumentKind kind, const store::OfficeDocument& document) {
    if (document.version == 0) return std::string{file_of(kind)};
    return std::string{store::words(kind)} + " " + std::to_string(document.version);
}

// What only the configuration tells.
void check_channels(const OfficeGround& ground, const cases::Office& office, const std::string& units,
                    Findings& findings) {
    for (Finding finding : duty_findings(ground.config, office)) findings.push_back(std::move(finding));
    for (std::string& gap : duty_gaps(office, ground.channels).alone)
        findings.push_back({units, {}, "E264", std::move(gap)});
}

}  // namespace

std::string_view file_of(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::routing:
            return "routing.csv";
        case DocumentKind::units:
            return "units.yaml";
        case DocumentKind::calendar:
            return "calendar.yaml";
    }
    std::unreachable();
}

std::expected<std::shared_ptr<const cases::Office>, Findings> fitted(const OfficeGround& ground,
                                                                     const OfficePapers& papers) {
    Findings findings;
    PackReader reader({}, findings);
    for (const DocumentKind kind : store::all_document_kinds)
        reader.instead(std::string{file_of(kind)}, name_of(kind, papers.of(kind)), papers.of(kind).text);
    std::optional<cases::Office> office = read_office(reader, ground.ground);
    if (office) check_channels(ground, *office, reader.path("units.yaml"), findings);
    if (!office || std::ranges::any_of(findings, &Finding::error)) return std::unexpected(std::move(findings));
    office->rule_set = papers.routing.version;
    return std::make_shared<const cases::Office>(*std::move(office));
}

OfficePapers papers_of(const std::filesystem::path& pack) {
    OfficePapers papers;
    for (const DocumentKind kind : store::all_document_kinds)
        papers.of(kind).text = read_file(pack / file_of(kind)).value_or("");
    return papers;
}

Result<Choice> choose_office(store::Database& database, const store::Keys& keys, const OfficeGround& ground) {
    Result<std::optional<OfficePapers>> active = await_here(store::active_papers(database, keys));
    if (!active) return std::unexpected(active.error());
    Result<std::optional<OfficePapers>> served = store::served_papers(database, keys);
    if (!served) return std::unexpected(served.error());
    std::vector<OfficePapers> candidates;
    if (*active) candidates.push_back(**active);
    if (*served) candidates.push_back(**served);
    candidates.push_back(papers_of(ground.config.pack));
    Findings first;
    for (OfficePapers& papers : candidates) {
        auto office = fitted(ground, papers);
        if (office)
            return Choice{.office = *std::move(office),
                          .papers = std::move(papers),
                          .active = *active,
                          .findings = *active ? std::move(first) : Findings{}};
        if (first.empty()) first = std::move(office.error());
    }
    return fail(Errc::misconfigured, first.empty() ? "no office fits" : first.front().text());
}

}  // namespace sambung::gateway
