#include "ussd_ends.h"

namespace sambung::store {

void note_ussd_ends(Sql& sql, const std::vector<UssdEnds>& ends) {
    for (const UssdEnds& one : ends)
        sql.run(
            "INSERT INTO ussd_ends (day, channel, flow, state, completed, sessions, hops, ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day, channel, flow, state, completed) DO UPDATE SET"
            " sessions = sessions + excluded.sessions, hops = hops + excluded.hops, ms = ms + excluded.ms",
            one.day, one.channel, one.flow, one.state, one.completed ? 1 : 0, one.sessions, one.hops, one.ms);
}

std::vector<UssdEnds> ussd_ends_since(Sql& sql, const std::string& day) {
    std::vector<UssdEnds> all;
    for (Query row = sql.query("SELECT day, channel, flow, state, completed, sessions, hops, ms FROM ussd_ends"
                               " WHERE day >= ? ORDER BY day, channel, completed, sessions DESC, flow, state",
                               day);
         row.next();)
        all.push_back({.day = std::string{row.text(0)},
                       .channel = std::string{row.text(1)},
                       .flow = std::string{row.text(2)},
                       .state = std::string{row.text(3)},
                       .completed = row.integer(4) != 0,
                       .sessions = row.integer(5),
                       .hops = row.integer(6),
                       .ms = row.integer(7)});
    return all;
}

}  // namespace sambung::store
