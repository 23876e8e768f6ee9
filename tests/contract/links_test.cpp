// What every transport's Terminal has to do, whatever is below it. A transport joins with one line at the end
// of this file.

#include "drivers/expect.hpp"
#include "drivers/link.hpp"
#include "drivers/transcript.hpp"
#include "drivers/worker.hpp"
#include "tests/contract/peer.hpp"
#include "tests/support/promptly.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <random>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using contract::Connection;

Deadline soon(std::string what) {
    return within(10s, std::move(what));
}

std::string all_bytes() {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    return bytes;
}

std::string noise(std::size_t size) {
    std::mt19937 random{3};
    std::string bytes(size, '\0');
    for (auto& c : bytes) c = static_cast<char>(random());
    return bytes;
}

/// Where `got` goes on otherwise than `wanted`, with some bytes of both; "" when they are the same.
std::string first_difference(std::string_view got, std::string_view wanted) {
    if (got == wanted) return {};
    const auto at = static_cast<std::size_t>(std::mismatch(got.begin(), got.end(), wanted.begin(), wanted.end()).first - got.begin());
    const auto shown = [at](std::string_view bytes) { return testing::PrintToString(std::string{bytes.substr(at, 24)}); };
    return "at " + std::to_string(at) + " of " + std::to_string(wanted.size()) + ": " + shown(got) + " instead of " + shown(wanted);
}

/// Calls `act` after `span`, once; the timer has to outlive it.
void after(asio::steady_timer& timer, Clock::duration span, std::function<void()> act) {
    timer.expires_after(span);
    timer.async_wait([act = std::move(act)](boost::system::error_code ec) {
        if (!ec) act();
    });
}

Task<std::string> read_exactly(Terminal& terminal, std::size_t size) {
    std::string bytes;
    while (bytes.size() < size) bytes += co_await terminal.read(soon("bytes"));
    co_return bytes;
}

/// The fault that `task` ends with, and the moment it did.
struct Ending {
    std::optional<Fault> fault;
    Clock::time_point at;
    std::string text;
};

template <class T>
Task<Ending> ending(Task<T> task) {
    Ending end;
    try {
        co_await std::move(task);
    } catch (const LinkError& error) {
        end.fault = error.fault();
        end.text = error.what();
    }
    end.at = Clock::now();
    co_return end;
}

class Links : public testing::TestWithParam<contract::Rig> {
  protected:
    /// Opens the pair and runs `body` with it on the station thread.
    void with(std::function<Task<>(Connection&)> body, Transcript* transcript = nullptr) {
        Worker worker{2};
        worker_ = &worker;
        support::run(conversation(std::move(body), transcript));
    }
    /// What a link does within 100 ms.
    void promptly(const std::function<Task<>(Connection&, Clock::duration&)>& body) {
        support::promptly(100ms, [&] {
            Clock::duration late{};
            with([&](Connection& c) { return body(c, late); });
            return late;
        });
    }
    Task<> peer_writes(Connection& connection, std::string bytes) {
        co_await worker_->run([&peer = *connection.peer, &bytes] { peer.write(bytes); });
    }
    Task<std::string> peer_reads(Connection& connection, std::size_t size,
                                 std::chrono::milliseconds patience = 5s) {
        co_return co_await worker_->run(
            [&peer = *connection.peer, size, patience] { return peer.read(size, patience); });
    }
    Task<> peer_hangs_up(Connection& connection) {
        co_await worker_->run([&peer = *connection.peer] { peer.hang_up(); });
    }

  private:
    Task<> conversation(std::function<Task<>(Connection&)> body, Transcript* transcript) {
        // GCC 12 destroys aggregates made inside a co_await twice: they get a name first.
        LinkContext context{.worker = worker_, .transcript = transcript};
        auto connection = co_await GetParam().open(std::move(context), soon("connection"));
        co_await body(connection);
        connection.terminal.reset();
    }
    Worker* worker_ = nullptr;
};

TEST_P(Links, BringsEveryByteBothWays) {
    with([&](Connection& c) -> Task<> {
        co_await peer_writes(c, all_bytes());
        EXPECT_EQ(co_await read_exactly(*c.terminal, 256), all_bytes());
        co_await c.terminal->write(all_bytes(), soon("write"));
        EXPECT_EQ(co_await peer_reads(c, 256), all_bytes());
    });
}

