#include "tar.h"

#include <sodium.h>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t piece = std::size_t{256} * 1024;

class Digest {
 public:
    Digest() { crypto_hash_sha256_init(&state_); }
    void add(std::string_view bytes) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    }
    [[nodiscard]] std::string hex() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256_final(&state_, hash.data());
        std::string digits(2 * hash.size() + 1, '\0');
        sodium_bin2hex(digits.data(), digits.size(), hash.data(), hash.size());
        digits.pop_back();  // the closing zero
        return digits;
    }

 private:
    crypto_hash_sha256_state state_{};
};

std::unexpected<Error> not_written(archive* writer) {
    if (archive_errno(writer) == ENOSPC) return fail(Errc::unavailable, "the disk is full");
    return fail(Errc::unavailable, "the backup cannot be written");
}

bool put(archive* writer, std::string_view bytes) {
    return archive_write_data(writer, bytes.data(), bytes.size()) == static_cast<la_ssize_t>(bytes.size());
}

}  // namespace

void TarWriter::Close::operator()(archive* writer) const { archive_write_free(writer); }
TarWriter::Descriptor::~Descriptor() {
    if (number >= 0) ::close(number);
}
TarWriter::TarWriter(int descriptor) : descriptor_(descriptor), writer_(archive_write_new()) {
    archive_write_set_format_pax_restricted(writer_.get());
}

Result<TarWriter> TarWriter::create(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0 && errno == EEXIST) return fail(Errc::conflict, "the backup's file is there already");
    if (descriptor < 0) return fail(Errc::unavailable, "the backup's file cannot be made");
    TarWriter made(descriptor);
    if (archive_write_open_fd(made.writer_.get(), descriptor) != ARCHIVE_OK) return not_written(made.writer_.get());
    return made;
}

Result<> TarWriter::begin(const std::string& name, std::uint64_t bytes) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    if (archive_write_header(writer_.get(), entry.get()) != ARCHIVE_OK) return not_written(writer_.get());
    return {};
}

Result<Packed> TarWriter::add_file(const std::string& name, const fs::path& from, const Copied& copied) {
    std::error_code error;
    Packed packed{.bytes = fs::file_size(from, error), .sha256 = {}};
    if (error == std::errc::no_such_file_or_directory) return fail(Errc::not_found, "no such file");
    std::ifstream in(from, std::ios::binary);
    if (error || !in.is_open()) return fail(Errc::unavailable, "a file cannot be read");
    if (Result<> begun = begin(name, packed.bytes); !begun) return std::unexpected(std::move(begun.error()));
    Digest digest;
    std::string buffer(piece, '\0');
    for (std::uint64_t left = packed.bytes; left > 0;) {
        const std::uint64_t want = std::min<std::uint64_t>(left, piece);
        in.read(buffer.data(), static_cast<std::streamsize>(want));
        if (in.gcount() != static_cast<std::streamsize>(want)) return fail(Errc::unavailable, "a file grew shorter");
        const std::string_view bytes{buffer.data(), static_cast<std::size_t>(want)};
        digest.add(bytes);
        if (!put(writer_.get(), bytes)) return not_written(writer_.get());
        left -= want;
        if (copied) copied(want);
    }
    packed.sha256 = digest.hex();
    return packed;
}

Result<> TarWriter::add_text(const std::string& name, std::string_view text) {
    if (Result<> begun = begin(name, text.size()); !begun) return begun;
    if (!put(writer_.get(), text)) return not_written(writer_.get());
    return {};
}

Result<> TarWriter::finish() {
    if (archive_write_close(writer_.get()) != ARCHIVE_OK) return not_written(writer_.get());
    if (::fsync(descriptor_.number) != 0) return fail(Errc::unavailable, "the backup cannot be flushed");
    return {};
}

void TarReader::Close::operator()(archive* reader) const { archive_read_free(reader); }
TarReader::TarReader() : reader_(archive_read_new()) { archive_read_support_format_tar(reader_.get()); }

Result<TarReader> TarReader::open(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return fail(Errc::unavailable, "the backup's file cannot be read");
    TarReader made;
    if (archive_read_open_filename(made.reader_.get(), file.c_str(), piece) != ARCHIVE_OK)
        return fail(Errc::not_authentic, "the file is no backup");
    return made;
}

Result<std::optional<std::string>> TarReader::next() {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(reader_.get(), &entry);
    if (code == ARCHIVE_EOF) return std::nullopt;
    if (code != ARCHIVE_OK) return fail(Errc::not_authentic, "the backup is damaged or cut off");
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_pathname(entry) == nullptr)
        return fail(Errc::not_authentic, "the backup holds something that is no file");
    return std::optional<std::string>{archive_entry_pathname(entry)};
}

Result<std::size_t> TarReader::read(std::string& buffer) {
    const la_ssize_t size = archive_read_data(reader_.get(), buffer.data(), buffer.size());
    if (size < 0) return fail(Errc::not_authentic, "the backup is damaged or cut off");
    return static_cast<std::size_t>(size);
}

Result<Packed> TarReader::unpack(const fs::path& to) {
    Result<BlobFile> file = BlobFile::create(to);
    if (!file) return std::unexpected(std::move(file.error()));
    Packed packed;
    Digest digest;
    std::string buffer(piece, '\0');
    for (;;) {
        const Result<std::size_t> size = read(buffer);
        if (!size) return std::unexpected(size.error());
        if (*size == 0) break;
        const std::string_view bytes{buffer.data(), *size};
        digest.add(bytes);
        packed.bytes += *size;
        if (Result<> written = file->write(bytes); !written) return std::unexpected(std::move(written.error()));
    }
    if (Result<> flushed = file->flush(); !flushed) return std::unexpected(std::move(flushed.error()));
    packed.sha256 = digest.hex();
    return packed;
}

Result<std::string> TarReader::text(std::size_t most) {
    std::string all;
    std::string buffer(piece, '\0');
    for (;;) {
        const Result<std::size_t> size = read(buffer);
        if (!size) return std::unexpected(size.error());
        if (*size == 0) return all;
        all.append(buffer, 0, *size);
        if (all.size() > most) return fail(Errc::not_authentic, "the backup's manifest is too long");
    }
}

}  // namespace sambung::store
