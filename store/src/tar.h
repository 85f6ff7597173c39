// Tar files (libarchive) of regular files by name, and the SHA-256 of each as it goes by.
#pragma once

#include "blob_file.h"
#include "model/error.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct archive;

namespace sambung::store {

struct Packed {
    std::uint64_t bytes = 0;
    std::string sha256;  // in hex
};
using Copied = std::function<void(std::uint64_t bytes)>;

class TarWriter {
 public:
    // Errc::conflict if the file is there; Errc::unavailable.
    [[nodiscard]] static Result<TarWriter> create(const std::filesystem::path& file);
    // As long as it is when it is opened. Errc::not_found; Errc::unavailable, also if it grew shorter meanwhile.
    [[nodiscard]] Result<Packed> add_file(const std::string& name, const std::filesystem::path& from,
                                          const Copied& copied);
    [[nodiscard]] Result<> add_text(const std::string& name, std::string_view text);
    [[nodiscard]] Result<> finish();  // flushed

 private:
    struct Close {
        void operator()(archive* writer) const;
    };
    explicit TarWriter(int descriptor);
    [[nodiscard]] Result<> begin(const std::string& name, std::uint64_t bytes);

    struct Descriptor {
        int number = -1;
        explicit Descriptor(int the_number) : number(the_number) {}
        Descriptor(Descriptor&& other) noexcept : number(std::exchange(other.number, -1)) {}
        Descriptor& operator=(Descriptor&&) = delete;
        Descriptor(const Descriptor&) = delete;
        Descriptor& operator=(const Descriptor&) = delete;
        ~Descriptor();
    };
    Descriptor descriptor_;
    std::unique_ptr<archive, Close> writer_;
};

class TarReader {
 public:
    [[nodiscard]] static Result<TarReader> open(const std::filesystem::path& file);  // Errc::unavailable
    // The next file's name; nothing at the end. Errc::not_authentic if the tar is damaged, or holds something else.
    [[nodiscard]] Result<std::optional<std::string>> next();
    [[nodiscard]] Result<Packed> unpack(const std::filesystem::path& to);  // flushed
    [[nodiscard]] Result<std::string> text(std::size_t most);

 private:
    struct Close {
        void operator()(archive* reader) const;
    };
    TarReader();
    [[nodiscard]] Result<std::size_t> read(std::string& buffer);
    std::unique_ptr<archive, Close> reader_;
};

}  // namespace sambung::store
