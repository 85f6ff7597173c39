#include "command_verification.h"

#include "books.h"
#include "export_file.h"
#include "store/verification.h"
#include "times.h"

#include <fmt/format.h>

namespace sambung::gateway {

namespace {

using Row = std::vector<std::string>;

// Of rising spans, in hours with one digit; empty without any.
std::string median(const std::vector<milliseconds>& spans) {
    if (spans.empty()) return {};
    const milliseconds middle = (spans[(spans.size() - 1) / 2] + spans[spans.size() / 2]) / 2;
    return fmt::format("{:.1f}", std::chrono::duration<double, std::ratio<3600>>(middle).count());
}

Row header() {
    Row row{"kelurahan", "name", "asked", "valid"};
    for (const cases::Falsehood one : cases::all_falsehoods) row.push_back("not_" + std::string{cases::name(one)});
    row.insert(row.end(), {"own_family", "put_off", "unanswered", "late", "median_hours"});
    return row;
}

Row row_of(const AreaTree& areas, const std::string& code, const store::Verified& all) {
    const Area* area = areas.find(code);
    Row row{code, area == nullptr ? std::string{} : area->name, std::to_string(all.asked),
            std::to_string(all.confirmed)};
    for (const int denied : all.denied) row.push_back(std::to_string(denied));
    for (const int count : {all.own_family, all.put_off, all.unanswered, all.late})
        row.push_back(std::to_string(count));
    row.push_back(median(all.took));
    return row;
}

std::vector<std::string> verifiers_of(const cases::Office& office) {
    std::vector<std::string> codes;
    for (const cases::Unit& unit : office.units)
        if (cases::is_verifier(unit)) codes.push_back(unit.code);
    return codes;
}

Result<> write(const Books& books, std::chrono::year_month month, const std::string& file) {
    const cases::Office& office = *books.pack.office;
    const auto midnight = [&office](std::chrono::year_month day) {
        return office.calendar.at(day / std::chrono::day{1}, std::chrono::minutes{0});
    };
    const auto report = store::verification_report(*books.database, verifiers_of(office), midnight(month),
                                                   midnight(month + std::chrono::months{1}), now());
    if (!report) return std::unexpected(report.error());
    const Result<std::unique_ptr<ExportFile>> out = open_export(file);
    if (!out) return std::unexpected(out.error());
    const auto put = [&out](const Row& row) {
        return (*out)->row(std::vector<std::string_view>(row.begin(), row.end()));
    };
    if (const Result<> written = put(header()); !written) return written;
    for (const auto& [area, all] : *report)
        if (const Result<> written = put(row_of(office.areas, area, all)); !written) return written;
    return (*out)->finish();
}

}  // namespace

int verification(const VerificationOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const auto first = cases::date_from(options.month + "-01");
    if (!first) return complain("--month is a month like 2026-11");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const Result<> written = write(*books, first->year() / first->month(), options.out);
    return written ? 0 : complain(describe(written.error()));
}

}  // namespace sambung::gateway
