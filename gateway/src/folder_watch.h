// Tells that files in some folders changed, once they have been quiet for a moment. Folders are watched, not files, so
// that editors which write anew and rename are seen too. Linux only (inotify(7)).
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

struct inotify_event;

namespace sambung::gateway {

// On the thread of its io_context only.
class FolderWatch {
 public:
    // A folder that is not there (yet) is passed over, and looked for again at each change.
    FolderWatch(boost::asio::io_context& io, std::vector<std::filesystem::path> folders, std::function<void()> changed);
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

 private:
    void watch_folders();
    void listen();
    void read_events();
    void wait_for_quiet();

    std::vector<std::filesystem::path> folders_;
    std::function<void()> changed_;
    boost::asio::posix::stream_descriptor events_;
    boost::asio::steady_timer quiet_;
};

// Whether a change of a file of that name counts: what packs are made of, and no editor's leavings.
[[nodiscard]] bool is_pack_file(std::string_view name);

}  // namespace sambung::gateway
