#include "command_options.h"
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

void add_serve(CLI::App& app, Chosen& chosen, const Checkpoint& checkpoint) {
    add_command(app, chosen, "serve", "run the service until SIGTERM", WithConfig::required)
        ->callback(
            [&chosen, checkpoint] { chosen.run = [&chosen, checkpoint] { return serve(chosen.config, checkpoint); }; });
}

}  // namespace

CLI::App* add_command(CLI::App& app, Chosen& chosen, const std::string& name, const std::string& help,
                      WithConfig config) {
    CLI::App* command = app.add_subcommand(name, help);
    if (config == WithConfig::none) return command;
    auto* option = command->add_option("--config", chosen.config, "the configuration file");
    if (config == WithConfig::required) option->required();
    return command;
}

int run_command(int argc, char** argv, Checkpoint checkpoint) {
    CLI::App app{"Sambung: the gateway between a citizen's phone and the social-affairs office", "sambung"};
    app.require_subcommand(1);
    Chosen chosen;
    add_serve(app, chosen, checkpoint);
    add_talk_commands(app, chosen);
    add_programmes_commands(app, chosen);
    add_office_commands(app, chosen);
    add_books_commands(app, chosen, checkpoint);
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
