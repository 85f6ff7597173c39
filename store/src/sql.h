// One SQLite connection: prepared statements by their text, parameters by type, rows by column. Belongs to one thread
// at a time. Everything here throws SqlError; the Database catches it where a job ends, so it never leaves the store.
#pragma once

#include "model/error.h"
#include "model/ids.h"
#include "model/time.h"

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sambung::store {

class SqlError : public std::runtime_error {
 public:
    SqlError(int code, const char* message) : std::runtime_error(message), code_(code) {}
    [[nodiscard]] int code() const { return code_; }  // SQLite's primary result code
    // The database could not take it just now (busy, full, broken disk); otherwise the statement is wrong.
    [[nodiscard]] bool passing() const;

 private:
    int code_;
};

// A row does not open under its key: it was changed, moved, or sealed under another root key.
class BrokenSeal : public std::runtime_error {
 public:
    explicit BrokenSeal(const Error& error) : std::runtime_error(error.detail) {}
};

// Bytes to bind as a BLOB; a plain string binds as TEXT. Empty bytes are a BLOB of no bytes; std::nullopt and nullptr
// bind NULL.
struct Blob {
    std::string_view bytes;
};

// A statement with its parameters, on its way through its rows. Goes back to the connection's cache when it dies.
class Query {
 public:
    // `in_use` is the mark of the cache entry that this came from; null if the statement is its own.
    Query(sqlite3_stmt* statement, bool* in_use);
    Query(Query&& other) noexcept;
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query& operator=(Query&&) = delete;
    ~Query();

    // Borrowed texts and bytes must live until the query is gone; others are copied.
    enum class Text { copied, borrowed };
    template <class... Values>
    void bind(Text text, const Values&... values) {
        text_ = text;
        expect_parameters(sizeof...(values));
        int at = 0;
        (bind_value(++at, values), ...);
    }

    bool next();  // false after the last row
    [[nodiscard]] bool null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] double real(int column) const { return sqlite3_column_double(statement_, column); }
    // Texts and bytes are valid until next() or the end of the query. NULL gives an empty one.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string_view blob(int column) const;
    [[nodiscard]] TimePoint time(int column) const { return from_millis(integer(column)); }
    [[nodiscard]] PersonId person(int column) const { return {static_cast<std::uint64_t>(integer(column))}; }
    [[nodiscard]] Key128 key(int column) const { return Key128::from(blob(column)); }

 private:
    void expect_parameters(std::size_t count) const;
    void bind_integer(int at, std::int64_t value);
    void bind_text(int at, std::string_view value);
    void bind_blob(int at, std::string_view value);
    void bind_null(int at);
    void bind_real(int at, double value);

    void bind_value(int at, std::string_view value) { bind_text(at, value); }
    void bind_value(int at, Blob value) { bind_blob(at, value.bytes); }
    void bind_value(int at, const Key128& value) { bind_blob(at, value.view()); }
    void bind_value(int at, PersonId value) { bind_integer(at, static_cast<std::int64_t>(value.value)); }
    void bind_value(int at, TimePoint value) { bind_integer(at, to_millis(value)); }
    void bind_value(int at, std::integral auto value) { bind_integer(at, static_cast<std::int64_t>(value)); }
    void bind_value(int at, double value) { bind_real(at, value); }
    void bind_value(int at, std::nullptr_t) { bind_null(at); }
    void bind_value(int at, std::nullopt_t) { bind_null(at); }
    template <class T>
    void bind_value(int at, const std::optional<T>& value) {
        value ? bind_value(at, *value) : bind_null(at);
    }

    sqlite3_stmt* statement_;
    bool* in_use_;
    Text text_ = Text::copied;
};

class Sql {
 public:
    enum class Mode { read_write, read_only };
    // Opens and sets the connection's pragmas. Errc::unavailable if the file cannot be opened.
    [[nodiscard]] static Result<std::unique_ptr<Sql>> open(const std::string& path, Mode mode);
    ~Sql();
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;

    // `for (Query row = sql.query("SELECT … WHERE id = ?", id); row.next();)`. The text is the key of the statement
    // cache, so it is a constant. Values are always parameters, and copied, so they may be temporaries.
    template <class... Values>
    [[nodiscard]] Query query(std::string_view text, const Values&... values) {
        Query prepared = prepare(text);
        prepared.bind(Query::Text::copied, values...);
        return prepared;
    }
    // Runs a statement to its end; how many rows it changed.
    template <class... Values>
    int run(std::string_view text, const Values&... values) {
        Query prepared = prepare(text);
        prepared.bind(Query::Text::borrowed, values...);
        while (prepared.next()) {
        }
        return sqlite3_changes(connection_);
    }
    void script(const std::string& statements);  // several statements without parameters; not cached

    [[nodiscard]] std::int64_t last_id() const { return sqlite3_last_insert_rowid(connection_); }
    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(connection_) == 0; }
    [[nodiscard]] sqlite3* connection() const { return connection_; }

 private:
    struct Cached {
        sqlite3_stmt* statement;
        bool in_use;
    };
    explicit Sql(sqlite3* connection) : connection_(connection) {}
    [[nodiscard]] Query prepare(std::string_view text);
    [[nodiscard]] sqlite3_stmt* compile(std::string_view text);

    sqlite3* connection_;
    // Keyed by the statement's own copy of its text; references to values stay good while it grows.
    std::unordered_map<std::string_view, Cached> cache_;
};

}  // namespace sambung::store
