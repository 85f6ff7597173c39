#include "store/erasure_ledger.h"

#include "blob_file.h"
#include "case_rows.h"
#include "signing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <unistd.h>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t person_digits = 16;

std::string hex_of(PersonId person) {
    std::array<char, person_digits> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), person.value, 16);
    const std::string text{digits.data(), end};
    return std::string(person_digits - text.size(), '0') + text;
}

std::string words_of(std::int64_t line, const Erasure& one) {
    const std::string what = one.ticket ? "case " + std::string{one.ticket->digits()} : "person " + hex_of(*one.person);
    return std::to_string(line) + " " + what + " " + std::string{name(one.reason)} + " " +
           std::to_string(to_millis(*one.done));
}

std::string to_sign(std::string_view before, std::string_view words) {
    return "Sambung erasure 1\n" + std::string{before} + "\n" + std::string{words};
}

template <class Number>
std::optional<Number> number_in(const std::string& text, int base) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// Whatever is not as it would be written again is refused by the caller.
std::optional<Erasure> erasure_in(std::string_view words) {
    std::istringstream fields{std::string{words}};
    std::string line;
    std::string kind;
    std::string which;
    std::string reason;
    std::string done;
    fields >> line >> kind >> which >> reason >> done;
    const auto at = number_in<std::int64_t>(done, 10);
    const auto id = number_in<std::int64_t>(line, 10);
    if (!at || !id) return std::nullopt;
    Erasure one{.id = *id, .state = ErasureState::done, .done = from_millis(*at), .actor = "ledger"};
    one.reason = reason == name(EraseReason::asked) ? EraseReason::asked : EraseReason::retention;
    if (kind == "case") one.ticket = Ticket::parse(which);
    if (const auto person = number_in<std::uint64_t>(which, 16); kind == "person" && person)
        one.person = PersonId{*person};
    if (!one.ticket && !one.person) return std::nullopt;
    return one;
}

struct Ledger {
    std::vector<Erasure> lines;
    std::string tip;        // the last signature
    std::size_t bytes = 0;  // of whole lines
};

Result<Ledger> parse(std::string_view text, const std::vector<PublicKey>& keys) {
    Ledger ledger;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', ledger.bytes)) {
        const std::string_view line = text.substr(ledger.bytes, end - ledger.bytes);
        const std::string_view words = line.substr(0, line.rfind(' '));
        const std::string_view signature = line.substr(std::min(line.size(), words.size() + 1));
        const auto number = static_cast<std::int64_t>(ledger.lines.size()) + 1;
        const std::optional<Erasure> one = erasure_in(words);
        const bool good =
            one && words_of(number, *one) == words && std::ranges::any_of(keys, [&](const PublicKey& key) {
                return is_signed(key, to_sign(ledger.tip, words), signature);
            });
        if (!good)
            return fail(Errc::not_authentic,
                        "line " + std::to_string(number) + " of the erasure ledger is not as it was written");
        ledger.lines.push_back(*one);
        ledger.tip = signature;
        ledger.bytes = end + 1;
    }
    return ledger;
}

Result<std::string> text_of(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error) && !error) return std::string{};
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) return fail(Errc::unavailable, "the erasure ledger cannot be read");
    return text;
}

// Held while one process reads the end of the ledger and writes on.
class LedgerFile {
 public:
    explicit LedgerFile(const fs::path& file)
        : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
    ~LedgerFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    LedgerFile(const LedgerFile&) = delete;
    LedgerFile& operator=(const LedgerFile&) = delete;

    [[nodiscard]] bool hold() const { return descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) == 0; }
    // Over what a crash left of a line.
    [[nodiscard]] bool write_at(std::size_t end, std::string_view text) const {
        if (::ftruncate(descriptor_, static_cast<off_t>(end)) != 0) return false;
        return ::pwrite(descriptor_, text.data(), text.size(), static_cast<off_t>(end)) ==
                   static_cast<ssize_t>(text.size()) &&
               ::fsync(descriptor_) == 0;
    }

 private:
    int descriptor_;
};

