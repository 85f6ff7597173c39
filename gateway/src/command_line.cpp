#include "cases/questions.h"
#include "command_allocation.h"
#include "command_answers.h"
#include "command_keys.h"
#include "command_register.h"
#include "command_verification.h"
#include "commands.h"
#include "pack.h"
#include "store/decisions.h"
#include "version.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>

namespace sambung::gateway {

namespace {

int print_version() {
    std::cout << "sambung " << version << "\n";
    for (const dialogs::FlowSource& source : dialogs::base_flows()) {
        const dialogs::YamlFile yaml = dialogs::read_strict_yaml(source.name, source.text);
        std::cout << "flow " << yaml.root.text("flow") << "@" << yaml.root.text("version") << "\n";
    }
    return 0;
}

const std::map<std::string, ChannelKind> channel_words{
    {"ussd", ChannelKind::ussd}, {"sms", ChannelKind::sms}, {"whatsapp", ChannelKind::whatsapp}};
const std::map<std::string, StoreKind> store_words{
    {"memory", StoreKind::memory}, {"redis", StoreKind::redis}, {"sql", StoreKind::sql}};
const std::map<std::string, CoverageShown> coverage_words{
    {"totals", CoverageShown::totals}, {"missing", CoverageShown::missing}, {"whole", CoverageShown::whole}};

const std::map<std::string, HeldWish> held_words{
    {"list", HeldWish::list}, {"release", HeldWish::release}, {"discard", HeldWish::discard}};
const std::map<std::string, store::Verdict> verdict_words{
    {"same", store::Verdict::same}, {"different", store::Verdict::different}, {"undo", store::Verdict::open}};
const std::map<std::string, IncidentWish> incident_words{
    {"open", IncidentWish::open}, {"close", IncidentWish::close}, {"list", IncidentWish::list}};

const std::map<std::string, RulesWish> rules_words{
    {"list", RulesWish::list},       {"show", RulesWish::show},         {"draft", RulesWish::draft},
    {"approve", RulesWish::approve}, {"activate", RulesWish::activate}, {"rollback", RulesWish::rollback}};

const std::map<std::string, store::DocumentKind> document_words{{"units", store::DocumentKind::units},
                                                                {"calendar", store::DocumentKind::calendar},
                                                                {"routing", store::DocumentKind::routing}};

// What was chosen on the command line.
struct Chosen {
    std::string config;
    std::function<int()> run;
};

enum class WithConfig : std::uint8_t { required, optional, none };

CLI::App* add_command(CLI::App& app, Chosen& chosen, const std::string& name, const std::string& help,
                      WithConfig config) {
    CLI::App* command = app.add_subcommand(name, help);
    if (config == WithConfig::none) return command;
    auto* option = command->add_option("--config", chosen.config, "the configuration file");
    if (config == WithConfig::required) option->required();
    return command;
}

void add_serve(CLI::App& app, Chosen& chosen, const Checkpoint& checkpoint) {
    add_command(app, chosen, "serve", "run the service until SIGTERM", WithConfig::required)
        ->callback(
            [&chosen, checkpoint] { chosen.run = [&chosen, checkpoint] { return serve(chosen.config, checkpoint); }; });
}

void add_check(CLI::App& app, Chosen& chosen) {
    auto strict = std::make_shared<bool>(false);
    auto* command = add_command(
        app, chosen, "check", "validate configuration, pack, routing and flows; exit 0 clean, 1 findings, 2 unreadable",
        WithConfig::required);
    command->add_flag("--strict", *strict, "warnings count as findings too");
    command->callback([&chosen, strict] { chosen.run = [&chosen, strict] { return check(chosen.config, *strict); }; });
}

void add_chat(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<ChatOptions>();
    auto* command =
        add_command(app, chosen, "chat", "a phone in the terminal, on the running service", WithConfig::required);
    command->add_option("--channel", options->channel, "ussd, sms or whatsapp")
        ->transform(CLI::CheckedTransformer(channel_words));
    command->add_option("--from", options->from, "the phone's number, +62…");
    command->callback([&chosen, options] {
        chosen.run = [&chosen, options] {
            options->config = chosen.config;
            return chat(*options);
        };
    });
}

void add_replay(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<ReplayOptions>();
    ReplayOptions& options = *held;
    auto* command = add_command(app, chosen, "replay", "run golden transcripts", WithConfig::optional);
    command->add_option("--store", options.store, "memory, redis or sql: where sessions are kept")
        ->transform(CLI::CheckedTransformer(store_words));
    command->add_option("--redis", options.redis_url, "with --store redis: redis://… or redis+unix:PATH");
    command->add_flag("--http", options.http, "messages come by their provider's webhook, over a socket");
    auto* update = command->add_flag("--update", options.update, "write into the files what the service answers");
    auto* variants = command->add_flag("--variants", options.variants, "also with a fault or a slip at every message");
    command->add_option("--variant", options.variant, "one variant only, such as drop:4")->excludes(update);
    variants->excludes(update);
    auto coverage = std::make_shared<std::string>();
    command
        ->add_flag("--coverage{totals}", *coverage,
                   "tell what of the flows was met; =missing: and what was not; =whole: fail unless all was met in "
                   "Indonesian")
        ->check(CLI::IsMember(coverage_words));
    command->add_option("files", options.files, ".chat files")->required()->check(CLI::ExistingFile);
    command->callback([&chosen, held, coverage] {
        chosen.run = [&chosen, held, coverage] {
            held->config = chosen.config;
            if (!coverage->empty()) held->coverage = coverage_words.at(*coverage);
            return replay(*held);
        };
    });
}

void add_tour(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<TourOptions>();
    auto* command = add_command(app, chosen, "tour", "write transcripts that take every way", WithConfig::optional);
    command->add_option("--pack", options->pack, "one of deploy/packs, in place of a configuration");
    command->add_option("--flow", options->flow, "only the ways of this flow");
    command->add_option("--out", options->out, "the folder for the files, one a flow")->check(CLI::ExistingDirectory);
    command->add_option("--met", options->met, "transcripts that are there already")->check(CLI::ExistingFile);
    command->add_option("--most", options->most, "turns to try before giving up")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->callback([&chosen, options] {
        chosen.run = [&chosen, options] {
            options->config = chosen.config;
            return tour(*options);
        };
    });
}

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

void add_texts(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<TextsOptions>();
    TextsOptions& options = *held;
    auto* command = add_command(app, chosen, "texts", "the translator's sheet, out and in", WithConfig::required);
    std::vector<std::string> languages;
    for (const Language language : all_languages)
        if (language != Language::id) languages.emplace_back(code(language));
    auto* language = command->add_option("--lang", options.language, "one language's sheet; without it a table of all")
                         ->check(CLI::IsMember(languages));
    auto* in = command->add_option("--in", options.in, "a reviewed sheet, to become a text file")
                   ->check(CLI::ExistingFile)
                   ->needs(language);
    command->add_flag("--missing", options.only_missing, "only texts that are missing, stale or show other values")
        ->needs(language)
        ->excludes(in);
    command->add_option("--grade", options.grade, "of the texts in the reviewed sheet: A, B or C")
        ->check(CLI::IsMember({"A", "B", "C"}))
        ->needs(in);
    command->add_option("--out", options.out, "the file; standard output if not given")->needs(language);
    command->callback([&chosen, held] {
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return texts(*held);
        };
    });
}

void add_graph(CLI::App& app, Chosen& chosen) {
    auto flow = std::make_shared<std::string>();
    auto* command = add_command(app, chosen, "graph", "draw a flow, or all, as a Mermaid chart", WithConfig::optional);
    command->add_option("flow", *flow, "the flow's name; without it how all flows lead to each other");
    command->callback([&chosen, flow] { chosen.run = [&chosen, flow] { return graph(chosen.config, *flow); }; });
}

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

void add_channel(CLI::App& app, Chosen& chosen) {
    auto wish = std::make_shared<std::string>();
    auto channel = std::make_shared<std::string>();
    auto* command =
        add_command(app, chosen, "channel", "send nothing on a channel for a while, or again", WithConfig::required);
    command->add_option("wish", *wish, "suspend or resume")->required()->check(CLI::IsMember({"suspend", "resume"}));
    command->add_option("channel", *channel, "the channel's id")->required();
    command->callback([&chosen, wish, channel] {
        chosen.run = [&chosen, wish, channel] {
            return set_channel(chosen.config, *channel,
                               *wish == "suspend" ? ChannelWish::suspend : ChannelWish::resume);
        };
    });
}

void add_quarantine(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<QuarantineOptions>();
    QuarantineOptions& options = *held;
    auto* command = add_command(app, chosen, "quarantine", "messages that are held since there were too many",
                                WithConfig::required);
    command->add_option("wish", options.wish, "list, release or discard")
        ->required()
        ->transform(CLI::CheckedTransformer(held_words));
    command->add_option("--person", options.person, "only this one's, as the list shows it");
    command->add_option("--channel", options.channel, "only this channel's");
    command->add_flag("--all", options.all, "with discard: everybody's");
    command->callback([&chosen, held] {
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return quarantine(*held);
        };
    });
}

