// What the tests of the database share: a folder that goes away, and a place for coroutines to run.
#pragma once

#include "store/database.h"
#include "store/task.h"

#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdlib.h>
#include <string>
#include <utility>

namespace sambung::store {

class TemporaryFolder {
 public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "sambung-store-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
    std::filesystem::path path_;
};

template <class T>
Task<> keep_outcome(Task<T> task, std::optional<T>& outcome) {
    outcome.emplace(co_await std::move(task));
}

// Runs one coroutine to its end on an io_context of its own, and gives what it gave.
template <class T>
T await_now(Task<T> task) {
    boost::asio::io_context io{1};
    std::optional<T> outcome;
    boost::asio::co_spawn(io.get_executor(), keep_outcome(std::move(task), outcome), [](std::exception_ptr thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
    io.run();
    return std::move(*outcome);
}

}  // namespace sambung::store
