#include "blob_file.h"
#include "chain.h"
#include "store/anchors.h"

#include <algorithm>
#include <map>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_anchor = 4096;

std::string hex_of(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        text += digits[value >> 4U];
        text += digits[value & 0xFU];
    }
    return text;
}

CheckedAnchor read_file(const fs::path& path, const std::vector<PublicKey>& keys) {
    CheckedAnchor checked{.file = path.filename().string(), .anchor = {}, .wrong = {}};
    Result<BlobFile> file = BlobFile::open(path);
    const Result<std::string> text = file ? file->read(longest_anchor) : std::unexpected(file.error());
    const Result<Anchor> anchor = text ? read_anchor(*text, keys) : std::unexpected(text.error());
    if (!anchor)
        checked.wrong = anchor.error().detail;
    else if (file_name(*anchor) != checked.file)
        checked.wrong = "it has another anchor's name";
    else
        checked.anchor = *anchor;
    return checked;
}

// A folder that was never made holds no anchor, which is told as such.
Result<std::vector<CheckedAnchor>> read_folder(const RecordCheck& check) {
    std::vector<CheckedAnchor> anchors;
    if (check.anchors.empty()) return anchors;
    std::error_code error;
    if (check.own_folder && !fs::exists(check.anchors, error)) return anchors;
    for (fs::directory_iterator entry(check.anchors, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".txt") anchors.push_back(read_file(entry->path(), check.keys));
    if (error) return fail(Errc::unavailable, "the folder of the anchors cannot be read");
    std::ranges::sort(
        anchors, {}, [](const CheckedAnchor& one) { return std::pair{one.anchor ? one.anchor->events : 0, one.file}; });
    return anchors;
}

// Compares each anchor with the event that it names, as the walk comes by.
class Comparison {
 public:
    explicit Comparison(std::vector<CheckedAnchor>& anchors) {
        for (CheckedAnchor& one : anchors)
            if (one.anchor) waiting_.emplace(one.anchor->events, &one);
    }
    void see(const ChainHead& event) {
        const auto [first, last] = waiting_.equal_range(event.seq);
        for (auto one = first; one != last; ++one)
            if (!std::ranges::equal(one->second->anchor->hash, event.hash, {}, {},
                                    [](char byte) { return static_cast<unsigned char>(byte); }))
                one->second->wrong = "event " + std::to_string(event.seq) + " is not the one that was anchored";
        waiting_.erase(first, last);
    }
    void end(const CheckedRecord& record) {
        for (const auto& [seq, one] : waiting_)
            one->wrong = record.wrong.empty() ? "the log ends at event " + std::to_string(record.events)
                                              : "the log does not fit before it";
    }

 private:
    std::multimap<std::int64_t, CheckedAnchor*> waiting_;
};

void walk(Sql& sql, CheckedRecord& record) {
    Comparison comparison(record.anchors);
    ChainHead head;
    for (;;) {
        const std::int64_t before = head.seq;
        const Result<ChainHead> next = walk_chain(sql, head, [&](const ChainHead& event) {
            comparison.see(event);
            head = event;  // also when a later one does not fit
        });
        if (!next) record.wrong = next.error().detail;
        if (!next || head.seq == before) break;
    }
    record.events = head.seq;
    record.hash = hex_of(head.hash);
    comparison.end(record);
}

std::vector<std::string> noted_files(Sql& sql) {
    std::vector<std::string> files;
    for (Query row = sql.query("SELECT day, seq FROM anchors ORDER BY seq"); row.next();)
        files.push_back(std::string{row.text(0)} + "-" + std::to_string(row.integer(1)) + ".txt");
    return files;
}

std::vector<std::string> missing_files(std::vector<std::string> noted, const std::vector<CheckedAnchor>& anchors) {
    std::erase_if(noted, [&](const std::string& file) {
        return std::ranges::find(anchors, file, &CheckedAnchor::file) != anchors.end();
    });
    return noted;
}

}  // namespace

bool CheckedRecord::clean() const {
    return wrong.empty() && missing.empty() &&
           std::ranges::all_of(anchors, [](const CheckedAnchor& one) { return one.wrong.empty(); });
}

Result<CheckedRecord> check_record(const RecordCheck& check) {
    Result<std::unique_ptr<Sql>> sql = Sql::open(check.database.string(), Sql::Mode::read_only);
    if (!sql) return std::unexpected(std::move(sql.error()));
    try {
        // Before the folder, so that an anchor that is written meanwhile is not missed.
        std::vector<std::string> noted = check.own_folder ? noted_files(**sql) : std::vector<std::string>{};
        Result<std::vector<CheckedAnchor>> anchors = read_folder(check);
        if (!anchors) return std::unexpected(std::move(anchors.error()));
        CheckedRecord record;
        record.anchors = std::move(*anchors);
        walk(**sql, record);
        record.missing = missing_files(std::move(noted), record.anchors);
        return record;
    } catch (const SqlError& error) {
        const Errc code = error.passing() ? Errc::unavailable : Errc::misconfigured;
        return fail(code, std::string{"the case database cannot be read: "} + error.what());
    }
}

}  // namespace sambung::store
