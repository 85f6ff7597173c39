#include "books.h"
#include "commands.h"
#include "times.h"

#include <algorithm>
#include <iostream>

namespace sambung::gateway {

namespace {

std::string known_channels(const Config& config) {
    std::string all;
    for (const ChannelConfig& channel : config.channels) all += (all.empty() ? "" : ", ") + channel.id;
    return all;
}

}  // namespace

int set_channel(const std::filesystem::path& config_file, const std::string& channel, ChannelWish wish) {
    const std::optional<Config> config = usable_config(config_file);
    if (!config) return 2;
    const auto found = std::ranges::find(config->channels, channel, &ChannelConfig::id);
    if (found == config->channels.end())
        return complain("there is no channel \"" + channel + "\"; there are: " + known_channels(*config));
    if (const auto* maker = adapters::find_maker(found->adapter); maker->kind == ChannelKind::ussd)
        return complain("a USSD screen is the answer to the citizen's own call: \"" + channel +
                        "\" cannot be suspended");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const bool suspend = wish == ChannelWish::suspend;
    const Result<bool> changed =
        suspend ? books->cases->pause_channel(channel, now()) : books->cases->resume_channel(channel);
    if (!changed) return complain(describe(changed.error()));
    std::cout << channel << (suspend ? " is suspended" : " sends") << (*changed ? "\n" : ", as before\n");
    return 0;
}

int print_costs(const std::filesystem::path& config_file) {
    const std::optional<Config> config = usable_config(config_file);
    if (!config) return 2;
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const Result<std::vector<store::LedgerRow>> rows = books->cases->ledger();
    if (!rows) return complain(describe(rows.error()));
    std::cout << "month,channel,messages,units,rupiah\r\n";
    for (const store::LedgerRow& row : *rows) {
        const auto channel = std::ranges::find(config->channels, row.channel, &ChannelConfig::id);
        const int price = channel == config->channels.end() ? 0 : channel->price;
        std::cout << row.month << "," << row.channel << "," << row.messages << "," << row.units << ","
                  << (price > 0 ? std::to_string(row.units * price) : std::string{}) << "\r\n";
    }
    return 0;
}

}  // namespace sambung::gateway
