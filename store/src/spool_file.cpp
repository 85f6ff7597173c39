#include "spool_file.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t length_bytes = 4;
constexpr std::uint32_t longest_record = 8U << 20U;  // twice a request's body
constexpr std::string_view unfinished = ".new";      // not locked yet; nobody adopts it

Error disk_error(std::string_view what) {
    return {Errc::unavailable, "the spool: " + std::string{what} + ": " + std::strerror(errno), {}};
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool read_exactly(int descriptor, std::uint64_t at, std::size_t count, char* into) {
    while (count > 0) {
        const ssize_t got = ::pread(descriptor, into, count, static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        into += got;
        at += static_cast<std::uint64_t>(got);
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

std::string length_of(std::uint32_t size) {
    std::string bytes;
    for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((size >> shift) & 0xFFU);
    return bytes;
}

std::uint32_t length_from(const std::array<char, length_bytes>& bytes) {
    std::uint32_t size = 0;
    for (std::size_t i = length_bytes; i-- > 0;) size = (size << 8U) | static_cast<unsigned char>(bytes.at(i));
    return size;
}

bool locked(int descriptor) { return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0; }

}  // namespace

Result<> sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return std::unexpected(disk_error("cannot open " + folder.string()));
    const bool synced = ::fsync(descriptor) == 0;
    Error failed = disk_error("cannot sync " + folder.string());
    ::close(descriptor);
    if (!synced) return std::unexpected(std::move(failed));
    return {};
}

std::uint64_t SpoolFile::number_of(const fs::path& path) {
    const std::string name = path.stem().string();
    std::uint64_t number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    return number;
}

SpoolFile::SpoolFile(fs::path path, int descriptor, const SecretKey& key)
    : path_(std::move(path)), descriptor_(descriptor), key_(key) {}

SpoolFile::~SpoolFile() { ::close(descriptor_); }

Result<std::unique_ptr<SpoolFile>> SpoolFile::create(const fs::path& folder, std::uint64_t number,
                                                     const SecretKey& key) {
    std::string digits = std::to_string(number);
    digits.insert(0, 12 - std::min<std::size_t>(12, digits.size()), '0');
    const fs::path path = folder / (digits + "-" + std::to_string(::getpid()) + std::string{suffix});
    const fs::path begun = path.string() + std::string{unfinished};
    const int descriptor = ::open(begun.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) return std::unexpected(disk_error("cannot make " + begun.string()));
    std::unique_ptr<SpoolFile> file(new SpoolFile(path, descriptor, key));
    // Never over a file that is there: another process may have the same number, and elsewhere even the same id.
    const bool begins = locked(descriptor) && ::link(begun.c_str(), path.c_str()) == 0;
    Error failed = disk_error("cannot begin " + path.string());
    ::unlink(begun.c_str());
    if (!begins) return std::unexpected(std::move(failed));
    const Result<> synced = sync_folder(folder);
    if (!synced) return std::unexpected(synced.error());
    file->writable_ = true;
    return file;
}

std::unique_ptr<SpoolFile> SpoolFile::adopt(const fs::path& path, const SecretKey& key) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return nullptr;
    std::unique_ptr<SpoolFile> file(new SpoolFile(path, descriptor, key));
    struct stat about{};
    if (!locked(descriptor) || ::fstat(descriptor, &about) != 0 || about.st_nlink == 0) return nullptr;
    file->count_records();
    return file;
}

// What follows the last whole record was never acknowledged: its process died while it wrote. A length that cannot be
// is another matter: the disk has changed it, and what is behind it can be found by a person only.
void SpoolFile::count_records() {
    Place place;
    std::string sealed;
    while (read(place, sealed)) end_ = place.at;
    count_ = place.record;
    std::array<char, length_bytes> prefix{};
    if (read_exactly(descriptor_, end_, length_bytes, prefix.data()) && length_from(prefix) > longest_record)
        keep_for_a_person();
}

bool SpoolFile::read(Place& from, std::string& sealed) const {
    std::array<char, length_bytes> prefix{};
    if (!read_exactly(descriptor_, from.at, length_bytes, prefix.data())) return false;
    const std::uint32_t size = length_from(prefix);
    if (size == 0 || size > longest_record) return false;
    sealed.resize(size);
    if (!read_exactly(descriptor_, from.at + length_bytes, size, sealed.data())) return false;
    from.at += length_bytes + size;
    ++from.record;
    return true;
}

std::string SpoolFile::name_of(std::size_t record) const {
    return "spool:" + path_.stem().string() + ":" + std::to_string(record);
}

Result<> SpoolFile::append(const std::vector<std::string>& records) {
    std::string bytes;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const std::string sealed = seal(key_, records[i], name_of(count_ + i));
        if (sealed.size() > longest_record) return fail(Errc::unavailable, "the spool: a record is too long");
        bytes += length_of(static_cast<std::uint32_t>(sealed.size())) + sealed;
    }
    const bool kept = ::lseek(descriptor_, static_cast<off_t>(end_), SEEK_SET) >= 0 && write_all(descriptor_, bytes) &&
                      ::fdatasync(descriptor_) == 0;
    if (!kept) {
        // What the disk holds now is not known. Nothing is written behind it, so that no later record is lost with it.
        Error failed = disk_error("cannot write");
        writable_ = ::ftruncate(descriptor_, static_cast<off_t>(end_)) == 0 && ::fdatasync(descriptor_) == 0;
        return std::unexpected(std::move(failed));
    }
    end_ += bytes.size();
    count_ += records.size();
    return {};
}

SpoolFile::Records SpoolFile::next(std::size_t most) {
    Records records;
    reading_ = read_to_;
    std::string sealed;
    while (records.count < most && reading_.at < end_ && read(reading_, sealed)) {
        ++records.count;
        Result<std::string> opened = unseal(key_, sealed, name_of(reading_.record - 1));
        if (opened)
            records.opened.push_back(std::move(*opened));
        else
            ++records.lost;
    }
    if (records.lost > 0) keep_for_a_person();
    return records;
}

void SpoolFile::pass() {
    read_to_ = reading_;
    passed_ = read_to_.record;
}

// Comes back after a crash if the folder's entry was not on disk yet: then its records are known again in the database.
void SpoolFile::remove() {
    if (damaged_)
        ::rename(path_.c_str(), (path_.string() + ".damaged").c_str());
    else
        ::unlink(path_.c_str());
}

}  // namespace sambung::store
