// Programmes and the field: lists, forms, answers, houses, outreach, verification.
#include "command_allocation.h"
#include "command_answers.h"
#include "command_options.h"
#include "command_register.h"
#include "command_verification.h"
#include "commands.h"

#include <CLI/CLI.hpp>

#include <map>
#include <memory>

namespace sambung::gateway {

namespace {

void add_list_import(CLI::App& import, Chosen& chosen, store::ListKind kind, const std::string& help) {
    auto held = std::make_shared<ListOptions>();
    held->kind = kind;
    auto* command = import.add_subcommand(std::string{store::name(kind)}, help);
    command->add_option("file", held->file, "a .csv file")->required();
    command->add_option("--programme", held->programme, "its code in programmes.yaml")->required();
    command->add_option("--as-of", held->as_of, "the day that the list tells of, 2026-11-12")->required();
    command->add_option("--period", held->period, "your own word for it, such as 2026-T4");
    command->add_option("--by", held->by, "your staff account");
    command->add_flag("--older", held->older, "it takes the place of a list of a later day");
    command->add_flag("--dry-run", held->dry_run, "say what is wrong and keep nothing");
    command->fallthrough()->callback([&chosen, held] {
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return import_list(*held);
        };
    });
}

void add_case_import(CLI::App& import, Chosen& chosen) {
    auto held = std::make_shared<CasesOptions>();
    auto* command = import.add_subcommand("cases", "reports on paper; each row becomes a case");
    command->add_option("file", held->file, "a .csv file")->required();
    command->add_option("--out", held->out, "where the tickets go; FILE.tickets.csv");
    command->add_option("--by", held->by, "your staff account");
    command->add_flag("--dry-run", held->dry_run, "say what is wrong and file nothing");
    command->fallthrough()->callback([&chosen, held] {
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return import_cases(*held);
        };
    });
}

void add_answer_import(CLI::App& import, Chosen& chosen) {
    auto held = std::make_shared<AnswersOptions>();
    auto* command = import.add_subcommand("answers", "answers to open questions; a second person sends them");
    auto* file = command->add_option("file", held->file, "a .csv file");
    auto* preview = command->add_flag("--preview", held->preview, "show what would go, and keep nothing");
    auto* send = command->add_option("--send", held->send, "the number of a batch that somebody else has written")
                     ->excludes(file)
                     ->excludes(preview);
    command->add_option("--by", held->by, "your staff account");
    command->fallthrough()->callback([&chosen, held, file, send] {
        if (file->count() == 0 && send->count() == 0) throw CLI::RequiredError("a file or --send");
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return import_answers(*held);
        };
    });
}

void add_house_import(CLI::App& command, Chosen& chosen) {
    auto options = std::make_shared<HousesOptions>();
    auto* houses = command.add_subcommand("allocations", "houses of a pool that are to be repaired");
    houses->add_option("file", options->file, "a .csv file")->required();
    houses->add_option("--pool", options->pool, "its code")->required();
    houses->add_option("--by", options->by, "your staff account")->required();
    houses->add_flag("--dry-run", options->dry_run, "say what is wrong and keep nothing");
    houses->fallthrough()->callback([&chosen, options] {
        chosen.run = [&chosen, options] {
            options->config = chosen.config;
            return import_houses(*options);
        };
    });
}

void add_import(CLI::App& app, Chosen& chosen) {
    auto* command = add_command(app, chosen, "import", "take over a register; all rows or none", WithConfig::required);
    command->require_subcommand(1);
    auto options = std::make_shared<ImportOptions>();
    auto* helpers = command->add_subcommand("helpers", "registered helpers");
    helpers->add_option("file", options->file, "a .csv file")->required();
    helpers->add_flag("--dry-run", options->dry_run, "say what is wrong and keep nothing");
    helpers->fallthrough()->callback([&chosen, options] {
        chosen.run = [&chosen, options] {
            options->config = chosen.config;
            return import_helpers(*options);
        };
    });
    add_list_import(*command, chosen, store::ListKind::beneficiaries, "who is registered for a programme");
    add_list_import(*command, chosen, store::ListKind::schedules, "when and where a programme's goods are handed out");
    add_case_import(*command, chosen);
    add_answer_import(*command, chosen);
    add_house_import(*command, chosen);
}

// A subcommand of `allocation` about one house.
CLI::App* add_house_step(CLI::App& command, Chosen& chosen, const std::shared_ptr<AllocationOptions>& held,
                         const std::string& word, const std::string& help, AllocationWish wish) {
    auto* step = command.add_subcommand(word, help);
    step->add_option("house", held->house, "H and seven digits")->required();
    step->add_option("--by", held->by, "your staff account")->required();
    step->fallthrough()->callback([&chosen, held, wish, word] {
        chosen.run = [&chosen, held, wish, word] {
            held->config = chosen.config;
            held->wish = wish;
            if (wish == AllocationWish::move) held->move = *cases::house_move_from(word);
            return allocation(*held);
        };
    });
    return step;
}

