// A folder on the local disk that takes what came in while the database cannot: sealed records in files, each on disk
// before it is acknowledged, given back in order, gone once they are in the database. What a process left behind is
// taken over by the next that opens the folder, or looks for it; several processes may share one.
#pragma once

#include "model/error.h"
#include "store/keys.h"
#include "store/task.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sambung::store {

struct SpoolLimits {
    std::uint64_t bytes = 256U << 20U;     // of all its files together; over it nothing more is taken
    std::uint64_t file_bytes = 4U << 20U;  // then another file is begun, so that what was given back can go
};

// Any thread's io_context may await; it must live until its coroutines have been resumed.
class Spool {
 public:
    // Errc::misconfigured names the folder if it cannot be made, read or written.
    [[nodiscard]] static Result<std::unique_ptr<Spool>> open(const std::filesystem::path& folder, const Keys& keys,
                                                             SpoolLimits limits);
    virtual ~Spool() = default;

    // All of them are on disk when this returns (fsync). Errc::unavailable, the disk or the limit: none is kept.
    virtual Task<Result<>> keep(std::vector<std::string> records) = 0;

    // Records that wait, and whether there are any. Any thread, at once.
    [[nodiscard]] virtual std::size_t waiting() const = 0;
    [[nodiscard]] bool holds() const { return waiting() > 0; }

    // The oldest that wait; the same again until they are `taken`. `lost` records among them do not open under the root
    // key, or are damaged: their file will stay in the folder as *.damaged, for a person to look at.
    struct Oldest {
        std::vector<std::string> records;
        std::size_t lost = 0;
    };
    virtual Task<Oldest> oldest(std::size_t most) = 0;
    // What `oldest` gave last is safe elsewhere. `keep_file`: not all of it; then the file stays, too.
    enum class Rest { done, keep_file };
    virtual Task<> taken(Rest rest) = 0;

    // Takes over the files of processes that are gone; how many records those hold.
    virtual Task<std::size_t> adopt() = 0;
};

}  // namespace sambung::store
