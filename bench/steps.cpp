// The time of one turn of the conversation engine alone: `step` (and `resume` where a wish is granted) with `render`,
// and the session's encoding beside it. No sockets, no stores; one thread. Goal: p99 under 10 microseconds on USSD.
//
//     bench-steps PACK-DIRECTORY [ROUNDS]
#include "dialogs/dialog.h"
#include "histogram.h"
#include "pack.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace sambung::bench {
namespace {

using dialogs::Turn;

// A report by USSD from the dial to the ticket, and a look at it: what most turns are.
constexpr std::array<std::string_view, 11> report = {"",  "1", "2", "1", "2", "1", "depan Pasar Agung",
                                                     "1", "",  "3", "1"};

dialogs::WishOutcome obliging(const dialogs::Wish& wish) {
    if (wish.action == "list") return {.result = "ok", .values = {}, .rows = {{"481207364", "DITERIMA"}}};
    if (wish.action == "compare") return {.result = "none", .values = {}, .rows = {}};
    return {.result = "ok",
            .values = {{"tiket", "481 207 364"},
                       {"cek", "123 456"},
                       {"batas", "Sab 21 Nov 14.00"},
                       {"status", "DITERIMA"},
                       {"unit", "TRC Joss Gandos"},
                       {"tgl", "21 Nov 14.05"}},
            .rows = {}};
}

struct Measured {
    Histogram turn;      // step, resume, render
    Histogram encoding;  // encode and decode
};

class Walker {
 public:
    Walker(const dialogs::FlowSet& flows, Measured& measured) : flows_(flows), measured_(measured) {}

    // False if a screen is empty: then nothing that was measured means anything.
    bool walk(Language language) {
        dialogs::Session session;
        session.language = language;
        for (const std::string_view text : report) {
            dialogs::Event event{
                .channel = ChannelKind::ussd, .text = std::string{text}, .option_id = {}, .sent_at = {}};
            event.new_dial = text.empty();
            if (!hop(session, event)) return false;
        }
        return true;
    }

 private:
    bool hop(dialogs::Session& session, const dialogs::Event& event) {
        using Clock = std::chrono::steady_clock;
        ++env_.revision;
        const auto began = Clock::now();
        Turn turn = dialogs::step(flows_, std::move(session), event, env_);
        while (turn.wish) {
            const dialogs::Wish wish = std::move(*turn.wish);
            turn = dialogs::resume(flows_, std::move(turn.session), event, wish, obliging(wish), env_);
        }
        const Content content = dialogs::render(turn.prompt, event.channel, {});
        const auto rendered = Clock::now();
        auto again = dialogs::decode(dialogs::encode(turn.session));
        const auto encoded = Clock::now();
        measured_.turn.add(rendered - began);
        measured_.encoding.add(encoded - rendered);
        if (!again || content.text.empty()) return false;
        session = std::move(*again);
        return true;
    }

    const dialogs::FlowSet& flows_;
    Measured& measured_;
    dialogs::Env env_{.now = from_millis(1'795'000'000'000), .fresh_draft = {}, .revision = 1, .opens_at = {}};
};

void print(std::string_view what, const Histogram& histogram) {
    const auto microseconds = [&](double share) { return static_cast<double>(histogram.at(share).count()) / 1000.0; };
    fmt::print("{:<24}{:>10}{:>10.2f}{:>10.2f}{:>10.2f}\n", what, histogram.count(), microseconds(0.5),
               microseconds(0.99), microseconds(0.999));
}

int run(const char* directory, int rounds) {
    const gateway::Pack pack = gateway::load_pack(directory, {});
    if (pack.flows == nullptr) {
        fmt::print(stderr, "the pack does not load; see sambung check\n");
        return 1;
    }
    fmt::print("{:<24}{:>10}{:>10}{:>10}{:>10}\n", "", "turns", "p50 us", "p99 us", "p99.9 us");
    for (const Language language : pack.flow_files.languages) {
        Measured measured;
        Walker walker{*pack.flows, measured};
        for (int round = 0; round < rounds; ++round)
            if (!walker.walk(language)) {
                fmt::print(stderr, "a screen was empty\n");
                return 1;
            }
        print(fmt::format("USSD, {}", code(language)), measured.turn);
        if (language == Language::id) print("session out and in", measured.encoding);
    }
    return 0;
}

}  // namespace
}  // namespace sambung::bench

int main(int argc, char** argv) {
    int rounds = 20'000;
    if (argc > 2) {
        const std::string_view text{argv[2]};
        std::from_chars(text.data(), text.data() + text.size(), rounds);
    }
    return argc < 2 ? 2 : sambung::bench::run(argv[1], rounds);
}
