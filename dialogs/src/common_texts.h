// The texts that belong to no flow: what the engine itself says. Each must stand in texts/id.yaml and in every offered
// language.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace sambung::dialogs {

struct CommonText {
    std::string_view key;
    std::array<std::string_view, 4>
        values{};  // placeholders that the engine fills in this text, besides the office words
};

// Labels that the engine puts under a prompt; the screen proofs count them.
inline constexpr std::string_view text_yes = "common.yes";
inline constexpr std::string_view text_no = "common.no";
inline constexpr std::string_view text_unsure = "common.unsure";
inline constexpr std::string_view text_send = "common.send";            // of a confirm
inline constexpr std::string_view text_change = "common.change";        // of a confirm
inline constexpr std::string_view text_cancel = "common.cancel";        // of a confirm
inline constexpr std::string_view text_next_page = "common.next_page";  // shown as "98 Lagi"
inline constexpr std::string_view text_back = "common.back";            // a hint, shown where there is room
inline constexpr std::string_view text_home = "common.home";            // a hint, shown where there is room
inline constexpr std::string_view text_choose =
    "common.choose";  // button that opens a WhatsApp list, at most 20 characters

inline constexpr std::string_view text_outside = "common.area.outside";  // "Di luar Depok"
inline constexpr std::string_view text_type_again = "common.type_again";

// Questions of the engine.
inline constexpr std::string_view text_nik_check = "common.nik_check";  // {nik4}: as typed, in fours, this one time
inline constexpr std::string_view text_more = "common.more";            // a piece was taken; more, or go on
inline constexpr std::string_view text_more_photos = "common.more_photos";
inline constexpr std::string_view text_resume = "common.resume.ask";
inline constexpr std::string_view text_go_on = "common.resume.go_on";
inline constexpr std::string_view text_anew = "common.resume.anew";
inline constexpr std::string_view text_change_what = "common.change_what";
inline constexpr std::string_view text_village = "common.area.village";  // the second question of an area
inline constexpr std::string_view text_which = "common.area.which";      // several places have the name that was typed

// One line before the prompt is asked again.
inline constexpr std::string_view text_bad_choice = "common.invalid.choice";
inline constexpr std::string_view text_too_short = "common.invalid.text_short";
inline constexpr std::string_view text_too_long = "common.invalid.text_long";
inline constexpr std::string_view text_bad_ticket = "common.invalid.ticket";
inline constexpr std::string_view text_bad_area = "common.invalid.area";
inline constexpr std::string_view text_nik_length = "common.invalid.nik_length";  // {n}: how many digits were typed
inline constexpr std::string_view text_nik_date = "common.invalid.nik_date";
inline constexpr std::string_view text_nik_sample = "common.invalid.nik_sample";
inline constexpr std::string_view text_bad_phone = "common.invalid.phone";
inline constexpr std::string_view text_bad_date = "common.invalid.date";
inline constexpr std::string_view text_date_range = "common.invalid.date_range";
inline constexpr std::string_view text_photo_only = "common.invalid.photo";
inline constexpr std::string_view text_voice_only = "common.invalid.voice";
inline constexpr std::string_view text_pin_only = "common.invalid.pin";
inline constexpr std::string_view text_old_button = "common.old_button";
inline constexpr std::string_view text_words_only = "common.words_only";
inline constexpr std::string_view text_kept = "common.kept";  // a photo that no prompt asked for goes to staff
inline constexpr std::string_view text_restarted = "common.restarted";
inline constexpr std::string_view text_late = "common.late";          // a message that came hours late was kept
inline constexpr std::string_view text_reminder = "common.reminder";  // above the prompt that nobody answered

// Whole messages.
inline constexpr std::string_view text_sorry = "notice.sorry";
inline constexpr std::string_view text_busy = "notice.busy";
inline constexpr std::string_view text_held = "notice.held";
inline constexpr std::string_view text_emergency = "notice.emergency";
inline constexpr std::string_view text_emergency_noted = "notice.emergency_noted";
inline constexpr std::string_view text_cut_off = "notice.cut_off";

