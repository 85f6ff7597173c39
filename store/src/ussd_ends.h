// Where USSD sessions end.
#pragma once

#include "sql.h"
#include "store/queues.h"

#include <string>
#include <vector>

namespace sambung::store {

void note_ussd_ends(Sql& sql, const std::vector<UssdEnds>& ends);
[[nodiscard]] std::vector<UssdEnds> ussd_ends_since(Sql& sql, const std::string& day);

}  // namespace sambung::store
