#include "config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <ranges>
#include <set>
#include <sstream>

namespace sambung::gateway {

namespace fs = std::filesystem;
using dialogs::Findings;
using dialogs::YamlNode;

namespace {

// Reads one file and gathers what is wrong with it.
class Reader {
 public:
    Reader(std::string file, Findings& findings) : file_(std::move(file)), findings_(findings) {}

    void complain(const YamlNode& at, std::string_view code, std::string sentence) {
        findings_.push_back({file_, at.at, std::string{code}, std::move(sentence)});
    }
    void keys(const YamlNode& map, const std::vector<std::string_view>& known) {
        dialogs::refuse_unknown_keys(file_, map, known, findings_);
    }
    std::string required(const YamlNode& map, std::string_view key) {
        const YamlNode* node = map.find(key);
        if (node == nullptr || node->type != YamlNode::Type::scalar || node->scalar.empty()) {
            complain(map, "C002", "\"" + std::string{key} + "\" is required");
            return {};
        }
        return node->scalar;
    }
    template <class Number>
    void number(const YamlNode& map, std::string_view key, Number lowest, Number highest, Number& into) {
        const YamlNode* node = map.find(key);
        if (node == nullptr) return;
        Number value{};
        const std::string& text = node->scalar;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size() || value < lowest || value > highest)
            complain(*node, "C003",
                     "\"" + std::string{key} + "\" is a number from " + std::to_string(lowest) + " to " +
                         std::to_string(highest));
        else
            into = value;
    }
    // A secret: env:NAME, file:PATH, or in demo mode the words themselves.
    std::string secret(const YamlNode& node, std::string_view key, bool demo) {
        const std::string& text = node.scalar;
        if (text.starts_with("env:")) {
            const char* value = std::getenv(text.c_str() + 4);
            if (value == nullptr || *value == '\0') complain(node, "C004", "the environment has no " + text.substr(4));
            return value != nullptr ? value : "";
        }
        if (text.starts_with("file:")) {
            std::ifstream in(text.substr(5));
            std::string value;
            if (!std::getline(in, value))
                complain(node, "C004", "cannot read the file of \"" + std::string{key} + "\"");
            return value;
        }
        if (!demo) complain(node, "C005", "\"" + std::string{key} + "\" is a secret: give it as env:NAME or file:PATH");
        return text;
    }

