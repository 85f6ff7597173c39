// Structured lines: `event=turn channel=ussd flow=lapor …`. Ids and codes only: never a text, a number or a name.
// Asynchronous; when the disk is slow the oldest waiting line is dropped rather than a turn delayed.
#pragma once

#include <string>

namespace sambung::gateway {

enum class LogTo { standard_error, nowhere };
void start_log(const std::string& level, LogTo to);
void stop_log();  // writes what is waiting

}  // namespace sambung::gateway
