// A file by its descriptor: every byte is written or there is an error, and what is flushed is on disk.
#pragma once

#include "model/error.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace sambung::store {

class BlobFile {
 public:
    [[nodiscard]] static Result<BlobFile> create(const std::filesystem::path& path);  // mode 0600; it must not be there
    [[nodiscard]] static Result<BlobFile> open(const std::filesystem::path& path);    // to read; Errc::not_found
    BlobFile(BlobFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    BlobFile(const BlobFile&) = delete;
    BlobFile& operator=(const BlobFile&) = delete;
    BlobFile& operator=(BlobFile&&) = delete;
    ~BlobFile();

    [[nodiscard]] Result<> write(std::string_view bytes);
    [[nodiscard]] Result<> flush();
    // That many bytes, fewer only at the end.
    [[nodiscard]] Result<std::string> read(std::size_t most);

 private:
    explicit BlobFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

// A name in it is there after a crash, or gone.
[[nodiscard]] Result<> flush_folder(const std::filesystem::path& folder);

}  // namespace sambung::store
