// Long messages: what is cut comes back whole, in whatever order its parts arrive, and parts of different people, or of
// different messages, are never joined, whatever else arrives in between.
#include "adapters/smpp_long.h"
#include "adapters/smpp_pdu.h"
#include "choices.h"
#include "model/gsm7.h"
#include "model/unicode.h"
#include "must.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace sambung;
using namespace sambung::adapters::smpp;

constexpr Reassembly::Limits limits{.within = seconds{60}, .messages = 6, .octets = 400};
constexpr int most_steps = 400;

// Where a part belongs, kept apart from what is tested.
struct Origin {
    std::string sender;
    std::uint16_t reference = 0;
    std::uint8_t total = 1, number = 1;
    std::string octets;
};

class Arrivals {
 public:
    void step(Choices& choices) {
        now_ += milliseconds{static_cast<std::int64_t>(choices.below(64)) * 500};
        if (choices.below(8) == 0) return sweep();
        Origin origin;
        origin.sender = std::string(1, static_cast<char>('a' + static_cast<char>(choices.below(3)))) + "\x1F" + "2345";
        origin.reference = static_cast<std::uint16_t>(choices.below(3));
        origin.total = static_cast<std::uint8_t>(2 + choices.below(4));
        origin.number = static_cast<std::uint8_t>(1 + choices.below(origin.total));
        origin.octets = std::string{choices.text().substr(0, 140)};
        const std::int64_t token = ++token_;
        there_.emplace(token, origin);
        const auto whole = piles_.add(origin.sender, {origin.reference, origin.total, origin.number},
                                      {.data_coding = 0, .octets = origin.octets}, token, now_);
        if (whole) came_out(*whole);
        if (whole && whole->complete) must(std::ranges::find(whole->tokens, token) != whole->tokens.end());
    }

    // Nothing is lost: each part comes out once, if only as it is.
    void end() {
        sweep();
        now_ += limits.within;
        sweep();
        must(there_.empty() && piles_.octets() == 0);
    }

 private:
    void sweep() {
        for (const Reassembly::Whole& out : piles_.fallen_out(now_)) {
            must(!out.complete);
            came_out(out);
        }
        must(piles_.octets() <= limits.octets);
        std::set<std::tuple<std::string, std::uint16_t, std::uint8_t>> messages;
        for (const auto& [token, origin] : there_) messages.emplace(origin.sender, origin.reference, origin.total);
        must(messages.size() <= limits.messages);
    }

    void came_out(const Reassembly::Whole& whole) {
        must(!whole.tokens.empty());
        const Origin first = there_.at(whole.tokens.front());
        std::map<std::uint8_t, std::string> parts;
        for (const std::int64_t token : whole.tokens) {
            const auto part = there_.find(token);
            must(part != there_.end());  // and so comes out once
            const Origin& origin = part->second;
            must(origin.sender == first.sender && origin.reference == first.reference && origin.total == first.total);
            const auto known = parts.emplace(origin.number, origin.octets).first;
            must(known->second == origin.octets);
            there_.erase(part);
        }
        must(whole.sender == first.sender && whole.parts.size() == parts.size());
        must(whole.complete == (parts.size() == first.total));
        auto part = parts.begin();
        for (const Coded& coded : whole.parts) must(coded.octets == (part++)->second);
    }

    Reassembly piles_{limits};
    std::map<std::int64_t, Origin> there_;  // by token: what has gone in and not come out
    std::int64_t token_ = 0;
    TimePoint now_{milliseconds{1'000'000}};
};

Coding coding_of(Choices& choices) {
    constexpr Alphabet alphabets[] = {Alphabet::gsm7, Alphabet::latin1, Alphabet::ascii};
    Coding coding;
    coding.fallback = alphabets[choices.below(3)];
    coding.packed = choices.yes();
    return coding;
}

// In another order, but the same at every run of one input.
void shuffle(std::vector<ShortMessage>& parts, std::size_t by) {
    for (std::size_t i = parts.size(); i > 1; --i) std::swap(parts[i - 1], parts[(by * 31 + i * 17) % i]);
}

std::string text_of_one(const ShortMessage& message, const Coding& coding) {
    const Carried in = carried(message);
    must(!in.place);
    return text_of(in.coded, coding, in.header, false).value();
}

std::string text_of_parts(const std::vector<ShortMessage>& parts, const Coding& coding) {
    Reassembly piles{{}};
    std::int64_t token = 0;
    std::optional<Reassembly::Whole> whole;
    for (const ShortMessage& message : parts) {
        must(!whole);
        const Carried in = carried(message);
        must(in.place && in.place->total == parts.size());
        whole = piles.add("a", *in.place, joinable(in.coded, coding, in.header), ++token, TimePoint{});
    }
    must(whole && whole->complete);
    return joined_text(whole->parts, coding);
}

// SMPP counts no septets, so of a packed text one '@' at the very end of a part may not be told from empty bits.
bool is_exact(std::string_view utf8, const Coding& coding) {
    return !coding.packed || coding.fallback != Alphabet::gsm7 || !utf8.contains('@');
}

void what_is_cut_comes_back(Choices& choices) {
    constexpr LongBy ways[] = {LongBy::udh8, LongBy::udh16, LongBy::sar, LongBy::payload};
    const LongBy how = ways[choices.below(4)];
    const Coding coding = coding_of(choices);
    const auto reference = static_cast<std::uint16_t>(choices.number(2));
    const std::size_t order = choices.below(256);
    const std::size_t times = 1 + choices.below(16);  // an input is shorter than many parts
    std::string text;
    const std::string_view once = choices.rest();
    for (std::size_t i = 0; i < times; ++i) text += once;
    std::vector<ShortMessage> parts = split({}, text, coding, how, reference);
    if (parts.empty()) return must(text.size() > std::size_t{66} * 255);
    for (const ShortMessage& part : parts) {
        must(part.text.size() <= 160);
        const auto octets = encode({.command = 4, .status = 0, .sequence = 1, .body = part});
        must(octets && std::get<ShortMessage>(decode(*octets).value().body) == part);
    }
    shuffle(parts, order);
    const std::string back = parts.size() == 1 ? text_of_one(parts.front(), coding) : text_of_parts(parts, coding);
    must(valid_utf8(back));
    if (is_exact(text, coding)) must(back == repaired_utf8(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Choices choices{data, size};
    if (choices.yes()) {
        what_is_cut_comes_back(choices);
        return 0;
    }
    Arrivals arrivals;
    for (int i = 0; i < most_steps && !choices.done(); ++i) arrivals.step(choices);
    arrivals.end();
    return 0;
}
