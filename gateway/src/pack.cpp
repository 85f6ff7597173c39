#include "pack.h"

#include "model/gsm7.h"
#include "model/phone.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

namespace sambung::gateway {

namespace fs = std::filesystem;
using dialogs::Finding;
using dialogs::Findings;
using dialogs::YamlNode;

namespace {

std::optional<std::string> read_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// Gathers what is wrong in the files of one pack.
class PackReader {
 public:
    PackReader(fs::path directory, Findings& findings) : directory_(std::move(directory)), findings_(findings) {}

    [[nodiscard]] std::string path(std::string_view file) const { return (directory_ / file).string(); }

    void complain(std::string_view file, dialogs::Mark at, std::string_view code, std::string sentence) {
        findings_.push_back({path(file), at, std::string{code}, std::move(sentence)});
    }
    std::string text(std::string_view file) {
        std::optional<std::string> out = read_file(directory_ / file);
        if (!out) complain(file, {}, "P001", "the pack needs this file");
        return out.value_or("");
    }
    YamlNode yaml(std::string_view file, const std::vector<std::string_view>& keys) {
        dialogs::YamlFile read = dialogs::read_strict_yaml(path(file), text(file));
        findings_.insert(findings_.end(), read.findings.begin(), read.findings.end());
        if (!keys.empty()) this->keys(file, read.root, keys);
        return std::move(read.root);
    }
    void keys(std::string_view file, const YamlNode& map, const std::vector<std::string_view>& known) {
        dialogs::refuse_unknown_keys(path(file), map, known, findings_);
    }
    std::string required(std::string_view file, const YamlNode& map, std::string_view key) {
        const std::string_view value = map.text(key);
        if (value.empty()) complain(file, map.at, "P002", "\"" + std::string{key} + "\" is required");
        return std::string{value};
    }