void add_calls(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<CallsOptions>();
    auto* command = add_command(app, chosen, "calls", "cases that reached nobody by message: a person must telephone",
                                WithConfig::required);
    command->require_subcommand(1);
    const auto run = [&chosen, held] {
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return calls(*held);
        };
    };
    command->add_subcommand("list", "those that are due, the most urgent first")->fallthrough()->callback(run);
    auto* done = command->add_subcommand("done", "a call that was made");
    done->add_option("ticket", held->done, "of the case")->required();
    done->add_option("--by", held->by, "your staff account")->required();
    done->add_flag("--no-answer", held->no_answer, "nobody answered: it stays due");
    done->fallthrough()->callback(run);
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

void add_rules(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<RulesOptions>();
    RulesOptions& options = *held;
    auto* command = add_command(app, chosen, "rules", "versions of the routing table: propose, approve, use, go back",
                                WithConfig::required);
    command->add_option("wish", options.wish, "list, show N, draft FILE, approve N, activate N or rollback")
        ->required()
        ->transform(CLI::CheckedTransformer(rules_words));
    command->add_option("target", options.target, "the file of a draft, or a version");
    command->add_option("--by", options.by, "your staff account");
    command->add_flag("--report", options.report, "with show: the report of its dry run");
    command->callback([&chosen, held] {
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return rule_sets(*held);
        };
    });
}

