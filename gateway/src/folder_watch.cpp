#include "folder_watch.h"

#include <spdlog/spdlog.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/inotify.h>
#include <unistd.h>

namespace sambung::gateway {

namespace {

constexpr std::chrono::milliseconds quiet_for{300};
constexpr std::uint32_t changes = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR;

// A file that was only made is empty yet; its closing will tell. A folder that was made may hold files already.
bool counts(const inotify_event& event, std::string_view name) {
    if ((event.mask & IN_Q_OVERFLOW) != 0 || (event.mask & IN_ISDIR) != 0) return true;
    return (event.mask & IN_CREATE) == 0 && (event.mask & IN_IGNORED) == 0 && is_pack_file(name);
}

// True if any event in the buffer counts. An event is a fixed head and a padded name (inotify(7)).
bool any_counts(std::string_view bytes) {
    bool any = false;
    while (bytes.size() >= sizeof(inotify_event)) {
        inotify_event event{};
        std::memcpy(&event, bytes.data(), sizeof event);
        bytes.remove_prefix(sizeof event);
        std::string_view name = bytes.substr(0, event.len);
        any = any || counts(event, name.substr(0, name.find('\0')));
        bytes.remove_prefix(name.size());
    }
    return any;
}

}  // namespace

bool is_pack_file(std::string_view name) {
    return !name.starts_with('.') && (name.ends_with(".yaml") || name.ends_with(".csv"));
}

FolderWatch::FolderWatch(boost::asio::io_context& io, std::vector<std::filesystem::path> folders,
                         std::function<void()> changed)
    : folders_(std::move(folders)), changed_(std::move(changed)), events_(io), quiet_(io) {
    const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0) {
        spdlog::warn("event=folders_not_watched why=\"{}\"; a reload needs SIGHUP", std::strerror(errno));
        return;
    }
    events_.assign(descriptor);
    watch_folders();
    listen();
}

// Watching again what is watched changes nothing.
void FolderWatch::watch_folders() {
    for (const std::filesystem::path& folder : folders_)
        if (::inotify_add_watch(events_.native_handle(), folder.c_str(), changes) < 0 && errno != ENOENT)
            spdlog::warn("event=folder_not_watched folder={} why=\"{}\"", folder.string(), std::strerror(errno));
}

void FolderWatch::listen() {
    events_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                       [this](const boost::system::error_code& error) {
                           if (!error) read_events();
                       });
}

void FolderWatch::read_events() {
    std::array<char, 16'384> buffer{};
    bool any = false;
    for (;;) {
        const ::ssize_t size = ::read(events_.native_handle(), buffer.data(), buffer.size());
        if (size <= 0) break;
        any = any_counts({buffer.data(), static_cast<std::size_t>(size)}) || any;
    }
    if (any) wait_for_quiet();
    listen();
}

void FolderWatch::wait_for_quiet() {
    quiet_.expires_after(quiet_for);
    quiet_.async_wait([this](const boost::system::error_code& later) {
        if (later) return;
        watch_folders();
        changed_();
    });
}

}  // namespace sambung::gateway
