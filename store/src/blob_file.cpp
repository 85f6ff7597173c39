#include "blob_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sambung::store {

namespace {

std::unexpected<Error> failed(std::string_view what) {
    const int error = errno;
    if (error == ENOSPC || error == EDQUOT) return fail(Errc::unavailable, "the disk is full");
    if (error == ENOENT) return fail(Errc::not_found, "no such file");
    return fail(Errc::unavailable, std::string{what} + ": " + std::generic_category().message(error));
}

}  // namespace

Result<BlobFile> BlobFile::create(const std::filesystem::path& path) {
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0) return failed("a file cannot be made");
    return BlobFile{descriptor};
}

Result<BlobFile> BlobFile::open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return failed("a file cannot be opened");
    return BlobFile{descriptor};
}

BlobFile::~BlobFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<> BlobFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed("a file cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<> BlobFile::flush() {
    if (::fsync(descriptor_) != 0) return failed("a file cannot be flushed");
    return {};
}

Result<std::string> BlobFile::read(std::size_t most) {
    std::string bytes(most, '\0');
    std::size_t there = 0;
    while (there < most) {
        const ssize_t size = ::read(descriptor_, bytes.data() + there, most - there);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return failed("a file cannot be read");
        if (size == 0) break;
        there += static_cast<std::size_t>(size);
    }
    bytes.resize(there);
    return bytes;
}

Result<> flush_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return failed("a folder cannot be opened");
    const bool flushed = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!flushed) return failed("a folder cannot be flushed");
    return {};
}

}  // namespace sambung::store