void add_office(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<OfficeOptions>();
    OfficeOptions& options = *held;
    auto* command = add_command(app, chosen, "office", "versions of units and calendar: propose, approve, use, go back",
                                WithConfig::required);
    command->add_option("wish", options.wish, "list, show, draft, approve, activate or rollback")
        ->required()
        ->transform(CLI::CheckedTransformer(rules_words));
    command->add_option("kind", options.kind, "units, calendar or routing")
        ->required()
        ->transform(CLI::CheckedTransformer(document_words));
    command->add_option("target", options.target, "the file of a draft, or a version");
    command->add_option("--by", options.by, "your staff account");
    command->callback([&chosen, held] {
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return office_documents(*held);
        };
    });
}

void add_duty(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<DutyOptions>();
    auto* command =
        add_command(app, chosen, "duty", "a duty phone that is another one for some hours", WithConfig::required);
    command->require_subcommand(1);
    const auto run = [&chosen, held](DutyWish wish) {
        return [&chosen, held, wish] {
            chosen.run = [&chosen, held, wish] {
                held->config = chosen.config;
                held->wish = wish;
                return duty(*held);
            };
        };
    };
    command->add_subcommand("list", "those that hold, and those that nobody has reviewed")
        ->fallthrough()
        ->callback(run(DutyWish::list));
    auto* point = command->add_subcommand("point", "alarms of a unit on a channel go to this number from now on");
    point->add_option("unit", held->unit, "the unit's code")->required();
    point->add_option("--channel", held->channel, "the channel's id")->required();
    point->add_option("--address", held->address, "the phone, +62…")->required();
    point->add_option("--hours", held->hours, "for how long, at most 24")->required();
    point->add_option("--by", held->by, "your staff account")->required();
    point->fallthrough()->callback(run(DutyWish::point));
    auto* review = command->add_subcommand("review", "a second person has looked at it");
    review->add_option("id", held->id, "as the list has it")->required();
    review->add_option("--by", held->by, "your staff account")->required();
    review->fallthrough()->callback(run(DutyWish::review));
}

void add_simulate_routing(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<SimulationOptions>();
    SimulationOptions& options = *held;
    auto* command =
        add_command(app, chosen, "simulate-routing", "other routing rules over past decisions", WithConfig::required);
    auto* rules =
        command->add_option("--rules", options.rules, "the other table, a .csv file; the pack's if not given");
    command->add_option("--from", options.from, "first day, 2026-08-01");
    command->add_option("--to", options.to, "last day, 2026-08-31");
    command->add_option("--list", options.list, "moves to show one by one")->capture_default_str();
    command->add_option("--by", options.by, "your staff account: then a draft of that text keeps the report");
    auto* coverage =
        command->add_flag("--coverage", options.coverage, "only which needs have no row but the last, and where");
    command->callback([&chosen, held, rules, coverage] {
        if (rules->count() == 0 && coverage->count() == 0) throw CLI::RequiredError("--rules or --coverage");
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return simulate_routing(*held);
        };
    });
}

