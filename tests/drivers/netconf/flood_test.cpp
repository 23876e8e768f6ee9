#include "drivers/link.hpp"
#include "drivers/worker.hpp"
#include "tests/support/endless.hpp"
#include "tests/support/run.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr auto hello = "<hello><capabilities><capability>urn:ietf:params:xml:ns:netconf:base:1.0</capability></capabilities>"
                       "<session-id>1</session-id></hello>]]>]]>";

std::optional<LinkError> asking(std::string first, std::string again) {
    Worker worker{1};
    std::optional<LinkError> failure;
    try {
        support::run([](std::string f, std::string a, Worker& w) -> Task<> {
            auto stream = std::make_unique<support::EndlessTerminal>(std::move(f), std::move(a));
            const Limits limits{.reply = 200'000};
            auto rpc = co_await open_rpc(std::move(stream), w, within(10s, "hello"), limits);
            co_await rpc->call("<get-chassis-inventory/>", within(10s, "reply"));
        }(std::move(first), std::move(again), worker));
    } catch (const LinkError& error) {
        failure = error;
    }
    return failure;
}

TEST(NetconfFlood, OfAReplyThatNeverCloses) {
    const auto failure = asking(hello, "<rpc-reply><data>and so on, and so on");
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->fault(), Fault::flood) << failure->what();
    EXPECT_THAT(failure->what(), HasSubstr("more than 200000 bytes of the reply to get-chassis-inventory"));
}

TEST(NetconfFlood, OfAHelloThatNeverCloses) {
    const auto failure = asking("<hello>", "<capability>and so on</capability>");
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->fault(), Fault::flood) << failure->what();
}

}  // namespace
