// Which office the service goes by: at start the one that is active in the store, and from then on whatever is
// activated, rolled back or pointed elsewhere, within a second and without a restart. One that does not fit is told and
// not taken: the service goes on with the last one that did.
#pragma once

#include "duty_book.h"
#include "metrics.h"
#include "office_fit.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/office_stand.h"
#include "store/task.h"
#include "turns.h"

#include <boost/json/object.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace sambung::gateway {

class OfficeWatch {
 public:
    struct Parts {
        store::Database& database;
        const store::Keys& keys;
        OfficeGround ground;
        Metrics& metrics;
        Clock clock;
    };
    explicit OfficeWatch(Parts parts) : parts_(std::move(parts)) {}

    // The pack's files are offered; then the office that is active, or else the last that fitted.
    // Errc::misconfigured if none fits, Errc::unavailable. Blocks; for start.
    [[nodiscard]] Result<> begin();
    // The pack's files seed an empty store; one that is new to it becomes a draft. If they are not sound they are
    // nothing, and the log says why. Blocks; on the thread that began it.
    [[nodiscard]] Result<> offer();
    // Whether they are others than when they were offered. On that thread.
    [[nodiscard]] bool files_changed() const;
    // Takes up what changed. On one thread.
    Task<> look();
    // Called, from look(), with each office that is taken.
    void on_change(std::function<void(std::shared_ptr<const cases::Office>)> taken) { taken_ = std::move(taken); }

    // In use now. Any thread.
    [[nodiscard]] std::shared_ptr<const cases::Office> office() const;
    [[nodiscard]] std::shared_ptr<const DutyBook> duty() const;
    // {"fits": true, "routing": 2, "units": 1, "calendar": 1, "pointed": 0, "unreviewed": 0, "needs_restart": []}; a
    // version 0 is the pack's own file. Any thread.
    [[nodiscard]] boost::json::object state() const;

 private:
    void take(std::shared_ptr<const cases::Office> office);
    Task<bool> take_papers();
    void tell(const dialogs::Findings& findings, const store::OfficePapers& papers);
    [[nodiscard]] Task<Result<std::vector<cases::DutyPoint>>> points();
    void note(const store::OfficeStand& stand);

    Parts parts_;
    std::function<void(std::shared_ptr<const cases::Office>)> taken_{};
    std::shared_ptr<const cases::Office> base_;   // without points
    std::shared_ptr<const cases::Office> first_;  // as it was at start
    store::OfficePapers papers_;                  // that base_ is made of
    bool fits_ = true;                            // what is active in the store; else others are in use
    store::OfficeStand seen_;
    std::string offered_;  // the texts of the pack's files
    mutable std::mutex mutex_;
    std::shared_ptr<const cases::Office> office_;  // these under the mutex
    std::shared_ptr<const DutyBook> duty_;
    boost::json::object state_;
};

}  // namespace sambung::gateway
