#include "commands.h"

int main(int argc, char** argv) { return sambung::gateway::run_command(argc, argv, {}); }
