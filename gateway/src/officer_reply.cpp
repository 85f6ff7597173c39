#include "officer_reply.h"

#include "cases/verification.h"
#include "payload.h"
#include "slots.h"

#include <fmt/format.h>

namespace sambung::gateway {

using cases::Verb;
using store::OrderAnswer;
using Said = OrderAnswer::Said;

namespace {

std::string listed(const std::vector<int>& tasks) {
    constexpr std::size_t most = 10;
    std::string out;
    for (std::size_t i = 0; i < tasks.size() && i < most; ++i)
        out += (out.empty() ? "" : ", ") + cases::task_name(tasks[i]);
    return tasks.size() > most ? out + ", ..." : out;
}

std::string open_now(const std::vector<int>& tasks) {
    if (tasks.empty()) return " Tidak ada tugas terbuka.";
    return " Tugas terbuka " + std::to_string(tasks.size()) + ": " + listed(tasks) + ".";
}

// The number that may be called, where the reporter did not ask to be left alone.
std::string whom_to_call(const store::CaseTold& about) {
    const cases::Report& report = about.report;
    if (report.restricted) return " Hubungi lewat meja.";
    if (report.quiet || report.contact == cases::Contact::never || report.phone.empty())
        return " Pelapor tidak ingin dihubungi.";
    return " Pelapor " + report.phone + ".";
}

std::string signs_of(const store::CaseTold& about) {
    std::string out;
    for (const cases::Sign sign : about.signs) out += (out.empty() ? " Tanda: " : ", ") + std::string{words(sign)};
    return out.empty() ? out : out + ".";
}

// A verifier goes to a household, so needs its name; nobody else does.
std::string name_to_visit(const store::CaseTold& about) {
    const std::string name = slot(about.report.intake, "nama");
    return about.report.category == "data" && !name.empty() ? " Nama: " + name + "." : std::string{};
}

// For whoever has just taken it, by whichever word.
std::string what_they_must_know(const OrderAnswer& answer) {
    if (!answer.tells_reporter || !answer.about) return {};
    const store::CaseTold& about = *answer.about;
    const std::string name = name_to_visit(about);
    return rings(about.urgency) ? whom_to_call(about) + signs_of(about) + name : name;
}

// What a verifier may say, by digit.
constexpr std::string_view whys = "1 tidak dikenal, 2 pindah, 3 wafat, 4 keadaannya beda";
constexpr std::string_view hindrances = "1 tidak di rumah, 2 alamat belum ketemu, 3 surat belum ada, 4 keluarga saya";

std::string ways_to_answer(std::string_view task) {
    return fmt::format(" Lalu SAH {0}, TIDAK 1-4 {0} ({1}) atau TUNDA 1-4 {0} ({2}).", task, whys, hindrances);
}

std::string accepted(const OrderAnswer& answer) {
    const store::CaseTold& about = *answer.about;
    if (answer.verifier)
        return cases::task_name(answer.task) + " diterima, " + about.ticket.spaced() + "." + name_to_visit(about) +
               ways_to_answer(cases::task_name(answer.task));
    const std::string out =
        cases::task_name(answer.task) + " diterima, " + about.ticket.spaced() + "." + what_they_must_know(answer);
    return out + (rings(about.urgency) ? " Lalu: BERANGKAT, TIBA, SELESAI 1-8." : " Lalu: SELESAI 1-8, atau TUNDA.");
}

constexpr int passed_on = static_cast<int>(cases::Ending::passed_on) + 1;  // SELESAI 3
constexpr int usual_delay = 3;                                             // working days

std::string asked_for(const OrderAnswer& answer) {
    return answer.question == cases::Question::landmark ? "patokan" : "RT/RW";
}

// Of a verifier's task that is over, or waits for another visit.
std::string seen(const OrderAnswer& answer) {
    const std::string task = cases::task_name(answer.task);
    if (answer.order.verb == Verb::confirm) return task + " SAH, dicatat. Terima kasih.";
    if (const auto why = cases::falsehood_of(answer.order.digit); why && answer.order.verb == Verb::deny)
        return task + " TIDAK: " + std::string{cases::words(*why)} + ", dicatat. Terima kasih.";
    const auto hindrance = cases::hindrance_of(answer.order.digit);
    if (hindrance == cases::Hindrance::own_family) return task + ": diberikan ke petugas lain. Terima kasih.";
    return task + " ditunda" + (hindrance ? ", " + std::string{cases::words(*hindrance)} : std::string{}) +
           ". Mohon dilihat lagi hari kerja berikut.";
}

bool is_seen(const OrderAnswer& answer) {
    const Verb verb = answer.order.verb;
    return answer.verifier && (verb == Verb::confirm || verb == Verb::deny || verb == Verb::postpone);
}

std::string done(const OrderAnswer& answer) {
    if (is_seen(answer)) return seen(answer);
    const std::string task = cases::task_name(answer.task);
    switch (answer.order.verb) {
        case Verb::accept:
            return task + " diterima.";
        case Verb::hand_back:
            return task + " dikembalikan, dicarikan unit lain.";
        case Verb::depart:
            return task + ": berangkat dicatat. Hati-hati.";
        case Verb::arrive:
            return task + ": tiba dicatat. Selesai? Balas SELESAI 1-8 " + task + ".";
        case Verb::not_found:
            return task + ": pelapor diminta memberi patokan.";
        case Verb::need_police:
            return task + ": telepon 110. Atasan sudah dikabari.";
        case Verb::need_119:
            return task + ": telepon 119. Atasan sudah dikabari.";
        case Verb::finish:
            return answer.order.digit == passed_on ? task + " dicatat. Laporan tetap terbuka, dicarikan unit lain."
                                                   : task + " selesai, dicatat. Terima kasih.";
        case Verb::confirm:
            return task + ": data SAH, dicatat.";
        case Verb::deny:
            return task + ": data TIDAK sesuai, dicatat.";
        case Verb::postpone:
            return task + " ditunda " + std::to_string(answer.order.digit > 0 ? answer.order.digit : usual_delay) +
                   " hari kerja, pelapor dikabari.";
        case Verb::ready:
            return "Siap, dicatat.";
    }
    return {};
}

std::string line_of(const OrderAnswer& answer) {
    const std::string task = cases::task_name(answer.task);
    switch (answer.said) {
        case Said::done:
            return answer.order.verb == Verb::accept ? accepted(answer) : done(answer) + what_they_must_know(answer);
        case Said::already:
            return answer.order.verb == Verb::accept && answer.about ? accepted(answer)
                                                                     : task + ": sudah dicatat tadi.";
        case Said::no_such_task:
            return answer.tasks.empty() ? "Tidak ada tugas terbuka."
                                        : task + " tidak ada. Terbuka: " + listed(answer.tasks) + ".";
        case Said::which_task:
            return "Tugas yang mana? Terbuka: " + listed(answer.tasks) + ". Contoh: TERIMA " +
                   cases::task_name(answer.tasks.front()) + ".";
        case Said::over:
            return task + " sudah bukan tugas unit ini.";
        case Said::unreadable:
            return task + " tidak dapat dibuka. Hubungi meja.";
        case Said::which_reason:
            return task + ": kenapa? Balas " +
                   (answer.order.verb == Verb::deny ? "TIDAK 1-4 " + task + ": " + std::string{whys}
                                                    : "TUNDA 1-4 " + task + ": " + std::string{hindrances}) +
                   ".";
        case Said::no_delay:
            return task + " darurat, tidak bisa ditunda. TOLAK 9 " + task + " bila petugas penuh.";
        case Said::asked:
            return task + ": pelapor ditanya " + asked_for(answer) +
                   ". Tugas tetap di unit ini; jawabannya dikabarkan.";
        case Said::no_shift:
            return "Siap, dicatat." + open_now(answer.tasks);
        case Said::on_shift:
            return "Jaga " + answer.shift + " dibuka." + open_now(answer.tasks);
        case Said::next_shift:
            return "SIAP untuk jaga " + answer.shift + " dicatat." + open_now(answer.tasks);
        case Said::other_shift:
            return "Sekarang jaga " + answer.shift + ", bukan jaga nomor ini. SIAP paling awal 30 menit sebelum mulai.";
    }
    return {};
}

}  // namespace

store::NewOutbound officer_reply(const Announcer& announcer, const store::ToOfficer& tiding) {
    Content content;
    for (const OrderAnswer& answer : tiding.answers)
        content.text += (content.text.empty() ? "" : "\n") + line_of(answer);
    const Outbound outbound{
        .ref = {}, .to = tiding.address, .content = std::move(content), .reply_to = tiding.reply_to};
    return {announcer.keys->index("outbox", "reply:" + tiding.event.hex()), tiding.channel, tiding.officer,
            encode_outbound(outbound), store::Lanes::ordinary};
}

}  // namespace sambung::gateway
