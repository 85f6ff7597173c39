#include "tidings.h"

#include "cases/on_duty.h"
#include "cases/verification.h"
#include "officer_reply.h"
#include "round_words.h"
#include "shift_words.h"
#include "slots.h"
#include "unit_events.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace sambung::gateway {

using store::CaseTold;
using store::NewOutbound;
using store::ToCitizen;
using store::ToOfficer;
using store::ToUnit;

namespace {

using Values = NewsValues;

std::string urgency_words(Urgency urgency) {
    std::string name_of{name(urgency)};
    if (urgency == Urgency::p0) return name_of + " DARURAT";
    if (urgency == Urgency::p1) return name_of + " SEGERA";
    return name_of;
}

std::string unit_name(const Announcer& announcer, std::string_view code) {
    const cases::Unit* unit = announcer.office->unit(code);
    return unit != nullptr ? unit->name : std::string{code};
}

std::string with_task(int task, std::string_view rest) {
    return task == 0 ? std::string{rest} : cases::task_name(task) + " " + std::string{rest};
}

// "Lansia. Kemiri Muka."; nothing of what was told in confidence.
std::string what_and_where(const Announcer& announcer, const CaseTold& about) {
    const cases::Report& report = about.report;
    std::string text;
    if (!report.restricted && !report.category.empty())
        text += dialogs::notice(*announcer.flows, Language::id, "category." + report.category, {}) + ".";
    const bool place_told = !report.restricted || slot(report.intake, "visit") == "yes";
    const Area* area = place_told ? announcer.office->areas.find(report.area) : nullptr;
    if (area != nullptr) text += (text.empty() ? "" : " ") + area->name + ".";
    return text;
}

std::string waits(const Announcer& announcer, const ToUnit& tiding) {
    if (tiding.about.status == cases::Status::in_progress)
        return " Lewat batas waktu. Kabari dengan TIBA atau SELESAI 1-8 " + cases::task_name(tiding.task) + ".";
    return " Belum dijawab. " + how_to_answer(tiding.task) +
           (tiding.silent.empty() ? "" : " " + unit_name(announcer, tiding.silent));
}

struct Change {
    std::string_view slot;
    std::string_view words;
};
// What is to be looked at; of an objection not who objected, nor that somebody did.
constexpr Change changes[] = {{"baru", "belum terdaftar"},     {"pindah", "pindah atau pecah KK"},
                              {"meninggal", "ada yang wafat"}, {"pecah_kk", "pindah atau pecah KK"},
                              {"salah", "data keliru"},        {"sanggah", "keadaan keluarga"}};

std::string to_verify(const ToUnit& tiding) {
    const std::string change = slot(tiding.about.report.intake, "perubahan");
    const auto* const found = std::ranges::find(changes, change, &Change::slot);
    const std::string task = cases::task_name(tiding.task);
    return (found == std::end(changes) ? std::string{} : " Periksa: " + std::string{found->words} + ".") +
           " Balas TERIMA " + task + ", lalu SAH, TIDAK 1-4 atau TUNDA 1-4 " + task + ".";
}

bool is_for_verifier(const Announcer& announcer, const ToUnit& tiding) {
    const cases::Unit* unit = announcer.office->unit(tiding.unit);
    return unit != nullptr && cases::is_verifier(*unit) && tiding.task != 0;
}

std::string words_for_unit(const Announcer& announcer, const ToUnit& tiding, TimePoint now) {
    using What = ToUnit::What;
    const std::string subject = subject_of(announcer, tiding.about);
    const std::string ticket = tiding.about.ticket.spaced();
    const std::string silent = unit_name(announcer, tiding.silent);
    switch (tiding.what) {
        case What::asked:
            if (is_for_verifier(announcer, tiding)) return with_task(tiding.task, subject) + to_verify(tiding);
            return with_task(tiding.task, subject) + ' ' + how_to_answer(tiding.task);
        case What::reminded:
            return with_task(tiding.task, subject) + waits(announcer, tiding);
        case What::stands_in:
            return with_task(tiding.task, subject) + " " + silent + " belum menjawab: siapa dulu. " +
                   how_to_answer(tiding.task);
        case What::head:
            return urgency_words(tiding.about.urgency) + " " + ticket + ": " + silent +
                   " belum menjawab atau lewat batas. Mohon telepon mereka.";
        case What::desk:
            if (!tiding.note.empty())  // what a verifier saw
                return with_task(tiding.task, subject) + " " + silent + ": " + tiding.note + ". " +
                       how_to_answer(tiding.task);
            return with_task(tiding.task, subject) + " Dialihkan dari " + silent + ". " + how_to_answer(tiding.task);
        case What::first_eyes:
            return subject + " Dekat Anda. Bila aman, mohon dilihat dulu dan telepon Dinsos " +
                   dialogs::office_word(*announcer.flows, "telp") + ". " + silent + " sudah dipanggil.";
        case What::relieved:
            return with_task(tiding.task, ticket) + ": sudah dipegang unit lain. Tidak perlu berangkat.";
        case What::copied:
            return subject + " Untuk diketahui, tidak perlu dijawab.";
        case What::called_for:
            return silent + " di lokasi BUTUH " + tiding.note + ". Telepon " + (tiding.note == "119" ? "119" : "110") +
                   " sekarang. " + subject;
        case What::added:
            return with_task(tiding.task, urgency_words(tiding.about.urgency) + " " + ticket) +
                   ": ada kabar baru dari pelapor. Isinya di meja; pelapor juga bisa ditanya.";
        case What::joined:
            return with_task(tiding.task, ticket) + ": digabung dengan laporan " + tiding.note +
                   ". Tidak perlu dikerjakan sendiri.";
        case What::put_off:
            return urgency_words(tiding.about.urgency) + " " + ticket + ": " + silent + " menundanya lagi" +
                   (tiding.due ? ", dilihat " + announcer.office->calendar.tell(*tiding.due, now) : "") +
                   ". Mohon telepon mereka.";
        case What::burst:
            return tiding.note + " orang lapor hal serupa dalam 1 jam: " + what_and_where(announcer, tiding.about) +
                   " Dicatat sebagai satu kejadian. Bila bencana, kabari atasan dan BPBD.";
    }
    return {};
}

std::vector<NewOutbound> to_unit(const Announcer& announcer, const ToUnit& tiding, TimePoint now) {
    const cases::Unit* unit = announcer.office->unit(tiding.unit);
    if (unit == nullptr) return {};
    const std::string text = words_for_unit(announcer, tiding, now);
    const UnitEvent event = unit_event(tiding);
    const std::string about = "unit:" + std::to_string(static_cast<int>(tiding.what)) + ':' + tiding.occasion;
    std::vector<NewOutbound> out;
    for (const cases::DutyAddress& duty : cases::on_duty(*unit, announcer.office->calendar, now)) {
        if (announcer.channels->find(duty.channel) == nullptr) continue;
        NewOutbound one = announcer.to_duty(about, duty, text, event, now);
        if (rings(tiding.about.urgency) && tiding.what != ToUnit::What::copied) one.lane = store::Lanes::urgent;
        one.about = tiding.about.ticket;
        one.not_before = tiding.not_before;
        out.push_back(std::move(one));
    }
    return out;
}

// "news.unmet" instead of "news.resolved" where help could not be given.
std::string key_of(const ToCitizen& tiding) {
    if (tiding.about.report.restricted) return "news.neutral";
    if (tiding.news == cases::News::resolved && tiding.ending &&
        cases::citizen_word(cases::Status::resolved, *tiding.ending) != cases::citizen_word(cases::Status::resolved))
        return "news.unmet";
    if (tiding.news == cases::News::asked && tiding.question)
        return "news.ask_" + std::string{cases::name(*tiding.question)};
    if (tiding.news == cases::News::asked_again) return "news.ask_again";
    return "news." + std::string{cases::name(tiding.news)};
}

bool has_words(cases::News news) {
    using enum cases::News;
    switch (news) {
        case referred:
        case accepted:
        case handed_back:
        case waiting:
        case resolved:
        case closed:
        case reopened:
        case departed:
        case arrived:
        case not_found:
        case late:
        case merged:
        case asked:
        case asked_again:
        case closed_unanswered:
            return true;
        case none:
        case cancelled:
            return false;
    }
    return false;
}

std::vector<NewOutbound> to_citizen(const Announcer& announcer, const ToCitizen& tiding, TimePoint now) {
    if (!has_words(tiding.news)) return {};
    Values values;
    if (!tiding.unit.empty()) values["unit"] = unit_name(announcer, tiding.unit);
    if (tiding.until) values["batas"] = announcer.office->calendar.tell(*tiding.until, now);
    return news_to_citizen(announcer, tiding.about, key_of(tiding), tiding.occasion, std::move(values));
}

}  // namespace

