#include "pack.h"

#include "cases/coverage.h"
#include "pack_categories.h"
#include "pack_office.h"
#include "pack_programmes.h"
#include "pack_shelters.h"
#include "pack_words.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace sambung::gateway {

namespace fs = std::filesystem;
using dialogs::Finding;
using dialogs::YamlNode;

namespace {

std::vector<dialogs::FlowSource> read_folder(const fs::path& folder) {
    std::vector<dialogs::FlowSource> out;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(folder, missing))
        if (entry.path().extension() == ".yaml")
            out.push_back({entry.path().string(), read_file(entry.path()).value_or("")});
    std::ranges::sort(out, {}, &dialogs::FlowSource::name);
    return out;
}

void add_folder(const fs::path& folder, std::vector<dialogs::FlowSource>& sources) {
    std::ranges::move(read_folder(folder), std::back_inserter(sources));
}

}  // namespace

void lay_over(dialogs::FlowSetInput& input, const fs::path& directory) {
    add_folder(directory / "flows", input.flows);
    add_folder(directory / "texts", input.texts);
}

namespace {

// What the office says and offers: everything that flows are proved with but areas.
dialogs::FlowSetInput read_input(PackReader& reader, const YamlNode& root, const fs::path& overrides) {
    dialogs::FlowSetInput input{.flows = dialogs::base_flows(),
                                .texts = dialogs::base_texts(),
                                .words = read_words(reader, root),
                                .languages = read_languages(reader, root),
                                .areas = nullptr};
    if (!overrides.empty()) add_folder(overrides, input.flows);
    lay_over(input, reader.directory());
    const std::vector<Programme> programmes = read_programmes(reader);
    std::ranges::move(words_of(programmes), std::back_inserter(input.words));
    for (const Programme& programme : programmes) input.programmes.push_back({programme.code, programme.state});
    return input;
}

// Kept apart from the errors: the case comes to the desk of the last row, so nobody is left alone.
void warn_of_gaps(PackReader& reader, const cases::Office& office) {
    for (const cases::CoverageGap& gap : cases::coverage_gaps(office))
        reader.complain("routing.csv", {}, "W213", cases::in_words(gap) + " has no row but the last");
}

std::shared_ptr<const cases::Office> found_office(PackReader& reader, const YamlNode& root, AreaTree areas,
                                                  const Categories& categories, std::vector<store::House>& houses) {
    std::vector<std::string> sensitive = read_sensitive(reader, root, categories);
    Units units = read_units(reader);
    houses = read_shelters(reader, units);
    std::optional<cases::Calendar> calendar = read_calendar(reader);
    std::optional<cases::Routing> routing = read_routing(reader, units.all, areas);
    if (!routing || !calendar) return nullptr;
    auto office = std::make_shared<const cases::Office>(cases::Office{.city = std::string{root.text("city")},
                                                                      .areas = std::move(areas),
                                                                      .units = std::move(units.all),
                                                                      .routing = std::move(*routing),
                                                                      .calendar = std::move(*calendar),
                                                                      .sensitive = std::move(sensitive)});
    warn_of_gaps(reader, *office);
    warn_of_unknown_categories(reader, *office, categories);
    for (const cases::UnitFinding& finding : cases::unit_findings(*office))
        reader.complain("units.yaml", units.at[finding.unit], finding.code, finding.sentence);
    return office;
}

}  // namespace

Pack load_pack(const fs::path& directory, const fs::path& overrides, std::vector<dialogs::FlowVersion> previous,
               dialogs::UssdBudget ussd) {
    Pack pack{.name = directory.filename().string(),
              .office = nullptr,
              .flows = nullptr,
              .flow_files = {},
              .houses = {},
              .short_code = {},
              .findings = {}};
    PackReader reader(directory, pack.findings);
    const YamlNode root = reader.yaml("pack.yaml", {"name", "city", "area_root", "languages", "short_code", "phone",
                                                    "words", "terms", "emergency", "sensitive"});
    pack.short_code = root.text("short_code");
    check_emergency(reader, root);
    dialogs::FlowSetInput input = read_input(reader, root, overrides);
    input.previous = std::move(previous);
    input.ussd = ussd;
    if (std::optional<AreaTree> areas = read_areas(reader)) {
        if (areas->root() != reader.required("pack.yaml", root, "area_root"))
            reader.complain("pack.yaml", root.at, "P007", "\"area_root\" is not the root of areas.csv");
        input.areas = std::make_shared<const AreaTree>(*areas);
        dialogs::FlowSetLoaded loaded = dialogs::load_flows(input);
        const Categories categories = known_categories(input);
        pack.flow_files = std::move(input);
        pack.flows = std::move(loaded.flows);
        reader.add(loaded.findings);
        pack.office = found_office(reader, root, std::move(*areas), categories, pack.houses);
    }
    if (std::ranges::any_of(pack.findings, &Finding::error)) pack.office = nullptr;
    dialogs::sort_findings(pack.findings);
    return pack;
}

}  // namespace sambung::gateway
