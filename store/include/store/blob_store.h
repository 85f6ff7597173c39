// Files that hold the media of cases, sealed: `<folder>/aa/<64 hex digits>` by address. A file begins with "SMB1", then
// libsodium's secretstream (XChaCha20-Poly1305) in pieces of 64 KiB, the last marked as such, so that neither a
// changed, a moved, a cut off nor an exchanged piece opens. It is there whole or not at all: written under another
// name, flushed, renamed, and the folder flushed. Everything here blocks, so never on a shard. Any thread; a writer or
// reader on one.
#pragma once

#include "model/error.h"
#include "store/media.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

// Takes a file as it comes. What was begun and not kept leaves nothing behind.
class BlobWriter {
 public:
    virtual ~BlobWriter() = default;
    // Errc::unavailable if the disk does not take it ("the disk is full" if it is that): nothing of it stays.
    [[nodiscard]] virtual Result<> write(std::string_view bytes) = 0;
    // Once it is on disk. The same content of the same case has the same address, and is one file.
    [[nodiscard]] virtual Result<MediaAddress> keep() = 0;
};

class BlobReader {
 public:
    virtual ~BlobReader() = default;
    // The next piece, at most 64 KiB; empty after the last, when it is known that the whole is what was kept at that
    // address. Errc::not_authentic for whatever does not open; nothing more comes then.
    [[nodiscard]] virtual Result<std::string> next() = 0;
};

class BlobStore {
 public:
    // Makes the folder if it is not there, for this user alone. Errc::misconfigured if it cannot be used.
    [[nodiscard]] static Result<BlobStore> open(std::filesystem::path folder);

    // False if the disk has less than 1 GiB left, or does not say.
    [[nodiscard]] bool has_room() const;
    // Errc::unavailable.
    [[nodiscard]] Result<std::unique_ptr<BlobWriter>> begin(const MediaKey& key) const;
    // Errc::not_found, not_authentic.
    [[nodiscard]] Result<std::unique_ptr<BlobReader>> read(const MediaAddress& address, const MediaKey& key) const;

    // Files kept at least that long ago. What a crash left unfinished, and is as old, goes meanwhile.
    [[nodiscard]] Result<std::vector<MediaAddress>> list(std::chrono::seconds age) const;
    // Unless it was kept anew since; nothing if it is not there.
    [[nodiscard]] Result<> drop(const MediaAddress& address, std::chrono::seconds age) const;

 private:
    explicit BlobStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
    [[nodiscard]] std::filesystem::path path_of(const MediaAddress& address) const;

    std::filesystem::path folder_;
};

}  // namespace sambung::store
