#include "meaning.h"

#include "fold.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

using Word = std::string_view;

constexpr Word stop_words[] = {"stop", "berhenti", "stop sms", "unsubscribe"};

struct WayWord {
    Word word;
    Way way;
};
constexpr WayWord way_words[] = {
    {"0", Way::back},          {"00", Way::home},        {"98", Way::more},
    {"8", Way::skip},          {"9", Way::danger},       {"kembali", Way::back},
    {"back", Way::back},       {"wangsul", Way::back},   {"menu", Way::home},
    {"menu utama", Way::home}, {"lagi", Way::more},      {"more", Way::more},
    {"next", Way::more},       {"lewati", Way::skip},    {"skip", Way::skip},
    {"petugas", Way::staff},   {"operator", Way::staff}, {"bicara petugas", Way::staff},
    {"patugas", Way::staff},   {"staff", Way::staff},
};

constexpr Word yes_list[] = {"ya",    "y",     "iya",    "yaa",   "ok",    "oke",   "setuju",
                             "benar", "betul", "inggih", "nggih", "injih", "muhun", "sumuhun",
                             "enya",  "leres", "hiih",   "iih",   "iye",   "yes"};
constexpr Word no_list[] = {"tidak", "tdk",    "gak", "ga",   "nggak", "enggak", "ngga", "bukan", "mboten",
                            "ora",   "henteu", "teu", "kada", "kagak", "kaga",   "ndak", "no",    "n"};
constexpr Word unsure_list[] = {"tidak tahu",  "tidak tau",        "tdk tahu",       "tdk tau",    "gak tahu",
                                "gak tau",     "ga tau",           "nggak tahu",     "nggak tau",  "entah",
                                "kurang tahu", "mboten mangertos", "mboten ngertos", "ora ngerti", "ora weruh",
                                "teu terang",  "teu nyaho",        "kada tahu",      "kagak tau",  "not sure",
                                "dont know",   "i dont know",      "unsure"};

struct NumberWord {
    Word word;
    int number;
};
constexpr NumberWord number_words[] = {
    {"satu", 1}, {"siji", 1},  {"setunggal", 1}, {"hiji", 1},  {"asa", 1},  {"one", 1},   {"dua", 2},
    {"loro", 2}, {"kalih", 2}, {"two", 2},       {"tiga", 3},  {"telu", 3}, {"tilu", 3},  {"talu", 3},
    {"tigo", 3}, {"three", 3}, {"empat", 4},     {"papat", 4}, {"opat", 4}, {"ampat", 4}, {"sekawan", 4},
    {"four", 4}, {"lima", 5},  {"gangsal", 5},   {"five", 5},  {"enam", 6}, {"enem", 6},  {"genep", 6},
    {"six", 6},  {"tujuh", 7}, {"pitu", 7},      {"seven", 7},
};

// Ordinary words one slip away from a command: nobody who writes "lapar" (hungry) or "Bantul" (a city) means one.
constexpr Word no_slips[] = {"lapar",  "lapas",  "lapak",  "lapo",  "lapang", "bantul", "bantal", "banten",
                             "bakal",  "batam",  "batas",  "bata",  "batak",  "bathal", "bolong", "tolol",
                             "tolon",  "buku",   "bukan",  "muka",  "suka",   "luka",   "duka",   "repot",
                             "tambal", "tambak", "rambah", "tamba", "hell",   "kelp"};

// Words that also begin an ordinary sentence. Inside a form they are a command only when they stand alone.
constexpr Word sentence_openers[] = {"tolong", "bantu", "bantuan", "tulung"};

template <std::size_t N>
constexpr bool among(const Word (&words)[N], Word word) {
    return std::ranges::find(words, word) != std::end(words);
}

constexpr std::size_t shortest_with_slips = 4;

bool heard_as(Word word, Word command) {
    if (word == command) return true;
    if (command.size() < shortest_with_slips || word.size() < shortest_with_slips || among(no_slips, word))
        return false;
    return one_slip_apart(word, command);
}

constexpr bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool separates(char c) { return std::string_view{" \t\r\n#.*,;:-="}.contains(c); }

// "LAPOR#ada …" and "CEK481207365" part where the letters end.
struct Parted {
    Word head;
    Word rest;
};
Parted part(Word text) {
    const auto skip = [](Word rest) {
        while (!rest.empty() && separates(rest.front())) rest.remove_prefix(1);
        while (!rest.empty() && separates(rest.back())) rest.remove_suffix(1);
        return rest;
    };
    text = skip(text);
    const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, letter) - text.begin());
    return {text.substr(0, end), skip(text.substr(end))};
}

// A command must be followed by a separator, a digit, or nothing: "cekatan" is no CEK.
bool stands_alone(Word text, const Parted& parted) {
    const auto end = static_cast<std::size_t>(parted.head.data() + parted.head.size() - text.data());
    if (end >= text.size()) return true;
    const char next = text[end];
    return separates(next) || (next >= '0' && next <= '9') || next == '!' || next == '?';
}

}  // namespace

bool means_stop(std::string_view folded) { return among(stop_words, folded); }

Way way_meant(std::string_view folded) {
    const auto* const found = std::ranges::find(way_words, folded, &WayWord::word);
    return found == std::end(way_words) ? Way::none : found->way;
}

std::span<const std::string_view> yes_words() { return yes_list; }
std::span<const std::string_view> no_words() { return no_list; }
std::span<const std::string_view> unsure_words() { return unsure_list; }

int number_meant(std::string_view folded) {
    const auto* const found = std::ranges::find(number_words, folded, &NumberWord::word);
    return found == std::end(number_words) ? 0 : found->number;
}

const Flow* flow_named(const FlowSet& flows, std::string_view folded, ChannelKind channel) {
    for (const auto& [name, flow] : flows.flows)
        for (const Trigger& trigger : flow.triggers)
            if (trigger.heard_on(channel) && std::ranges::find(trigger.words, folded) != trigger.words.end())
                return &flow;
    return nullptr;
}

std::optional<Command> command_meant(const FlowSet& flows, std::string_view text, ChannelKind channel) {
    const Parted parted = part(text);
    if (parted.head.empty() || !stands_alone(text, parted)) return std::nullopt;
    const std::string word = fold(parted.head);
    std::optional<Command> found;
    for (const auto& [name, flow] : flows.flows)
        for (const Trigger& trigger : flow.triggers) {
            if (trigger.command.empty() || !trigger.heard_on(channel) || !heard_as(word, trigger.command)) continue;
            const bool exact = word == trigger.command;
            if (exact || !found)
                found = Command{&flow, &trigger, parted.rest, exact, among(sentence_openers, trigger.command)};
            if (exact) return found;
        }
    return found;
}

}  // namespace sambung::dialogs
