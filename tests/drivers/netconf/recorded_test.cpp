// A recorded conversation with a real unit (rfc-compliant: prefixed replies), replayed byte for byte under
// the whole stack.
#include "tests/drivers/netconf/scripted_stream.hpp"
#include "tests/support/run.hpp"

#include "drivers/worker.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

using namespace drivers;
using namespace std::chrono_literals;

TEST(Recorded, ConversationIsUnderstood) {
    const std::filesystem::path file =
        STATION_CAPTURES_DIR "/rustjunosmcp/p3-v2/vSRX-test10/alts/_session.raw.xml";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "no captures at " << STATION_CAPTURES_DIR;
    std::stringstream text;
    text << std::ifstream{file}.rdbuf();
    for (const std::size_t piece : {3, 700, 1 << 20}) {
        auto wire = std::make_shared<support::Wire>();
        wire->piece = piece;
        wire->send(text.str());
        Worker worker{1};
        support::run([](std::shared_ptr<support::Wire> w, Worker& k) -> Task<> {
            auto rpc =
                co_await open_rpc(std::make_unique<support::ScriptedStream>(w), k, within(2s, "hello"));
            EXPECT_EQ(rpc->session_id(), 92731U);
            EXPECT_GT(rpc->capabilities().size(), 5U);
            std::vector<bool> failed;
            std::vector<std::string> first_elements;
            for (int i = 0; i < 7; ++i) {
                const auto reply = co_await rpc->call("<get-something/>", within(2s, "reply"));
                failed.push_back(reply.failed());
                first_elements.emplace_back(reply.payload.substr(0, reply.payload.find_first_of(" >")));
                EXPECT_EQ(reply.failed(), !reply.first_error().empty());
            }
            EXPECT_EQ(failed, (std::vector<bool>{true, true, false, true, false, true, false}));
            EXPECT_EQ(first_elements,
                      (std::vector<std::string>{"", "", "<security-flow-information", "",
                                                "<firewall-information", "", "<system-storage-information"}));
        }(wire, worker));
    }
}