 private:
    std::string file_;
    Findings& findings_;
};

const YamlNode& empty_map() {
    static const YamlNode node{
        .type = YamlNode::Type::map, .at = {}, .scalar = {}, .plain = false, .items = {}, .entries = {}};
    return node;
}

const YamlNode& map_of(const YamlNode& parent, std::string_view key) {
    const YamlNode* node = parent.find(key);
    return node != nullptr && node->type == YamlNode::Type::map ? *node : empty_map();
}

bool loopback(std::string_view address) {
    return address.starts_with("127.") || address.starts_with("[::1]") || address.starts_with("localhost:");
}

ListenConfig read_listen(Reader& reader, const YamlNode& listen, std::string_view which, bool demo) {
    ListenConfig out;
    const YamlNode* node = listen.find(which);
    if (node == nullptr || node->type != YamlNode::Type::map) {
        reader.complain(listen, "C002", "\"listen." + std::string{which} + "\" is required");
        return out;
    }
    reader.keys(*node, {"address", "tls"});
    out.address = reader.required(*node, "address");
    if (demo && !out.address.empty() && !loopback(out.address))
        reader.complain(*node, "C006", "demo mode listens on loopback only, not on " + out.address);
    if (const YamlNode* tls = node->find("tls")) {
        reader.keys(*tls, {"certificate", "key"});
        out.certificate = reader.required(*tls, "certificate");
        out.key = reader.required(*tls, "key");
    }
    return out;
}

// "file:PATH" or "sqlite:PATH" -> PATH.
std::string after_scheme(Reader& reader, const YamlNode& map, std::string_view key, std::string_view scheme) {
    std::string text = reader.required(map, key);
    if (text.starts_with(scheme)) return text.substr(scheme.size());
    if (!text.empty())
        reader.complain(*map.find(key), "C003",
                        "\"" + std::string{key} + "\" begins with \"" + std::string{scheme} + "\"");
    return {};
}

// What was meant, or if nothing is near it, what there is.
std::string meant_or_known(std::string_view word, const std::vector<std::string_view>& known) {
    if (std::string meant = dialogs::did_you_mean(word, known); !meant.empty()) return meant;
    std::string all = " There are:";
    for (const std::string_view one : known) all.append(one == known.front() ? " " : ", ").append(one);
    return all + ".";
}

void read_setting(Reader& reader, const YamlNode& key, const YamlNode& value, const adapters::Maker& maker, bool demo,
                  ChannelConfig& channel) {
    for (const adapters::Setting& setting : maker.settings)
        if (setting.key == key.scalar) {
            std::string text = setting.secret ? reader.secret(value, key.scalar, demo) : value.scalar;
            if (key.scalar == "open" && text == "loopback" && !demo)
                reader.complain(value, "C006", "\"open: loopback\" is for demo mode only");
            channel.settings.values.emplace_back(key.scalar, std::move(text));
            return;
        }
    std::vector<std::string_view> known{"id", "adapter", "notices", "fallback", "rate", "price", "send"};
    for (const adapters::Setting& setting : maker.settings) known.push_back(setting.key);
    reader.complain(
        key, "E001",
        "unknown key \"" + key.scalar + "\" of " + std::string{maker.name} + "." + meant_or_known(key.scalar, known));
}

ChannelConfig read_channel(Reader& reader, const YamlNode& node, bool demo) {
    ChannelConfig channel;
    channel.id = reader.required(node, "id");
    channel.settings.id = channel.id;
    channel.adapter = reader.required(node, "adapter");
    const adapters::Maker* maker = adapters::find_maker(channel.adapter);
    if (maker == nullptr) {
        std::vector<std::string_view> known;
        for (const adapters::Maker& one : adapters::registry()) known.push_back(one.name);
        if (!channel.adapter.empty())
            reader.complain(
                *node.find("adapter"), "C003",
                "there is no adapter \"" + channel.adapter + "\"." + meant_or_known(channel.adapter, known));
        return channel;
    }
    for (const auto& [key, value] : node.entries) {
        if (key.scalar == "id" || key.scalar == "adapter") continue;
        if (key.scalar == "notices") {
            channel.notices = value.scalar;
        } else if (key.scalar == "fallback") {
            channel.fallback = value.scalar;
        } else if (key.scalar == "rate") {
            reader.number(node, "rate", 1, 10'000, channel.rate);
        } else if (key.scalar == "price") {
            reader.number(node, "price", 0, 1'000'000, channel.price);
        } else if (key.scalar == "send") {
            channel.sink = value.scalar == "sink";
            if (!channel.sink || !demo)
                reader.complain(value, "C006",
                                "\"send\" knows only \"sink\", in demo mode; a provider's address is \"send_url\"");
        } else {
            read_setting(reader, key, value, *maker, demo, channel);
        }
    }
    return channel;
}

// A key that names another channel, by which we can write first.
void check_other(Reader& reader, const YamlNode& node, const std::vector<ChannelConfig>& channels, std::string_view key,
                 const std::string& named, const std::string& own) {
    if (named.empty()) return;
    const std::string says = "\"" + std::string{key} + "\" names the channel \"" + named + "\", which ";
    const auto other = std::ranges::find(channels, named, &ChannelConfig::id);
    if (other == channels.end()) return reader.complain(node, "C003", says + "is not there");
    if (named == own) return reader.complain(node, "C003", says + "it is itself");
    const adapters::Maker* maker = adapters::find_maker(other->adapter);
    if (maker != nullptr && maker->kind == ChannelKind::ussd)
        reader.complain(node, "C003", says + "cannot write first: it is USSD");
    if (maker != nullptr && maker->carries != adapters::Carries::talk)
        reader.complain(node, "C003", says + "is for units, not for citizens");
    if (key == "fallback" && !other->fallback.empty())
        reader.complain(node, "C003", says + "has a fallback itself: a message goes on once");
}

void read_channels(Reader& reader, const YamlNode& root, Config& config) {
    const YamlNode* list = root.find("channels");
    if (list == nullptr || list->type != YamlNode::Type::list || list->items.empty()) {
        reader.complain(root, "C002", "\"channels\" needs at least one channel");
        return;
    }
    std::set<std::string> seen;
    for (const YamlNode& node : list->items) {
        ChannelConfig channel = read_channel(reader, node, config.demo);
        channel.settings.public_url = config.public_url;
        if (const Result<std::unique_ptr<adapters::Adapter>> made =
                adapters::make_adapter(channel.adapter, channel.settings);
            !made && adapters::find_maker(channel.adapter) != nullptr)
            reader.complain(node, "C007", made.error().detail);
        if (!seen.insert(channel.id).second)
            reader.complain(node, "C008", "there are two channels \"" + channel.id + "\"");
        config.channels.push_back(std::move(channel));
    }
    for (std::size_t i = 0; i < config.channels.size(); ++i) {
        const ChannelConfig& channel = config.channels[i];
        check_other(reader, list->items[i], config.channels, "notices", channel.notices, channel.id);
        check_other(reader, list->items[i], config.channels, "fallback", channel.fallback, channel.id);
    }
}

void read_budget(Reader& reader, const YamlNode& node, dialogs::UssdBudget& budget) {
    constexpr std::size_t least = 60;
    constexpr std::size_t most = 182;
    reader.number(node, "ussd_first", least, most, budget.first);
    reader.number(node, "ussd_later", least, most, budget.later);
}

void read_network(Reader& reader, const YamlNode& node, const dialogs::UssdBudget& budget, UssdScreens& screens) {
    const std::string& code = node.scalar;
    const bool digits =
        (code.size() == 5 || code.size() == 6) && code.find_first_not_of("0123456789") == std::string::npos;
    const auto codes = screens.by_network | std::views::keys;
    if (node.type != YamlNode::Type::scalar || !digits)
        reader.complain(node, "C003", "a network code is 5 or 6 digits (MCC and MNC), such as 51010");
    else if (std::ranges::find(codes, code) != codes.end())
        reader.complain(node, "C003", "the network " + code + " is listed twice");
    else
        screens.by_network.emplace_back(code, budget);
}

// [{networks: [51010], ussd_first: 133, ussd_later: 150}]
void read_operators(Reader& reader, const YamlNode& node, UssdScreens& screens) {
    const YamlNode* list = node.find("operators");
    if (list == nullptr) return;
    if (list->type != YamlNode::Type::list) return reader.complain(*list, "C003", "\"operators\" is a list");
    for (const YamlNode& one : list->items) {
        reader.keys(one, {"networks", "ussd_first", "ussd_later"});
        dialogs::UssdBudget budget = screens.usual;
        read_budget(reader, one, budget);
        const YamlNode* networks = one.find("networks");
        if (networks == nullptr || networks->type != YamlNode::Type::list || networks->items.empty())
            reader.complain(one, "C002", "\"networks\" is required: a list of network codes, such as [51010]");
        else
            for (const YamlNode& network : networks->items) read_network(reader, network, budget, screens);
    }
}

constexpr int many_messages = 1'000'000;

void read_inbound(Reader& reader, const YamlNode& limits, FloodLimits& inbound) {
    const YamlNode& node = map_of(limits, "inbound");
    reader.keys(node, {"person", "block", "all"});
    reader.number(node, "person", 0, many_messages, inbound.person);
    reader.number(node, "block", 0, many_messages, inbound.block);
    reader.number(node, "all", 0, many_messages, inbound.all);
}

void read_outbound(Reader& reader, const YamlNode& limits, SendLimits& outbound) {
    const YamlNode& node = map_of(limits, "outbound");
    reader.keys(node, {"number", "block", "countries"});
    reader.number(node, "number", 0, many_messages, outbound.number_a_day);
    reader.number(node, "block", 0, many_messages, outbound.block_an_hour);
    const YamlNode* countries = node.find("countries");
    if (countries == nullptr) return;
    if (countries->type != YamlNode::Type::list)
        return reader.complain(*countries, "C003",
                               "\"countries\" is a list of country codes, such as [62]; [] for all");
    outbound.countries.clear();
    for (const YamlNode& one : countries->items) {
        const std::string& code = one.scalar;
        if (code.empty() || code.size() > 3 || code.front() == '0' ||
            code.find_first_not_of("0123456789") != std::string::npos)
            reader.complain(one, "C003", "a country code is 1 to 3 digits without plus or zero, such as 62");
        else
            outbound.countries.push_back(code);
    }
}

void read_limits(Reader& reader, const YamlNode& root, Limits& limits) {
    const YamlNode& node = map_of(root, "limits");
    reader.keys(node, {"cases_per_day", "lookups_per_hour", "turns_in_flight", "ussd_first", "ussd_later", "operators",
                       "quiet", "inbound", "outbound", "connections"});
    reader.number(node, "cases_per_day", 1, 1000, limits.cases_per_day);
    reader.number(node, "lookups_per_hour", 1, 1000, limits.lookups_per_hour);
    reader.number(node, "turns_in_flight", 1, 100'000, limits.turns_in_flight);
    read_budget(reader, node, limits.ussd.usual);
    read_operators(reader, node, limits.ussd);
    if (const YamlNode* quiet = node.find("quiet")) {
        const std::optional<QuietHours> hours = quiet_hours_from(quiet->scalar);
        if (!hours) reader.complain(*quiet, "C003", "\"quiet\" is \"20:00-08:00\" or such, or \"none\"");
        limits.quiet = hours.value_or(QuietHours{});
    }
    read_inbound(reader, node, limits.inbound);
    read_outbound(reader, node, limits.outbound);
    reader.number(node, "connections", std::size_t{1}, std::size_t{1'000'000}, limits.connections);
}

// A name is a pack beside the configuration or under deploy/packs; anything with a slash is a directory.
fs::path find_pack(const fs::path& config_file, const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    for (const fs::path& base :
         {config_file.parent_path() / "packs", fs::path{"deploy/packs"}, fs::path{"/usr/share/sambung/packs"}})
        if (fs::is_directory(base / name)) return base / name;
    return config_file.parent_path() / "packs" / name;
}

void read_log(Reader& reader, const YamlNode& root, Config& config) {
    const YamlNode& node = map_of(root, "log");
    reader.keys(node, {"level"});
    if (const YamlNode* level = node.find("level")) {
        const std::vector<std::string_view> known{"debug", "info", "warn", "error"};
        if (std::ranges::find(known, level->scalar) == known.end())
            reader.complain(*level, "C003", "\"level\" is debug, info, warn or error");
        config.log_level = level->scalar;
    }
}

void read_exchanges(Reader& reader, const YamlNode& root, ExchangesConfig& exchanges) {
    const YamlNode* node = root.find("exchanges");
    if (node == nullptr) return;
    if (node->type != YamlNode::Type::map)
        return reader.complain(*node, "C003", "\"exchanges\" is a map with \"folder\" and \"days\"");
    reader.keys(*node, {"folder", "days"});
    exchanges.folder = reader.required(*node, "folder");
    reader.number(*node, "days", 1, 90, exchanges.days);
}

// Beside the books unless it is told.
void read_media(Reader& reader, const YamlNode& root, Config& config) {
    if (config.cases != ":memory:") config.media = config.cases + ".media";
    const YamlNode* node = root.find("media");
    if (node == nullptr) return;
    if (node->type != YamlNode::Type::map) return reader.complain(*node, "C003", "\"media\" is a map with \"folder\"");
    reader.keys(*node, {"folder"});
    config.media = reader.required(*node, "folder");
}

// Days after a case was finished. Thirty at least: so long it can be opened again.
void read_retention(Reader& reader, const YamlNode& root, cases::Retention& retention) {
    constexpr int least = 30;
    constexpr int most = 36'500;
    const YamlNode* node = root.find("retention");
    if (node == nullptr) return;
    if (node->type != YamlNode::Type::map)
        return reader.complain(*node, "C003", "\"retention\" is a map of days, such as {p3: 730, restricted: 1825}");
    reader.keys(*node, {"p0", "p1", "p2", "p3", "p4", "restricted"});
    constexpr std::array<std::string_view, 5> classes{"p0", "p1", "p2", "p3", "p4"};
    for (std::size_t i = 0; i < classes.size(); ++i)
        reader.number(*node, classes.at(i), least, most, retention.days.at(i));
    reader.number(*node, "restricted", least, most, retention.restricted_days);
}

// Beside the books unless it is told.
void read_anchors(Reader& reader, const YamlNode& root, Config& config) {
    if (config.cases != ":memory:" && !config.cases.empty()) config.anchors = config.cases + ".anchors";
    const YamlNode* node = root.find("anchors");
    if (node == nullptr) return;
    if (node->type != YamlNode::Type::scalar || node->scalar.empty())
        return reader.complain(*node, "C003", "\"anchors\" is a folder");
    config.anchors = node->scalar;
}

constexpr std::array all_scopes{Scope::referrals, Scope::allocations, Scope::requests_create, Scope::requests_read};

void read_scopes(Reader& reader, const YamlNode& node, PartnerConfig& partner) {
    const YamlNode* list = node.find("scopes");
    if (list != nullptr) {
        partner.scopes.clear();
        for (const YamlNode& word : list->items) {
            const auto* const scope = std::ranges::find(all_scopes, word.scalar, [](Scope one) { return name(one); });
            if (scope == all_scopes.end())
                reader.complain(word, "C003", "a scope is referrals, allocations, requests:create or requests:read");
            else
                partner.scopes.push_back(*scope);
        }
        if (partner.scopes.empty()) reader.complain(*list, "C003", "\"scopes\" is a list, such as [requests:create]");
    }
    for (const Scope scope : {Scope::referrals, Scope::allocations})
        if (partner.unit.empty() && std::ranges::find(partner.scopes, scope) != partner.scopes.end())
            reader.complain(node, "C003",
                            "the scope \"" + std::string{name(scope)} + "\" is a unit's: \"unit\" is required");
}

// "2027-06-30": through that day, UTC.
std::optional<TimePoint> end_of_day(std::string_view text) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    const auto number = [text](std::size_t at, std::size_t length, auto& into) {
        const char* end = text.data() + at + length;
        const auto read = std::from_chars(text.data() + at, end, into);
        return read.ec == std::errc{} && read.ptr == end;
    };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day)) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return TimePoint{std::chrono::sys_days{date} + std::chrono::days{1}};
}

