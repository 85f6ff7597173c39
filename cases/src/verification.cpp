#include "cases/verification.h"

#include "named.h"

#include <algorithm>

namespace sambung::cases {

namespace {

constexpr std::string_view verifier_kind = "verifier";

struct FalsehoodRow {
    Falsehood reason;
    std::string_view name;
    std::string_view words;
};
constexpr FalsehoodRow falsehoods[] = {{Falsehood::unknown, "tidak_dikenal", "tidak dikenal di sana"},
                                       {Falsehood::moved, "pindah", "sudah pindah"},
                                       {Falsehood::died, "wafat", "sudah wafat"},
                                       {Falsehood::differs, "berbeda", "keadaannya berbeda"}};
struct HindranceRow {
    Hindrance reason;
    std::string_view name;
    std::string_view words;
};
constexpr HindranceRow hindrances[] = {{Hindrance::not_home, "tidak_di_rumah", "tidak di rumah"},
                                       {Hindrance::no_address, "alamat_belum_ketemu", "alamat belum ketemu"},
                                       {Hindrance::no_papers, "surat_belum_ada", "surat belum ada"},
                                       {Hindrance::own_family, "keluarga_sendiri", "keluarga sendiri"}};
static_assert(in_order(falsehoods, &FalsehoodRow::reason) && std::size(falsehoods) == std::size(all_falsehoods));
static_assert(in_order(hindrances, &HindranceRow::reason) && std::size(hindrances) == std::size(all_hindrances));

}  // namespace

bool is_verifier(const Unit& unit) { return unit.kind == verifier_kind; }

const Unit* verifier_of(const Office& office, std::string_view area) {
    if (area.empty()) return nullptr;
    const auto found = std::ranges::find_if(office.units, [area](const Unit& unit) {
        const std::string_view code = unit.code;
        return is_verifier(unit) && code.ends_with(area) && code.size() > area.size() &&
               code[code.size() - area.size() - 1] == ':';
    });
    return found == office.units.end() ? nullptr : &*found;
}

std::string_view name(Falsehood reason) { return row_of(reason, falsehoods).name; }
std::string_view words(Falsehood reason) { return row_of(reason, falsehoods).words; }
std::string_view name(Hindrance reason) { return row_of(reason, hindrances).name; }
std::string_view words(Hindrance reason) { return row_of(reason, hindrances).words; }

std::optional<Falsehood> falsehood_of(int digit) {
    if (digit < 1 || digit > static_cast<int>(std::size(all_falsehoods))) return std::nullopt;
    return all_falsehoods[digit - 1];
}

std::optional<Hindrance> hindrance_of(int digit) {
    if (digit < 1 || digit > static_cast<int>(std::size(all_hindrances))) return std::nullopt;
    return all_hindrances[digit - 1];
}

}  // namespace sambung::cases
