#include "log.h"

#include <spdlog/async.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <iostream>

namespace sambung::gateway {

void start_log(const std::string& level, LogTo to) {
    constexpr std::size_t waiting_lines = 16'384;
    constexpr std::size_t buffered = 64U << 10U;
    // Standard error has no buffer by itself, so every line would be a system call. Warnings are flushed at once, the
    // rest each second.
    std::setvbuf(stderr, nullptr, _IOFBF, buffered);
    spdlog::sink_ptr sink;
    if (to == LogTo::nowhere)
        sink = std::make_shared<spdlog::sinks::null_sink_mt>();
    else
        sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(std::clog);
    if (!spdlog::thread_pool()) spdlog::init_thread_pool(waiting_lines, 1);
    auto logger = std::make_shared<spdlog::async_logger>("sambung", sink, spdlog::thread_pool(),
                                                         spdlog::async_overflow_policy::overrun_oldest);
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z level=%l %v");
    logger->set_level(spdlog::level::from_str(level));
    logger->flush_on(spdlog::level::warn);
    spdlog::set_default_logger(std::move(logger));
    spdlog::flush_every(std::chrono::seconds(1));
}

void stop_log() { spdlog::shutdown(); }

}  // namespace sambung::gateway