// Who it is: a unit, or a name that cannot be taken for one.
void read_partner_name(Reader& reader, const YamlNode& node, PartnerConfig& partner) {
    constexpr std::size_t longest = 40;
    partner.unit = node.text("unit");
    partner.name = node.text("name");
    if (partner.unit.empty() == partner.name.empty())
        return reader.complain(node, "C002", "a partner has either \"unit\" or \"name\"");
    const bool plain = std::ranges::all_of(
        partner.name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!plain || partner.name.size() > longest)
        reader.complain(node, "C003", "\"name\" is small letters, digits and dashes, 40 at most");
}

PartnerConfig read_partner(Reader& reader, const YamlNode& node, bool demo) {
    constexpr std::size_t least_key = 24;
    constexpr int most_calls = 1'000'000;
    reader.keys(node, {"unit", "name", "key", "scopes", "quota", "expires"});
    PartnerConfig partner;
    read_partner_name(reader, node, partner);
    read_scopes(reader, node, partner);
    reader.number(node, "quota", 1, most_calls, partner.quota);
    if (const YamlNode* day = node.find("expires")) {
        partner.expires = end_of_day(day->scalar);
        if (!partner.expires) reader.complain(*day, "C003", "\"expires\" is a day, such as 2027-06-30");
    }
    if (const YamlNode* key = node.find("key"))
        partner.key = reader.secret(*key, "key", demo);
    else
        reader.complain(node, "C002", "\"key\" is required");
    if (!partner.key.empty() && partner.key.size() < least_key)
        reader.complain(node, "C003", "\"key\" has at least 24 characters");
    return partner;
}

