#include "list_runs.h"

#include <algorithm>
#include <queue>
#include <type_traits>
#include <utility>

namespace sambung::gateway {

static_assert(std::is_trivially_copyable_v<ListEntry>);

namespace {

constexpr std::size_t read_at_once = 4'096;  // entries

std::unexpected<Error> broken() {
    return fail(Errc::unavailable, "the temporary folder does not take the sorted list");
}

}  // namespace

// One sorted piece on its way back out of the file.
class RunReader {
 public:
    RunReader(std::FILE* file, ListRuns::Run run) : file_(file), run_(run) {}

    [[nodiscard]] bool done() const { return at_ == held_.size() && run_.begin == run_.end; }
    // False if the file gives nothing back. Not when done.
    [[nodiscard]] bool ready() {
        if (at_ < held_.size()) return true;
        held_.resize(std::min(read_at_once, run_.end - run_.begin));
        at_ = 0;
        if (std::fseek(file_, static_cast<long>(run_.begin * sizeof(ListEntry)), SEEK_SET) != 0) return false;
        if (std::fread(held_.data(), sizeof(ListEntry), held_.size(), file_) != held_.size()) return false;
        run_.begin += held_.size();
        return true;
    }
    [[nodiscard]] const ListEntry& front() const { return held_[at_]; }
    void pop() { ++at_; }

 private:
    std::FILE* file_;
    ListRuns::Run run_;
    std::vector<ListEntry> held_;
    std::size_t at_ = 0;
};

Result<> ListRuns::add(const ListEntry& entry) {
    held_.push_back(entry);
    return held_.size() < piece_ ? Result<>{} : write_piece();
}

Result<> ListRuns::write_piece() {
    if (held_.empty()) return {};
    if (!file_) file_.reset(std::tmpfile());
    if (!file_ || std::fseek(file_.get(), 0, SEEK_END) != 0) return broken();
    std::ranges::sort(held_);
    if (std::fwrite(held_.data(), sizeof(ListEntry), held_.size(), file_.get()) != held_.size()) return broken();
    const std::size_t begin = runs_.empty() ? 0 : runs_.back().end;
    runs_.push_back({begin, begin + held_.size()});
    held_.clear();
    return {};
}

Result<> ListRuns::each_key(const std::function<Result<>(const std::vector<ListEntry>&)>& each) {
    if (const Result<> written = write_piece(); !written) return written;
    std::vector<RunReader> readers;
    for (const Run& run : runs_) readers.emplace_back(file_.get(), run);
    const auto later = [](const RunReader* a, const RunReader* b) { return b->front() < a->front(); };
    std::priority_queue<RunReader*, std::vector<RunReader*>, decltype(later)> next(later);
    for (RunReader& reader : readers) {
        if (!reader.ready()) return broken();
        next.push(&reader);
    }
    std::vector<ListEntry> same;
    while (!next.empty()) {
        RunReader* reader = next.top();
        next.pop();
        if (!same.empty() && same.front().key != reader->front().key) {
            if (Result<> taken = each(same); !taken) return taken;
            same.clear();
        }
        same.push_back(reader->front());
        reader->pop();
        if (reader->done()) continue;
        if (!reader->ready()) return broken();
        next.push(reader);
    }
    return same.empty() ? Result<>{} : each(same);
}

}  // namespace sambung::gateway
