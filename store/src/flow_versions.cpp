#include "flow_versions.h"

#include <algorithm>
#include <filesystem>

namespace sambung::store {

void remember_flow(Sql& sql, const RememberedFlow& flow, TimePoint now) {
    sql.run(
        "INSERT INTO flow_versions (flow, version, structure, source, texts, loaded_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (flow, version, structure) DO UPDATE SET source = excluded.source, texts = excluded.texts,"
        " replaced_at = NULL WHERE source <> excluded.source OR texts <> excluded.texts OR replaced_at IS NOT NULL",
        flow.flow, flow.version, flow.structure, flow.source, flow.texts, now);
}

void retire_flows(Sql& sql, const std::vector<RememberedFlow>& in_use, TimePoint now, milliseconds keep) {
    std::vector<RememberedFlow> replaced;
    for (Query row = sql.query("SELECT flow, version, structure FROM flow_versions WHERE replaced_at IS NULL");
         row.next();) {
        RememberedFlow one{.flow = std::string{row.text(0)},
                           .version = static_cast<int>(row.integer(1)),
                           .structure = static_cast<std::uint32_t>(row.integer(2)),
                           .source = {},
                           .texts = {}};
        const auto same = [&one](const RememberedFlow& each) {
            return each.flow == one.flow && each.version == one.version && each.structure == one.structure;
        };
        if (std::ranges::none_of(in_use, same)) replaced.push_back(std::move(one));
    }
    for (const RememberedFlow& one : replaced)
        sql.run("UPDATE flow_versions SET replaced_at = ? WHERE flow = ? AND version = ? AND structure = ?", now,
                one.flow, one.version, one.structure);
    sql.run("DELETE FROM flow_versions WHERE replaced_at <= ?", now - keep);
}

std::vector<RememberedFlow> remembered_flows(Sql& sql) {
    std::vector<RememberedFlow> all;
    for (Query row =
             sql.query("SELECT flow, version, structure, source, texts FROM flow_versions ORDER BY flow, version");
         row.next();)
        all.push_back({.flow = std::string{row.text(0)},
                       .version = static_cast<int>(row.integer(1)),
                       .structure = static_cast<std::uint32_t>(row.integer(2)),
                       .source = std::string{row.text(3)},
                       .texts = std::string{row.text(4)}});
    return all;
}

Result<std::vector<RememberedFlow>> flows_remembered_in(const std::string& path) {
    std::error_code missing;
    if (!std::filesystem::exists(path, missing)) return std::vector<RememberedFlow>{};
    const Result<std::unique_ptr<Sql>> sql = Sql::open(path, Sql::Mode::read_only);
    if (!sql) return std::unexpected(sql.error());
    try {
        const bool any = (*sql)->query("SELECT 1 FROM sqlite_master WHERE name = 'flow_versions'").next();
        return any ? remembered_flows(**sql) : std::vector<RememberedFlow>{};
    } catch (const std::exception& error) {
        return fail(Errc::unavailable, error.what());
    }
}

}  // namespace sambung::store
