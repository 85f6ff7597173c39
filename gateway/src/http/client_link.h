// One connection of ours to an origin, plain or TLS.
#pragma once

#include "http/call_text.h"
#include "http/http_client.h"
#include "http/reply_writer.h"
#include "model/error.h"
#include "model/http.h"
#include "store/task.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

enum class Outcome {
    answered,
    unanswered,  // the connection ended before a byte of an answer
    broken,      // it ended within the answer, or the answer is not HTTP or larger than it may be
};

struct Asked {
    Outcome outcome = Outcome::broken;
    bool stays_open = false;
    HttpReply reply;
    std::string why;  // if not answered; harmless
};

// Where the body of a 200 goes if not into the reply, and who hears of each piece.
struct PassedOn {
    BodySink sink;
    std::function<void()> went_on;
};

class ClientLink {
 public:
    virtual ~ClientLink() = default;

    // Connects to the first endpoint that takes us, and shakes hands. Errc::unavailable.
    [[nodiscard]] virtual Task<Result<>> open(std::vector<boost::asio::ip::tcp::endpoint> endpoints) = 0;

    // Sends `text` and reads the answer; `body` is left_out for HEAD. `text` outlives the task.
    [[nodiscard]] virtual Task<Asked> ask(const std::string& text, ReplyBody body) = 0;
    // The same for a GET, with `to` as the place for its body. Both outlive the task.
    [[nodiscard]] virtual Task<Asked> ask(const std::string& text, const PassedOn& to) = 0;

    // False if the other side has closed a connection that was kept.
    [[nodiscard]] virtual bool is_quiet() = 0;

    // What waits on the connection ends at once with an error.
    virtual void cut() = 0;
};

[[nodiscard]] std::unique_ptr<ClientLink> make_link(Executor executor, const Origin& origin, std::size_t body_limit,
                                                    std::shared_ptr<boost::asio::ssl::context> tls);

}  // namespace sambung::gateway
