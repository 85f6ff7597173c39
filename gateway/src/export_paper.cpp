#include "export_paper.h"

#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sambung::gateway {

namespace {

std::unexpected<Error> cannot_write(const std::filesystem::path& file) {
    return fail(Errc::unavailable, "cannot write " + file.string());
}

}  // namespace

ExportPaper::ExportPaper(std::filesystem::path wanted, std::filesystem::path beside)
    : wanted_(std::move(wanted)), beside_(std::move(beside)) {}

ExportPaper::ExportPaper(ExportPaper&& other) noexcept
    : wanted_(std::move(other.wanted_)), beside_(std::exchange(other.beside_, {})) {}

ExportPaper::~ExportPaper() {
    std::error_code ignored;
    if (!beside_.empty()) std::filesystem::remove(beside_, ignored);
}

Result<ExportPaper> ExportPaper::begin(std::filesystem::path wanted) {
    // Made anew with mode 0600, so neither another export nor a link that somebody laid there is written to.
    std::string beside = wanted.string() + ".XXXXXX";
    const int file = ::mkostemp(beside.data(), O_CLOEXEC);
    if (file < 0) return cannot_write(wanted);
    ::close(file);
    return ExportPaper(std::move(wanted), std::move(beside));
}

Result<> ExportPaper::keep() {
    std::error_code failed;
    std::filesystem::rename(beside_, wanted_, failed);
    if (failed) return cannot_write(wanted_);
    beside_.clear();
    return {};
}

}  // namespace sambung::gateway
