#include "books.h"
#include "commands.h"
#include "store/anchors.h"
#include "store/key_rotation.h"
#include "times.h"

#include <iostream>

namespace sambung::gateway {

namespace {

// What to check, and the keys that may have signed it: ours by the root key, others by name.
Result<store::RecordCheck> what_to_check(const VerifyLogOptions& options) {
    store::RecordCheck check{.database = options.database, .anchors = options.anchors};
    check.own_folder = options.anchors.empty() && options.database.empty();
    for (const std::string& digits : options.keys) {
        const auto key = store::public_key_from(digits);
        if (!key) return fail(Errc::invalid_request, "a public key is 64 hex digits in small letters");
        check.keys.push_back(*key);
    }
    if (options.config.empty()) return check;
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return fail(Errc::misconfigured, "the configuration cannot be used");
    const Result<store::Keys> keys = store::load_keys(config->root_key, config->cases);
    if (!keys) return std::unexpected(keys.error());
    check.keys.push_back(store::public_key(*keys));
    check.keys.insert(check.keys.end(), keys->retired().begin(), keys->retired().end());
    if (check.database.empty()) check.database = config->cases;
    if (check.own_folder) check.anchors = config->anchors;
    return check;
}

void tell(const store::CheckedRecord& record) {
    if (record.wrong.empty())
        std::cout << record.events << " events, each fits the one before; head " << record.hash << "\n";
    else
        std::cout << "NOT CLEAN: " << record.wrong << "; " << record.events << " events fit\n";
    for (const store::CheckedAnchor& one : record.anchors)
        if (one.wrong.empty())
            std::cout << one.file << ": fits; " << one.anchor->events << " events at " << iso(one.anchor->at) << "\n";
        else
            std::cout << "NOT CLEAN: " << one.file << ": " << one.wrong << "\n";
    for (const std::string& file : record.missing) std::cout << "NOT CLEAN: " << file << " is missing\n";
    if (record.anchors.empty())
        std::cout << "No anchors: a log that was cut at its end, or made anew, does not show.\n";
}

int print_public_key(const VerifyLogOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const Result<store::Keys> keys = store::load_keys(config->root_key, config->cases);
    if (!keys) return complain(describe(keys.error()));
    std::cout << store::hex(store::public_key(*keys)) << "\n";
    return 0;
}

}  // namespace

int verify_log(const VerifyLogOptions& options) {
    if (options.public_key) return print_public_key(options);
    const Result<store::RecordCheck> check = what_to_check(options);
    if (!check) return complain(describe(check.error()));
    const Result<store::CheckedRecord> record = store::check_record(*check);
    if (!record) return complain(describe(record.error()));
    tell(*record);
    return record->clean() ? 0 : 1;
}

}  // namespace sambung::gateway
