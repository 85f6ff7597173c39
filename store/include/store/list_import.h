// Takes a list over under a new generation, in batches that each hold the writer for some milliseconds; nobody sees any
// of it before `publish`. One that is left alone, or killed, is swept away (store/lists.h).
//
// Blocks; for subcommands. One thread at a time.
#pragma once

#include "store/lists.h"

#include <chrono>
#include <cstddef>
#include <functional>

namespace sambung::store {

struct NewList {
    ListKind kind = ListKind::beneficiaries;
    std::string programme;
    std::string as_of;   // "2026-11-12"
    std::string period;  // the office's own word, or empty
    Key128 file;         // keyed hash: the same file twice is one import
    std::string by;      // staff account
    bool older = false;  // it may take the place of a list of a later day
};

struct ListMember {
    Key128 key;
    ListStanding standing = ListStanding::registered;
    std::string_view reason;
    std::string_view batch;
};

// Whether that very file is the programme's list, as of that day.
[[nodiscard]] Result<bool> is_in_force(Database& database, const NewList& about);

// How many rows the next batch has, after one of `size` held the writer for `held`: as many as fit into 4 ms.
[[nodiscard]] std::size_t next_batch(std::size_t size, std::chrono::microseconds held);

class ListImport {
 public:
    struct Around {
        std::function<TimePoint()> clock;
        // Called between two batches with the time that others shall have the writer.
        std::function<void(std::chrono::microseconds)> rest;
    };
    // Errc::conflict if that file is in force already, if a list of a later day is (unless `older`), or while another
    // import of that programme runs: the sentence says which. Errc::invalid_request for a name that is nobody's.
    [[nodiscard]] static Result<ListImport> begin(Database& database, const Keys& keys, NewList about, Around around);

    // Keys come in rising order, each once: so a batch touches few pages. Texts are borrowed until the next flush.
    // After a failure nothing more can be added; Errc::conflict if the import was given up meanwhile.
    [[nodiscard]] Result<> add(const ListMember& member);
    [[nodiscard]] Result<> add(const ListDay& day);
    // From now on this is the programme's list; `entries` lines were read.
    [[nodiscard]] Result<> publish(std::int64_t entries);

 private:
    ListImport(Database& database, const Keys& keys, NewList about, Around around, std::int64_t id)
        : database_(&database), keys_(&keys), about_(std::move(about)), around_(std::move(around)), id_(id) {}
    [[nodiscard]] Result<> flush();

    Database* database_;
    const Keys* keys_;
    NewList about_;
    Around around_;
    std::int64_t id_;
    std::vector<ListMember> members_;
    std::vector<ListDay> days_;
    std::size_t batch_ = 64;
};

}  // namespace sambung::store
