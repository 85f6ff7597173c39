#include "dialogs/made_up_office.h"

#include "flow.h"
#include "model/ticket.h"

#include <algorithm>
#include <string>

namespace sambung::dialogs {

WishOutcome made_up_outcome(std::string_view action, std::string_view result) {
    WishOutcome outcome{.result = std::string{result}, .values = {}, .rows = {}};
    outcome.values = {{"tiket", in_threes(made_up_ticket)},
                      {"cek", "123 456"},
                      {"batas", "26 Nov 09.00"},
                      {"status", "DITANGANI"},
                      {"unit", "Dinas Sosial"},
                      {"tgl", "23 Nov 09.00"},
                      {"jam", "Sel 08.00"},
                      {"angka", "3276********0001"}};
    const bool has_rows = (action == "list" && result == "ok") || (action == "compare" && result == "similar");
    if (has_rows) outcome.rows = {{std::string{made_up_ticket}, "DITERIMA"}};
    return outcome;
}

bool is_result(std::string_view action, std::string_view result) {
    const ActionType* type = action_type(action);
    return type != nullptr && std::ranges::find(type->results, result) != type->results.end();
}

}  // namespace sambung::dialogs
