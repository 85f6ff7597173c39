// programmes.yaml: which services the city has, how each stands, and what citizens may be told about it.
#pragma once

#include "dialogs/flow_set.h"
#include "pack_reader.h"

#include <string>
#include <utility>
#include <vector>

namespace sambung::gateway {

struct Programme {
    std::string code;  // of cases/services.h
    std::string name;  // as citizens read it
    dialogs::ProgrammeState state = dialogs::ProgrammeState::open;
    std::string replaced_by;  // code of another one of the pack
    std::string note;         // one line for citizens, or empty
    std::vector<std::pair<std::string, std::string>> facts;
};

// P008 no such service, P009 listed twice, P010 too long or outside GSM-7, P011 `replaced_by` that is missing, not
// wanted, or leads nowhere; P005 dates; W056 words that SMS routes block.
[[nodiscard]] std::vector<Programme> read_programmes(PackReader& reader);

// `<code>_nama` and `<code>_catatan` of every service that any office can offer, empty where this one does not; and
// `<code>_<fact>` of the facts listed.
[[nodiscard]] dialogs::OfficeWords words_of(const std::vector<Programme>& programmes);

}  // namespace sambung::gateway