inline constexpr CommonText common_texts[] = {
    {text_yes, {}},
    {text_no, {}},
    {text_unsure, {}},
    {text_send, {}},
    {text_change, {}},
    {text_cancel, {}},
    {text_next_page, {}},
    {text_back, {}},
    {text_home, {}},
    {text_choose, {}},
    {text_resume, {}},
    {text_go_on, {}},
    {text_anew, {}},
    {text_change_what, {}},
    {text_village, {}},
    {text_which, {}},
    {text_outside, {}},
    {text_type_again, {}},
    {text_nik_check, {"nik4"}},
    {text_more, {}},
    {text_more_photos, {}},
    {text_bad_choice, {}},
    {text_too_short, {}},
    {text_too_long, {}},
    {text_bad_ticket, {}},
    {text_bad_area, {}},
    {text_nik_length, {"n"}},
    {text_nik_date, {}},
    {text_nik_sample, {}},
    {text_bad_phone, {}},
    {text_bad_date, {}},
    {text_date_range, {}},
    {text_photo_only, {}},
    {text_voice_only, {}},
    {text_pin_only, {}},
    {text_kept, {}},
    {text_late, {}},
    {text_reminder, {}},
    {text_old_button, {}},
    {text_words_only, {}},
    {text_restarted, {}},
    {text_sorry, {}},
    {text_busy, {}},
    {text_held, {}},
    {text_emergency, {}},
    {text_emergency_noted, {"tiket"}},
    // By SMS after a USSD session or a call: the screen vanishes.
    {"notice.ticket_sms", {"tiket", "cek", "batas"}},
    // By SMS or WhatsApp when a case moved on; coarse words only.
    {"notice.status_changed", {"tiket", "status"}},
    {"notice.need_data", {"tiket"}},
    // To those whose request is open when a programme changes its state: "notice.programme_" + the new state.
    {"notice.house_funded", {"tiket"}},
    {"notice.house_done", {"tiket"}},
    // To those who asked, by the office in bulk: "notice.answer_" + the key of its file.
    {"notice.answer_checking", {"tiket"}},
    {"notice.answer_proposed", {"tiket"}},
    {"notice.answer_come", {"tiket"}},
    {"notice.programme_open", {"tiket", "layanan"}},
    {"notice.programme_paused", {"tiket", "layanan"}},
    {"notice.programme_ended", {"tiket", "layanan"}},
    {"notice.programme_replaced", {"tiket", "layanan"}},
    // By SMS or WhatsApp as a case goes on (cases::News); "neutral" for what was told in confidence.
    {"news.accepted", {"tiket", "unit", "batas"}},
    {"news.referred", {"tiket", "unit"}},
    {"news.handed_back", {"tiket", "unit"}},
    {"news.late", {"tiket"}},
    {"news.departed", {"tiket"}},
    {"news.arrived", {"tiket"}},
    {"news.not_found", {"tiket"}},
    {"news.waiting", {"tiket", "batas"}},
    {"news.resolved", {"tiket"}},
    {"news.unmet", {"tiket"}},
    {"news.closed", {"tiket"}},
    {"news.reopened", {"tiket"}},
    // What staff or a unit asks (cases::Question), reminds of, and says at the end of it.
    {"news.ask_rt_rw", {"tiket", "batas"}},
    {"news.ask_patokan", {"tiket", "batas"}},
    {"news.ask_nama", {"tiket", "batas"}},
    {"news.ask_telepon", {"tiket", "batas"}},
    {"news.ask_keadaan", {"tiket", "batas"}},
    {"news.ask_foto", {"tiket", "batas"}},
    {"news.ask_again", {"tiket", "batas"}},
    {"news.closed_unanswered", {"tiket"}},
    {"news.answered", {"tiket"}},
    {"news.neutral", {}},
    {"news.merged", {"tiket"}},  // an officer found that somebody had told of the same before
    {text_cut_off, {}},          // a USSD session was cut before the report was sent
    // Slots as a confirm names them: "slot." + the slot's name.
    {"slot.category", {}},
    {"slot.area", {}},
    {"slot.place", {}},
    {"slot.story", {}},
    {"slot.ticket", {}},
    {"slot.nik", {}},
    {"slot.faskes", {}},
    {"slot.rusak", {}},
    {"slot.hubungan", {}},
    {"slot.wafat", {}},
    {"slot.perubahan", {}},
    {"slot.siapa", {}},
    {"slot.butuh", {}},
    {"slot.ciri", {}},
    {"slot.kapan", {}},
    {"slot.hal", {}},
    {"slot.oleh", {}},
    {"slot.soal", {}},
    // Categories as a person reads them, where no option of the flow says it: "category." + the slot's value.
    {"category.lansia", {}},
    {"category.anak", {}},
    {"category.disabilitas", {}},
    {"category.tanpa_rumah", {}},
    {"category.pangan", {}},
    {"category.sakit", {}},
    {"category.lain", {}},
    // Urgent ones.
    {"category.lapar", {}},
    {"category.pbi_segera", {}},
    {"category.spm_segera", {}},
    {"category.rtlh_roboh", {}},
    {"category.rawat_gratis", {}},
    // Services, as units read them in their tasks.
    {"category.bayi", {}},
    {"category.bingung", {}},
    {"category.santunan", {}},
    {"category.data", {}},
    {"category.pbi", {}},
    {"category.spm", {}},
    {"category.rtlh", {}},
    {"category.kds", {}},
    {"category.beasiswa", {}},
    {"category.pelatihan", {}},
    {"category.rawat", {}},
    {"category.atensi", {}},
    {"category.pendamping", {}},
    {"category.keluarga", {}},
    {"category.shelter", {}},
    {"category.hunian", {}},
    {"category.puskesos", {}},
    {"category.klik", {}},
    {"category.pungli", {}},
    // The citizen's nine status words (docs: contract of words): "status." + the word in lower case, '_' for a space.
    {"status.diterima", {}},
    {"status.dicek", {}},
    {"status.butuh_data", {}},
    {"status.ditangani", {}},
    {"status.dirujuk", {}},
    {"status.selesai", {}},
    {"status.tidak_dapat", {}},
    {"status.dibatalkan", {}},
    {"status.digabung", {}},
};

}  // namespace sambung::dialogs
