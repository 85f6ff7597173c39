// The root key's file. The directory belongs to the operator; the file must belong to nobody else.
#include "store/keys.h"

#include <sodium.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::size_t hex_digits = 2 * sizeof(SecretKey);

class Descriptor {
 public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] bool open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }

 private:
    int number_;
};

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

// At most one byte more than a good file holds, so that a longer one is noticed.
Result<std::string> read_some(int file) {
    std::array<char, hex_digits + 3> buffer{};
    std::size_t used = 0;
    while (used < buffer.size()) {
        const ssize_t count = ::read(file, buffer.data() + used, buffer.size() - used);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return fail(Errc::misconfigured, "the root key's file cannot be read");
        if (count == 0) break;
        used += static_cast<std::size_t>(count);
    }
    std::string text{buffer.data(), used};
    sodium_memzero(buffer.data(), buffer.size());
    return text;
}

// systemd hands a credential to the service's user by an access list, whose mask stands where the group's rights do.
bool is_credential(const std::filesystem::path& path) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");  // NOLINT(concurrency-mt-unsafe): nobody sets it
    return folder != nullptr && *folder != '\0' && path.parent_path() == std::filesystem::path{folder};
}

Result<> check_private(int file, const std::filesystem::path& path) {
    struct stat about{};
    if (::fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
        return fail(Errc::misconfigured, "the root key's path is not a file");
    const mode_t others = is_credential(path) ? S_IRWXO | S_IWGRP | S_IXGRP : S_IRWXG | S_IRWXO;
    if ((about.st_mode & others) != 0)
        return fail(Errc::misconfigured, "the root key's file is open to others: chmod 600 it");
    return {};
}

// So that the file's name survives a power cut as its content does.
void sync_directory(const std::filesystem::path& file) {
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    const Descriptor directory{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory.open()) ::fsync(directory.number());
}

}  // namespace

Result<Keys> Keys::load(const std::filesystem::path& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file.open()) return fail(Errc::misconfigured, "the root key's file cannot be opened");
    if (Result<> is_private = check_private(file.number(), path); !is_private)
        return std::unexpected(std::move(is_private.error()));
    Result<std::string> text = read_some(file.number());
    if (!text) return std::unexpected(std::move(text.error()));
    if (text->ends_with('\n')) text->pop_back();
    if (text->ends_with('\r')) text->pop_back();
    SecretKey root{};
    std::size_t length = 0;
    const int code = sodium_hex2bin(root.data(), root.size(), text->data(), text->size(), nullptr, &length, nullptr);
    const bool good = code == 0 && length == root.size() && text->size() == hex_digits;
    sodium_memzero(text->data(), text->size());
    if (!good) return fail(Errc::misconfigured, "the root key's file does not hold 64 hex digits");
    Keys keys{root};
    sodium_memzero(root.data(), root.size());
    return keys;
}

Result<> Keys::create(const std::filesystem::path& path) {
    const Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)};
    if (!file.open() && errno == EEXIST) return fail(Errc::conflict, "the root key's file is there already");
    if (!file.open()) return fail(Errc::unavailable, "the root key's file cannot be made");
    SecretKey root = fresh();
    std::string text(hex_digits + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), root.data(), root.size());
    text.back() = '\n';
    const bool written = write_all(file.number(), text) && ::fsync(file.number()) == 0;
    sodium_memzero(root.data(), root.size());
    sodium_memzero(text.data(), text.size());
    if (!written) {
        ::unlink(path.c_str());
        return fail(Errc::unavailable, "the root key could not be written");
    }
    sync_directory(path);
    return {};
}

}  // namespace sambung::store
