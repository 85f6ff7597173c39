#include "services.h"

#include "cases/categories.h"
#include "cases/services.h"

#include <algorithm>
#include <iterator>

namespace sambung::gateway::open311 {

namespace {

using cases::Kind;

struct Name {
    Kind kind;
    std::string_view category;
    std::string_view words;
};
// Plain, without a judgement: people see them in apps.
constexpr Name names[] = {
    {Kind::person_in_need, "lansia", "Lansia yang perlu bantuan"},
    {Kind::person_in_need, "anak", "Anak yang perlu bantuan"},
    {Kind::person_in_need, "bayi", "Bayi yang perlu bantuan"},
    {Kind::person_in_need, "disabilitas", "Penyandang disabilitas yang perlu bantuan"},
    {Kind::person_in_need, "tanpa_rumah", "Orang tanpa rumah"},
    {Kind::person_in_need, "pangan", "Orang yang kurang makan"},
    {Kind::person_in_need, "sakit", "Orang sakit tanpa pendamping"},
    {Kind::person_in_need, "bingung", "Orang yang tampak bingung"},
    {Kind::person_in_need, "lain", "Orang yang perlu bantuan, lainnya"},
    {Kind::help_request, "lapar", "Lebih dari sehari tidak makan"},
    {Kind::help_request, "pbi_segera", "BPJS tidak aktif, sedang dirawat"},
    {Kind::help_request, "spm_segera", "Surat keterangan, sedang dirawat"},
    {Kind::help_request, "rtlh_roboh", "Rumah yang mungkin roboh"},
    {Kind::help_request, "pangan", "Bantuan pangan"},
    {Kind::help_request, "santunan", "Santunan kematian"},
    {Kind::help_request, "data", "Pemeriksaan data DTSEN"},
    {Kind::help_request, "pbi", "BPJS yang dibayar pemerintah (PBI-JKN)"},
    {Kind::help_request, "spm", "Surat keterangan untuk berobat"},
    {Kind::help_request, "rawat_gratis", "Pasien tanpa keluarga"},
    {Kind::help_request, "rtlh", "Perbaikan rumah"},
    {Kind::help_request, "kds", "Kartu kesejahteraan kota"},
    {Kind::help_request, "beasiswa", "Beasiswa"},
    {Kind::help_request, "pelatihan", "Pelatihan kerja"},
    {Kind::help_request, "rawat", "Bantuan lansia dan disabilitas"},
    {Kind::help_request, "atensi", "ATENSI"},
    {Kind::help_request, "pendamping", "Pendampingan"},
    {Kind::help_request, "keluarga", "Mencari keluarga yang dijangkau petugas"},
    {Kind::help_request, "shelter", "Tempat tinggal sementara"},
    {Kind::help_request, "hunian", "Permukiman binaan"},
    {Kind::help_request, "puskesos", "Puskesos"},
    {Kind::help_request, "klik", "KLIK PEKKA"},
    {Kind::help_request, "lain", "Layanan lain"},
};

std::string_view name_of(Kind kind, std::string_view category) {
    const auto* const found =
        std::ranges::find_if(names, [&](const Name& one) { return one.kind == kind && one.category == category; });
    return found == std::end(names) ? std::string_view{} : found->words;
}

Service service(Kind kind, std::string_view category) {
    return {.code = std::string{cases::name(kind)} + '-' + std::string{category},
            .name = std::string{name_of(kind, category)},
            .group = kind == Kind::person_in_need ? "Lapor orang yang perlu bantuan" : "Minta layanan",
            .kind = kind,
            .category = std::string{category}};
}

bool is_confidential(const cases::Office& office, std::string_view category) {
    return category == cases::restricted_category || category == cases::complaint_category ||
           std::ranges::find(office.sensitive, category) != office.sensitive.end();
}

// "pbi_segera" is a matter of the service "pbi".
std::string_view service_behind(std::string_view category) {
    if (cases::service_of(category) != nullptr) return category;
    const std::string_view first = category.substr(0, category.find('_'));
    return cases::service_of(first) != nullptr ? first : std::string_view{};
}

bool offered(const dialogs::FlowSet& flows, const cases::Category& category) {
    if (category.kind == Kind::person_in_need) return true;
    const std::string_view behind = service_behind(category.id);
    if (behind.empty()) return true;
    const std::vector<dialogs::Programme>& all = dialogs::programmes_of(flows);
    const auto found = std::ranges::find(all, behind, &dialogs::Programme::code);
    return found != all.end() && found->state == dialogs::ProgrammeState::open;
}

Service neutral() {
    return {.code = std::string{neutral_code},
            .name = std::string{neutral_name},
            .group = "Lainnya",
            .kind = Kind::person_in_need,
            .category = std::string{cases::restricted_category}};
}

}  // namespace

std::vector<Service> services_of(const cases::Office& office, const dialogs::FlowSet& flows) {
    std::vector<Service> out;
    for (const cases::Category& category : cases::all_categories)
        if (!is_confidential(office, category.id) && offered(flows, category))
            out.push_back(service(category.kind, category.id));
    out.push_back(neutral());
    return out;
}

std::optional<Service> find_service(const std::vector<Service>& services, std::string_view code) {
    const auto found = std::ranges::find(services, code, &Service::code);
    return found == services.end() ? std::nullopt : std::optional{*found};
}

std::optional<Service> named_service(const cases::Office& office, Kind kind, std::string_view category) {
    if (is_confidential(office, category) || name_of(kind, category).empty()) return std::nullopt;
    return service(kind, category);
}

Service any_need() { return service(Kind::person_in_need, "lain"); }

}  // namespace sambung::gateway::open311
