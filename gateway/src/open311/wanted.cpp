#include "wanted.h"

#include "dates.h"

#include <charconv>
#include <ranges>

namespace sambung::gateway::open311 {

namespace {

constexpr std::size_t most_in_list = 200;
constexpr int last_page = 100'000;

using Wrong = std::unexpected<std::string>;

std::vector<std::string> words_in(const Form& query, std::string_view name) {
    std::vector<std::string> out;
    for (const auto part : std::views::split(field(query, name).value_or(std::string_view{}), ',')) {
        const std::string_view word{part.begin(), part.end()};
        if (!word.empty() && out.size() < most_in_list) out.emplace_back(word);
    }
    return out;
}

// Nothing: it was not given. The error names it.
std::expected<std::optional<TimePoint>, std::string> date_in(const Form& query, std::string_view name) {
    const std::string_view text = field(query, name).value_or(std::string_view{});
    if (text.empty()) return std::optional<TimePoint>{};
    const std::optional<TimePoint> date = parse_date(text);
    if (!date) return Wrong(std::string{name} + " is a date with a zone, such as 2026-11-22T08:15:58+07:00.");
    return date;
}

std::expected<int, std::string> number_in(const Form& query, std::string_view name, int usual, int most) {
    const std::string_view text = field(query, name).value_or(std::string_view{});
    if (text.empty()) return usual;
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number < 1 || number > most)
        return Wrong(std::string{name} + " is a number from 1 to " + std::to_string(most) + ".");
    return number;
}

std::string add_page(const Form& query, store::RequestsWanted& wanted) {
    const auto page = number_in(query, "page", 1, last_page);
    if (!page) return page.error();
    const auto size = number_in(query, "page_size", largest_page, largest_page);
    if (!size) return size.error();
    wanted.most = *size;
    wanted.skip = (*page - 1) * *size;
    return {};
}

// Who asks for what changed asks for old ones too.
std::string add_times(const Form& query, TimePoint now, store::RequestsWanted& wanted) {
    std::optional<TimePoint> times[4];
    constexpr std::string_view names[] = {"start_date", "end_date", "updated_after", "updated_before"};
    for (std::size_t i = 0; i < std::size(names); ++i) {
        const auto date = date_in(query, names[i]);
        if (!date) return date.error();
        times[i] = *date;
    }
    const bool by_change = times[2] && !times[0] && !times[1];
    wanted.updated_from = times[2];
    wanted.updated_to = times[3];
    wanted.to = times[1].value_or(times[0] ? *times[0] + longest_span : now + seconds{1});
    wanted.from = times[0].value_or(by_change ? TimePoint{} : wanted.to - longest_span);
    if (times[0] && times[1] && (*times[1] < *times[0] || *times[1] - *times[0] > longest_span))
        return "start_date and end_date are 90 days apart at most.";
    return {};
}

std::string add_halves(const Form& query, store::RequestsWanted& wanted) {
    bool open = false;
    bool closed = false;
    for (const std::string& word : words_in(query, "status")) {
        if (word != "open" && word != "closed") return "status is open, closed, or both with a comma.";
        (word == "open" ? open : closed) = true;
    }
    if (open != closed) wanted.half = open ? store::Half::open : store::Half::closed;
    return {};
}

}  // namespace

std::expected<store::RequestsWanted, std::string> wanted_by(const Form& query, TimePoint now) {
    store::RequestsWanted wanted;
    if (std::string wrong = add_page(query, wanted); !wrong.empty()) return Wrong(std::move(wrong));
    const std::vector<std::string> ids = words_in(query, "service_request_id");
    if (!ids.empty()) {
        wanted.to = now + seconds{1};
        for (const std::string& id : ids)
            if (auto ticket = Ticket::parse(id)) wanted.tickets.push_back(*std::move(ticket));
        if (wanted.tickets.empty()) wanted.most = 0;  // none of them can be anybody's
        return wanted;
    }
    wanted.services = words_in(query, "service_code");
    for (std::string wrong : {add_times(query, now, wanted), add_halves(query, wanted)})
        if (!wrong.empty()) return Wrong(std::move(wrong));
    return wanted;
}

}  // namespace sambung::gateway::open311
