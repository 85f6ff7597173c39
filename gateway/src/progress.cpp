#include "progress.h"

#include <fmt/format.h>

#include <iostream>
#include <unistd.h>

namespace sambung::gateway {

std::string progress_line(std::int64_t rows, double share, std::chrono::milliseconds passed) {
    const double seconds = static_cast<double>(passed.count()) / 1000;
    const double rate = seconds > 0 ? static_cast<double>(rows) / seconds : 0;
    const double left = share > 0 ? seconds * (1 - share) / share : 0;
    return fmt::format("{} rows, {:.0f} %, {:.0f} a second, {:.0f} s left", rows, share * 100, rate, left);
}

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (shown_) std::cerr << "\n";
}

void Progress::show(std::int64_t rows, double share) {
    constexpr std::chrono::milliseconds between{200};
    if (!terminal_ || Clock::now() < due_) return;
    due_ = Clock::now() + between;
    shown_ = true;
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun_);
    std::cerr << "\r\x1b[K" << progress_line(rows, share, passed) << std::flush;
}

}  // namespace sambung::gateway
