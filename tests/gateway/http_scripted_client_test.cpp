#include "http/scripted_http_client.h"
#include "http_peers.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

struct Script : testing::Test {
    ScriptedHttpClient client(std::vector<ScriptedCall> calls) {
        return {std::move(calls), [this](std::string_view what) { complaints.emplace_back(what); }};
    }
    Result<HttpReply> ask(HttpClient& client, HttpCall call) {
        return shard.wait(client.exchange(std::move(call), seconds{1}));
    }

    TestShard shard;
    std::vector<std::string> complaints;
    const HttpCall send{"POST", "http://provider/send", {{"Authorization", "Bearer t"}}, "halo"};
    const HttpCall balance{"GET", "http://provider/balance", {}, ""};
};

TEST_F(Script, AnswersInOrder) {
    {
        auto scripted = client({{send, HttpReply{201, "", "sent", {}}}, {balance, fail(Errc::timeout, "slow")}});
        HttpCall call = send;
        call.headers.emplace_back("X-More", "is allowed");
        EXPECT_EQ(ask(scripted, call)->body, "sent");
        EXPECT_EQ(ask(scripted, balance).error().code, Errc::timeout);
        EXPECT_EQ(scripted.remaining(), 0U);
    }
    EXPECT_TRUE(complaints.empty());
}

TEST_F(Script, ComplainsOfACallThatWasNotMade) {
    {
        auto scripted = client({{balance, HttpReply{}}});
    }
    EXPECT_EQ(complaints, std::vector<std::string>{"not called: GET http://provider/balance"});
}

TEST_F(Script, ComplainsOfACallBeyondIt) {
    auto scripted = client({});
    EXPECT_EQ(ask(scripted, balance).error().code, Errc::unavailable);
    EXPECT_EQ(complaints, std::vector<std::string>{"called beyond the script: GET http://provider/balance"});
}

TEST_F(Script, ComplainsOfTheFirstDifference) {
    HttpCall other_method = send;
    other_method.method = "PUT";
    HttpCall other_url = send;
    other_url.url = "http://provider/other";
    HttpCall other_body = send;
    other_body.body = "hai";
    HttpCall other_header = send;
    other_header.headers.clear();
    {
        auto scripted = client({{send, HttpReply{}}});
        for (const HttpCall& call : {other_method, other_url, other_body, other_header})
            EXPECT_FALSE(ask(scripted, call).has_value());
        EXPECT_TRUE(ask(scripted, send).has_value());
    }
    EXPECT_EQ(complaints,
              (std::vector<std::string>{"called with method 'PUT' instead of 'POST'",
                                        "called with url 'http://provider/other' instead of 'http://provider/send'",
                                        "called with body 'hai' instead of 'halo'",
                                        "called with header Authorization '(none)' instead of 'Bearer t'"}));
}

}  // namespace
}  // namespace sambung::gateway