void add_case(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<MoveOptions>();
    auto wish = std::make_shared<std::string>();
    std::string reasons;
    for (const store::MoveReason& reason : store::move_reasons)
        reasons += (reasons.empty() ? "" : ", ") + std::string{reason.word};
    std::string questions;
    for (const cases::Question question : cases::all_questions)
        questions += (questions.empty() ? "" : ", ") + std::string{cases::name(question)};
    auto* command = add_command(
        app, chosen, "case", "by hand: move a case to another unit, or ask the citizen about it", WithConfig::required);
    command->add_option("wish", *wish, "move or ask")->required()->check(CLI::IsMember({"move", "ask"}));
    command->add_option("ticket", held->ticket, "its nine digits")->required();
    command->add_option("what", held->unit, "move: the unit's code; ask: one of " + questions)->required();
    auto* reason = command->add_option("--reason", held->reason, "of a move: one of " + reasons);
    command->add_option("--by", held->by, "your staff account")->required();
    command->callback([&chosen, held, wish, reason] {
        if (*wish == "move" && reason->count() == 0) throw CLI::RequiredError("--reason");
        chosen.run = [&chosen, held, wish] {
            held->config = chosen.config;
            if (*wish == "move") return move_case(*held);
            return ask_about_case(
                {.config = held->config, .ticket = held->ticket, .question = held->unit, .by = held->by});
        };
    });
}

void add_duplicates(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<DuplicatesOptions>();
    auto wish = std::make_shared<std::string>();
    auto* command =
        add_command(app, chosen, "duplicates", "reports that are perhaps of one need", WithConfig::required);
    command->add_option("wish", *wish, "list, same, different or undo")
        ->required()
        ->check(CLI::IsMember({"list", "same", "different", "undo"}));
    command->add_option("one", held->one, "a ticket");
    command->add_option("other", held->other, "another ticket");
    command->add_option("--by", held->by, "the staff account that says so");
    command->callback([&chosen, held, wish] {
        chosen.run = [&chosen, held, wish] {
            held->config = chosen.config;
            held->list = *wish == "list";
            if (!held->list) held->verdict = verdict_words.at(*wish);
            return duplicates(*held);
        };
    });
}

void add_incident(CLI::App& app, Chosen& chosen) {
    auto held = std::make_shared<IncidentOptions>();
    auto* command = add_command(app, chosen, "incident", "an event that many report", WithConfig::required);
    command->add_option("wish", held->wish, "open, close or list")
        ->required()
        ->transform(CLI::CheckedTransformer(incident_words));
    command->add_option("--name", held->name, "with open: what the office calls it");
    command->add_option("--area", held->area, "with open: an area's code, and all in it");
    command->add_option("--category", held->categories, "with open: may be given several times; none: all");
    command->add_option("--id", held->id, "with close: as the list has it");
    command->add_option("--by", held->by, "the staff account that opens or closes it");
    command->callback([&chosen, held] {
        chosen.run = [&chosen, held] {
            held->config = chosen.config;
            return incident(*held);
        };
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

void add_costs(CLI::App& app, Chosen& chosen) {
    add_command(app, chosen, "costs", "what was sent by month and channel, as CSV", WithConfig::required)
        ->callback([&chosen] { chosen.run = [&chosen] { return print_costs(chosen.config); }; });
}

}  // namespace

int run_command(int argc, char** argv, Checkpoint checkpoint) {
    CLI::App app{"Sambung: the gateway between a citizen's phone and the social-affairs office", "sambung"};
    app.require_subcommand(1);
    Chosen chosen;
    add_serve(app, chosen, checkpoint);
    add_keys(app, chosen, checkpoint);
    for (auto* add : {add_check,   add_chat,       add_replay,      add_tour,
                      add_export,  add_texts,      add_graph,       add_import,
                      add_channel, add_quarantine, add_calls,       add_register,
                      add_rules,   add_office,     add_duty,        add_simulate_routing,
                      add_case,    add_duplicates, add_incident,    add_drop_offs,
                      add_costs,   add_verify_log, add_backup,      add_restore,
                      add_user,    add_allocation, add_verification})
        add(app, chosen);
    add_command(app, chosen, "version", "print the version and the built-in flows", WithConfig::none)
        ->callback([&chosen] { chosen.run = print_version; });
    add_command(app, chosen, "help", "print this help", WithConfig::none)->callback([&chosen, &app] {
        chosen.run = [&app] {
            std::cout << app.get_formatter()->make_help(&app, "sambung", CLI::AppFormatMode::Normal);
            return 0;
        };
    });
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return chosen.run();
}

}  // namespace sambung::gateway