Result<> check_whole(const Ledger& ledger, std::int64_t told) {
    const auto lines = static_cast<std::int64_t>(ledger.lines.size());
    if (lines >= told) return {};
    return fail(Errc::conflict, "the erasure ledger has " + std::to_string(lines) + " lines, but " +
                                    std::to_string(told) + " were written: it was lost or cut");
}

Result<Ledger> load(const fs::path& file, const std::vector<PublicKey>& keys) {
    const Result<std::string> text = text_of(file);
    if (!text) return std::unexpected(text.error());
    return parse(*text, keys);
}

}  // namespace

fs::path ledger_in(const fs::path& anchors) { return anchors / "erasures.ledger"; }

Result<std::vector<Erasure>> read_ledger(const fs::path& file, const std::vector<PublicKey>& keys) {
    Result<Ledger> ledger = load(file, keys);
    if (!ledger) return std::unexpected(std::move(ledger.error()));
    return std::move(ledger->lines);
}

Task<Result<Untold>> untold_erasures(Database& database, int most) {
    return database.read([most](Sql& sql) -> Result<Untold> {
        Untold untold;
        Query told = sql.query("SELECT coalesce(max(line), 0) FROM erasures WHERE line IS NOT NULL");
        untold.told = told.next() ? told.integer(0) : 0;
        for (Query row = sql.query("SELECT erasures.id, ticket, erasures.person, reason, done FROM erasures"
                                   " LEFT JOIN cases ON cases.id = case_id"
                                   " WHERE state = 'done' AND line IS NULL ORDER BY erasures.id LIMIT ?",
                                   most);
             row.next();)
            untold.erasures.push_back(
                {.id = row.integer(0),
                 .ticket = row.null(1) ? std::nullopt : std::optional{ticket_in(row, 1)},
                 .person = row.null(2) ? std::nullopt : std::optional{row.person(2)},
                 .reason = row.text(3) == name(EraseReason::asked) ? EraseReason::asked : EraseReason::retention,
                 .state = ErasureState::done,
                 .done = row.time(4),
                 .actor = {}});
        return untold;
    });
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): it comes from a task that ends
Result<std::int64_t> tell_ledger(const fs::path& file, const Keys& keys, Untold untold) {
    if (untold.told == 0 && untold.erasures.empty()) return 0;
    const std::vector<PublicKey> ours = signers(keys);
    std::error_code error;
    if (untold.told > 0 && !fs::exists(file, error)) return std::unexpected(check_whole({}, untold.told).error());
    fs::create_directories(file.parent_path(), error);
    const LedgerFile held(file);
    if (!held.hold()) return fail(Errc::unavailable, "the erasure ledger cannot be opened");
    Result<Ledger> ledger = load(file, ours);
    if (!ledger) return std::unexpected(std::move(ledger.error()));
    if (Result<> whole = check_whole(*ledger, untold.told); !whole) return std::unexpected(std::move(whole.error()));
    auto line = static_cast<std::int64_t>(ledger->lines.size());
    std::string more;
    for (const Erasure& one : untold.erasures) {
        const std::string words = words_of(++line, one);
        ledger->tip = sign(keys, to_sign(ledger->tip, words));
        more += words + " " + ledger->tip + "\n";
    }
    if (!more.empty() && !held.write_at(ledger->bytes, more))
        return fail(Errc::unavailable, "the erasure ledger cannot be written");
    if (Result<> kept = flush_folder(file.parent_path()); !kept) return std::unexpected(std::move(kept.error()));
    return line;
}

Task<Result<>> note_told(Database& database, std::vector<Erasure> erasures, std::int64_t last_line) {
    return database.write(Lane::ordinary, [erasures = std::move(erasures), last_line](Sql& sql) -> Result<> {
        std::int64_t line = last_line - static_cast<std::int64_t>(erasures.size());
        for (const Erasure& one : erasures)
            sql.run("UPDATE erasures SET line = ?2 WHERE id = ?1 AND line IS NULL", one.id, ++line);
        return {};
    });
}

}  // namespace sambung::store
