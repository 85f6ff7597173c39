// An office of three units and its books in a temporary file; wishes as citizens make them.
#pragma once

#include "cases/office.h"
#include "database_support.h"
#include "sql.h"
#include "store/case_store.h"
#include "store/keys.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sambung::store {

inline constexpr TimePoint monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{3}};

inline SecretKey test_root() {
    SecretKey root{};
    for (std::size_t i = 0; i < root.size(); ++i) root[i] = static_cast<unsigned char>(i);
    return root;
}

// P0 to the quick response team, the old to their section, all else to the desk.
inline std::shared_ptr<const cases::Office> small_office() {
    using std::chrono::minutes;
    cases::Office office;
    office.city = "Depok";
    office.areas = AreaTree::parse("code,name,parent\n32.76,Kota Depok,\n32.76.06,Beji,32.76\n").value();
    for (const char* unit : {"trc", "lansia", "meja-kota"})
        office.units.push_back({unit, unit, "bidang", "", false, {}});
    office.routing = cases::Routing::parse(
                         "ord,category,area,urgency,hours,kind,unit,note\n"
                         "10,*,*,P0,*,*,trc,\n"
                         "20,lansia,*,*,*,*,lansia,\n"
                         "99,*,*,*,*,*,meja-kota,\n",
                         office.units, office.areas)
                         .value();
    std::vector<cases::Calendar::Hours> hours;
    for (int weekday = 1; weekday <= 5; ++weekday) hours.push_back({weekday, minutes{8 * 60}, minutes{16 * 60}});
    office.calendar = cases::Calendar::make("Asia/Jakarta", hours, {}).value();
    return std::make_shared<const cases::Office>(std::move(office));
}

// The database and the case store over one file; `reopen` is what a restart does.
class Books {
 public:
    explicit Books(std::filesystem::path file, std::shared_ptr<const cases::Office> office = small_office())
        : file_(std::move(file)) {
        reopen(std::move(office));
    }
    void reopen() { reopen(office_); }
    void reopen(std::shared_ptr<const cases::Office> office) {
        cases_.reset();
        database_.reset();
        office_ = std::move(office);
        database_ = Database::open({.path = file_.string()}).value();
        cases_ = make_sqlite_cases(*database_, keys_, office_);
    }
    [[nodiscard]] Database& database() { return *database_; }
    [[nodiscard]] CaseStore& cases() { return *cases_; }
    [[nodiscard]] const Keys& keys() const { return keys_; }

    [[nodiscard]] EventId event(int number) const { return keys_.event("wa", "wamid." + std::to_string(number)); }
    [[nodiscard]] DraftId draft(int number) const { return keys_.draft(event(number)); }
    [[nodiscard]] PersonId person(int number) const { return keys_.person("wa", address(number)); }
    [[nodiscard]] static std::string address(int number) { return "+6281234567" + std::to_string(100 + number); }

    // A wish of person `who`, made by event `event`.
    [[nodiscard]] Grant wish(int who, int by_event, Wish what) const {
        Grant grant;
        grant.key = {event(by_event), 0};
        grant.person = person(who);
        grant.channel = "wa";
        grant.address = address(who);
        grant.wish = std::move(what);
        grant.resume = "session of event " + std::to_string(by_event);
        grant.now = monday;
        return grant;
    }
    Result<Outcome> grant(Grant grant) { return await_now(cases_->grant(std::move(grant))); }
    Result<Outcome> grant(int who, int by_event, Wish what) { return grant(wish(who, by_event, std::move(what))); }

    // All at once on one thread, as a shard would; the outcomes in the order of the grants.
    std::vector<Outcome> grant_all(std::vector<Grant> grants) {
        boost::asio::io_context io{1};
        std::vector<std::optional<Result<Outcome>>> outcomes(grants.size());
        for (std::size_t i = 0; i < grants.size(); ++i)
            boost::asio::co_spawn(io.get_executor(), keep_outcome(cases_->grant(std::move(grants[i])), outcomes[i]),
                                  [](std::exception_ptr) {});
        io.run();
        std::vector<Outcome> granted;
        for (const auto& outcome : outcomes) granted.push_back(outcome->value());
        return granted;
    }

    // The only number of a query without parameters.
    std::int64_t number(std::string query) {
        return database_
            ->read_now([&query](Sql& sql) -> Result<std::int64_t> {
                Query row = sql.query(query);
                return row.next() ? row.integer(0) : -1;
            })
            .value();
    }
    std::string text(std::string query) {
        return database_
            ->read_now([&query](Sql& sql) -> Result<std::string> {
                Query row = sql.query(query);
                return row.next() ? std::string{row.text(0)} : std::string{};
            })
            .value();
    }
    void change(const std::string& statements) {
        database_
            ->write_now([&statements](Sql& sql) -> Result<> {
                sql.script(statements);
                return {};
            })
            .value();
    }

 private:
    std::filesystem::path file_;
    std::shared_ptr<const cases::Office> office_;
    Keys keys_{test_root()};
    std::unique_ptr<Database> database_;
    std::unique_ptr<CaseStore> cases_;
};

inline cases::Report a_report(std::string category = "lansia") {
    cases::Report report;
    report.category = std::move(category);
    report.area = "32.76.06";
    report.place = "belakang pasar Kemiri";
    report.story = "nenek tidak makan dua hari";
    report.phone = "+6281234567100";
    report.channel = ChannelKind::whatsapp;
    return report;
}

inline cases::Report a_danger() {
    cases::Report report;
    report.story = "bapak pingsan";
    report.danger = true;
    report.channel = ChannelKind::whatsapp;
    return report;
}

inline NewOutbound a_message(const Books& books, int who, std::string payload, Lanes lane = Lanes::ordinary) {
    return {.key = books.keys().index("test", payload),
            .channel = "wa",
            .person = books.person(who),
            .payload = std::move(payload),
            .lane = lane};
}

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace sambung::store