TEST_P(Links, ReadHonoursItsDeadline) {
    promptly([&](Connection& c, Clock::duration& late) -> Task<> {
        const auto deadline = within(60ms, "login prompt");
        const auto end = co_await ending(c.terminal->read(deadline));
        EXPECT_EQ(end.fault, Fault::timeout);
        EXPECT_GE(end.at, deadline.at);
        late = end.at - deadline.at;
        EXPECT_THAT(end.text, testing::HasSubstr("no login prompt within"));
        EXPECT_THAT(end.text, testing::StartsWith(c.terminal->where()));
    });
}

TEST_P(Links, ReadsOnAfterATimeout) {
    with([&](Connection& c) -> Task<> {
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ((co_await ending(c.terminal->read(within(5ms, "nothing")))).fault, Fault::timeout);
        co_await peer_writes(c, "root> ");
        EXPECT_EQ(co_await read_exactly(*c.terminal, 6), "root> ");
    });
}

TEST_P(Links, WriteHonoursItsDeadline) {
    promptly([&](Connection& c, Clock::duration& late) -> Task<> {
        const auto deadline = within(100ms, "room to write");
        const auto end =
            co_await ending(c.terminal->write(std::string(2 * GetParam().buffered, 'x'), deadline));
        EXPECT_EQ(end.fault, Fault::timeout);
        late = end.at - deadline.at;
    });
}

TEST_P(Links, AbortEndsAPendingRead) {
    promptly([&](Connection& c, Clock::duration& late) -> Task<> {
        asio::steady_timer timer{co_await asio::this_coro::executor};
        Clock::time_point aborted;
        after(timer, 30ms, [&] {
            aborted = Clock::now();
            c.terminal->abort();
        });
        const auto end = co_await ending(c.terminal->read(soon("nothing")));
        EXPECT_EQ(end.fault, Fault::aborted);
        late = end.at - aborted;
    });
}

TEST_P(Links, AbortEndsAPendingWrite) {
    promptly([&](Connection& c, Clock::duration& late) -> Task<> {
        asio::steady_timer timer{co_await asio::this_coro::executor};
        Clock::time_point aborted;
        after(timer, 100ms, [&] {
            aborted = Clock::now();
            c.terminal->abort();
        });
        const auto end = co_await ending(
            c.terminal->write(std::string(2 * GetParam().buffered, 'x'), soon("room to write")));
        EXPECT_EQ(end.fault, Fault::aborted);
        late = end.at - aborted;
    });
}

TEST_P(Links, NothingWorksAfterAbort) {
    promptly([&](Connection& c, Clock::duration& late) -> Task<> {
        co_await peer_writes(c, "too late");
        c.terminal->abort();
        c.terminal->abort();
        const auto begin = Clock::now();
        EXPECT_EQ((co_await ending(c.terminal->read(soon("bytes")))).fault, Fault::aborted);
        EXPECT_EQ((co_await ending(c.terminal->write("x", soon("bytes")))).fault, Fault::aborted);
        late = Clock::now() - begin;
    });
}

TEST_P(Links, SaysThatThePeerIsGone) {
    with([&](Connection& c) -> Task<> {
        co_await peer_hangs_up(c);
        EXPECT_EQ((co_await ending(c.terminal->read(soon("bytes")))).fault, Fault::closed);
        EXPECT_EQ((co_await ending(c.terminal->read(soon("bytes")))).fault, Fault::closed)
            << "and goes on saying so";
    });
}

TEST_P(Links, SaysThatThePeerWentWhileItRead) {
    with([&](Connection& c) -> Task<> {
        asio::steady_timer timer{co_await asio::this_coro::executor};
        after(timer, 30ms, [&] { c.peer->hang_up(); });
        EXPECT_EQ((co_await ending(c.terminal->read(soon("bytes")))).fault, Fault::closed);
    });
}

