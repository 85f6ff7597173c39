// "Am I on the list?": answered from the office's lists (docs/lists.md) with the day that they tell of; never by name.
#pragma once

#include "cases/office.h"
#include "dialogs/dialog.h"
#include "store/keys.h"
#include "store/lists.h"

#include <memory>
#include <string>

namespace sambung::gateway {

// By the number that was typed (slot "nomor"), else by the phone that they write from; slot "program" says which list.
// Whoever is not on it, whatever was typed and whose it is, gets the same answer after the same work.
Task<dialogs::WishOutcome> look_up_list(store::Database& database, const store::Keys& keys,
                                        std::shared_ptr<const cases::Office> office, dialogs::Wish wish,
                                        std::string address, TimePoint now);

}  // namespace sambung::gateway
