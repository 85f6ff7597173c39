// One turn at a time for each person, in the order of arrival; turns of different persons run side by side.
#pragma once

#include "model/ids.h"
#include "store/task.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <deque>
#include <unordered_map>
#include <utility>

namespace sambung::gateway {

// Of one shard, on its thread only.
class PersonOrder {
 public:
    // Held while a person's turn runs; its end lets the next one in.
    class Place {
     public:
        Place(PersonOrder& order, PersonId person) : order_(&order), person_(person) {}
        Place(Place&& other) noexcept : order_(std::exchange(other.order_, nullptr)), person_(other.person_) {}
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        Place& operator=(Place&&) = delete;
        ~Place() {
            if (order_ != nullptr) order_->leave(person_);
        }

     private:
        PersonOrder* order_;
        PersonId person_;
    };

    Task<Place> enter(PersonId person) {
        const auto [entry, free] = waiting_.try_emplace(person);
        if (!free) co_await wait(entry->second);
        co_return Place(*this, person);
    }

 private:
    using Waiter = std::move_only_function<void()>;

    static Task<> wait(std::deque<Waiter>& line) {
        auto queue_up = [](auto handler, std::deque<Waiter>* into) {
            auto executor = boost::asio::get_associated_executor(handler);
            into->push_back([executor, handler = std::move(handler)]() mutable {
                boost::asio::post(executor, std::move(handler));
            });
        };
        co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>, void()>(queue_up, use_task,
                                                                                                   &line);
    }

    void leave(PersonId person) {
        const auto entry = waiting_.find(person);
        if (entry->second.empty()) {
            waiting_.erase(entry);
            return;
        }
        Waiter next = std::move(entry->second.front());
        entry->second.pop_front();
        next();
    }

    std::unordered_map<PersonId, std::deque<Waiter>> waiting_;
};

}  // namespace sambung::gateway
