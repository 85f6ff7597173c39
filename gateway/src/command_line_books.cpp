// The record: what is taken out of it, what keeps it whole, and who may touch it.
#include "command_keys.h"
#include "command_options.h"
#include "commands.h"

#include <CLI/CLI.hpp>

#include <map>
#include <memory>

namespace sambung::gateway {

namespace {

void add_export(CLI::App& app, Chosen& chosen) {
    auto kind = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    auto* command = add_command(app, chosen, "export", "write the books as CSV or XLSX; sealed fields stay sealed",
                                WithConfig::required);
    command->add_option("kind", *kind, "what: cases, referrals, requests, decisions or units")
        ->required()
        ->check(CLI::IsMember(std::vector<std::string>(std::begin(export_kinds), std::end(export_kinds))));
    command->add_option("--out", *out, "a .csv or .xlsx file; CSV on standard output if not given");
    command->callback([&chosen, kind, out] {
        chosen.run = [&chosen, kind, out] { return export_rows(chosen.config, *kind, *out); };
    });
}

void add_drop_offs(CLI::App& app, Chosen& chosen) {
    auto days = std::make_shared<int>(30);
    auto* command = add_command(app, chosen, "dropoffs", "where USSD sessions ended, by day and question, as CSV",
                                WithConfig::required);
    command->add_option("--days", *days, "how many, today included")->check(CLI::Range(1, 3660))->capture_default_str();
    command->callback(
        [&chosen, days] { chosen.run = [&chosen, days] { return print_drop_offs(chosen.config, *days); }; });
}

void add_costs(CLI::App& app, Chosen& chosen) {
    add_command(app, chosen, "costs", "what was sent by month and channel, as CSV", WithConfig::required)
        ->callback([&chosen] { chosen.run = [&chosen] { return print_costs(chosen.config); }; });
}

void add_verify_log(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<VerifyLogOptions>();
    VerifyLogOptions& options = *held;
    auto* command =
        add_command(app, chosen, "verify-log",
                    "walk the chain of events and compare it with the anchors; exit 0 clean, 1 not clean, 2 unreadable",
                    WithConfig::optional);
    auto* config = command->get_option("--config");
    auto* database = command->add_option("--database", options.database, "a copy of the database");
    command->add_option("--anchors", options.anchors, "a folder of anchors that were kept elsewhere");
    command->add_option("--key", options.keys, "a public key that may have signed them");
    command->add_flag("--public-key", options.public_key, "print the public key, and nothing else")
        ->needs(config)
        ->excludes(database);
    command->callback([&chosen, held, config, database] {
        if (config->empty() && database->empty()) throw CLI::RequiredError("--config or --database");
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return verify_log(*held);
        };
    });
}

void add_backup(CLI::App& app, Chosen& chosen) {
    auto file = std::make_shared<std::string>();
    auto* command = add_command(app, chosen, "backup", "one file with all but the root key, beside the running service",
                                WithConfig::required);
    command->add_option("file", *file, "where to; it must not be there")->required();
    command->callback([&chosen, file] { chosen.run = [&chosen, file] { return backup(chosen.config, *file); }; });
}

void add_restore(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<RestoreOptions>();
    auto* command = add_command(app, chosen, "restore",
                                "a backup into an empty place, erasing again what was erased since; exit 0 done, 1 not "
                                "to be trusted, 2 unreadable or not empty",
                                WithConfig::required);
    command->add_option("file", options->file, "the backup")->required();
    auto* ledger = command->add_option("--erasures", options->erasures, "the erasure ledger as it is today");
    command->add_flag("--erasures-lost", options->erasures_lost, "there is none: what was erased since comes back")
        ->excludes(ledger);
    command->add_option("--key", options->keys, "a public key of a later root key, which signed the ledger");
    command->callback([&chosen, options] {
        chosen.run = [&chosen, options] {
            options->config = chosen.config;
            return restore(*options);
        };
    });
}

void add_keys(CLI::App& app, Chosen& chosen, const Checkpoint& checkpoint) {
    auto options = std::make_shared<KeysOptions>();
    auto* command = add_command(app, chosen, "keys", "the root key, never shown: which is in use, and a new one",
                                WithConfig::required);
    command->require_subcommand(1);
    command->add_subcommand("show", "root keys by fingerprint, and what lies under the one in use")
        ->fallthrough()
        ->callback([&chosen] { chosen.run = [&chosen] { return show_keys(chosen.config); }; });
    auto* rotate = command->add_subcommand("rotate", "a new root key, while nothing else has the database open");
    rotate->add_option("--by", options->by, "your staff account")->required();
    rotate->fallthrough()->callback([&chosen, options, checkpoint] {
        chosen.run = [&chosen, options, checkpoint] {
            options->config = chosen.config;
            options->checkpoint = checkpoint;
            return rotate_keys(*options);
        };
    });
}

void add_user(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<UserOptions>();
    auto* command = add_command(app, chosen, "user", "staff accounts", WithConfig::required);
    command->require_subcommand(1);
    const auto add_wish = [&](const std::string& word, UserWish wish, const std::string& help) {
        auto* sub = command->add_subcommand(word, help);
        sub->fallthrough()->callback([&chosen, held, wish] {
            held->wish = wish;
            chosen.run = [&chosen, held] {
                held->config = chosen.config;
                return user(*held);
            };
        });
        if (wish == UserWish::list) return sub;
        sub->add_option("account", held->account, "letters, digits and ._@-")->required();
        sub->add_option("--by", held->by, "your own account or name")->required();
        return sub;
    };
    auto* add = add_wish("add", UserWish::add, "a new account; prints the set-up secret, once");
    add->add_option("--name", held->name, "whose it is")->required();
    add->add_option("--role", held->role,
                    "agent, supervisor, unit_officer, unit_head, analyst, rule_admin, admin or auditor")
        ->required();
    add->add_option("--unit", held->unit, "code of the unit, of who belongs to one");
    add_wish("disable", UserWish::disable, "nobody signs in with it any more, at once");
    add_wish("reset", UserWish::reset, "a new set-up secret, printed once; the password ends at once");
    add_wish("list", UserWish::list, "all accounts, as CSV");
}

}  // namespace

void add_books_commands(CLI::App& app, Chosen& chosen, const Checkpoint& checkpoint) {
    add_export(app, chosen);
    add_drop_offs(app, chosen);
    add_costs(app, chosen);
    add_verify_log(app, chosen);
    add_backup(app, chosen);
    add_restore(app, chosen);
    add_keys(app, chosen, checkpoint);
    add_user(app, chosen);
}

}  // namespace sambung::gateway
