// How much may be sent to one number in a day, to one block of ten thousand numbers in an hour, and to which countries
// at all: whoever makes us send to numbers that earn by it (SMS pumping) comes to an end.
#pragma once

#include "model/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sambung::gateway {

// Units as providers count them (segments of an SMS); 0: no limit.
struct SendLimits {
    int number_a_day = 60;
    int block_an_hour = 500;
    std::vector<std::string> countries{"62"};  // country codes that SMS goes to; empty: all
};

// Of one channel and one thread. Days and hours are those of UTC; what was spent is forgotten at a restart.
class SendBudget {
 public:
    explicit SendBudget(SendLimits limits) : limits_(std::move(limits)) {}

    // An answer is what somebody asked for, so it has five times as much.
    enum class Of : std::uint8_t { news, answer };
    // Nothing if the message may go: it is then spent. Else when it may be tried again. Only phone numbers are counted.
    [[nodiscard]] std::optional<TimePoint> spend(std::string_view number, int units, Of of, TimePoint now);
    // It did not go after all.
    void give_back(std::string_view number, int units, TimePoint now);
    // False for a number in a country that SMS does not go to.
    [[nodiscard]] bool reaches(std::string_view number) const;

 private:
    // Of windows that lie end to end.
    struct Counts {
        milliseconds window;
        std::int64_t current = -1;
        std::unordered_map<std::uint64_t, int> units{};
        int& of(std::uint64_t key, TimePoint now);
        [[nodiscard]] TimePoint end() const;
    };

    const SendLimits limits_;
    Counts numbers_{milliseconds{std::chrono::hours{24}}};
    Counts blocks_{milliseconds{std::chrono::hours{1}}};
};

}  // namespace sambung::gateway
