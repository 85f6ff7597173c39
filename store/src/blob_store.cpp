#include "store/blob_store.h"

#include "blob_file.h"
#include "blob_stream.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view unfinished = "unfinished";  // the folder of what is being written

fs::path place_for(const fs::path& folder, const MediaAddress& address) {
    const std::string digits = address.hex();
    return folder / digits.substr(0, 2) / digits;
}

Result<> make_folder(const fs::path& folder) {
    std::error_code error;
    if (fs::create_directories(folder, error)) fs::permissions(folder, fs::perms::owner_all, error);
    if (error) return fail(Errc::unavailable, "a folder of the media cannot be made: " + error.message());
    return {};
}

bool is_older(const fs::path& file, std::chrono::seconds age) {
    std::error_code error;
    const fs::file_time_type changed = fs::last_write_time(file, error);
    return !error && changed + age <= fs::file_time_type::clock::now();
}

std::string random_name() {
    std::string digits = MediaAddress{Keys::fresh()}.hex();
    digits.resize(32);
    return digits;
}

class Writer final : public BlobWriter {
 public:
    Writer(fs::path folder, fs::path temporary, BlobFile file, const MediaKey& key)
        : folder_(std::move(folder)),
          temporary_(std::move(temporary)),
          file_(std::move(file)),
          key_(key),
          sealer_(key.sealing()) {}
    ~Writer() override {
        std::error_code ignored;
        if (!kept_) fs::remove(temporary_, ignored);
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    Result<> write(std::string_view bytes) override {
        digest_.add(bytes);
        while (!bytes.empty()) {
            if (waiting_.size() == blob_piece)
                if (const Result<> out = put(false); !out) return out;
            const std::size_t some = std::min(bytes.size(), blob_piece - waiting_.size());
            waiting_ += bytes.substr(0, some);
            bytes.remove_prefix(some);
        }
        return {};
    }

    Result<MediaAddress> keep() override {
        Result<> step = put(true);
        if (step) step = file_.flush();
        if (!step) return std::unexpected(step.error());
        const MediaAddress address = digest_.address(key_);
        const fs::path place = place_for(folder_, address);
        step = make_folder(place.parent_path());
        if (!step) return std::unexpected(step.error());
        std::error_code error;
        fs::rename(temporary_, place, error);
        if (error) return fail(Errc::unavailable, "a file of the media cannot be named: " + error.message());
        kept_ = true;
        step = flush_folder(place.parent_path());
        if (step) step = flush_folder(folder_);
        if (!step) return std::unexpected(step.error());
        return address;
    }

 private:
    Result<> put(bool is_last) {
        if (!std::exchange(begun_, true))
            if (const Result<> head = file_.write(sealer_.head()); !head) return head;
        return file_.write(sealer_.seal(std::exchange(waiting_, {}), is_last));
    }

    fs::path folder_, temporary_;
    BlobFile file_;
    MediaKey key_;
    PieceSealer sealer_;
    ContentDigest digest_;
    std::string waiting_;  // up to a piece: the last is marked, so one is held back
    bool begun_ = false;
    bool kept_ = false;
};

class Reader final : public BlobReader {
 public:
    Reader(BlobFile file, const PieceOpener& opener, const MediaAddress& address, const MediaKey& key)
        : file_(std::move(file)), opener_(opener), address_(address), key_(key) {}

    Result<std::string> next() override {
        if (over_) return std::string{};
        Result<std::string> sealed = file_.read(sealed_piece);
        if (!sealed) return end_with(std::move(sealed.error()));
        Result<PieceOpener::Piece> piece = opener_.open(*sealed);
        if (!piece) return end_with(std::move(piece.error()));
        digest_.add(piece->bytes);
        if (piece->is_last) {
            over_ = true;
            if (digest_.address(key_) != address_)
                return fail(Errc::not_authentic, "a file of the media lies where another belongs");
        }
        return std::move(piece->bytes);
    }

 private:
    Result<std::string> end_with(Error error) {
        over_ = true;
        return std::unexpected(std::move(error));
    }

    BlobFile file_;
    PieceOpener opener_;
    ContentDigest digest_;
    MediaAddress address_;
    MediaKey key_;
    bool over_ = false;
};

}  // namespace

Result<BlobStore> BlobStore::open(fs::path folder) {
    for (const fs::path& each : {folder, folder / unfinished})
        if (const Result<> made = make_folder(each); !made) return fail(Errc::misconfigured, made.error().detail);
    return BlobStore{std::move(folder)};
}

fs::path BlobStore::path_of(const MediaAddress& address) const { return place_for(folder_, address); }

bool BlobStore::has_room() const {
    constexpr std::uintmax_t reserve = std::uintmax_t{1} << 30U;
    std::error_code failed;
    const fs::space_info disk = fs::space(folder_, failed);
    return !failed && disk.available >= reserve;
}

Result<std::unique_ptr<BlobWriter>> BlobStore::begin(const MediaKey& key) const {
    fs::path temporary = folder_ / unfinished / random_name();
    Result<BlobFile> file = BlobFile::create(temporary);
    if (!file) return fail(Errc::unavailable, file.error().detail);
    return std::make_unique<Writer>(folder_, std::move(temporary), std::move(*file), key);
}

Result<std::unique_ptr<BlobReader>> BlobStore::read(const MediaAddress& address, const MediaKey& key) const {
    Result<BlobFile> file = BlobFile::open(path_of(address));
    if (!file) return std::unexpected(std::move(file.error()));
    const Result<std::string> head = file->read(blob_head);
    if (!head) return std::unexpected(head.error());
    Result<PieceOpener> opener = PieceOpener::begin(key.sealing(), *head);
    if (!opener) return std::unexpected(std::move(opener.error()));
    return std::make_unique<Reader>(std::move(*file), *opener, address, key);
}

Result<std::vector<MediaAddress>> BlobStore::list(std::chrono::seconds age) const {
    std::vector<MediaAddress> found;
    std::error_code error;
    for (fs::recursive_directory_iterator at{folder_, error}, end; !error && at != end; at.increment(error)) {
        std::error_code ignored;
        if (!at->is_regular_file(ignored) || !is_older(at->path(), age)) continue;
        const std::optional<MediaAddress> address = MediaAddress::from_hex(at->path().filename().string());
        if (address && at->path() == path_of(*address))
            found.push_back(*address);
        else if (at->path().parent_path().filename() == unfinished)
            fs::remove(at->path(), ignored);
    }
    if (error) return fail(Errc::unavailable, "the folder of the media cannot be read: " + error.message());
    return found;
}

Result<> BlobStore::drop(const MediaAddress& address, std::chrono::seconds age) const {
    const fs::path place = path_of(address);
    if (!is_older(place, age)) return {};
    std::error_code error;
    fs::remove(place, error);
    if (error) return fail(Errc::unavailable, "a file of the media cannot be removed: " + error.message());
    return flush_folder(place.parent_path());
}

}  // namespace sambung::store
