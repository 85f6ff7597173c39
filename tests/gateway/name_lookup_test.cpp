#include "net/name_lookup.h"

#include <boost/asio/co_spawn.hpp>
#include <gmock/gmock.h>

#include <optional>

namespace sambung::gateway {
namespace {

using Found = Result<NameLookup::Endpoints>;

Found look_up(boost::asio::io_context& io, const std::shared_ptr<NameLookup>& one, std::string host) {
    std::optional<Found> found;
    boost::asio::co_spawn(io.get_executor(), one->find(std::move(host), 80),
                          [&found](const std::exception_ptr&, Found answer) { found = std::move(answer); });
    io.run();
    return found.value();
}

TEST(NameLookups, AreAnsweredFromAThreadApartOnTheirOwn) {
    boost::asio::io_context io{1};
    LookupThread apart;
    const Found found = look_up(io, std::make_shared<NameLookup>(io.get_executor(), apart.executor()), "localhost");
    ASSERT_TRUE(found) << describe(found.error());
    EXPECT_TRUE(found->front().address().is_loopback());
    EXPECT_EQ(found->front().port(), 80);
}

TEST(NameLookups, OfANameThatIsNoneFail) {
    boost::asio::io_context io{1};
    LookupThread apart;
    const auto one = std::make_shared<NameLookup>(io.get_executor(), apart.executor());
    EXPECT_EQ(look_up(io, one, "no-such-name.invalid").error().code, Errc::unavailable);
}

TEST(NameLookups, ThatWereGivenUpAnswerAtOnce) {
    boost::asio::io_context io{1};
    const auto one = std::make_shared<NameLookup>(io.get_executor());
    one->give_up();
    EXPECT_EQ(look_up(io, one, "localhost").error().code, Errc::unavailable);
}

}  // namespace
}  // namespace sambung::gateway
