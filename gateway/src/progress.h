// How far a long command is: one line on a terminal's standard error, rewritten a few times a second; nothing anywhere
// else.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sambung::gateway {

// "120000 rows, 34 %, 61000 a second, 4 s left"; `share` is 0 to 1.
[[nodiscard]] std::string progress_line(std::int64_t rows, double share, std::chrono::milliseconds passed);

class Progress {
 public:
    Progress();
    ~Progress();  // ends the line
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(std::int64_t rows, double share);

 private:
    using Clock = std::chrono::steady_clock;
    const bool terminal_;
    const Clock::time_point begun_ = Clock::now();
    Clock::time_point due_ = begun_;
    bool shown_ = false;
};

}  // namespace sambung::gateway