std::vector<NewOutbound> news_to_citizen(const Announcer& announcer, const CaseTold& about, std::string_view key,
                                         std::string_view occasion, Values values) {
    if (about.report.quiet || about.address.empty()) return {};
    const Channel* channel = announcer.channels->find(about.channel);
    if (channel == nullptr) return {};
    const std::string by = about.report.channel == ChannelKind::ussd ? channel->config.notices : about.channel;
    if (by.empty()) return {};
    values["tiket"] = about.ticket.spaced();
    const std::string once = "news:" + about.ticket.digits() + ":" + std::string{occasion};
    NewOutbound one = announcer.notice(once, by, about.address,
                                       dialogs::notice(*announcer.flows, about.language, std::string{key}, values));
    one.about = about.ticket;
    return {std::move(one)};
}

store::Herald herald_of(Announcer announcer, TimePoint now) {
    return
        [announcer = std::move(announcer), now](const store::Tiding& tiding) { return tell(announcer, tiding, now); };
}

std::string how_to_answer(int task) {
    const std::string name = cases::task_name(task);
    return "Balas TERIMA " + name + " atau TOLAK 1-9 " + name + ".";
}

std::string subject_of(const Announcer& announcer, const CaseTold& about) {
    const cases::Report& report = about.report;
    std::string text = urgency_words(about.urgency) + " " + about.ticket.spaced() + ".";
    const std::string need = what_and_where(announcer, about);
    if (!need.empty()) text += " " + need;
    const bool place_told = !report.restricted || slot(report.intake, "visit") == "yes";
    if (place_told && !report.place.empty()) text += " Tempat: " + report.place + ".";
    return text;
}

std::vector<NewOutbound> tell(const Announcer& announcer, const store::Tiding& tiding, TimePoint now) {
    if (const auto* unit = std::get_if<ToUnit>(&tiding)) return to_unit(announcer, *unit, now);
    if (const auto* citizen = std::get_if<ToCitizen>(&tiding)) return to_citizen(announcer, *citizen, now);
    if (const auto* shift = std::get_if<store::ToShift>(&tiding)) return to_shift(announcer, *shift, now);
    if (const auto* test = std::get_if<store::DutyTest>(&tiding)) return to_tested(announcer, *test);
    if (const auto* unreached = std::get_if<store::DutyUnreached>(&tiding))
        return to_overseer(announcer, *unreached, now);
    if (const auto* page = std::get_if<store::MorningPage>(&tiding)) return to_head(announcer, *page, now);
    return {officer_reply(announcer, std::get<ToOfficer>(tiding))};
}

}  // namespace sambung::gateway
