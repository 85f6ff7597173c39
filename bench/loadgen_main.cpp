// bench-loadgen: one run of load as the options say; the figures go to standard output as one JSON object.
#include "loadgen.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

namespace {

using namespace sambung::bench;

struct Options {
    Plan plan;
    std::string walk;
    double seconds = 3;
    double warm_up = 0.5;
    double dialogs_within = 120;
    bool echo = false;
};

void describe(CLI::App& app, Options& options) {
    app.add_option("--port", options.plan.port, "of the server, on 127.0.0.1")->required();
    app.add_option("--walk", options.walk, "file with what is typed and what must come back")->required();
    app.add_option("--connections", options.plan.connections, "kept alive")->capture_default_str();
    app.add_option("--rate", options.plan.rate, "hops a second, as they fall due; 0: as fast as answers come")
        ->capture_default_str();
    app.add_option("--seconds", options.seconds, "that count")->capture_default_str();
    app.add_option("--warm-up", options.warm_up, "seconds before them")->capture_default_str();
    app.add_option("--dialogs", options.plan.dialogs, "so many walks instead of the clock; as fast as answers come");
    app.add_option("--dialogs-within", options.dialogs_within, "seconds; fewer walks if that is over")
        ->capture_default_str();
    app.add_flag("--leave-anywhere", options.plan.leave_anywhere, "callers hang up after one hop, two hops, … in turn");
    app.add_option("--first-caller", options.plan.first_caller,
                   "the first caller's number; never reuse one on the same store")
        ->capture_default_str();
    app.add_option("--seed", options.plan.seed, "of the schedule")->capture_default_str();
    app.add_flag("--echo", options.echo, "expect what bench-floor answers");
}

double microseconds(std::chrono::nanoseconds time) { return std::chrono::duration<double, std::micro>(time).count(); }

std::string json_of(const Histogram& histogram) {
    return fmt::format(R"({{"p50":{:.0f},"p90":{:.0f},"p99":{:.0f},"p999":{:.0f},"max":{:.0f}}})",
                       microseconds(histogram.at(0.5)), microseconds(histogram.at(0.9)),
                       microseconds(histogram.at(0.99)), microseconds(histogram.at(0.999)),
                       microseconds(histogram.most()));
}

std::string json_of(const Figures& figures) {
    const double answers = static_cast<double>(std::max<std::uint64_t>(figures.answered_in_all, 1));
    std::string json = fmt::format(R"({{"seconds":{:.3f},"turns_per_s":{:.1f},"walks_per_s":{:.1f},)", figures.seconds,
                                   static_cast<double>(figures.answered) / figures.seconds,
                                   static_cast<double>(figures.walked) / figures.seconds);
    json += fmt::format(R"("latency_us":{},"service_us":{},"last_hop_us":{},)", json_of(figures.latency),
                        json_of(figures.service), json_of(figures.last_hop));
    json += fmt::format(
        R"("answered":{},"walked":{},"callers":{},"not_200":{},"wrong":{},"broken":{},"unanswered":{},"unsent":{},)",
        figures.answered_in_all, figures.walked_in_all, figures.callers, figures.not_200, figures.wrong, figures.broken,
        figures.unanswered, figures.unsent);
    json += fmt::format(R"("most_waiting":{},"reply_bytes":{:.0f},"cpu_share":{:.3f}}})", figures.most_waiting,
                        static_cast<double>(figures.reply_bytes) / answers, figures.cpu_share);
    return json;
}

int complain(const sambung::Error& error) {
    fmt::print(stderr, "bench-loadgen: {}\n", error.detail);
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Walks callers through USSD sessions and measures; see docs/performance.md"};
    Options options;
    describe(app, options);
    CLI11_PARSE(app, argc, argv);
    const auto in_milliseconds = [](double seconds) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
    };
    options.plan.window = in_milliseconds(options.seconds);
    options.plan.warm_up = in_milliseconds(options.warm_up);
    options.plan.dialogs_within = in_milliseconds(options.dialogs_within);
    options.plan.proof = options.echo ? Proof::echo : Proof::screen;
    const auto walk = Walk::load(options.walk);
    if (!walk) return complain(walk.error());
    const auto figures = drive(options.plan, *walk);
    if (!figures) return complain(figures.error());
    if (!figures->first_wrong.empty()) fmt::print(stderr, "the first wrong answer; {}\n", figures->first_wrong);
    fmt::print("{}\n", json_of(*figures));
    return 0;
}
