#include "office_watch.h"

#include "await_here.h"
#include "cases/duty_point.h"
#include "store/duty_points.h"

#include <boost/json/array.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace sambung::gateway {

namespace {

using store::DocumentKind;

// Within the quotes of a log line there are none.
std::string unquoted(std::string sentence) {
    std::ranges::replace(sentence, '"', '\'');
    return sentence;
}

std::string texts_of(const store::OfficePapers& papers) {
    std::string all;
    for (const DocumentKind kind : store::all_document_kinds) all += papers.of(kind).text + '\0';
    return all;
}

// Where the night begins: the record's anchors and retention keep the clock that they were started with.
bool same_clock(const cases::Calendar& one, const cases::Calendar& other) {
    using namespace std::chrono_literals;
    constexpr std::chrono::year_month_day winter{std::chrono::year{2026} / 1 / 15};
    constexpr std::chrono::year_month_day summer{std::chrono::year{2026} / 7 / 15};
    return one.at(winter, 0min) == other.at(winter, 0min) && one.at(summer, 0min) == other.at(summer, 0min);
}

}  // namespace

Result<> OfficeWatch::offer() {
    const store::OfficePapers papers = papers_of(parts_.ground.config.pack);
    offered_ = texts_of(papers);
    if (const auto sound = fitted(parts_.ground, papers); !sound) {
        for (const dialogs::Finding& finding : sound.error())
            if (finding.error()) spdlog::error("event=office_not_drafted what=\"{}\"", unquoted(finding.text()));
        return {};
    }
    for (const DocumentKind kind : store::all_document_kinds) {
        store::OfficeDocuments documents(parts_.database, parts_.keys, kind);
        const Result<store::OfficeDocuments::Seeded> seeded = documents.seed(papers.of(kind).text, parts_.clock());
        if (!seeded) return std::unexpected(seeded.error());
        if (*seeded == store::OfficeDocuments::Seeded::draft)
            spdlog::warn(
                "event=office_drafted kind={} what=\"{} of the pack is a draft; see `sambung office list {}`\"",
                name(kind), file_of(kind), name(kind));
    }
    return {};
}

bool OfficeWatch::files_changed() const { return texts_of(papers_of(parts_.ground.config.pack)) != offered_; }

Result<> OfficeWatch::begin() {
    if (const Result<> offered = offer(); !offered) return offered;
    Result<Choice> choice = choose_office(parts_.database, parts_.keys, parts_.ground);
    if (!choice) return std::unexpected(choice.error());
    base_ = first_ = std::move(choice->office);
    papers_ = std::move(choice->papers);
    if (!choice->findings.empty()) {
        tell(choice->findings, *choice->active);
        parts_.metrics.rules_unfit(choice->active->routing.version != papers_.routing.version);
    } else if (const Result<> noted = await_here(store::note_served(parts_.database, papers_, parts_.clock()));
               !noted) {
        return noted;
    }
    const Result<store::OfficeStand> stand = await_here(store::office_stand(parts_.database, parts_.clock()));
    if (!stand) return std::unexpected(stand.error());
    const auto there = await_here(points());
    if (!there) return std::unexpected(there.error());
    take(std::make_shared<const cases::Office>(cases::with_points(*base_, *there)));
    note(*stand);
    return {};
}

Task<Result<std::vector<cases::DutyPoint>>> OfficeWatch::points() {
    const Result<std::vector<store::DutyPoint>> there =
        co_await store::points_in_force(parts_.database, parts_.keys, parts_.clock());
    if (!there) co_return std::unexpected(there.error());
    std::vector<cases::DutyPoint> out;
    for (const store::DutyPoint& one : *there) out.push_back(one.to);
    co_return out;
}

// What cannot be read now is looked at again in a second.
Task<> OfficeWatch::look() {
    const Result<store::OfficeStand> stand = co_await store::office_stand(parts_.database, parts_.clock());
    if (!stand || *stand == seen_) co_return;
    if (stand->active != seen_.active) {
        const bool read = co_await take_papers();
        if (!read) co_return;
    }
    const auto there = co_await points();
    if (!there) {
        spdlog::error("event=duty_points_not_read why={}", describe(there.error()));
        co_return;
    }
    take(std::make_shared<const cases::Office>(cases::with_points(*base_, *there)));
    note(*stand);
    spdlog::info("event=office_taken routing={} units={} calendar={} pointed={}", papers_.routing.version,
                 papers_.units.version, papers_.calendar.version, there->size());
}

// False: they could not be read. Those that do not fit are told, and others stay in use.
Task<bool> OfficeWatch::take_papers() {
    Result<std::optional<store::OfficePapers>> papers = co_await store::active_papers(parts_.database, parts_.keys);
    if (!papers || !*papers) {
        spdlog::error("event=office_not_read why={}",
                      papers ? "\"one of the three is not there\"" : describe(papers.error()));
        co_return false;
    }
    auto office = fitted(parts_.ground, **papers);
    if (!office) {
        tell(office.error(), **papers);
        co_return true;
    }
    base_ = *std::move(office);
    papers_ = std::move(**papers);
    fits_ = true;
    parts_.metrics.office_unfit(false);
    const Result<> noted = co_await store::note_served(parts_.database, papers_, parts_.clock());
    if (!noted) spdlog::error("event=office_not_noted why={}", describe(noted.error()));
    co_return true;
}

void OfficeWatch::tell(const dialogs::Findings& findings, const store::OfficePapers& papers) {
    fits_ = false;
    parts_.metrics.office_unfit(true);
    for (const dialogs::Finding& finding : findings)
        if (finding.error()) spdlog::error("event=office_unfit what=\"{}\"", unquoted(finding.text()));
    spdlog::error(
        "event=office_unfit routing={} units={} calendar={} what=\"they do not fit together: others decide; see "
        "`sambung "
        "office`\"",
        papers.routing.version, papers.units.version, papers.calendar.version);
}

void OfficeWatch::take(std::shared_ptr<const cases::Office> office) {
    auto duty = std::make_shared<const DutyBook>(*office, parts_.keys);
    {
        const std::scoped_lock lock(mutex_);
        office_ = office;
        duty_ = std::move(duty);
    }
    if (taken_) taken_(std::move(office));
}

void OfficeWatch::note(const store::OfficeStand& stand) {
    seen_ = stand;
    parts_.metrics.duty_points(static_cast<double>(stand.points.size()), static_cast<double>(stand.unreviewed));
    boost::json::array needs_restart;
    if (!same_clock(base_->calendar, first_->calendar))
        needs_restart.emplace_back("time zone of anchors and retention");
    const std::scoped_lock lock(mutex_);
    state_ = {{"fits", fits_},
              {"routing", papers_.routing.version},
              {"units", papers_.units.version},
              {"calendar", papers_.calendar.version},
              {"pointed", stand.points.size()},
              {"unreviewed", stand.unreviewed},
              {"needs_restart", std::move(needs_restart)}};
}

std::shared_ptr<const cases::Office> OfficeWatch::office() const {
    const std::scoped_lock lock(mutex_);
    return office_;
}

std::shared_ptr<const DutyBook> OfficeWatch::duty() const {
    const std::scoped_lock lock(mutex_);
    return duty_;
}

boost::json::object OfficeWatch::state() const {
    const std::scoped_lock lock(mutex_);
    return state_;
}

}  // namespace sambung::gateway
