// The command line, family by family: which words and options there are, and what runs for them. For command_line*.cpp
// only.
#pragma once

#include "checkpoint.h"

#include <cstdint>
#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace sambung::gateway {

// What was chosen on the command line.
struct Chosen {
    std::string config;
    std::function<int()> run;
};

enum class WithConfig : std::uint8_t { required, optional, none };

CLI::App* add_command(CLI::App& app, Chosen& chosen, const std::string& name, const std::string& help,
                      WithConfig config);

void add_talk_commands(CLI::App& app, Chosen& chosen);
void add_books_commands(CLI::App& app, Chosen& chosen, const Checkpoint& checkpoint);
void add_programmes_commands(CLI::App& app, Chosen& chosen);
void add_office_commands(CLI::App& app, Chosen& chosen);

}  // namespace sambung::gateway
