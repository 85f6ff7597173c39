// The services that an office can offer, by the code that packs (programmes.yaml), flows ("when: {offers: [rtlh]}") and
// texts ({rtlh_nama}) share. Which of them a city has, and how each stands, is its pack's.
#pragma once

#include <string_view>

namespace sambung::cases {

struct Service {
    std::string_view code;
    std::string_view row;       // of the systems that the office's service must carry: "S09 S18"
    std::string_view official;  // short, for officers and documents; citizens read the pack's own name
};

inline constexpr Service all_services[] = {
    {"atensi", "S01", "ATENSI"},
    {"pendamping", "S02", "Pendampingan LKS/OMS"},
    {"kds", "S04", "Kartu kesejahteraan kota"},
    {"santunan", "S05", "Santunan kematian"},
    {"pelatihan", "S06", "Pelatihan keterampilan"},
    {"rawat", "S07", "Bantuan lansia dan disabilitas"},
    {"pangan", "S08", "Bantuan pangan"},
    {"rtlh", "S09 S18", "Rumah tidak layak huni"},
    {"beasiswa", "S10", "Beasiswa"},
    {"ketahanan", "S11", "Jaminan ketersediaan pangan"},
    {"data", "S12", "Verifikasi DTSEN (dulu DTKS)"},
    {"trc", "S13", "Tim Reaksi Cepat"},
    {"shelter", "S14", "Rumah Perlindungan Sosial"},
    {"slrt", "S15", "SLRT"},
    {"puskesos", "S16", "Puskesos"},
    {"klik", "S17", "KLIK PEKKA"},
    {"hunian", "S19", "Permukiman binaan"},
    {"panti", "S20 S21", "UPT rehabilitasi sosial provinsi"},
    {"pbi", "S23", "PBI-JKN"},
    {"spm", "S24", "Surat Pernyataan Miskin"},
    {"rawat_gratis", "S25", "Pembebasan biaya rawat"},
    {"disabilitas_keluarga", "S27", "Dukungan keluarga disabilitas"},
    {"komda", "S29", "Komda Lansia dan Karang Werdha"},
    {"penjangkauan", "S30", "Penjangkauan dan penilaian"},
    {"pencegahan", "S31", "Pencegahan"},
};

// nullptr if no office offers such a service.
[[nodiscard]] constexpr const Service* service_of(std::string_view code) {
    for (const Service& service : all_services)
        if (service.code == code) return &service;
    return nullptr;
}

}  // namespace sambung::cases