void add_allocation_papers(CLI::App& command, Chosen& chosen, const std::shared_ptr<AllocationOptions>& held) {
    const auto run = [&chosen, held](AllocationWish wish) {
        return [&chosen, held, wish] {
            chosen.run = [&chosen, held, wish] {
                held->config = chosen.config;
                held->wish = wish;
                return allocation(*held);
            };
        };
    };
    auto* draft = command.add_subcommand("draft", "a pool: its houses, stages and funders");
    draft->add_option("file", held->file, "a .yaml file")->required();
    draft->add_option("--by", held->by, "your staff account")->required();
    draft->fallthrough()->callback(run(AllocationWish::draft));
    auto* open = command.add_subcommand("open", "a second person lets funders book");
    open->add_option("pool", held->pool, "its code")->required();
    open->add_option("--by", held->by, "your staff account")->required();
    open->fallthrough()->callback(run(AllocationWish::open));
    auto* list = command.add_subcommand("list", "the pools, or the houses of one, by their codes");
    list->add_option("pool", held->pool, "its code");
    list->add_option("--out", held->out, "a .csv or .xlsx file");
    list->fallthrough()->callback(run(AllocationWish::list));
    auto* gap = command.add_subcommand("gap", "what is booked, and what still wants a funder");
    gap->add_option("pool", held->pool, "its code")->required();
    gap->add_option("--out", held->out, "a .csv or .xlsx file");
    gap->fallthrough()->callback(run(AllocationWish::gap));
}

void add_allocation(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<AllocationOptions>();
    auto* command = add_command(app, chosen, "allocation", "houses and who pays for which: one house, one funder",
                                WithConfig::required);
    command->require_subcommand(1);
    add_allocation_papers(*command, chosen, held);
    struct Step {
        const char* word;
        const char* help;
        AllocationWish wish;
        bool funder, reason;
    };
    constexpr Step steps[] = {
        {"reserve", "for a funder", AllocationWish::move, true, false},
        {"accept", "the funder pays", AllocationWish::move, true, false},
        {"begin", "works have begun", AllocationWish::move, true, false},
        {"finish", "works are done", AllocationWish::move, true, false},
        {"release", "the funder gives it back", AllocationWish::move, true, true},
        {"withdraw", "it is not to be repaired", AllocationWish::move, false, true},
        {"reopen", "it is to be repaired after all, or again", AllocationWish::move, false, true},
        {"swap", "another funder takes over; a second person confirms it", AllocationWish::swap, true, true},
        {"confirm", "the swap that somebody asked for", AllocationWish::confirm, false, false}};
    for (const Step& one : steps) {
        auto* step = add_house_step(*command, chosen, held, one.word, one.help, one.wish);
        if (one.funder) step->add_option("--funder", held->funder, "a unit's code")->required();
        if (one.reason) step->add_option("--reason", held->reason, "a word, see docs/allocation.md")->required();
    }
}

void add_register(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<RegisterOptions>();
    auto* command = add_command(app, chosen, "register", "who was found by outreach, and the beds; nothing personal",
                                WithConfig::required);
    command->require_subcommand(1);
    const auto run = [&chosen, held](bool occupancy) {
        return [&chosen, held, occupancy] {
            chosen.run = [&chosen, held, occupancy] {
                held->config = chosen.config;
                held->occupancy = occupancy;
                return outreach_register(*held);
            };
        };
    };
    command->add_subcommand("list", "entries, the newest first")->fallthrough()->callback(run(false));
    command->add_subcommand("occupancy", "beds of each class, and how many are taken")
        ->fallthrough()
        ->callback(run(true));
}

void add_verification(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<VerificationOptions>();
    auto* command =
        add_command(app, chosen, "verification", "a month's answers of the verifiers, by kelurahan; of nobody a name",
                    WithConfig::required);
    command->add_option("--month", held->month, "a month like 2026-11")->required();
    command->add_option("--out", held->out, "a .csv or .xlsx file; CSV on standard output if not given");
    command->callback([&chosen, held] {
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return verification(*held);
        };
    });
}

}  // namespace

void add_programmes_commands(CLI::App& app, Chosen& chosen) {
    add_import(app, chosen);
    add_allocation(app, chosen);
    add_register(app, chosen);
    add_verification(app, chosen);
}

}  // namespace sambung::gateway
