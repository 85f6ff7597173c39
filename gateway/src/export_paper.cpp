#include "export_paper.h"

#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sambung::gateway {

namespace {

std::unexpected<Error> cannot_write(const std::filesystem::path& file) {
    return fail(Errc::unavailable, "cannot write " + file.string());
}

}  // namespace

ExportPaper::ExportPaper(std::filesystem::path wanted)
    : wanted_(std::move(wanted)), beside_(wanted_.string() + ".part") {}

ExportPaper::ExportPaper(ExportPaper&& other) noexcept
    : wanted_(std::move(other.wanted_)), beside_(std::exchange(other.beside_, {})) {}

ExportPaper::~ExportPaper() {
    std::error_code ignored;
    if (!beside_.empty()) std::filesystem::remove(beside_, ignored);
}

Result<ExportPaper> ExportPaper::begin(std::filesystem::path wanted) {
    ExportPaper paper(std::move(wanted));
    const int file = ::open(paper.beside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        paper.beside_.clear();
        return cannot_write(paper.wanted_);
    }
    ::close(file);
    return paper;
}

Result<> ExportPaper::keep() {
    std::error_code failed;
    std::filesystem::rename(beside_, wanted_, failed);
    if (failed) return cannot_write(wanted_);
    beside_.clear();
    return {};
}

}  // namespace sambung::gateway
