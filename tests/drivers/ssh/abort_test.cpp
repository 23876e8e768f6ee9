// abort() and deadlines, in every state a connection can be in.
#include "drivers/ssh/connect.hpp"
#include "drivers/ssh/connection.hpp"

#include "tests/drivers/ssh/sshd.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/run.hpp"

#include <gmock/gmock.h>
#include <boost/asio/ip/tcp.hpp>

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace {

using namespace std::chrono_literals;
using namespace drivers;
using asio::ip::tcp;

template <class T>
struct Ended {
    std::optional<Fault> fault;
    std::string text;
    Clock::time_point at;
};

/// Starts `task` beside the caller; `ended` tells how it failed, and when.
template <class T>
std::shared_ptr<Ended<T>> start(asio::any_io_executor executor, Task<T> task) {
    auto ended = std::make_shared<Ended<T>>();
    asio::co_spawn(executor, std::move(task), [ended](std::exception_ptr failure, auto&&...) {
        ended->at = Clock::now();
        try {
            if (failure) std::rethrow_exception(failure);
        } catch (const LinkError& error) {
            ended->fault = error.fault();
            ended->text = error.what();
        }
    });
    return ended;
}

template <class T>
Task<> expect_aborted(std::shared_ptr<Ended<T>> ended, Clock::time_point aborted_at) {
    for (int i = 0; i < 2000 && ended->at == Clock::time_point{}; ++i) co_await pause(5ms);
    EXPECT_EQ(ended->fault, Fault::aborted) << ended->text;
    EXPECT_LT(ended->at - aborted_at, support::at_once());
}

/// Accepts TCP and never says a word.
struct SilentPeer {
    explicit SilentPeer(asio::any_io_executor executor)
        : acceptor{executor, {asio::ip::address_v4::loopback(), 0}}, socket{executor} {}
    Endpoint endpoint() const {
        return check_endpoint("ssh://root@127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()),
                              Use::host);
    }

    tcp::acceptor acceptor;
    tcp::socket socket;
};

TEST(SshAbort, EndsAKeyExchangeWithASilentPeer) {
    support::run([]() -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        SilentPeer peer{executor};
        std::shared_ptr<ssh::Connection> connection;
        const ssh::Begun begun = [&connection](const auto& begun_now) { connection = begun_now; };
        const auto ended =
            start(executor, ssh::connect(peer.endpoint(), LinkContext(), within(30s, "connection"), begun));
        co_await peer.acceptor.async_accept(peer.socket, asio::use_awaitable);
        char banner[8];  // once it said its own greeting it waits for ours
        co_await peer.socket.async_read_some(asio::buffer(banner), asio::use_awaitable);
        const auto now = Clock::now();
        connection->abort();
        co_await expect_aborted(ended, now);
    }());
}

TEST(SshAbort, WhoeverMayEndAnOpeningEndsIt) {
    support::run([]() -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        SilentPeer peer{executor};
        std::function<void()> stop;
        LinkContext context;
        context.interruptible = [&stop](std::function<void()> abort) {
            stop = std::move(abort);
            return std::make_shared<int>();
        };
        const auto endpoint = peer.endpoint();
        const auto ended = start(executor, open_host(endpoint, context, within(30s, "connection")));
        co_await peer.acceptor.async_accept(peer.socket, asio::use_awaitable);
        char banner[8];
        co_await peer.socket.async_read_some(asio::buffer(banner), asio::use_awaitable);
        const auto now = Clock::now();
        stop();
        co_await expect_aborted(ended, now);
    }());
}

TEST(SshAbort, DeadlineEndsAKeyExchangeWithASilentPeer) {
    support::run([]() -> Task<> {
        SilentPeer peer{co_await asio::this_coro::executor};
        const Deadline deadline{Clock::now() + 100ms, "connection", 100ms};
        const auto endpoint = peer.endpoint();
        const LinkContext context;
        try {
            co_await open_host(endpoint, context, deadline);
            ADD_FAILURE() << "no timeout";
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::timeout);
            EXPECT_EQ(error.what(), endpoint.text + ": no SSH key exchange within 100 ms");
            EXPECT_LT(Clock::now() - deadline.at, support::at_once());
        }
    }());
}

TEST(SshAbort, APeerThatSpeaksSomethingElseIsAProtocolFault) {
    support::run([]() -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        SilentPeer peer{executor};
        const auto ended =
            start(executor, open_host(peer.endpoint(), LinkContext(), within(5s, "connection")));
        co_await peer.acceptor.async_accept(peer.socket, asio::use_awaitable);
        const std::string noise(300, '\x01');
        for (int i = 0; i < 100 && !ended->fault; ++i) {
            boost::system::error_code ec;
            co_await peer.socket.async_write_some(asio::buffer(noise),
                                                  asio::redirect_error(asio::use_awaitable, ec));
            co_await pause(1ms);
        }
        EXPECT_EQ(ended->fault, Fault::protocol) << ended->text;
    }());
}

