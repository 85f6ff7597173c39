#include "register_words.h"

#include "cases/on_duty.h"
#include "payload.h"

#include <fmt/format.h>

#include <iterator>

namespace sambung::gateway {

using cases::Hold;
using cases::Stage;
using store::NewOutbound;
using store::RegisterAnswer;
using store::RegisterMessage;
using store::RegisterNews;
using Said = RegisterAnswer::Said;
using What = RegisterNews::What;

namespace {

constexpr std::string_view not_so[] = {
    "waktunya mendahului catatan terakhir",            // in_time
    "kesehatan belum disebut",                         // health_told
    "usia belum disebut",                              // age_told
    "hanya untuk yang GAWAT",                          // grave
    "yang GAWAT ke layanan kesehatan, bukan ranjang",  // not_grave
    "ranjang itu tidak cocok (anak: KA, atau KK dengan walinya)",
    "ranjang kelas itu penuh",                     // bed_free
    "pekerja sosial belum dapat dikabari",         // peksos_told
    "data kurang, LENGKAP dulu",                   // all_told
    "alasan 1-7 belum disebut",                    // reasoned
    "anaknya masih di KK, putuskan anaknya dulu",  // no_ward
    "anak tidak dilepas begitu, pilih 2-6",        // grown_up
    "sebut hari tindak lanjut 1-30 (KELUAR R 1 alasan hari)",
};
static_assert(std::size(not_so) == std::size(cases::all_holds));

constexpr std::string_view may[] = {
    "LENGKAP, PERGI",                      // reached
    "RANJANG, KESEHATAN, LENGKAP, PERGI",  // screened
    "LENGKAP, ASESMEN, RANJANG, KESEHATAN, PERGI",
    "KELUAR 1-7, RANJANG, KESEHATAN, PERGI",  // assessed
    "",
    "",
    "",
    "",                                    // decided
    "KESEHATAN, ASESMEN, LENGKAP, PERGI",  // health_care
    "",
    "",
    "",
    "",  // decided, or gone
};
static_assert(std::size(may) == std::size(cases::all_stages));

std::string_view allowed(Stage stage) { return may[static_cast<std::size_t>(stage)]; }

std::string where(const RegisterAnswer& answer) {
    std::string out = cases::register_name(answer.number) + " " + std::string{cases::name(answer.stage)};
    if (answer.room) out += fmt::format(", {} {}", cases::word(*answer.room), answer.bed);
    return out;
}

std::string free_beds(const RegisterAnswer& answer) {
    std::string out;
    for (const cases::Room room : cases::all_rooms)
        out += fmt::format("{}{} {}", out.empty() ? "Kosong: " : ", ", cases::word(room),
                           answer.free[static_cast<std::size_t>(room)]);
    return out + ".";
}

std::string why(const RegisterAnswer& answer) {
    if (!answer.why || !answer.why->known) return "langkah itu tidak ada";
    if (!answer.why->hand) return "itu tugas rumah singgah atau bidang";
    return std::string{answer.why->missing ? not_so[static_cast<std::size_t>(*answer.why->missing)] : "belum bisa"};
}

std::string still_owed(const RegisterAnswer& answer) {
    std::string out;
    if (answer.stage == Stage::screened && !answer.why)
        out += " Ranjang? RANJANG " + cases::register_name(answer.number) + " DL/DP/KA/KK.";
    if (answer.must_move) out += " Pindahkan: ranjang tidak cocok lagi.";
    if (answer.child && answer.line.verb == cases::RegisterVerb::reach) out += " Anak: pekerja sosial dikabari.";
    if (answer.stage == Stage::health_care && answer.line.health == cases::Health::grave) out += " Telepon 119.";
    const bool open = cases::is_in_care(answer.stage) || answer.stage == Stage::health_care;
    if (open && !answer.complete) out += " Kurang: identitas, L/P, asal.";
    return out;
}

std::string listed(const std::vector<std::int64_t>& numbers) {
    constexpr std::size_t most = 10;
    std::string out;
    for (std::size_t i = 0; i < numbers.size() && i < most; ++i)
        out += (out.empty() ? "" : ", ") + cases::register_name(numbers[i]);
    return numbers.size() > most ? out + fmt::format(", +{} lagi", numbers.size() - most) : out;
}

std::string name_of(const cases::Office& office, const std::string& code) {
    const cases::Unit* unit = office.unit(code);
    return unit == nullptr ? code : unit->name;
}

std::vector<NewOutbound> to_unit(const Announcer& announcer, const RegisterNews& news, TimePoint now) {
    const cases::Unit* unit = announcer.office->unit(news.unit);
    if (unit == nullptr) return {};
    const std::string about = fmt::format("register:{}:{}:{}:{}", static_cast<int>(news.what), news.unit,
                                          listed(news.numbers), to_millis(news.now));
    const std::string text = register_news(*announcer.office, news);
    std::vector<NewOutbound> out;
    for (const cases::DutyAddress& duty : cases::on_duty(*unit, announcer.office->calendar, now)) {
        const Channel* channel = announcer.channels->find(duty.channel);
        // The register is of people: a program has no word for it.
        if (channel == nullptr || channel->adapter->carries() == adapters::Carries::events) continue;
        out.push_back(announcer.message(about, duty.channel, duty.address, text));
        if (news.what == What::child_alone) out.back().lane = store::Lanes::urgent;
    }
    return out;
}

NewOutbound reply(const Announcer& announcer, const RegisterMessage& message,
                  const std::vector<RegisterAnswer>& answers) {
    Content content;
    for (const RegisterAnswer& answer : answers)
        content.text += (content.text.empty() ? "" : "\n") + register_line(answer);
    const Outbound outbound{
        .ref = {}, .to = message.address, .content = std::move(content), .reply_to = message.reply_to};
    return {announcer.keys->index("outbox", "reply:" + message.event.hex()), message.channel, message.officer,
            encode_outbound(outbound), store::Lanes::ordinary};
}

}  // namespace

std::string register_line(const RegisterAnswer& answer) {
    switch (answer.said) {
        case Said::done:
            return where(answer) + "." + still_owed(answer);
        case Said::stays:
            return where(answer) + ", belum ada ranjang: " + why(answer) + ". " + free_beds(answer) +
                   still_owed(answer);
        case Said::no_step: {
            const std::string_view instead = allowed(answer.stage);
            return where(answer) + ": " + why(answer) + ". " +
                   (instead.empty() ? "Sudah selesai di register." : "Boleh: " + std::string{instead} + ".");
        }
        case Said::no_such:
            return cases::register_name(answer.line.number) + " tidak ada di register ini.";
        case Said::no_task:
            return "Tugas itu tidak ada. Tulis JANGKAU tanpa nomor tugas, atau tugas yang terbuka.";
        case Said::unreadable:
            return "Baris ini tidak dapat dicatat. Hubungi meja.";
    }
    return {};
}

std::string register_news(const cases::Office& office, const RegisterNews& news) {
    const std::string house = name_of(office, news.shelter);
    const std::string numbers = listed(news.numbers);
    switch (news.what) {
        case What::child_found:
            return house + ": " + numbers + " anak, hasil penjangkauan. Mohon pekerja sosial anak mendampingi.";
        case What::child_alone:
            return house + ": " + numbers + " anak tanpa wali di kamar keluarga. Dampingi, lalu RANJANG ke KA.";
        case What::incomplete:
            return house + ": data belum lengkap sampai pukul 10.00: " + numbers +
                   ". Balas LENGKAP nomor ADA/TANPA L/P asal.";
        case What::stay_over:
            return house + ": masa tinggal " + numbers + " habis dan belum ada keputusan. Mohon diputuskan hari ini.";
        case What::follow_up:
            return house + ": hari ini tindak lanjut " + numbers + ". Mohon ditemui dan dicatat.";
    }
    return {};
}

store::RegisterVoice register_voice(Announcer announcer, TimePoint now) {
    return {.tell = [announcer, now](const RegisterNews& news) { return to_unit(announcer, news, now); },
            .answer =
                [announcer](const RegisterMessage& message, const std::vector<RegisterAnswer>& answers) {
                    return std::vector<NewOutbound>{reply(announcer, message, answers)};
                }};
}

}  // namespace sambung::gateway
