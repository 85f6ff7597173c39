#include "sql.h"

#include <utility>

namespace sambung::store {

namespace {

[[noreturn]] void raise(sqlite3* connection) {
    throw SqlError(sqlite3_errcode(connection) & 0xFF, sqlite3_errmsg(connection));
}

sqlite3_destructor_type lifetime(Query::Text text) {
    return text == Query::Text::borrowed ? SQLITE_STATIC : SQLITE_TRANSIENT;
}

// FULL: a commit that was answered survives a power cut. The cache of the writer holds the hot index pages.
constexpr const char* writer_pragmas =
    "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    "PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;";
constexpr const char* reader_pragmas = "PRAGMA query_only=ON; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;";

// Another process may hold the write lock for one of its groups; longer than this and it hangs.
constexpr int busy_timeout_ms = 5000;

// On a new file, several processes may want to switch to the log at once; SQLite then answers "busy" without waiting,
// so that they do not wait for each other. Whoever comes second finds it done.
void enter_log_mode(sqlite3* connection) {
    constexpr int pause_ms = 10;
    for (int waited_ms = 0;; waited_ms += pause_ms) {
        const int code = sqlite3_exec(connection, "PRAGMA journal_mode=WAL", nullptr, nullptr, nullptr);
        if (code == SQLITE_OK) return;
        if (code != SQLITE_BUSY || waited_ms >= busy_timeout_ms) raise(connection);
        sqlite3_sleep(pause_ms);
    }
}

}  // namespace

bool SqlError::passing() const {
    switch (code_) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_NOMEM:
        case SQLITE_READONLY:
        case SQLITE_INTERRUPT:
        case SQLITE_IOERR:
        case SQLITE_CORRUPT:
        case SQLITE_FULL:
        case SQLITE_CANTOPEN:
        case SQLITE_PROTOCOL:
        case SQLITE_NOTADB:
            return true;
        default:
            return false;
    }
}

Query::Query(sqlite3_stmt* statement, bool* in_use) : statement_(statement), in_use_(in_use) {}

Query::Query(Query&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)),
      in_use_(std::exchange(other.in_use_, nullptr)),
      text_(other.text_) {}

Query::~Query() {
    if (!statement_) return;
    if (!in_use_) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *in_use_ = false;
}

bool Query::next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    raise(sqlite3_db_handle(statement_));
}

std::string_view Query::text(int column) const { return blob(column); }

std::string_view Query::blob(int column) const {
    // For TEXT this gives its UTF-8 bytes, as the databases' encoding is UTF-8.
    const void* bytes = sqlite3_column_blob(statement_, column);
    if (!bytes) return {};
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

void Query::expect_parameters(std::size_t count) const {
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_)) != count)
        throw SqlError(SQLITE_MISUSE, "wrong number of parameters");
}

void Query::bind_integer(int at, std::int64_t value) {
    if (sqlite3_bind_int64(statement_, at, value) != SQLITE_OK) raise(sqlite3_db_handle(statement_));
}

void Query::bind_text(int at, std::string_view value) {
    const char* text = value.data() ? value.data() : "";  // a null pointer would bind NULL
    if (sqlite3_bind_text64(statement_, at, text, value.size(), lifetime(text_), SQLITE_UTF8) != SQLITE_OK)
        raise(sqlite3_db_handle(statement_));
}

void Query::bind_blob(int at, std::string_view value) {
    const char* bytes = value.data() ? value.data() : "";
    if (sqlite3_bind_blob64(statement_, at, bytes, value.size(), lifetime(text_)) != SQLITE_OK)
        raise(sqlite3_db_handle(statement_));
}

void Query::bind_null(int at) {
    if (sqlite3_bind_null(statement_, at) != SQLITE_OK) raise(sqlite3_db_handle(statement_));
}

void Query::bind_real(int at, double value) {
    if (sqlite3_bind_double(statement_, at, value) != SQLITE_OK) raise(sqlite3_db_handle(statement_));
}

Result<std::unique_ptr<Sql>> Sql::open(const std::string& path, Mode mode) {
    const int access = mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &connection, access | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Sql> sql{new Sql(connection)};  // closes it on every way out
    if (code != SQLITE_OK) return fail(Errc::unavailable, "the case database cannot be opened");
    try {
        sqlite3_busy_timeout(connection, busy_timeout_ms);
        if (mode == Mode::read_write) enter_log_mode(connection);
        sql->script(mode == Mode::read_only ? reader_pragmas : writer_pragmas);
    } catch (const SqlError& error) {
        if (error.code() == SQLITE_NOTADB) return fail(Errc::misconfigured, "the case database is not an SQLite file");
        return fail(Errc::unavailable, std::string{"the case database cannot be used: "} + error.what());
    }
    return sql;
}

Sql::~Sql() {
    for (auto& [text, cached] : cache_) sqlite3_finalize(cached.statement);
    sqlite3_close_v2(connection_);
}

void Sql::script(const std::string& statements) {
    if (sqlite3_exec(connection_, statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) raise(connection_);
}

sqlite3_stmt* Sql::compile(std::string_view text) {
    sqlite3_stmt* statement = nullptr;
    const int length = static_cast<int>(text.size());
    if (sqlite3_prepare_v3(connection_, text.data(), length, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK)
        raise(connection_);
    return statement;
}

Query Sql::prepare(std::string_view text) {
    if (const auto found = cache_.find(text); found != cache_.end()) {
        Cached& cached = found->second;
        if (cached.in_use) return Query(compile(text), nullptr);
        cached.in_use = true;
        return Query(cached.statement, &cached.in_use);
    }
    sqlite3_stmt* statement = compile(text);
    // SQLite drops what follows the first statement, so its copy may be shorter than `text`: such a text is not cached.
    const std::string_view own = sqlite3_sql(statement);
    if (own.size() != text.size()) return Query(statement, nullptr);
    Cached& cached = cache_.emplace(own, Cached{statement, true}).first->second;
    return Query(statement, &cached.in_use);
}

}  // namespace sambung::store
