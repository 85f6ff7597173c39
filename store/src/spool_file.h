// One file of the spool: length (4 bytes, little-endian) and sealed record, again and again. A lock on it says that its
// process lives.
#pragma once

#include "model/error.h"
#include "store/keys.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sambung::store {

// Of one thread.
class SpoolFile {
 public:
    // A new, empty one. Its name sorts by `number`.
    [[nodiscard]] static Result<std::unique_ptr<SpoolFile>> create(const std::filesystem::path& folder,
                                                                   std::uint64_t number, const SecretKey& key);
    // One that is there; nothing if its process lives, or it is gone meanwhile.
    [[nodiscard]] static std::unique_ptr<SpoolFile> adopt(const std::filesystem::path& path, const SecretKey& key);
    ~SpoolFile();
    SpoolFile(const SpoolFile&) = delete;
    SpoolFile& operator=(const SpoolFile&) = delete;

    // All of them on disk, or the file as it was. Errc::unavailable. A file that was adopted takes no more.
    Result<> append(const std::vector<std::string>& records);

    struct Records {
        std::vector<std::string> opened;
        std::size_t lost = 0;   // that do not open
        std::size_t count = 0;  // both together
    };
    // The next ones, the same again until `pass`.
    [[nodiscard]] Records next(std::size_t most);
    void pass();
    // The file stays under another name when it is removed.
    void keep_for_a_person() { damaged_ = true; }
    void remove();

    [[nodiscard]] bool writable() const { return writable_; }
    [[nodiscard]] std::size_t waiting() const { return count_ - passed_; }
    [[nodiscard]] std::uint64_t bytes() const { return end_; }

    // The number in a file's name; nothing if it is none of the spool's.
    [[nodiscard]] static std::uint64_t number_of(const std::filesystem::path& path);
    static constexpr std::string_view suffix = ".spool";

 private:
    struct Place {
        std::uint64_t at = 0;  // byte
        std::size_t record = 0;
    };
    SpoolFile(std::filesystem::path path, int descriptor, const SecretKey& key);
    void count_records();
    // The sealed record there; `from` moves behind it. False: there is none, or half of one.
    bool read(Place& from, std::string& sealed) const;
    [[nodiscard]] std::string name_of(std::size_t record) const;

    std::filesystem::path path_;
    int descriptor_;
    SecretKey key_;
    std::uint64_t end_ = 0;  // of its last whole record
    std::size_t count_ = 0;
    Place read_to_{}, reading_{};
    std::size_t passed_ = 0;
    bool writable_ = false;
    bool damaged_ = false;
};

// Errc::unavailable if the folder's own entries cannot be put on disk.
Result<> sync_folder(const std::filesystem::path& folder);

}  // namespace sambung::store
