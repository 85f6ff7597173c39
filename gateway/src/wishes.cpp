#include "wishes.h"

#include "announcements.h"
#include "fetching/media_references.h"
#include "list_lookup.h"
#include "payload.h"
#include "reminders.h"
#include "slots.h"
#include "tidings.h"

#include <spdlog/spdlog.h>

namespace sambung::gateway {

using dialogs::Wish;
using dialogs::WishOutcome;

namespace {

constexpr int most_reports = 5;  // what a USSD menu can show on one page
constexpr seconds lookup_window{3600};
constexpr int first_of_this_wish = 0x40;  // ordinal of what is granted beside the wish itself
constexpr int answer_of_a_question = 0x41;

std::optional<store::Rate::Answer> rating_in(std::string_view text) {
    using enum store::Rate::Answer;
    if (text == "1") return yes;
    if (text == "2") return partly;
    if (text == "3") return not_yet;
    return std::nullopt;
}

cases::Report report_of(const Wish& wish, const Asker& asker) {
    return report_from(wish, asker.address, asker.channel->kind());
}

// Empty if the flow asks for a ticket that is none: the result is then "not_found".
std::optional<store::Wish> act_of(const Wish& wish, const Asker& asker, DraftId draft, int cases_per_day) {
    const auto ticket = Ticket::parse(slot(wish.slots, "ticket"));
    if (wish.action == "file")
        return store::File{draft, report_of(wish, asker), asker.language, says_yes(wish.slots, "again"), cases_per_day};
    if (wish.action == "ring") return store::Ring{draft, report_of(wish, asker), asker.language};
    if (wish.action == "drop") return store::Drop{draft};
    if (wish.action == "handover")
        return store::HandOver{draft, slot(wish.slots, "story"), slot(wish.slots, "reason"), asker.language,
                               report_of(wish, asker)};
    if (wish.action == "opt_out") return store::OptOut{};
    if (wish.action == "erase")
        return store::Erase{.ask = {draft, {}, "erase", asker.language, report_of(wish, asker)}};
    if (wish.action == "keep") return store::KeepData{};
    if (wish.action == "cancel" && ticket) return store::Cancel{*ticket};
    if (wish.action == "add_note" && ticket) return store::AddNote{*ticket, slot(wish.slots, "story")};
    if (wish.action == "update" && ticket)
        return store::AddNote{*ticket, words_of_news(report_of(wish, asker), asker.address)};
    return std::nullopt;
}

// With a grant is kept what is needed to go on from it: the action's ordinal and name, and the session.
std::string pack_resume(const Wish& wish, std::string_view session) {
    std::string out;
    out += static_cast<char>(wish.ordinal);
    out += static_cast<char>(wish.action.size());
    return out + wish.action + std::string{session};
}

std::optional<std::pair<Wish, std::string>> unpack_resume(std::string_view bytes) {
    if (bytes.size() < 2) return std::nullopt;
    const std::size_t length = static_cast<unsigned char>(bytes[1]);
    if (bytes.size() < 2 + length) return std::nullopt;
    Wish wish{
        .action = std::string{bytes.substr(2, length)}, .slots = {}, .ordinal = static_cast<std::uint8_t>(bytes[0])};
    return std::pair{std::move(wish), std::string{bytes.substr(2 + length)}};
}

// The duty is rung when the danger is told, again when its place is known, and each time that somebody tells it anew.
std::string occasion_of(const Wish& wish, const Asker& asker, store::Granted granted) {
    if (granted == store::Granted::attached) return "again-" + asker.event.hex();
    return wish.action == "file" && !slot(wish.slots, "danger").empty() ? "alarm2" : "alarm";
}

std::vector<store::NewOutbound> announced(const Announcer& announcer, const Asker& asker, const Wish& wish,
                                          const store::Outcome& outcome, TimePoint now) {
    using enum store::Granted;
    std::vector<store::NewOutbound> out;
    const bool about_a_case = outcome.granted == ok || outcome.granted == already_filed || outcome.granted == attached;
    if (!about_a_case || (wish.action != "file" && wish.action != "ring" && wish.action != "handover")) return out;
    if (wish.action == "file") out = announcer.ticket(*asker.channel, asker.address, asker.language, outcome, now);
    if (wish.action == "file" && outcome.granted == ok)
        if (auto later = reminder(announcer, *asker.channel, asker.address, asker.language, wish.slots, outcome, now))
            out.push_back(std::move(*later));
    const std::string occasion = occasion_of(wish, asker, outcome.granted);
    for (auto& one : announcer.alarm(report_of(wish, asker), outcome, occasion, now)) out.push_back(std::move(one));
    return out;
}

// The store's word for what happened, as that action's flow knows it.
std::string result_of(store::Granted granted, std::string_view action) {
    if (granted == store::Granted::already_filed && (action == "file" || action == "ring" || action == "handover"))
        return "ok";
    if (action == "update" && granted != store::Granted::ok) return "gone";
    return std::string{store::name(granted)};
}

}  // namespace

bool Wishes::is_lookup(const Wish& wish) {
    return wish.action == "list" || wish.action == "status" || wish.action == "listed";
}

Task<> Wishes::send_also(Asker asker, std::string text, TimePoint now) {
    if (asker.channel->config.notices.empty()) co_return;
    const Announcer announcer{&parts_.keys, &parts_.channels, parts_.office(), parts_.flows()};
    std::vector<store::NewOutbound> messages{
        announcer.notice("also:" + asker.event.hex(), asker.channel->config.notices, asker.address, std::move(text))};
    const Result<> queued = co_await parts_.cases.enqueue(std::move(messages), now);
    if (!queued) spdlog::warn("event=notice_not_queued why={}", describe(queued.error()));
    parts_.outbox_filled();
}

Task<> Wishes::send_further(Asker asker, std::string text, TimePoint now) {
    Content content{.text = std::move(text), .buttons = {}, .rows = {}, .rows_button = {}, .ends_session = false};
    co_await push(std::move(asker), std::move(content), now);
}

Task<> Wishes::push(Asker asker, Content content, TimePoint now) {
    const bool inline_only = asker.channel->kind() == ChannelKind::ussd;
    const std::string channel = inline_only ? asker.channel->config.notices : asker.channel->id();
    if (channel.empty()) co_return;
    const Announcer announcer{&parts_.keys, &parts_.channels, parts_.office(), parts_.flows()};
    std::vector<store::NewOutbound> messages{
        announcer.message("push:" + asker.event.hex(), channel, asker.address, std::move(content))};
    const Result<> queued = co_await parts_.cases.enqueue(std::move(messages), now);
    if (!queued) spdlog::warn("event=push_not_queued why={}", describe(queued.error()));
    parts_.outbox_filled();
}

void Wishes::office_hours(TimePoint now, dialogs::Env& env) {
    const auto minute = std::chrono::floor<std::chrono::minutes>(now);
    if (minute != hours_.minute) {
        const std::shared_ptr<const cases::Office> office = parts_.office();
        hours_ = {.minute = minute,
                  .open = office->calendar.open(now),
                  .opens_at = {},
                  .today = office->calendar.day_of(now)};
        if (!hours_.open) hours_.opens_at = office->calendar.tell_hour(office->calendar.next_opening(now));
    }
    env.office_open = hours_.open;
    env.opens_at = hours_.opens_at;
    env.today = hours_.today;
}

Task<WishOutcome> Wishes::grant(Asker asker, Wish wish, DraftId draft, std::string resume, TimePoint now) {
    if (parts_.instead)
        if (std::optional<WishOutcome> made_up = parts_.instead(asker.event, wish)) co_return std::move(*made_up);
    if (!parts_.granted) co_return co_await grant_now(std::move(asker), std::move(wish), draft, std::move(resume), now);
    const EventId event = asker.event;
    WishOutcome outcome = co_await grant_now(std::move(asker), wish, draft, std::move(resume), now);
    parts_.granted(event, wish, outcome);
    co_return outcome;
}

Task<WishOutcome> Wishes::grant_now(Asker asker, Wish wish, DraftId draft, std::string resume, TimePoint now) {
    if (wish.action == "compare") co_return co_await compare(std::move(asker), std::move(wish), now);
    if (wish.action == "list") co_return co_await list(std::move(asker), now);
    if (wish.action == "listed") co_return co_await listed(std::move(asker), std::move(wish), now);
    if (wish.action == "status") co_return co_await status(std::move(asker), std::move(wish), now);
    co_return co_await file(std::move(asker), std::move(wish), draft, std::move(resume), now);
}

// Before it becomes a request to staff: what ended within thirty days is taken up again at once.
Task<bool> Wishes::reopen(const Asker& asker, const Wish& wish, TimePoint now) {
    const auto ticket = Ticket::parse(slot(wish.slots, "ticket"));
    if (!ticket) co_return false;
    const Result<store::Outcome> outcome =
        co_await grant_beside(asker, store::Reopen{*ticket}, wish.ordinal | first_of_this_wish, now);
    co_return outcome && outcome->granted == store::Granted::ok;
}

Task<Result<store::Outcome>> Wishes::grant_beside(const Asker& asker, store::Wish act, int ordinal, TimePoint now,
                                                  std::vector<store::MediaReference> media) {
    store::Grant grant{.key = {asker.event, static_cast<std::uint8_t>(ordinal)},
                       .person = asker.person,
                       .channel = asker.channel->id(),
                       .address = asker.address,
                       .wish = std::move(act),
                       .resume = {},
                       .media = std::move(media),
                       .now = now,
                       .announce = {},
                       .herald = herald_of({&parts_.keys, &parts_.channels, parts_.office(), parts_.flows()}, now)};
    Result<store::Outcome> outcome = co_await parts_.cases.grant(std::move(grant));
    parts_.outbox_filled();
    co_return outcome;
}

Task<std::optional<std::string>> Wishes::rate(Asker asker, std::string text, TimePoint now) {
    const std::optional<store::Rate::Answer> answer = rating_in(text);
    if (!answer) co_return std::nullopt;
    const Result<bool> asked = co_await parts_.cases.is_asked(asker.person, now);
    const bool repeat = !asked || !*asked;
    if (repeat && !asked) co_return std::nullopt;
    if (repeat) {  // perhaps this very message answered it, and its reply was lost
        const auto before = co_await parts_.cases.granted(asker.event, asker.person);
        if (!before || !*before || (*before)->first.ordinal != first_of_this_wish) co_return std::nullopt;
    }
    const Result<store::Outcome> outcome = co_await grant_beside(asker, store::Rate{*answer}, first_of_this_wish, now);
    if (!outcome || outcome->granted != store::Granted::ok || !outcome->ticket) co_return std::nullopt;
    const bool helped = *answer == store::Rate::Answer::yes;
    co_return dialogs::notice(*parts_.flows(), asker.language, helped ? "news.closed" : "news.reopened",
                              {{"tiket", outcome->ticket->spaced()}});
}

Task<std::optional<std::string>> Wishes::answer(Asker asker, const Inbound& message, TimePoint now) {
    const Result<bool> questioned = co_await parts_.cases.is_questioned(asker.person, now);
    if (!questioned) co_return std::nullopt;
    if (!*questioned) {  // perhaps this very message answered it, and its reply was lost
        const auto before = co_await parts_.cases.granted(asker.event, asker.person);
        if (!before || !*before || (*before)->first.ordinal != answer_of_a_question) co_return std::nullopt;
    }
    const std::string words = message.text.empty() ? "(lampiran)" : message.text;
    const Result<store::Outcome> outcome =
        co_await grant_beside(asker, store::AnswerQuestion{words}, answer_of_a_question, now,
                              references_of(asker.channel->id(), message.media));
    if (!outcome || outcome->granted != store::Granted::ok || !outcome->ticket) co_return std::nullopt;
    co_return dialogs::notice(*parts_.flows(), asker.language, "news.answered", {{"tiket", outcome->ticket->spaced()}});
}

Task<WishOutcome> Wishes::file(Asker asker, Wish wish, DraftId draft, std::string resume, TimePoint now) {
    if (wish.action == "handover" && slot(wish.slots, "reason") == "reopen") {
        const bool reopened = co_await reopen(asker, wish, now);
        if (reopened) co_return WishOutcome{.result = "ok", .values = {}, .rows = {}};
    }
    // A wish made outside any form is about its own event; a zero id would make strangers share one case.
    if (draft == DraftId{}) draft = parts_.keys.draft(asker.event);
    std::optional<store::Wish> act = act_of(wish, asker, draft, parts_.cases_per_day);
    if (!act) co_return WishOutcome{.result = wish.action == "update" ? "gone" : "not_found", .values = {}, .rows = {}};
    Announcer announcer{&parts_.keys, &parts_.channels, parts_.office(), parts_.flows()};
    auto announce = [announcer, asker, wish, now](const store::Outcome& outcome) {
        return announced(announcer, asker, wish, outcome, now);
    };
    store::Grant grant{.key = {asker.event, wish.ordinal},
                       .person = asker.person,
                       .channel = asker.channel->id(),
                       .address = asker.address,
                       .wish = std::move(*act),
                       .resume = pack_resume(wish, resume),
                       .media = references_from(wish.media, parts_.channels, asker.channel->id()),
                       .now = now,
                       .announce = std::move(announce),
                       .herald = herald_of(announcer, now)};
    const Result<store::Outcome> outcome = co_await parts_.cases.grant(std::move(grant));
    if (!outcome) co_return WishOutcome{.result = "error", .values = {}, .rows = {}};
    pass(parts_.checkpoint, "granted");
    if (!outcome->repeated && outcome->granted == store::Granted::ok &&
        (wish.action == "file" || wish.action == "ring"))
        parts_.metrics.filed(outcome->urgency);
    parts_.outbox_filled();
    if (wish.action == "add_note" && outcome->granted == store::Granted::too_late)
        co_return co_await note_for_person(std::move(asker), std::move(wish), draft, now);
    co_return told(*outcome, wish.action, now);
}

// Words for a case that nobody works on any more go to a person all the same.
Task<WishOutcome> Wishes::note_for_person(Asker asker, Wish wish, DraftId draft, TimePoint now) {
    constexpr std::uint8_t second_of_this_wish = 0x80;
    wish.action = "handover";
    wish.slots["reason"] = "closed_case";
    wish.ordinal |= second_of_this_wish;
    WishOutcome outcome = co_await file(std::move(asker), std::move(wish), draft, {}, now);
    if (outcome.result != "error") outcome.result = "ok";
    co_return outcome;
}

WishOutcome Wishes::told(const store::Outcome& outcome, std::string_view action, TimePoint now) const {
    const std::shared_ptr<const cases::Office> office = parts_.office();
    WishOutcome out{.result = result_of(outcome.granted, action), .values = {}, .rows = {}};
    if (outcome.ticket) out.values["tiket"] = outcome.ticket->spaced();
    if (!outcome.check_digits.empty()) out.values["cek"] = in_threes(outcome.check_digits);
    if (outcome.due != TimePoint{}) out.values["batas"] = office->calendar.tell(outcome.due, now);
    if (const cases::Unit* unit = office->unit(outcome.unit)) out.values["unit"] = unit->name;
    if (action == "handover" && out.result == "ok" && !office->calendar.open(now)) out.result = "closed";
    if (action == "handover") out.values["jam"] = office->calendar.tell_hour(office->calendar.next_opening(now));
    return out;
}

Task<std::optional<Wishes::Recalled>> Wishes::recall(EventId event, PersonId person, TimePoint now) {
    const auto granted = co_await parts_.cases.granted(event, person);
    if (!granted || !*granted) co_return std::nullopt;
    const auto& [key, outcome] = **granted;
    auto kept = unpack_resume(outcome.resume);
    if (!kept) co_return std::nullopt;
    WishOutcome words = told(outcome, kept->first.action, now);
    co_return Recalled{std::move(kept->first), std::move(words), std::move(kept->second)};
}

Task<bool> Wishes::charge(PersonId person, TimePoint now) {
    const Result<bool> charged =
        co_await parts_.sessions.charge(person, "lookup", parts_.lookups_per_hour, lookup_window, now);
    co_return charged.value_or(false);  // look-ups fail closed
}

// A question less is better than a report that waits, so a failure finds nothing.
Task<WishOutcome> Wishes::compare(Asker asker, Wish wish, TimePoint now) {
    if (says_yes(wish.slots, "again")) co_return WishOutcome{.result = "none", .values = {}, .rows = {}};
    const Result<std::vector<store::LikeCase>> own =
        co_await parts_.duplicates.own_like(asker.person, report_of(wish, asker), now);
    if (!own) co_return WishOutcome{.result = "error", .values = {}, .rows = {}};
    WishOutcome out{.result = own->empty() ? "none" : "similar", .values = {}, .rows = {}};
    for (const store::LikeCase& one : *own) out.rows.emplace_back(one.ticket.digits(), cases::citizen_word(one.status));
    co_return out;
}

Task<WishOutcome> Wishes::list(Asker asker, TimePoint now) {
    const bool allowed = co_await charge(asker.person, now);
    if (!allowed) co_return WishOutcome{.result = "limited", .values = {}, .rows = {}};
    const Result<std::vector<store::Standing>> standings = co_await parts_.cases.standings(asker.person, most_reports);
    if (!standings) co_return WishOutcome{.result = "error", .values = {}, .rows = {}};
    WishOutcome out{.result = standings->empty() ? "none" : "ok", .values = {}, .rows = {}};
    for (const store::Standing& one : *standings)
        out.rows.emplace_back(one.ticket.digits(), cases::citizen_word(one.status));
    co_return out;
}

Task<WishOutcome> Wishes::listed(Asker asker, Wish wish, TimePoint now) {
    const bool allowed = co_await charge(asker.person, now);
    if (!allowed) co_return WishOutcome{.result = "limited", .values = {}, .rows = {}};
    co_return co_await look_up_list(parts_.database, parts_.keys, parts_.office(), std::move(wish),
                                    std::move(asker.address), now);
}

Task<WishOutcome> Wishes::status(Asker asker, Wish wish, TimePoint now) {
    const bool allowed = co_await charge(asker.person, now);
    if (!allowed) co_return WishOutcome{.result = "limited", .values = {}, .rows = {}};
    const auto ticket = Ticket::parse(slot(wish.slots, "ticket"));
    if (!ticket) co_return WishOutcome{.result = "not_found", .values = {}, .rows = {}};
    const Result<store::Standing> standing = co_await parts_.cases.standing(asker.person, *ticket);
    if (!standing)
        co_return WishOutcome{
            .result = standing.error().code == Errc::not_found ? "not_found" : "error", .values = {}, .rows = {}};
    const std::shared_ptr<const cases::Office> office = parts_.office();
    const cases::Unit* unit = office->unit(standing->unit);
    co_return WishOutcome{.result = "ok",
                          .values = {{"tiket", standing->ticket.spaced()},
                                     {"status", std::string{cases::citizen_word(standing->status)}},
                                     {"unit", unit != nullptr ? unit->name : office->city},
                                     {"tgl", office->calendar.tell(standing->changed, now)},
                                     {"batas", office->calendar.tell(standing->due, now)}},
                          .rows = {}};
}

}  // namespace sambung::gateway
