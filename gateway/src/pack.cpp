#include "pack.h"

#include "cases/coverage.h"
#include "pack_categories.h"
#include "pack_office.h"
#include "pack_programmes.h"
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

std::shared_ptr<const cases::Office> ground_of(PackReader& reader, const YamlNode& root, AreaTree areas,
                                               const Categories& categories) {
    cases::Office ground;
    ground.city = root.text("city");
    ground.areas = std::move(areas);
    ground.sensitive = read_sensitive(reader, root, categories);
    return std::make_shared<const cases::Office>(std::move(ground));
}

std::shared_ptr<const cases::Office> found_office(PackReader& reader, const cases::Office& ground,
                                                  const Categories& categories) {
    std::optional<cases::Office> office = read_office(reader, ground);
    if (!office) return nullptr;
    warn_of_gaps(reader, *office);
    warn_of_unknown_categories(reader, *office, categories);
    return std::make_shared<const cases::Office>(*std::move(office));
}

// What is wrong in these may be wrong in a draft alone: the store has those that are in use.
bool of_the_store(const PackReader& reader, const Finding& finding) {
    return std::ranges::any_of(all_office_files, [&](const char* file) { return finding.file == reader.path(file); });
}

}  // namespace

Pack load_pack(const fs::path& directory, const fs::path& overrides, std::vector<dialogs::FlowVersion> previous,
               dialogs::UssdBudget ussd) {
    Pack pack{.name = directory.filename().string(),
              .office = nullptr,
              .ground = nullptr,
              .flows = nullptr,
              .flow_files = {},
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
        pack.ground = ground_of(reader, root, std::move(*areas), categories);
        pack.office = found_office(reader, *pack.ground, categories);
    }
    if (std::ranges::any_of(pack.findings, &Finding::error)) pack.office = nullptr;
    if (std::ranges::any_of(pack.findings,
                            [&](const Finding& one) { return one.error() && !of_the_store(reader, one); }))
        pack.ground = nullptr;
    dialogs::sort_findings(pack.findings);
    return pack;
}

}  // namespace sambung::gateway
