#include "pool_sheet.h"

#include "pack_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sambung::gateway {

using dialogs::YamlNode;

namespace {

constexpr int most_houses = 100'000;
constexpr int longest_hold = 180;  // days

class Sheet {
 public:
    Sheet(std::string_view file, const cases::Office& office) : file_(file), office_(office) {}

    PoolSheet read(std::string_view yaml) {
        dialogs::YamlFile text = dialogs::read_strict_yaml(file_, yaml);
        sheet_.findings = std::move(text.findings);
        const YamlNode& root = text.root;
        keys(root, {"code", "programme", "period", "total", "hold_days", "stages", "funders"});
        cases::Pool& pool = sheet_.pool;
        pool.code = required(root, "code");
        pool.programme = required(root, "programme");
        pool.period = required(root, "period");
        pool.total = static_cast<int>(counted(root, "total", 1, most_houses));
        if (root.find("hold_days") != nullptr)
            sheet_.hold = std::chrono::days{counted(root, "hold_days", 1, longest_hold)};
        for (const YamlNode& stage : items_of(root, "stages")) read_stage(stage);
        for (const YamlNode& funder : items_of(root, "funders")) read_funder(funder);
        if (pool.stages.empty()) complain(root, "A001", "\"stages\" is missing: number and begins");
        if (pool.funders.empty()) complain(root, "A001", "\"funders\" is missing: unit, stage and houses");
        return std::move(sheet_);
    }

 private:
    void complain(const YamlNode& at, std::string_view code, std::string sentence) {
        sheet_.findings.push_back({file_, at.at, std::string{code}, std::move(sentence)});
    }
    void keys(const YamlNode& map, const std::vector<std::string_view>& known) {
        refuse_unknown_keys(file_, map, known, sheet_.findings);
    }
    std::string required(const YamlNode& map, std::string_view key) {
        if (map.text(key).empty()) complain(map, "A001", "\"" + std::string{key} + "\" is missing");
        return std::string{map.text(key)};
    }
    std::int64_t counted(const YamlNode& map, std::string_view key, std::int64_t least, std::int64_t most) {
        const std::string_view text = map.text(key);
        std::int64_t value = 0;
        const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (wrong == std::errc{} && end == text.data() + text.size() && value >= least && value <= most) return value;
        complain(
            map, "A002",
            "\"" + std::string{key} + "\" is a number from " + std::to_string(least) + " to " + std::to_string(most));
        return least;
    }
    [[nodiscard]] bool has_stage(int number) const {
        const auto& all = sheet_.pool.stages;
        return std::ranges::find(all, number, &cases::FundingStage::number) != all.end();
    }
    void read_stage(const YamlNode& node) {
        keys(node, {"number", "begins"});
        cases::FundingStage stage{.number = static_cast<int>(counted(node, "number", 1, 9)), .begins = {}};
        const auto day = cases::date_from(std::string{node.text("begins")});
        if (day)
            stage.begins = office_.calendar.at(*day, std::chrono::minutes{0});
        else
            complain(node, "A003", "\"begins\" is a day like 2026-02-28");
        if (has_stage(stage.number)) complain(node, "A005", "that stage stands above");
        sheet_.pool.stages.push_back(stage);
    }
    void read_funder(const YamlNode& node) {
        keys(node, {"unit", "stage", "houses", "rupiah"});
        cases::Funder funder{.unit = required(node, "unit"),
                             .stage = static_cast<int>(counted(node, "stage", 1, 9)),
                             .houses = static_cast<int>(counted(node, "houses", 1, most_houses))};
        constexpr std::int64_t most_rupiah = 1'000'000'000'000'000;
        if (node.find("rupiah") != nullptr) funder.rupiah = counted(node, "rupiah", 1, most_rupiah);
        if (!funder.unit.empty() && office_.unit(funder.unit) == nullptr)
            complain(node, "A004", "the office has no unit \"" + funder.unit + "\"");
        if (std::ranges::find(sheet_.pool.funders, funder.unit, &cases::Funder::unit) != sheet_.pool.funders.end())
            complain(node, "A005", "that funder stands above");
        if (!has_stage(funder.stage)) complain(node, "A006", "the pool has no such stage");
        sheet_.pool.funders.push_back(std::move(funder));
    }

    std::string file_;
    const cases::Office& office_;
    PoolSheet sheet_;
};

}  // namespace

PoolSheet read_pool(std::string_view file, std::string_view yaml, const cases::Office& office) {
    return Sheet(file, office).read(yaml);
}

}  // namespace sambung::gateway
