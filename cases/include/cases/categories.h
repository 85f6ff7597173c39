// The menus' categories: what a reporter ticks, how urgent it is by default, and what the office calls it. Flows,
// routing and tests read this one table. `official` is a hint for the officer, who sets the PPKS code (Permensos
// 8/2012) at assessment; citizens never see it.
#pragma once

#include "cases/report.h"
#include "model/urgency.h"

#include <optional>
#include <string_view>

namespace sambung::cases {

struct Category {
    Kind kind;
    std::string_view id;  // as menus, routing rows and stores spell it
    Urgency urgency;      // without a danger sign
    std::string_view official;
    std::optional<Urgency> by_night = {};  // where the dark makes it worse
};

inline constexpr Category all_categories[] = {
    // Somebody needs help. How bad it is nobody has judged yet, so even "lain" is read by a person within a day.
    {Kind::person_in_need, "lansia", Urgency::p2, "Lanjut usia telantar"},
    {Kind::person_in_need, "anak", Urgency::p2, "Anak telantar", Urgency::p1},
    {Kind::person_in_need, "bayi", Urgency::p1, "Anak balita telantar"},
    {Kind::person_in_need, "disabilitas", Urgency::p3, "Penyandang disabilitas"},
    {Kind::person_in_need, "tanpa_rumah", Urgency::p2, "Gelandangan", Urgency::p1},
    {Kind::person_in_need, "pangan", Urgency::p2, "Fakir miskin"},
    {Kind::person_in_need, "sakit", Urgency::p1, "Orang sakit tanpa pengasuh"},
    {Kind::person_in_need, "bingung", Urgency::p1, "Penyandang disabilitas (krisis jiwa atau linglung)"},
    {Kind::person_in_need, "lain", Urgency::p2, "Dinilai petugas"},
    // What must not be named, not even here: one neutral word for everything that is told to one officer alone.
    {Kind::person_in_need, "rahasia", Urgency::p1, "Dinilai petugas khusus"},
    // A request for a service is planned: its promise counts working days, so it may wait for the office to open.
    // Hunger now is a person in need. None is P4, since information that nobody must answer comes from the menu and
    // files nothing. Whoever looks for a relative, for a bed tonight, or lies in hospital unpaid cannot wait for
    // Monday.
    {Kind::help_request, "lapar", Urgency::p1, "Tidak makan lebih dari sehari"},
    {Kind::help_request, "pbi_segera", Urgency::p1, "PBI-JKN, sedang dirawat atau melahirkan"},
    {Kind::help_request, "spm_segera", Urgency::p1, "Surat pernyataan miskin, sedang dirawat"},
    {Kind::help_request, "rtlh_roboh", Urgency::p1, "Rumah yang mungkin roboh"},
    {Kind::help_request, "pangan", Urgency::p3, "Bantuan pangan"},
    {Kind::help_request, "santunan", Urgency::p3, "Santunan kematian"},
    {Kind::help_request, "data", Urgency::p3, "Verifikasi DTSEN (dulu DTKS)"},
    {Kind::help_request, "pbi", Urgency::p3, "PBI-JKN"},
    {Kind::help_request, "spm", Urgency::p3, "Surat Pernyataan Miskin"},
    {Kind::help_request, "rawat_gratis", Urgency::p1, "Pembebasan biaya rawat"},
    {Kind::help_request, "rtlh", Urgency::p3, "Rumah tidak layak huni"},
    {Kind::help_request, "kds", Urgency::p3, "Kartu kesejahteraan kota"},
    {Kind::help_request, "beasiswa", Urgency::p3, "Beasiswa"},
    {Kind::help_request, "pelatihan", Urgency::p3, "Pelatihan keterampilan"},
    {Kind::help_request, "rawat", Urgency::p3, "Bantuan lansia dan disabilitas"},
    {Kind::help_request, "atensi", Urgency::p3, "ATENSI"},
    {Kind::help_request, "pendamping", Urgency::p3, "Pendampingan LKS/OMS"},
    {Kind::help_request, "keluarga", Urgency::p2, "Pencarian keluarga yang dijangkau petugas"},
    {Kind::help_request, "shelter", Urgency::p2, "Rumah Perlindungan Sosial"},
    {Kind::help_request, "hunian", Urgency::p3, "Permukiman binaan"},
    {Kind::help_request, "puskesos", Urgency::p3, "Puskesos"},
    {Kind::help_request, "klik", Urgency::p3, "KLIK PEKKA"},
    {Kind::help_request, "pungli", Urgency::p3, "Pengaduan pungutan liar"},
    {Kind::help_request, "lain", Urgency::p3, "Dinilai petugas"},
};

// nullptr if the menus of this kind know no such category; a pack may still use it, and triage() still answers.
[[nodiscard]] constexpr const Category* category_of(Kind kind, std::string_view id) {
    for (const Category& category : all_categories)
        if (category.kind == kind && category.id == id) return &category;
    return nullptr;
}

}  // namespace sambung::cases
