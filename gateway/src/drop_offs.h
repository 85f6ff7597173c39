// Where USSD sessions end, gathered in memory and brought into the books every few seconds: a session that files
// nothing costs no write of its own.
#pragma once

#include "metrics.h"
#include "model/message.h"
#include "store/case_store.h"
#include "store/task.h"

#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

namespace sambung::gateway {

// The question that a session stands at; both empty: none, or it is not known.
struct Standpoint {
    std::string flow, state;
    bool over = false;  // our last screen was shown
};

// Any thread.
class DropOffs {
 public:
    explicit DropOffs(Metrics& metrics) : metrics_(metrics) {}

    // `day` on the office's clock: "2026-11-22".
    void add(const std::string& day, const std::string& channel, const Standpoint& at, const SessionEnd& end);
    // What was gathered since the last time. What the books do not take is kept for the next.
    Task<> bring(store::CaseStore& cases);

 private:
    using Key = std::tuple<std::string, std::string, std::string, std::string, bool>;
    void count(const store::UssdEnds& ends);

    Metrics& metrics_;
    std::mutex mutex_;
    std::map<Key, store::UssdEnds> gathered_;
};

}  // namespace sambung::gateway
