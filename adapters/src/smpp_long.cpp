#include "adapters/smpp_long.h"

#include "smpp_octets.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters::smpp {

namespace {

constexpr std::uint8_t header_flag = 0x40;  // esm_class: a user data header stands before the text
constexpr std::size_t most_parts = 255;

char low(std::size_t value) { return static_cast<char>(value & 0xFFU); }

std::string user_data_header(LongBy how, std::uint16_t reference, std::size_t total, std::size_t number) {
    if (how == LongBy::udh16) return {6, 8, 4, low(reference >> 8U), low(reference), low(total), low(number)};
    return {5, 0, 3, low(reference), low(total), low(number)};
}

PieceLimits part_limits(LongBy how) {
    if (how == LongBy::udh16) return {.septets = 152, .units = 66, .header = 7};
    if (how == LongBy::sar) return {.septets = 153, .units = 67, .header = 0};
    return {.septets = 153, .units = 67, .header = 6};
}

ShortMessage part_of(const ShortMessage& frame, LongBy how, std::uint16_t reference, std::size_t total,
                     std::size_t number, const Coded& piece) {
    ShortMessage part = frame;
    part.data_coding = piece.data_coding;
    part.text = piece.octets;
    if (how == LongBy::sar) {
        part.tlvs.push_back(two_octets(tag::sar_msg_ref_num, reference));
        part.tlvs.push_back(octet(tag::sar_total_segments, static_cast<std::uint8_t>(total)));
        part.tlvs.push_back(octet(tag::sar_segment_seqnum, static_cast<std::uint8_t>(number)));
        return part;
    }
    part.esm_class |= header_flag;
    part.text = user_data_header(how, reference, total, number) + part.text;
    return part;
}

ShortMessage in_payload(const ShortMessage& frame, const Coded& whole) {
    ShortMessage out = frame;
    out.data_coding = whole.data_coding;
    out.tlvs.push_back({tag::message_payload, whole.octets});
    return out;
}

bool possible(const Place& place) { return place.total >= 1 && place.number >= 1 && place.number <= place.total; }

// Of one information element (TS 23.040 9.2.3.24.1 and .8).
std::optional<Place> place_in(std::uint8_t kind, std::string_view element) {
    FieldReader in{element};
    Place place;
    if (kind == 0x00 && element.size() == 3)
        place.reference = in.octet();
    else if (kind == 0x08 && element.size() == 4)
        place.reference = static_cast<std::uint16_t>(in.integer(2));
    else
        return std::nullopt;
    place.total = in.octet();
    place.number = in.octet();
    return possible(place) ? std::optional{place} : std::nullopt;
}

std::optional<Place> place_in_header(std::string_view elements) {
    FieldReader in{elements};
    std::optional<Place> place;
    while (!in.done()) {
        const std::uint8_t kind = in.octet();
        const std::uint8_t size = in.octet();
        const std::string_view element = in.take(size);
        if (in.broken()) break;
        if (const auto found = place_in(kind, element)) place = found;
    }
    return place;
}

std::optional<Place> place_in_parameters(const std::vector<Tlv>& tlvs) {
    const auto reference = number(tlvs, tag::sar_msg_ref_num);
    const auto total = number(tlvs, tag::sar_total_segments);
    const auto which = number(tlvs, tag::sar_segment_seqnum);
    if (!reference || !total || !which || *total > most_parts || *which > most_parts) return std::nullopt;
    const Place place{static_cast<std::uint16_t>(*reference), static_cast<std::uint8_t>(*total),
                      static_cast<std::uint8_t>(*which)};
    return possible(place) ? std::optional{place} : std::nullopt;
}

std::optional<Place> unless_alone(std::optional<Place> place) {
    return place && place->total > 1 ? place : std::nullopt;
}

}  // namespace

std::vector<ShortMessage> split(const ShortMessage& frame, std::string_view utf8, const Coding& coding, LongBy how,
                                std::uint16_t reference) {
    const std::vector<Coded> alone = pieces(utf8, coding, {});
    if (alone.size() == 1) {
        ShortMessage message = frame;
        message.data_coding = alone.front().data_coding;
        message.text = alone.front().octets;
        return {message};
    }
    if (how == LongBy::payload) return {in_payload(frame, coded(utf8, coding, false))};
    const std::vector<Coded> parts = pieces(utf8, coding, part_limits(how));
    if (parts.size() > most_parts) return {};
    std::vector<ShortMessage> out;
    for (const Coded& piece : parts) out.push_back(part_of(frame, how, reference, parts.size(), out.size() + 1, piece));
    return out;
}

Carried carried(const ShortMessage& message) {
    Carried out;
    std::string_view octets = message.octets();
    out.coded.data_coding = message.data_coding;
    if ((message.esm_class & header_flag) != 0 && !octets.empty()) {
        const std::size_t size = static_cast<unsigned char>(octets.front());
        if (size < octets.size()) {
            out.header = size + 1;
            out.place = unless_alone(place_in_header(octets.substr(1, size)));
            octets.remove_prefix(out.header);
        }
    }
    if (!out.place) out.place = unless_alone(place_in_parameters(message.tlvs));
    out.coded.octets = octets;
    return out;
}

std::optional<Reassembly::Whole> Reassembly::add(const std::string& sender, const Place& place, Coded part,
                                                 std::int64_t token, TimePoint now) {
    const Key key{sender, place.reference, place.total};
    std::optional<Whole> pushed_out;
    if (const auto old = piles_.find(key); old != piles_.end()) {
        const auto there = old->second.parts.find(place.number);
        if (there != old->second.parts.end() && there->second != part) pushed_out = take(old, false);
    }
    const auto [pile, fresh] = piles_.try_emplace(key);
    if (fresh) pile->second.began = now;
    pile->second.tokens.push_back(token);
    const std::size_t size = part.octets.size();
    if (pile->second.parts.try_emplace(place.number, std::move(part)).second) octets_ += size;
    if (pile->second.parts.size() < place.total) return pushed_out;
    return take(pile, true);
}

Reassembly::Whole Reassembly::take(Piles::iterator pile, bool complete) {
    Whole whole{
        .sender = pile->first.sender, .parts = {}, .complete = complete, .tokens = std::move(pile->second.tokens)};
    for (auto& [number, part] : pile->second.parts) {
        octets_ -= part.octets.size();
        whole.parts.push_back(std::move(part));
    }
    piles_.erase(pile);
    return whole;
}

std::vector<Reassembly::Whole> Reassembly::fallen_out(TimePoint now) {
    std::vector<Whole> out;
    while (!piles_.empty()) {
        const auto oldest =
            std::ranges::min_element(piles_, {}, [](const Piles::value_type& pile) { return pile.second.began; });
        const bool full = piles_.size() > limits_.messages || octets_ > limits_.octets;
        if (!full && oldest->second.began + limits_.within > now) break;
        out.push_back(take(oldest, false));
    }
    return out;
}

}  // namespace sambung::adapters::smpp
