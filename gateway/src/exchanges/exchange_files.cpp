#include "exchanges/exchange_files.h"

#include "times.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace sambung::gateway {

namespace fs = std::filesystem;

namespace {

constexpr mode_t folder_mode = 0700;
constexpr mode_t file_mode = 0600;
constexpr std::string_view ending = ".jsonl";

std::string day_of(TimePoint at) { return iso(at).substr(0, 10); }

std::string folder_name(std::string_view channel) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    std::string out{channel};
    for (char& c : out)
        if (!allowed.contains(c)) c = '_';
    return out;
}

std::unexpected<Error> disk_said(std::string_view doing) {
    return fail(Errc::unavailable, std::string{doing} + ": " + std::strerror(errno));
}

// Those of the way that are not there yet.
Result<> make_folders(const fs::path& folder) {
    fs::path way;
    for (const fs::path& part : folder) {
        way /= part;
        if (::mkdir(way.c_str(), folder_mode) == 0 || errno == EEXIST) continue;
        const auto failed = disk_said("making its folder");
        std::error_code wrong;
        if (!fs::is_directory(way, wrong)) return failed;
    }
    return {};
}

class File {
 public:
    explicit File(const fs::path& path)
        : descriptor_(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, file_mode)) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] bool open() const { return descriptor_ >= 0; }
    [[nodiscard]] std::size_t size() const {
        struct stat about{};
        return ::fstat(descriptor_, &about) == 0 ? static_cast<std::size_t>(about.st_size) : 0;
    }
    // All of it, or nothing.
    [[nodiscard]] Result<> add(std::string_view text) const {
        const std::size_t before = size();
        const ssize_t written = ::write(descriptor_, text.data(), text.size());
        if (written == static_cast<ssize_t>(text.size())) return {};
        if (written >= 0) errno = ENOSPC;  // a file takes less than all of it only then
        const auto failed = disk_said("writing");
        if (written > 0 && ::ftruncate(descriptor_, static_cast<off_t>(before)) != 0) return disk_said("writing");
        return failed;
    }

 private:
    int descriptor_;
};

// The day in a name of ours, else nothing.
std::optional<std::string> day_in(const std::string& name) {
    constexpr std::string_view pattern = "0000-00-00";
    if (name.size() != pattern.size() + ending.size() || !name.ends_with(ending)) return std::nullopt;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool digit = name[i] >= '0' && name[i] <= '9';
        if (pattern[i] == '0' ? !digit : name[i] != pattern[i]) return std::nullopt;
    }
    return name.substr(0, pattern.size());
}

std::vector<fs::path> inside(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code wrong;
    for (fs::directory_iterator at(folder, wrong); !wrong && at != fs::directory_iterator{}; at.increment(wrong))
        out.push_back(at->path());
    return out;
}

std::size_t forget_in(const fs::path& folder, const std::string& first_kept) {
    std::size_t gone = 0;
    for (const fs::path& file : inside(folder)) {
        const auto day = day_in(file.filename().string());
        std::error_code wrong;
        if (day && *day < first_kept && fs::remove(file, wrong)) ++gone;
    }
    return gone;
}

}  // namespace

fs::path exchange_file(std::string_view channel, TimePoint at) {
    return fs::path{folder_name(channel)} / (day_of(at) + std::string{ending});
}

Result<> ExchangeFiles::append(std::string_view channel, TimePoint at, std::string_view line) {
    const fs::path path = settings_.folder / exchange_file(channel, at);
    if (const Result<> made = make_folders(path.parent_path()); !made) return made;
    const File file(path);
    if (!file.open()) return disk_said("opening its file");
    if (file.size() + line.size() + 1 > settings_.most_bytes) return fail(Errc::throttled, "the day's file is full");
    return file.add(std::string{line} + '\n');
}

std::size_t ExchangeFiles::forget(TimePoint now) {
    const std::string first_kept = day_of(now - std::chrono::days{settings_.days - 1});
    std::size_t gone = 0;
    for (const fs::path& folder : inside(settings_.folder)) {
        std::error_code wrong;
        if (fs::symlink_status(folder, wrong).type() == fs::file_type::directory) gone += forget_in(folder, first_kept);
    }
    return gone;
}

}  // namespace sambung::gateway