TEST(SshAbort, APeerThatHangsUpIsClosed) {
    support::run([]() -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        SilentPeer peer{executor};
        const auto ended =
            start(executor, open_host(peer.endpoint(), LinkContext(), within(5s, "connection")));
        co_await peer.acceptor.async_accept(peer.socket, asio::use_awaitable);
        peer.socket.close();
        for (int i = 0; i < 2000 && !ended->fault; ++i) co_await pause(5ms);
        EXPECT_EQ(ended->fault, Fault::closed) << ended->text;
    }());
}

class SshAbortOn : public testing::Test {
  protected:
    support::Sshd sshd;
    Worker worker{2};
};

TEST_F(SshAbortOn, EndsEverythingThatWaits) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        const auto host = co_await server.open(pool);
        const auto one = co_await host->subsystem("cat", within(5s, "cat")),
                   two = co_await host->subsystem("cat", within(5s, "cat"));
        const auto reading = start(executor, one->read(within(30s, "bytes")));
        const auto writing = start(executor, two->write(std::string(16 << 20, 'x'), within(30s, "room")));
        const auto running = start(executor, host->exec("cat /dev/zero", within(30s, "end")));
        co_await pause(100ms);
        const auto now = Clock::now();
        host->abort();
        co_await expect_aborted(reading, now);
        co_await expect_aborted(writing, now);
        co_await expect_aborted(running, now);
        const auto later = start(executor, one->write("x", within(5s, "x")));
        co_await expect_aborted(later, Clock::now());
    }(sshd, worker));
}

TEST_F(SshAbortOn, OneTerminalLeavesTheOthersAlone) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        const auto host = co_await server.open(pool);
        const auto one = co_await host->subsystem("cat", within(5s, "cat")),
                   two = co_await host->subsystem("cat", within(5s, "cat"));
        const auto reading = start(executor, one->read(within(30s, "bytes")));
        co_await pause(10ms);
        const auto now = Clock::now();
        one->abort();
        co_await expect_aborted(reading, now);
        co_await two->write("still", within(5s, "room"));
        const auto bytes = co_await two->read(within(5s, "bytes"));
        EXPECT_EQ(bytes, "still");
    }(sshd, worker));
}

TEST_F(SshAbortOn, EndsAnUpload) {
    const auto file = sshd.folder() / "big";
    std::filesystem::resize_file((support::output_of("touch " + file.string()), file),
                                 4ull << 30);  // sparse: nothing is stored
    support::run([](auto& server, auto& pool, auto path) -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        const auto host = co_await server.open(pool);
        bool moving = false;
        const Progress progress = [&moving](std::uint64_t, std::uint64_t) { moving = true; };
        const auto uploading =
            start(executor, host->upload(path, "/dev/null", Begin::at_start, progress, within(60s, "upload")));
        while (!moving && !uploading->fault) co_await pause(5ms);
        const auto now = Clock::now();
        host->abort();
        co_await expect_aborted(uploading, now);
    }(sshd, worker, file));
}

TEST_F(SshAbortOn, TheDeadlineEndsAnUpload) {
    const auto file = sshd.folder() / "big";
    std::filesystem::resize_file((support::output_of("touch " + file.string()), file), 64ull << 30);
    support::run([](auto& server, auto& pool, auto path) -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        const auto host = co_await server.open(pool);
        const auto deadline = within(5s, "end of the upload");
        const auto uploading = start(executor, host->upload(path, "/dev/null", Begin::at_start, {}, deadline));
        while (uploading->at == Clock::time_point{}) co_await pause(20ms);
        EXPECT_EQ(uploading->fault, Fault::timeout) << uploading->text;
        EXPECT_THAT(uploading->text, testing::HasSubstr("no end of the upload within"));
        EXPECT_LT(uploading->at - deadline.at, support::at_once());
    }(sshd, worker, file));
}

TEST_F(SshAbortOn, AKilledServerEndsAnUpload) {
    const auto file = sshd.folder() / "big";
    std::filesystem::resize_file((support::output_of("touch " + file.string()), file), 4ull << 30);
    support::run([](auto& server, auto& pool, auto path) -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        const auto host = co_await server.open(pool);
        bool moving = false;
        const Progress progress = [&moving](std::uint64_t, std::uint64_t) { moving = true; };
        const auto uploading =
            start(executor, host->upload(path, "/dev/null", Begin::at_start, progress, within(60s, "upload")));
        while (!moving && !uploading->fault) co_await pause(5ms);
        server.kill_connections();
        while (uploading->at == Clock::time_point{}) co_await pause(5ms);
        EXPECT_EQ(uploading->fault, Fault::closed) << uploading->text;
    }(sshd, worker, file));
}

}  // namespace
