// The exchange log: a person's number and words, put wherever the input says into whatever it says, never stand in the
// line; nor do eight of their characters that follow each other. An octet of 1, 2 or 3 in the input is a number and two
// texts of somebody's; the first octets say whose channel it is and what the bytes claim to be.
#include "choices.h"
#include "exchanges/exchange.h"
#include "exchanges/xml_paths.h"
#include "model/unicode.h"
#include "must.h"
#include "promises.h"

#include <boost/json.hpp>

#include <string>
#include <vector>

namespace {

using namespace sambung;
using namespace sambung::gateway;
using adapters::FuzzedChannel;

// No eight characters of them could be a name, a word of a protocol or a code: those hold neither blanks nor many
// digits.
constexpr std::string_view personal[] = {"6281357924680", "Bu Sri di Rt 5 no 9", "Ida @ RW 03 no 1"};
constexpr std::size_t telling = 8;

std::string with_personal(std::string_view pattern, bool encoded) {
    std::string out;
    for (const char c : pattern) {
        const auto which = static_cast<std::size_t>(c) - 1;
        if (which >= std::size(personal))
            out += c;
        else
            out += encoded ? percent_encode(personal[which]) : std::string{personal[which]};
    }
    return out;
}

void require_masked(std::string_view line) {
    for (const std::string_view value : personal)
        for (std::size_t at = 0; at + telling <= value.size(); ++at) must(!line.contains(value.substr(at, telling)));
    must(valid_utf8(line) && line.find('\n') == std::string_view::npos);
    boost::system::error_code error;
    must(boost::json::parse(line, error).is_object() && !error);
    must(line.size() < std::size_t{128} * 1024);
}

constexpr std::string_view types[] = {"",
                                      "application/json",
                                      "application/x-www-form-urlencoded",
                                      "text/xml",
                                      "text/plain; charset=utf-8",
                                      "application/xml",
                                      "multipart/form-data"};

void xml_is_told_within_bounds(std::string_view document) {
    const auto paths = xml_paths(document);
    if (!paths) return;
    std::size_t size = 0;
    for (const auto& [path, text] : *paths) size += path.size() + text.size();
    must(!paths->empty() && size <= std::size_t{256} * 1024);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Choices choices{data, size};
    const FuzzedChannel& channel = adapters::channels()[choices.below(adapters::channels().size())];
    const std::string_view type = types[choices.below(std::size(types))];
    const std::string other_type = with_personal(choices.text(), false);
    const std::string agent = with_personal(choices.text(), false);
    const std::string header = with_personal(choices.text(), false);
    const std::string query = with_personal(choices.text(), true);
    const std::string_view pattern = choices.rest();
    const Mask mask(ShownKeys(channel.cases.settings), [](std::string_view) { return std::string{"ffffffff"}; });

    for (const bool encoded : {false, true}) {
        const std::string body = with_personal(pattern, encoded);
        xml_is_told_within_bounds(body);
        for (const std::string_view claimed : {type, std::string_view{other_type}}) {
            HttpRequest request{"POST", "/hooks/x?" + query, {}, body, "203.0.113.7"};
            request.headers = {{"Content-Type", std::string{claimed}}, {"User-Agent", agent}, {header, "x"}};
            Exchange in = exchange_in("x", "/hooks/x", request, adapters::table_now);
            note_answer(in, {200, std::string{claimed}, body, {}});
            require_masked(exchange_line(in, mask));
        }
        HttpCall call{"POST", "https://api.example/" + body, {{"User-Agent", agent}}, body, {}};
        require_masked(exchange_line(exchange_out("x", call, adapters::table_now), mask));
        call.secret_url = "https://api.example/?" + body;
        call.url = "https://api.example/send";
        require_masked(exchange_line(exchange_out("x", call, adapters::table_now), mask));
    }
    return 0;
}
