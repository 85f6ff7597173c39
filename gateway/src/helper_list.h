// Who is a registered helper, as of the last minute: asked at every turn, so without SQL. Any thread.
#pragma once

#include "model/ids.h"

#include <memory>
#include <mutex>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sambung::gateway {

class HelperList {
 public:
    [[nodiscard]] bool contains(PersonId person) const { return current()->contains(person); }
    void replace(const std::vector<PersonId>& persons) {
        auto fresh = std::make_shared<const std::unordered_set<PersonId>>(persons.begin(), persons.end());
        const std::scoped_lock lock(mutex_);
        persons_.swap(fresh);
    }

 private:
    [[nodiscard]] std::shared_ptr<const std::unordered_set<PersonId>> current() const {
        const std::scoped_lock lock(mutex_);
        return persons_;
    }

    mutable std::mutex mutex_;
    std::shared_ptr<const std::unordered_set<PersonId>> persons_ =
        std::make_shared<const std::unordered_set<PersonId>>();
};

}  // namespace sambung::gateway
