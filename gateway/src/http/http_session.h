// One connection: requests in order, one at a time, so a caller that does not read is not read either.
#pragma once

#include "http/http_service.h"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace sambung::gateway {

// Both take over the socket and return at once. The session ends by itself, or by HttpSession::finish and cut.
void serve(std::shared_ptr<HttpService> service, Socket socket);
void serve_tls(std::shared_ptr<HttpService> service, Socket socket, std::shared_ptr<boost::asio::ssl::context> tls);

// Says 503 and closes.
void turn_away(std::shared_ptr<HttpService> service, Socket socket);

}  // namespace sambung::gateway
