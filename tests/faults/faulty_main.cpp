// The service with one more wish: to die by SIGKILL at a named moment, once. SAMBUNG_CRASH_AT names the moment and
// SAMBUNG_CRASH_MARK a file that is made first, so that the next start goes on.

#include "commands.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

int main(int argc, char** argv) {
    const auto die_once = [](std::string_view moment) {
        const char* wanted = std::getenv("SAMBUNG_CRASH_AT");
        const char* mark = std::getenv("SAMBUNG_CRASH_MARK");
        if (wanted == nullptr || mark == nullptr || moment != wanted) return;
        const int file = ::open(mark, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
        if (file < 0) return;
        ::close(file);
        ::kill(::getpid(), SIGKILL);
    };
    return sambung::gateway::run_command(argc, argv, die_once);
}
