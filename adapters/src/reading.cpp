#include "reading.h"

#include "model/message.h"
#include "model/phone.h"
#include "model/unicode.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace sambung::adapters {

namespace {

constexpr std::size_t longest_code = 64;
constexpr int longest_number_in_a_code = 7;
constexpr auto believable_future = std::chrono::minutes{10};
constexpr auto believable_past = std::chrono::days{30};

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Takes exactly `width` digits off the text.
std::optional<int> take_digits(std::string_view& rest, std::size_t width) {
    if (rest.size() < width) return std::nullopt;
    const auto number = integer(rest.substr(0, width));
    if (!number || !digit(rest.front())) return std::nullopt;
    rest.remove_prefix(width);
    return static_cast<int>(*number);
}

bool take(std::string_view& rest, char c) {
    if (!rest.starts_with(c)) return false;
    rest.remove_prefix(1);
    return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& rest) {
    const auto year = take_digits(rest, 4);
    if (!year || !take(rest, '-')) return std::nullopt;
    const auto month = take_digits(rest, 2);
    if (!month || !take(rest, '-')) return std::nullopt;
    const auto day = take_digits(rest, 2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

std::optional<seconds> take_time_of_day(std::string_view& rest) {
    const auto hour = take_digits(rest, 2);
    if (!hour || !take(rest, ':')) return std::nullopt;
    const auto minute = take_digits(rest, 2);
    if (!minute || !take(rest, ':')) return std::nullopt;
    const auto second = take_digits(rest, 2);
    if (!second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute} + seconds{*second};
}

// The zone's distance from UTC; none is UTC. Must be the end of the text.
std::optional<std::chrono::minutes> take_zone(std::string_view rest) {
    if (rest.empty() || rest == "Z") return std::chrono::minutes{0};
    const int sign = rest.front() == '-' ? -1 : 1;
    if (!take(rest, '+') && !take(rest, '-')) return std::nullopt;
    const auto hours = take_digits(rest, 2);
    take(rest, ':');
    const auto minutes = take_digits(rest, 2);
    if (!hours || !minutes || !rest.empty() || *hours > 14 || *minutes > 59) return std::nullopt;
    return sign * (std::chrono::hours{*hours} + std::chrono::minutes{*minutes});
}

}  // namespace

Form fields_of(const HttpRequest& request) {
    Form fields = parse_form(request.query());
    for (auto& pair : parse_form(request.body)) fields.push_back(std::move(pair));
    return fields;
}

std::string_view value(const Form& form, std::string_view name) {
    return field(form, name).value_or(std::string_view{});
}

bool usable(std::string_view id) {
    return !id.empty() && id.size() <= longest_provider_id && std::ranges::none_of(id, control) && valid_utf8(id);
}

std::string usable_or_empty(std::string_view id) { return std::string{usable(id) ? id : std::string_view{}}; }

Result<> require(const Form& form, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (!usable(value(form, name)))
            return fail(Errc::invalid_request, "field '" + std::string{name} + "' missing or unusable");
    return {};
}

std::string phone_or_word(std::string_view text) {
    const auto phone = Phone::parse(text);
    return phone ? phone->e164() : std::string{text};
}

std::string abroad_or_word(std::string_view text) {
    constexpr std::size_t shortest = 9;  // below are short codes
    constexpr std::size_t longest = 15;  // E.164
    const bool whole =
        text.size() >= shortest && text.size() <= longest && text.front() != '0' && std::ranges::all_of(text, digit);
    return phone_or_word(whole ? "+" + std::string{text} : std::string{text});
}

std::string harmless(std::string_view code) {
    int digits = 0;
    for (const char c : code) {
        if (!letter(c) && !digit(c) && c != '_' && c != '-') return {};
        digits = digit(c) ? digits + 1 : 0;
        if (digits > longest_number_in_a_code) return {};
    }
    return std::string{code.substr(0, longest_code)};
}

std::optional<long long> integer(std::string_view digits) {
    long long number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

std::optional<TimePoint> epoch_seconds(std::string_view text) {
    constexpr long long year_9999 = 253'402'300'800;
    const auto number = integer(text);
    if (!number || *number < 0 || *number >= year_9999) return std::nullopt;
    return TimePoint{seconds{*number}};
}

std::optional<TimePoint> iso_time(std::string_view text) {
    const auto date = take_date(text);
    if (!date || (!take(text, 'T') && !take(text, ' '))) return std::nullopt;
    const auto time = take_time_of_day(text);
    if (!time) return std::nullopt;
    if (take(text, '.')) text.remove_prefix(std::min(text.size(), text.find_first_not_of("0123456789")));
    const auto zone = take_zone(text);
    if (!zone) return std::nullopt;
    return TimePoint{*date + *time - *zone};
}

std::optional<TimePoint> any_time(std::string_view text) {
    constexpr std::size_t digits_of_milliseconds = 13;
    const auto number = integer(text);
    if (!number) return iso_time(text);
    if (text.size() == digits_of_milliseconds && *number > 0) return from_millis(*number);
    return epoch_seconds(text);
}

TimePoint judged(std::optional<TimePoint> sent_at, TimePoint now) {
    const bool believable = sent_at && *sent_at <= now + believable_future && *sent_at >= now - believable_past;
    return believable ? *sent_at : now;
}

}  // namespace sambung::adapters
