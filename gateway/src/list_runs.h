// The lines of a list in the order of their keys, however many there are: sorted in pieces that lie in an unnamed
// temporary file, which goes with the process. It holds keyed hashes and codes only.
#pragma once

#include "model/error.h"
#include "model/ids.h"
#include "store/lists.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

namespace sambung::gateway {

struct ListEntry {
    Key128 key;
    std::int32_t line = 0;
    std::uint16_t reason = 0;  // numbers of the sheet's words
    std::uint16_t batch = 0;
    store::ListStanding standing{};
    store::ListNumber number{};
    auto operator<=>(const ListEntry&) const = default;
};

class ListRuns {
 public:
    // At most `piece` entries are held in memory while they come, and 4096 of each piece while they go.
    explicit ListRuns(std::size_t piece = 128U << 10U) : piece_(piece) {}

    // Errc::unavailable if the temporary file does not take it.
    [[nodiscard]] Result<> add(const ListEntry& entry);
    // All entries of one key at a time, in rising order; stops where `each` fails. May be called again.
    [[nodiscard]] Result<> each_key(const std::function<Result<>(const std::vector<ListEntry>&)>& each);

 private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    struct Run {
        std::size_t begin = 0;  // entries, in the file
        std::size_t end = 0;
    };
    friend class RunReader;
    [[nodiscard]] Result<> write_piece();

    std::size_t piece_;
    std::vector<ListEntry> held_;
    std::unique_ptr<std::FILE, Close> file_;
    std::vector<Run> runs_;
};

}  // namespace sambung::gateway
