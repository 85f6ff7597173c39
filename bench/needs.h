// Needs as citizens report them, and the same need as another tells it: for bench-duplicates. Names, places and words
// are composed; nobody's are in it.
#pragma once

#include "cases/report.h"
#include "model/ids.h"
#include "model/time.h"

#include <cstdint>
#include <deque>
#include <random>
#include <string>

namespace sambung::bench {

struct Reported {
    cases::Report report;
    PersonId person;
    TimePoint filed{};
    std::int64_t need = 0;  // those of one need have one number
    bool again = false;     // told before
    std::string name;       // before anybody misspelt it
};

// A stream of reports in the order in which they are filed, evenly over `span`. A tenth tell of a need of the last 14
// days: the name misspelt, from another phone in 60 %, another category in 15 %, another kelurahan in 7 %, 60 % of the
// words kept. The same seed gives the same reports.
class Needs {
 public:
    Needs(std::uint32_t seed, std::int64_t count, std::chrono::days span, TimePoint begin);
    [[nodiscard]] Reported next();

 private:
    [[nodiscard]] Reported fresh();
    [[nodiscard]] Reported retold(const Reported& before);
    [[nodiscard]] std::string misspelt(const std::string& name);
    [[nodiscard]] std::string half_kept(const std::string& words);
    [[nodiscard]] std::string moved(const std::string& pin);
    [[nodiscard]] bool chance(double part) { return std::uniform_real_distribution{}(random_) < part; }
    [[nodiscard]] std::size_t skewed(std::size_t count);
    template <std::size_t N>
    const char* any(const char* const (&list)[N]) {
        return list[random_() % N];
    }

    std::mt19937 random_;
    milliseconds step_;
    TimePoint now_;
    std::int64_t needs_ = 0;
    std::deque<Reported> recent_;
};

}  // namespace sambung::bench