 private:
    fs::path directory_;
    Findings& findings_;
};

const std::vector<YamlNode>& items_of(const YamlNode& map, std::string_view key) {
    static const std::vector<YamlNode> none;
    const YamlNode* node = map.find(key);
    return node != nullptr ? node->items : none;
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

std::vector<cases::DutyAddress> read_duty(PackReader& reader, const YamlNode& unit) {
    std::vector<cases::DutyAddress> out;
    for (const YamlNode& node : items_of(unit, "duty")) {
        reader.keys("units.yaml", node, {"channel", "address"});
        const auto phone = Phone::parse(node.text("address"));
        if (!phone) reader.complain("units.yaml", node.at, "P003", "a duty address is a phone number, +62…");
        out.push_back({reader.required("units.yaml", node, "channel"), phone ? phone->e164() : std::string{}});
    }
    return out;
}

// The units, and where each stands in its file.
struct Units {
    std::vector<cases::Unit> all;
    std::map<std::string, dialogs::Mark, std::less<>> at;
};

Units read_units(PackReader& reader) {
    Units out;
    const YamlNode root = reader.yaml("units.yaml", {"units"});
    for (const YamlNode& node : items_of(root, "units")) {
        reader.keys("units.yaml", node, {"code", "name", "kind", "backup", "hours", "duty"});
        cases::Unit unit{.code = reader.required("units.yaml", node, "code"),
                         .name = reader.required("units.yaml", node, "name"),
                         .kind = reader.required("units.yaml", node, "kind"),
                         .backup = std::string{node.text("backup")},
                         .open_24h = node.text("hours") == "24h",
                         .duty = read_duty(reader, node)};
        out.at[unit.code] = node.at;
        out.all.push_back(std::move(unit));
    }
    if (out.all.empty()) reader.complain("units.yaml", root.at, "P002", "\"units\" needs at least one unit");
    return out;
}

std::optional<cases::Calendar> read_calendar(PackReader& reader) {
    const YamlNode root = reader.yaml("calendar.yaml", {"timezone", "hours", "holidays"});
    std::vector<cases::Calendar::Hours> hours;
    if (const YamlNode* map = root.find("hours"))
        for (const auto& [day, spans] : map->entries) {
            const auto some = cases::hours_from(day.scalar, spans.scalar);
            if (some)
                hours.insert(hours.end(), some->begin(), some->end());
            else
                reader.complain("calendar.yaml", day.at, "P003", some.error().detail);
        }
    std::vector<std::chrono::year_month_day> holidays;
    for (const YamlNode& node : items_of(root, "holidays")) {
        reader.keys("calendar.yaml", node, {"date", "name"});
        const auto day = cases::date_from(node.text("date"));
        if (day)
            holidays.push_back(*day);
        else
            reader.complain("calendar.yaml", node.at, "P003", day.error().detail);
    }
    Result<cases::Calendar> calendar =
        cases::Calendar::make(std::string{root.text("timezone")}, std::move(hours), std::move(holidays));
    if (calendar) return std::move(*calendar);
    reader.complain("calendar.yaml", root.at, "P003", calendar.error().detail);
    return std::nullopt;
}

std::optional<AreaTree> read_areas(PackReader& reader) {
    Result<AreaTree> areas = AreaTree::parse(reader.text("areas.csv"));
    if (areas) return std::move(*areas);
    reader.complain("areas.csv", {}, "P003", areas.error().detail);
    return std::nullopt;
}

std::vector<dialogs::FlowSource> read_folder(const fs::path& folder) {
    std::vector<dialogs::FlowSource> out;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(folder, missing))
        if (entry.path().extension() == ".yaml")
            out.push_back({entry.path().string(), read_file(entry.path()).value_or("")});
    std::ranges::sort(out, {}, &dialogs::FlowSource::name);
    return out;
}

std::vector<Language> read_languages(PackReader& reader, const YamlNode& root) {
    std::vector<Language> out;
    for (const YamlNode& node : items_of(root, "languages")) {
        const auto language = language_from(node.scalar);
        if (language)
            out.push_back(*language);
        else
            reader.complain("pack.yaml", node.at, "P003", "there is no language \"" + node.scalar + "\"");
    }
    if (std::ranges::find(out, Language::id) == out.end()) out.insert(out.begin(), Language::id);
    return out;
}

bool year_or_date(std::string_view text) { return (text.size() == 4 && number(text)) || cases::date_from(text); }

void read_emergency(PackReader& reader, const YamlNode& root) {
    for (const YamlNode& node : items_of(root, "emergency")) {
        reader.keys("pack.yaml", node, {"number", "for", "verified", "source", "words"});
        reader.required("pack.yaml", node, "number");
        if (const auto verified = node.text("verified"); !verified.empty() && !year_or_date(verified))
            reader.complain("pack.yaml", node.at, "P005",
                            "\"verified\" is the year or the date of the last proof, or empty");
    }
}

void load_flows_of(PackReader& reader, const YamlNode& root, const fs::path& directory, const fs::path& overrides,
                   const AreaTree& areas, Pack& pack) {
    dialogs::FlowSetInput input{.flows = dialogs::base_flows(),
                                .texts = dialogs::base_texts(),
                                .words = {},
                                .languages = read_languages(reader, root),
                                .areas = std::make_shared<const AreaTree>(areas)};
    for (const fs::path& folder : {overrides, directory / "flows"})
        if (!folder.empty())
            for (dialogs::FlowSource& source : read_folder(folder)) input.flows.push_back(std::move(source));
    for (dialogs::FlowSource& source : read_folder(directory / "texts")) input.texts.push_back(std::move(source));
    input.words = {{"kota", reader.required("pack.yaml", root, "city")},
                   {"kode", pack.short_code},
                   {"telp", reader.required("pack.yaml", root, "phone")}};
    if (const YamlNode* words = root.find("words"))
        for (const auto& [key, value] : words->entries) input.words.emplace_back(key.scalar, value.scalar);
    dialogs::FlowSetLoaded loaded = dialogs::load_flows(input);
    pack.flow_files = std::move(input);
    pack.flows = std::move(loaded.flows);
    pack.findings.insert(pack.findings.end(), loaded.findings.begin(), loaded.findings.end());
}

// "routing.csv:12:4: E210: sentence" -> a finding with its place.
Finding routing_finding(const std::string& file, std::string_view text) {
    const auto next = [&text] {
        const std::string_view word = text.substr(0, text.find(':'));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        return word;
    };
    next();
    dialogs::Mark at;
    at.line = number(next()).value_or(1);
    at.column = number(next()).value_or(1);
    std::string_view code = next();
    code.remove_prefix(std::min<std::size_t>(1, code.size()));
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
    return {file, at, std::string{code}, std::string{text}};
}

std::optional<cases::Routing> read_routing(PackReader& reader, const std::vector<cases::Unit>& units,
                                           const AreaTree& areas, Findings& findings) {
    auto routing = cases::Routing::parse(reader.text("routing.csv"), units, areas);
    if (routing) return std::move(*routing);
    for (const std::string& finding : routing.error())
        findings.push_back(routing_finding(reader.path("routing.csv"), finding));
    return std::nullopt;
}

}  // namespace

Pack load_pack(const fs::path& directory, const fs::path& overrides) {
    Pack pack{.name = directory.filename().string(),
              .office = nullptr,
              .flows = nullptr,
              .flow_files = {},
              .short_code = {},
              .findings = {}};
    PackReader reader(directory, pack.findings);
    const YamlNode root = reader.yaml(
        "pack.yaml", {"name", "city", "area_root", "languages", "short_code", "phone", "words", "emergency"});
    pack.short_code = reader.required("pack.yaml", root, "short_code");
    read_emergency(reader, root);
    std::optional<AreaTree> areas = read_areas(reader);
    Units units = read_units(reader);
    std::optional<cases::Calendar> calendar = read_calendar(reader);
    if (areas) {
        if (areas->root() != reader.required("pack.yaml", root, "area_root"))
            reader.complain("pack.yaml", root.at, "P007", "\"area_root\" is not the root of areas.csv");
        load_flows_of(reader, root, directory, overrides, *areas, pack);
        std::optional<cases::Routing> routing = read_routing(reader, units.all, *areas, pack.findings);
        if (routing && calendar) {
            cases::Office office{.city = std::string{root.text("city")},
                                 .areas = std::move(*areas),
                                 .units = std::move(units.all),
                                 .routing = std::move(*routing),
                                 .calendar = std::move(*calendar)};
            for (const cases::UnitFinding& finding : cases::unit_findings(office))
                reader.complain("units.yaml", units.at[finding.unit], finding.code, finding.sentence);
            pack.office = std::make_shared<const cases::Office>(std::move(office));
        }
    }
    if (std::ranges::any_of(pack.findings, &Finding::error)) pack.office = nullptr;
    dialogs::sort_findings(pack.findings);
    return pack;
}

}  // namespace sambung::gateway