// [{unit: baznas, key: "env:BAZNAS_KEY"}]; a partner may have two keys while one is changed.
void read_partners(Reader& reader, const YamlNode& root, Config& config) {
    const YamlNode* list = root.find("partners");
    if (list == nullptr) return;
    if (list->type != YamlNode::Type::list)
        return reader.complain(*list, "C003", "\"partners\" is a list of {unit, key}");
    std::set<std::string> seen;
    for (const YamlNode& node : list->items) {
        PartnerConfig partner = read_partner(reader, node, config.demo);
        if (!partner.key.empty() && !seen.insert(partner.key).second)
            reader.complain(node, "C008", "the same key stands at another partner");
        config.partners.push_back(std::move(partner));
    }
}

void read_root(Reader& reader, const YamlNode& root, Config& config) {
    reader.keys(root, {"pack", "mode", "public_url", "listen", "trusted_proxies", "sessions", "cases", "spool", "keys",
                       "channels", "limits", "log", "shards", "flows", "exchanges", "media", "anchors", "retention",
                       "partners"});
    config.demo = root.text("mode") == "demo";
    if (const YamlNode* mode = root.find("mode");
        mode != nullptr && mode->scalar != "demo" && mode->scalar != "production")
        reader.complain(*mode, "C003", "\"mode\" is demo or production");
    if (const std::string pack = reader.required(root, "pack"); !pack.empty())
        config.pack = find_pack(config.file, pack);
    config.public_url = reader.required(root, "public_url");
    const YamlNode& listen = map_of(root, "listen");
    reader.keys(listen, {"public", "desk"});
    config.public_listen = read_listen(reader, listen, "public", config.demo);
    config.desk_listen = read_listen(reader, listen, "desk", config.demo);
    if (const YamlNode* proxies = root.find("trusted_proxies"))
        for (const YamlNode& item : proxies->items) config.trusted_proxies.push_back(item.scalar);
    config.sessions = session_address(reader.required(root, "sessions"));
    config.cases = after_scheme(reader, root, "cases", "sqlite:");
    config.spool = root.text("spool");
    if (config.spool.empty() && !config.cases.empty() && config.cases != ":memory:")
        config.spool = config.cases + ".spool";
    config.root_key = after_scheme(reader, root, "keys", "file:");
    config.flows = root.text("flows");
    reader.number(root, "shards", 0U, 256U, config.shards);
    read_limits(reader, root, config.limits);
    read_log(reader, root, config);
    read_exchanges(reader, root, config.exchanges);
    read_media(reader, root, config);
    read_anchors(reader, root, config);
    read_retention(reader, root, config.retention);
    read_channels(reader, root, config);
    read_partners(reader, root, config);
}

}  // namespace

