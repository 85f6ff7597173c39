#include "await_here.h"
#include "books.h"
#include "commands.h"
#include "day_sheet.h"
#include "list_sheet.h"
#include "progress.h"
#include "rest.h"
#include "store/list_import.h"
#include "times.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <utility>

namespace sambung::gateway {

namespace {

// SHA-256, in pieces; nothing if the file cannot be read.
std::optional<std::string> hash_of(const std::filesystem::path& file) {
    constexpr std::size_t piece = 64U << 10U;
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    std::string bytes(piece, '\0');
    while (in.read(bytes.data(), static_cast<std::streamsize>(piece)) || in.gcount() > 0)
        EVP_DigestUpdate(context.get(), bytes.data(), static_cast<std::size_t>(in.gcount()));
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned length = 0;
    EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), &length);
    digest.resize(length);
    return digest;
}

// Why these options cannot stand; empty if they can.
std::string fault_in(const ListOptions& options, const Books& books) {
    const std::vector<dialogs::Programme>& programmes = dialogs::programmes_of(*books.pack.flows);
    if (std::ranges::find(programmes, options.programme, &dialogs::Programme::code) == programmes.end())
        return "the pack's programmes.yaml has no \"" + options.programme + "\"";
    if (!cases::date_from(options.as_of)) return "--as-of is a day like 2026-11-12";
    if (options.as_of > books.pack.office->calendar.date_of(now())) return "--as-of is a day that is yet to come";
    if (!options.dry_run && options.by.empty()) return "say who you are: --by NAME";
    return {};
}

// What the list before left behind, in small steps; whatever stays is the service's to remove.
Result<> sweep_all(store::Database& database) {
    constexpr int most = 500;
    for (;;) {
        const auto begun = std::chrono::steady_clock::now();
        const Result<int> swept = await_here(store::sweep_lists(database, most, now()));
        if (!swept) return std::unexpected(swept.error());
        if (*swept == 0) return {};
        rest(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun));
    }
}

store::NewList about(const ListOptions& options, const Books& books, std::string_view hash) {
    return {.kind = options.kind,
            .programme = options.programme,
            .as_of = options.as_of,
            .period = options.period,
            .file = books.keys->index("list.file", hash),
            .by = options.by,
            .older = options.older};
}

// `fill` adds the rows.
Result<> take_over(const Books& books, store::NewList list, std::int64_t rows,
                   const std::function<Result<>(store::ListImport&)>& fill) {
    Result<store::ListImport> import =
        store::ListImport::begin(*books.database, *books.keys, std::move(list), {.clock = now, .rest = rest});
    if (!import) return std::unexpected(import.error());
    if (Result<> filled = fill(*import); !filled) return filled;
    if (Result<> published = import->publish(rows); !published) return published;
    return sweep_all(*books.database);
}

int conclude(const ListOptions& options, const Books& books, std::string_view hash, std::int64_t rows,
             const std::function<Result<>(store::ListImport&)>& fill) {
    if (options.dry_run) {
        std::cout << rows << " rows would be kept\n";
        return 0;
    }
    store::NewList list = about(options, books, hash);
    const Result<bool> before = store::is_in_force(*books.database, list);
    if (before && *before) {
        std::cout << "that file is in force already, as of " << options.as_of << "\n";
        return 0;
    }
    const Result<> kept = take_over(books, std::move(list), rows, fill);
    if (!kept) return complain(describe(kept.error()));
    std::cout << rows << " rows are in force, as of " << options.as_of << "\n";
    return 0;
}

int import_members(const ListOptions& options, const Books& books, std::string_view hash) {
    std::ifstream in(options.file, std::ios::binary);
    const auto size = static_cast<double>(std::max<std::uintmax_t>(1, std::filesystem::file_size(options.file)));
    ListSheet sheet(options.file.string(), *books.keys, options.programme);
    {
        Progress progress;
        const Result<> read = sheet.read(in, [&](std::int64_t rows, std::uint64_t bytes) {
            progress.show(rows, static_cast<double>(bytes) / size);
        });
        if (!read) return complain(describe(read.error()));
    }
    if (sheet.findings().count() > 0) return tell(sheet.findings());
    const auto keys = static_cast<double>(std::max<std::int64_t>(1, sheet.keys()));
    Progress progress;
    std::int64_t kept = 0;
    return conclude(options, books, hash, sheet.rows(), [&](store::ListImport& import) {
        return sheet.each_member([&](const store::ListMember& one) {
            ++kept;
            progress.show(kept, static_cast<double>(kept) / keys);
            return import.add(one);
        });
    });
}

int import_days(const ListOptions& options, const Books& books, std::string_view hash) {
    std::ifstream in(options.file, std::ios::binary);
    const DaySheet sheet = read_days(options.file.string(), in, *books.pack.office);
    if (sheet.findings.count() > 0) return tell(sheet.findings);
    return conclude(options, books, hash, static_cast<std::int64_t>(sheet.days.size()),
                    [&sheet](store::ListImport& import) -> Result<> {
                        for (const store::ListDay& day : sheet.days)
                            if (Result<> kept = import.add(day); !kept) return kept;
                        return {};
                    });
}

}  // namespace

int import_list(const ListOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const std::optional<std::string> hash = hash_of(options.file);
    if (!hash) return complain(options.file.string() + ":1:1: L000: cannot be read");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    if (const std::string fault = fault_in(options, *books); !fault.empty()) return complain(fault);
    return options.kind == store::ListKind::beneficiaries ? import_members(options, *books, *hash)
                                                          : import_days(options, *books, *hash);
}

}  // namespace sambung::gateway
