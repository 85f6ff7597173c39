// What is said: checking a configuration, playing and drawing conversations, their texts.
#include "command_options.h"
#include "commands.h"

#include <CLI/CLI.hpp>

#include <map>
#include <memory>

namespace sambung::gateway {

namespace {

const std::map<std::string, ChannelKind> channel_words{
    {"ussd", ChannelKind::ussd}, {"sms", ChannelKind::sms}, {"whatsapp", ChannelKind::whatsapp}};

const std::map<std::string, StoreKind> store_words{
    {"memory", StoreKind::memory}, {"redis", StoreKind::redis}, {"sql", StoreKind::sql}};

const std::map<std::string, CoverageShown> coverage_words{
    {"totals", CoverageShown::totals}, {"missing", CoverageShown::missing}, {"whole", CoverageShown::whole}};

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

}  // namespace

void add_talk_commands(CLI::App& app, Chosen& chosen) {
    add_check(app, chosen);
    add_chat(app, chosen);
    add_replay(app, chosen);
    add_tour(app, chosen);
    add_texts(app, chosen);
    add_graph(app, chosen);
}

}  // namespace sambung::gateway