TEST_P(Links, AWriteToNobodyFails) {
    with([&](Connection& c) -> Task<> {
        co_await peer_hangs_up(c);
        Ending end;
        for (int i = 0; i < 200 && !end.fault; ++i)
            end = co_await ending(c.terminal->write(std::string(65536, 'x'), within(5s, "write")));
        EXPECT_EQ(end.fault, Fault::closed) << end.text;
    });
}

TEST_P(Links, BringsGarbageUnchanged) {
    with([&](Connection& c) -> Task<> {
        asio::steady_timer timer{co_await asio::this_coro::executor};
        const auto bytes = noise(200'000);
        std::exception_ptr failure;
        bool written = false;
        asio::co_spawn(co_await asio::this_coro::executor, peer_writes(c, bytes), [&](std::exception_ptr e) {
            failure = e;
            written = true;
        });
        EXPECT_EQ(co_await read_exactly(*c.terminal, bytes.size()), bytes);
        while (!written) co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        EXPECT_FALSE(failure);
    });
}

TEST_P(Links, BringsABigWriteWhole) {
    with([&](Connection& c) -> Task<> {
        const auto bytes = noise(1 << 20);
        bool done = false;
        std::string arrived;
        asio::co_spawn(co_await asio::this_coro::executor, peer_reads(c, bytes.size()),
                       [&](std::exception_ptr, std::string got) {
                           arrived = std::move(got);
                           done = true;
                       });
        co_await c.terminal->write(bytes, within(30s, "big write"));
        while (!done) co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        EXPECT_EQ(arrived.size(), bytes.size());
        EXPECT_EQ(first_difference(arrived, bytes), "");
    });
}

TEST_P(Links, AReadsDeadlineLeavesAWriteAlone) {
    with([&](Connection& c) -> Task<> {
        const auto bytes = noise(1 << 20);
        std::optional<std::exception_ptr> wrote;
        asio::co_spawn(co_await asio::this_coro::executor, c.terminal->write(bytes, within(30s, "big write")),
                       [&](std::exception_ptr e) { wrote = e; });
        EXPECT_EQ((co_await ending(c.terminal->read(within(20ms, "bytes")))).fault, Fault::timeout);
        EXPECT_EQ(first_difference(co_await peer_reads(c, bytes.size()), bytes), "");
        while (!wrote) co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        EXPECT_FALSE(*wrote);
    });
}

TEST_P(Links, HalfAPromptIsNoPrompt) {
    with([&](Connection& c) -> Task<> {
        Expect expect{{{"login", "login:\\s*$", "", ""}}, {}};
        std::vector<Line> lines;
        co_await peer_writes(c, "\r\ndut (ttyu0)\r\n\r\nlog");
        expect.feed(co_await read_exactly(*c.terminal, 20), lines);
        EXPECT_FALSE(expect.standing());
        EXPECT_EQ((co_await ending(c.terminal->read(within(20ms, "login prompt")))).fault, Fault::timeout);
        co_await peer_writes(c, "in: ");
        expect.feed(co_await read_exactly(*c.terminal, 4), lines);
        EXPECT_TRUE(expect.standing());
    });
}

TEST_P(Links, WritesATranscript) {
    support::TempFolder folder;
    {
        Transcript transcript{folder / "t", "test:"};
        with(
            [&](Connection& c) -> Task<> {
                co_await peer_writes(c, "login: ");
                co_await read_exactly(*c.terminal, 7);
                co_await c.terminal->write("root\r", soon("write"));
                co_await peer_reads(c, 5);
            },
            &transcript);
    }
    std::string received, sent;
    for (const auto& frame : read_transcript(folder / "t")) (frame.sent ? sent : received) += frame.bytes;
    EXPECT_EQ(received, "login: ");
    EXPECT_EQ(sent, "root\r");
}

std::string name_of(const testing::TestParamInfo<contract::Rig>& info) {
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Serial, Links, testing::Values(contract::serial()), name_of);
INSTANTIATE_TEST_SUITE_P(Ssh, Links, testing::Values(contract::ssh()), name_of);
INSTANTIATE_TEST_SUITE_P(Telnet, Links, testing::Values(contract::telnet(), contract::plain_telnet()), name_of);
INSTANTIATE_TEST_SUITE_P(Tcp, Links, testing::Values(contract::tcp()), name_of);

}  // namespace