std::string_view name(Scope scope) {
    switch (scope) {
        case Scope::referrals:
            return "referrals";
        case Scope::allocations:
            return "allocations";
        case Scope::requests_create:
            return "requests:create";
        case Scope::requests_read:
            return "requests:read";
    }
    std::unreachable();
}

std::string session_address(const std::string& text) {
    constexpr std::string_view scheme = "redis+unix:";
    if (!text.starts_with(scheme) || text.starts_with("redis+unix://")) return text;
    return "redis+unix://" + fs::absolute(text.substr(scheme.size())).string();
}

ConfigLoaded load_config(const fs::path& file) {
    ConfigLoaded loaded;
    loaded.config.file = file;
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        loaded.readable = false;
        loaded.findings.push_back({file.string(), {}, "C000", "cannot be read"});
        return loaded;
    }
    std::ostringstream text;
    text << in.rdbuf();
    dialogs::YamlFile yaml = dialogs::read_strict_yaml(file.string(), text.str());
    loaded.findings = std::move(yaml.findings);
    const bool broken = std::ranges::any_of(loaded.findings, &dialogs::Finding::error);
    Reader reader(file.string(), loaded.findings);
    if (!broken) read_root(reader, yaml.root, loaded.config);
    dialogs::sort_findings(loaded.findings);
    return loaded;
}

Config plain_config(const fs::path& pack) {
    Config config;
    config.file = "built-in";
    config.pack = pack;
    config.demo = true;
    config.public_url = "http://127.0.0.1:8080";
    config.sessions = "memory:";
    config.cases = ":memory:";
    const auto channel = [&](std::string id, std::string adapter,
                             std::vector<std::pair<std::string, std::string>> values) {
        ChannelConfig out{.id = id,
                          .adapter = std::move(adapter),
                          .notices = {},
                          .sink = true,
                          .settings = {.id = id, .public_url = config.public_url, .values = std::move(values)}};
        config.channels.push_back(std::move(out));
    };
    channel("ussd", "africastalking_ussd", {{"open", "loopback"}});
    channel("sms", "kannel",
            {{"open", "loopback"},
             {"send_url", "http://127.0.0.1:13013/cgi-bin/sendsms"},
             {"username", "demo"},
             {"password", "demo"}});
    channel("wa", "whatsapp_cloud",
            {{"app_secret", "demo"},
             {"verify_token", "demo"},
             {"access_token", "demo"},
             {"phone_number_id", "100000000000001"}});
    config.channels.front().notices = "sms";
    return config;
}

}  // namespace sambung::gateway
