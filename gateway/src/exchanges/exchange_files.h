// The files of the exchange log: FOLDER/<channel>/YYYY-MM-DD.jsonl, a line an exchange, a file a day of UTC.
#pragma once

#include "model/error.h"
#include "model/time.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace sambung::gateway {

struct ExchangeFileSettings {
    std::filesystem::path folder;
    int days = 14;                                           // kept, today among them
    std::size_t most_bytes = std::size_t{64} * 1024 * 1024;  // of one day and channel
};

// Of one thread: it waits for the disk.
class ExchangeFiles {
 public:
    explicit ExchangeFiles(ExchangeFileSettings settings) : settings_(std::move(settings)) {}

    // Adds the line to the file of the day of `at`, which is made with mode 0600, folders that are not there with 0700.
    // Errc::unavailable names what the disk said: then nothing of the line is in the file.
    // Errc::throttled: the file would be larger than most_bytes, and the line is not in it.
    [[nodiscard]] Result<> append(std::string_view channel, TimePoint at, std::string_view line);

    // Deletes the files of days before those that are kept. Other files are left alone, and so is what a link leads to.
    // Returns how many.
    std::size_t forget(TimePoint now);

 private:
    ExchangeFileSettings settings_;
};

// "sms/2026-11-22.jsonl". A channel's letters that do not belong into a file's name become _.
[[nodiscard]] std::filesystem::path exchange_file(std::string_view channel, TimePoint at);

}  // namespace sambung::gateway
