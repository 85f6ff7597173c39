#include "commands.h"
#include "pack.h"
#include "version.h"

#include <CLI/CLI.hpp>

#include <iostream>

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

void add_replay_options(CLI::App* command, ReplayOptions& options) {
    command->add_option("--store", options.store, "memory, redis or sql: where sessions are kept")
        ->transform(CLI::CheckedTransformer(store_words));
    command->add_option("--redis", options.redis_url, "with --store redis: redis://… or redis+unix:PATH");
    auto* update = command->add_flag("--update", options.update, "write into the files what the service answers");
    auto* variants = command->add_flag("--variants", options.variants, "also with a fault or a slip at every message");
    command->add_option("--variant", options.variant, "one variant only, such as drop:4")->excludes(update);
    variants->excludes(update);
    command
        ->add_flag("--coverage{totals}", options.coverage, "tell what of the flows was met; =missing: and what was not")
        ->check(CLI::IsMember({"totals", "missing"}));
    command->add_option("files", options.files, ".chat files")->required()->check(CLI::ExistingFile);
}

void add_texts_options(CLI::App* command, TextsOptions& options) {
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
}

}  // namespace

int run_command(int argc, char** argv, Checkpoint checkpoint) {
    CLI::App app{"Sambung: the gateway between a citizen's phone and the social-affairs office", "sambung"};
    app.require_subcommand(1);
    std::string config;
    const auto with_config = [&](CLI::App* command, bool required = true) {
        auto* option = command->add_option("--config", config, "the configuration file");
        if (required) option->required();
        return command;
    };

    auto* serve_command = with_config(app.add_subcommand("serve", "run the service until SIGTERM"));
    bool strict = false;
    auto* check_command = with_config(app.add_subcommand(
        "check", "validate configuration, pack, routing and flows; exit 0 clean, 1 findings, 2 unreadable"));
    check_command->add_flag("--strict", strict, "warnings count as findings too");

    ChatOptions chat_options;
    auto* chat_command = with_config(app.add_subcommand("chat", "a phone in the terminal, on the running service"));
    chat_command->add_option("--channel", chat_options.channel, "ussd, sms or whatsapp")
        ->transform(CLI::CheckedTransformer(channel_words));
    chat_command->add_option("--from", chat_options.from, "the phone's number, +62…");

    ReplayOptions replay_options;
    auto* replay_command = with_config(app.add_subcommand("replay", "run golden transcripts"), false);
    add_replay_options(replay_command, replay_options);

    std::string kind;
    std::string out;
    auto* export_command = with_config(app.add_subcommand("export", "write cases as CSV; sealed fields stay sealed"));
    export_command->add_option("kind", kind, "what: cases")->required()->check(CLI::IsMember({"cases"}));
    export_command->add_option("--out", out, "a .csv file; standard output if not given");

    TextsOptions texts_options;
    auto* texts_command = with_config(app.add_subcommand("texts", "the translator's sheet, out and in"));
    add_texts_options(texts_command, texts_options);

    std::string flow;
    auto* graph_command = with_config(app.add_subcommand("graph", "draw a flow, or all, as a Mermaid chart"), false);
    graph_command->add_option("flow", flow, "the flow's name; without it how all flows lead to each other");

    ImportOptions import_options;
    auto* import_command = with_config(app.add_subcommand("import", "take over a register; all rows or none"));
    import_command->add_option("kind", kind, "what: helpers")->required()->check(CLI::IsMember({"helpers"}));
    import_command->add_option("file", import_options.file, "a .csv file")->required();
    import_command->add_flag("--dry-run", import_options.dry_run, "say what is wrong and keep nothing");

    auto* version_command = app.add_subcommand("version", "print the version and the built-in flows");
    auto* help_command = app.add_subcommand("help", "print this help");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (*serve_command) return serve(config, std::move(checkpoint));
    if (*check_command) return check(config, strict);
    if (*chat_command) {
        chat_options.config = config;
        return chat(chat_options);
    }
    if (*replay_command) {
        replay_options.config = config;
        return replay(replay_options);
    }
    if (*export_command) return export_cases(config, out);
    if (*texts_command) {
        texts_options.config = config;
        return texts(texts_options);
    }
    if (*graph_command) return graph(config, flow);
    if (*import_command) {
        import_options.config = config;
        return import_helpers(import_options);
    }
    if (*version_command) return print_version();
    if (*help_command) std::cout << app.help("", CLI::AppFormatMode::All);
    return 0;
}

}  // namespace sambung::gateway
