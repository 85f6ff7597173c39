// The office: its rules and duties, and what staff do with cases by hand.
#include "cases/questions.h"
#include "command_options.h"
#include "commands.h"
#include "store/decisions.h"

#include <CLI/CLI.hpp>

#include <map>
#include <memory>

namespace sambung::gateway {

namespace {

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

}  // namespace

void add_office_commands(CLI::App& app, Chosen& chosen) {
    add_channel(app, chosen);
    add_quarantine(app, chosen);
    add_calls(app, chosen);
    add_rules(app, chosen);
    add_office(app, chosen);
    add_duty(app, chosen);
    add_simulate_routing(app, chosen);
    add_case(app, chosen);
    add_duplicates(app, chosen);
    add_incident(app, chosen);
}

}  // namespace sambung::gateway
