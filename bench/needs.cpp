#include "needs.h"

#include <fmt/format.h>

#include <cmath>
#include <sstream>
#include <utility>
#include <vector>

namespace sambung::bench {

namespace {

constexpr std::chrono::days retold_within{14};
constexpr std::size_t kelurahan = 153;

constexpr const char* const first_names[] = {
    "Siti",  "Budi",    "Agus",    "Sri",      "Dewi",     "Ahmad",   "Muhammad", "Nur",      "Eko",     "Rina",
    "Joko",  "Wahyu",   "Yusuf",   "Ani",      "Hasan",    "Fatimah", "Slamet",   "Tuti",     "Bambang", "Ratna",
    "Dedi",  "Lilis",   "Asep",    "Euis",     "Ujang",    "Rahmat",  "Zainal",   "Khadijah", "Suryadi", "Mulyono",
    "Paijo", "Wagiman", "Tukiyem", "Sumiyati", "Ngatinem", "Hendra",  "Fitri",    "Syarifah", "Abdul",   "Yanti"};
constexpr const char* const last_names[] = {
    "Santoso",  "Wijaya",  "Lestari",    "Aminah",   "Hidayat",   "Kusuma",    "Rahayu",    "Setiawan",
    "Nugroho",  "Susanti", "Firmansyah", "Saputra",  "Utami",     "Suharto",   "Wulandari", "Prasetyo",
    "Handoko",  "Maulana", "Siregar",    "Kartika",  "Sukmawati", "Ramadhan",  "Purnomo",   "Gunawan",
    "Iskandar", "Hasanah", "Sudirman",   "Widodo",   "Fauzi",     "Anggraini", "Sutrisno",  "Harahap",
    "Basuki",   "Mahmud",  "Rosidah",    "Suparman", "Kurniawan", "Zubaidah",  "Tarigan",   "Yulianti"};
constexpr const char* const categories[] = {"lansia", "pangan", "sakit", "disabilitas", "tanpa_rumah", "anak", "pbi",
                                            "data",   "rtlh",   "rawat", "santunan",    "spm",         "lain"};
constexpr const char* const spots[] = {"belakang", "depan", "samping", "dekat", "seberang", "di bawah"};
constexpr const char* const landmarks[] = {"pasar",    "musala",         "pos ronda", "sekolah",
                                           "jembatan", "warung bu Tini", "stasiun",   "balai RW",
                                           "lapangan", "puskesmas",      "kali",      "terminal"};
constexpr const char* const streets[] = {"Mawar",   "Melati",  "Kenanga", "Kemiri",    "Cempaka",
                                         "Anggrek", "Durian",  "Jambu",   "Salak",     "Manggis",
                                         "Garuda",  "Merpati", "Nangka",  "Flamboyan", "Dahlia"};
constexpr const char* const troubles[] = {"tidak makan",      "sakit batuk",      "tinggal sendirian",
                                          "atap bocor",       "butuh kursi roda", "kartu mati",
                                          "tidur di emperan", "kehilangan kerja", "anaknya tidak sekolah",
                                          "tidak bisa jalan"};
constexpr const char* const since[] = {"dua hari", "sejak kemarin", "sudah seminggu", "sebulan ini", "dari pagi"};

std::string pin_at(double latitude, double longitude) { return fmt::format("{:.6f},{:.6f}", latitude, longitude); }

void replace_first(std::string& text, std::string_view from, std::string_view to) {
    if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

}  // namespace

Needs::Needs(std::uint32_t seed, std::int64_t count, std::chrono::days span, TimePoint begin)
    : random_(seed), step_(milliseconds{span} / count), now_(begin) {}

// The first ones are had far more often than the last.
std::size_t Needs::skewed(std::size_t count) {
    const double part = std::uniform_real_distribution{}(random_);
    return std::min(static_cast<std::size_t>(part * part * static_cast<double>(count)), count - 1);
}

Reported Needs::next() {
    constexpr double told_before = .1;
    now_ += step_;
    while (!recent_.empty() && recent_.front().filed < now_ - retold_within) recent_.pop_front();
    Reported one = !recent_.empty() && chance(told_before) ? retold(recent_[random_() % recent_.size()]) : fresh();
    one.filed = now_;
    if (!one.again) recent_.push_back(one);
    return one;
}

Reported Needs::fresh() {
    constexpr double one_word = .15;
    Reported one;
    one.need = ++needs_;
    one.name = any(first_names);
    if (!chance(one_word)) one.name += std::string{" "} + any(last_names);
    const std::size_t area = skewed(kelurahan);
    one.report.category = categories[skewed(std::size(categories))];
    one.report.area = fmt::format("32.76.{:02}.{}", area / 14 + 1, 1001 + area % 14);
    one.report.place = fmt::format("{} {} jalan {} {}", any(spots), any(landmarks), any(streets), random_() % 90 + 1);
    one.report.story = fmt::format("{} {} {}", one.name, any(troubles), any(since));
    one.report.phone = fmt::format("+628{:010}", random_() % 2'000'000'000U);
    one.person = {random_()};
    one.report.intake = {{"nama", one.name}};
    if (chance(.5)) {
        const auto offset = [this] { return std::uniform_real_distribution{0., .01}(random_); };
        const auto row = static_cast<double>(area / 14);
        const auto column = static_cast<double>(area % 14);
        one.report.intake["pin"] = pin_at(-6.4 + row * .012 + offset(), 106.75 + column * .012 + offset());
    }
    return one;
}

Reported Needs::retold(const Reported& before) {
    Reported one = before;
    one.again = true;
    if (chance(.6)) {
        one.report.phone = fmt::format("+628{:010}", random_() % 2'000'000'000U);
        one.person = {random_()};
    }
    if (chance(.15)) one.report.category = categories[skewed(std::size(categories))];
    if (chance(.07)) {
        const std::size_t area = skewed(kelurahan);
        one.report.area = fmt::format("32.76.{:02}.{}", area / 14 + 1, 1001 + area % 14);
    }
    one.report.intake["nama"] = misspelt(before.name);
    one.report.place = half_kept(before.report.place);
    one.report.story = half_kept(before.report.story) + ' ' + any(since);
    if (const auto pin = one.report.intake.find("pin"); pin != one.report.intake.end()) {
        if (chance(.5))
            pin->second = moved(pin->second);
        else
            one.report.intake.erase(pin);
    }
    return one;
}

std::string Needs::misspelt(const std::string& name) {
    std::string told = name;
    switch (random_() % 8) {
        case 0:
            replace_first(told, "u", "oe");
            break;
        case 1:
            replace_first(told, "Muhammad", "Moh.");
            replace_first(told, "Abdul", "Abd.");
            break;
        case 2:
            if (told.size() > 4) told.erase(1 + random_() % (told.size() - 2), 1);
            break;
        case 3:
            if (const auto space = told.rfind(' '); space != std::string::npos) told.resize(space);
            break;
        case 4:
            told = "Pak " + told;
            break;
        case 5:
            replace_first(told, "i", "y");
            break;
        default:
            break;
    }
    return told;
}

std::string Needs::half_kept(const std::string& words) {
    std::istringstream all(words);
    std::string kept;
    for (std::string word; all >> word;)
        if (chance(.6)) kept += (kept.empty() ? "" : " ") + word;
    return kept;
}

// At most some 220 m.
std::string Needs::moved(const std::string& pin) {
    const auto comma = pin.find(',');
    const auto little = [this] { return std::uniform_real_distribution{-.0014, .0014}(random_); };
    return pin_at(std::stod(pin.substr(0, comma)) + little(), std::stod(pin.substr(comma + 1)) + little());
}

}  // namespace sambung::bench
