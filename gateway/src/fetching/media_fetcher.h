// Fetches the photos and voice notes of cases from providers, after everything else was answered: leased per channel,
// two at a time, checked, and kept sealed. What cannot be had now is tried again for a week; a provider that fails is
// left alone for a while, since some shut out whoever asks too often. Reading, checking and writing are on a thread
// beside the shard's.
#pragma once

#include "channel.h"
#include "checkpoint.h"
#include "dispatcher.h"
#include "fetching/media_intake.h"
#include "fetching/side_thread.h"
#include "http/http_client.h"
#include "metrics.h"
#include "store/blob_store.h"
#include "store/case_store.h"
#include "task_group.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sambung::gateway {

// How long to wait before the n-th further try: 30 s doubling to 4 h. Pure.
[[nodiscard]] milliseconds media_backoff(int attempts);
inline constexpr int most_media_attempts = 60;

// What becomes of a medium that could not be had. Pure.
[[nodiscard]] store::MediaSettlement settle(const store::MediaItem& item, const adapters::MediaFault& fault,
                                            TimePoint now);

// When a provider is to be left alone. Of one channel.
class MediaRest {
 public:
    // Ten failures within an hour, or a word of the provider that we are too fast or not let in.
    void failed(const adapters::MediaFault& fault, TimePoint now);
    [[nodiscard]] bool is_over(TimePoint now) const { return now >= until_; }
    [[nodiscard]] TimePoint until() const { return until_; }

 private:
    std::vector<TimePoint> failures_;  // of the last hour
    TimePoint until_{};
};

// On one shard's thread only.
class MediaFetcher {
 public:
    struct Source {
        const Channel* channel = nullptr;
        HttpClient* client = nullptr;
    };
    struct Parts {
        boost::asio::io_context& io;
        store::CaseStore& cases;
        store::BlobStore blobs;
        std::vector<Source> sources;
        Metrics& metrics;
        Clock clock;
        Checkpoint checkpoint;
    };
    explicit MediaFetcher(Parts parts);

    // Until `stop`: fetches what is due, then looks again every second; sweeps once an hour.
    Task<> run();
    void stop();
    // Everything that is due, once; how many were tried.
    Task<std::size_t> fetch_due();
    // Removes files that no case needs and that are an hour old, and what a crash left.
    Task<> sweep();

 private:
    struct Fetched {
        Taken taken;
        std::optional<adapters::MediaFault> fault;  // it did not come
        bool asked = true;                          // a provider was
    };

    Task<std::size_t> fetch_of(std::string channel, TaskGroup& fetching);
    Task<> fetch_one(const Source& source, store::MediaItem item);
    Task<Fetched> fetch(const Source& source, const store::MediaItem& item);
    struct Brought {
        std::optional<Fetched> fetched;  // none: it was another answer, which is
        HttpReply reply;
    };
    Task<Brought> bring(const Source& source, const store::MediaItem& item, adapters::MediaCall step);
    Task<bool> take(MediaIntake& intake, TimePoint began, std::string_view piece);
    Task<> keep(store::MediaItem item, store::MediaSettlement settlement);
    void note(const store::MediaItem& item, const store::MediaSettlement& settlement);
    [[nodiscard]] const Source* source_of(const std::string& channel) const;
    Task<> sweep_if_due();
    Task<bool> has_room();

    Parts parts_;
    SideThread side_;
    Bell bell_;
    std::map<std::string, MediaRest> rests_;
    TimePoint sweep_due_{};
    bool stopping_ = false;
    bool told_full_ = false;
};

}  // namespace sambung::gateway
