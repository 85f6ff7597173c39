// The one configuration file (docs/configuration.md). Strict: an unknown key is a finding with a did-you-mean.
// Secrets come as env:NAME or file:PATH; in demo mode also in plain words.
#pragma once

#include "adapters/adapter.h"
#include "cases/keeping.h"
#include "dialogs/strict_yaml.h"
#include "flood_guard.h"
#include "model/error.h"
#include "quiet_hours.h"
#include "send_budget.h"
#include "ussd_screens.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sambung::gateway {

struct ListenConfig {
    std::string address;           // "127.0.0.1:8080", "[::1]:8080"
    std::string certificate, key;  // PEM files; both empty: no TLS
};

struct ChannelConfig {
    std::string id;
    std::string adapter;
    std::string notices{};   // USSD: id of the channel that carries the ticket afterwards
    std::string fallback{};  // id of the channel that carries news which this one cannot; may be empty
    int rate = 0;            // units a second (pace.h); 0: as fast as it goes
    int price = 0;           // rupiah a unit, for `sambung costs`; 0: not told
    bool sink = false;       // demo: what goes out stays here, to be shown
    adapters::ChannelSettings settings;
};

struct Limits {
    int cases_per_day = 3;      // new ones a person, P2-P4; P0/P1 are never held back
    int lookups_per_hour = 5;   // per person, charged before the look-up
    int turns_in_flight = 512;  // per shard; over it look-ups are shed
    UssdScreens ussd{};
    QuietHours quiet{};
    FloodLimits inbound{};
    SendLimits outbound{};
    std::size_t connections = 10'000;     // per listener and shard
    std::chrono::hours session_life{96};  // longer than any flow's idle time, so that a timer finds its session
};

// The log of what providers and we told each other; without a folder there is none.
struct ExchangesConfig {
    std::filesystem::path folder;
    int days = 14;  // that its files are kept
};

// What a key is for: a unit's tasks; houses that a unit pays for; filing reports by Open311; reading what was filed
// with that key's name.
enum class Scope : std::uint8_t { referrals, allocations, requests_create, requests_read };
[[nodiscard]] std::string_view name(Scope scope);  // "referrals", "allocations", "requests:create", "requests:read"

// Another system that may call us: a unit's own program, or an app of the city.
struct PartnerConfig {
    std::string unit;  // code; empty: no unit,
    std::string key;
    std::string name = {};  // but this
    std::vector<Scope> scopes = {Scope::referrals};
    int quota = 0;                          // calls in an hour; 0: no limit
    std::optional<TimePoint> expires = {};  // from then on the key opens nothing
};

struct Config {
    std::filesystem::path file;
    std::filesystem::path pack;  // the pack's directory
    bool demo = false;
    std::string public_url;
    ListenConfig public_listen, desk_listen;
    std::vector<std::string> trusted_proxies;
    std::string sessions;  // "redis://…", "redis+unix:///PATH", "sql:", "memory:"
    std::string cases;     // path of the SQLite file, or ":memory:"
    std::filesystem::path root_key;
    std::filesystem::path spool;  // folder for what comes in while `cases` cannot take it; empty: none
    std::vector<ChannelConfig> channels;
    std::vector<PartnerConfig> partners;
    Limits limits;
    std::string log_level = "info";
    unsigned shards = 0;  // 0: cores - 1, at least one
    ExchangesConfig exchanges;
    std::filesystem::path media;    // folder of photos and voice notes; empty: none are fetched
    std::filesystem::path anchors;  // folder of the log's anchors; empty: none are written
    cases::Retention retention{};
    std::filesystem::path flows;  // overrides of the built-in flows; may be empty
};

struct ConfigLoaded {
    Config config;
    dialogs::Findings findings;  // C… codes; any is an error
    bool readable = true;        // false: the file is not there
};

// Reads and checks; opens no port and no store.
[[nodiscard]] ConfigLoaded load_config(const std::filesystem::path& file);

// "redis+unix:PATH" with its path made absolute; other addresses as they are.
[[nodiscard]] std::string session_address(const std::string& text);

// "memory:" stores, the named pack, one channel a kind: for replay and trying flows without a configuration.
[[nodiscard]] Config plain_config(const std::filesystem::path& pack);

}  // namespace sambung::gateway
