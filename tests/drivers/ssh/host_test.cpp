// Channels over a real sshd: exec, shell, subsystems, several at once, and who outlives whom.
#include "tests/drivers/ssh/sshd.hpp"
#include "tests/support/run.hpp"

#include "drivers/transcript.hpp"
#include "tests/support/at_once.hpp"

#include <gmock/gmock.h>

namespace {

using namespace std::chrono_literals;
using namespace drivers;
using testing::HasSubstr;

Deadline soon(std::string what = "test") {
    return within(10s, std::move(what));
}

Task<std::string> read_until(Terminal& terminal, std::string mark) {
    std::string text;
    while (text.find(mark) == text.npos) text += co_await terminal.read(soon(mark));
    co_return text;
}

Task<std::string> read_size(Terminal& terminal, std::size_t size) {
    std::string text;
    while (text.size() < size) text += co_await terminal.read(soon("more bytes"));
    co_return text;
}

class SshHost : public testing::Test {
  protected:
    support::Sshd sshd;
    Worker worker{2};
};

TEST_F(SshHost, ExecGivesOutputErrorsAndStatus) {
    const auto result = support::run([](auto& server, auto& pool) -> Task<ExecResult> {
        const auto host = co_await server.open(pool);
        co_return co_await host->exec("echo out; echo err >&2; exit 7", soon());
    }(sshd, worker));
    EXPECT_EQ(result.output, "out\n");
    EXPECT_EQ(result.error_output, "err\n");
    EXPECT_EQ(result.status, 7);
}

TEST_F(SshHost, ExecEndedBySignalHasNoStatus) {
    const auto result = support::run([](auto& server, auto& pool) -> Task<ExecResult> {
        const auto host = co_await server.open(pool);
        co_return co_await host->exec("echo half; kill -9 $$", soon());
    }(sshd, worker));
    EXPECT_EQ(result.output, "half\n");
    EXPECT_EQ(result.status, std::nullopt);
}

TEST_F(SshHost, ExecTakesMoreThanAWindowOfOutputWhole) {
    const auto result = support::run([](auto& server, auto& pool) -> Task<ExecResult> {
        const auto host = co_await server.open(pool);
        co_return co_await host->exec("seq 1 1500000; seq 1 300000 >&2", soon());
    }(sshd, worker));
    EXPECT_EQ(result.output.size(), 10888896u);
    EXPECT_TRUE(result.output.ends_with("\n1499999\n1500000\n"));
    EXPECT_EQ(result.error_output.size(), 1988895u);
}

TEST_F(SshHost, ShellHasAPtyOf511Columns) {
    const auto text = support::run([](auto& server, auto& pool) -> Task<std::string> {
        const auto host = co_await server.open(pool);
        const auto shell = co_await host->shell(soon());
        co_await shell->write("stty size; echo term=$TERM. done=$((40+2))\n", soon());
        co_return co_await read_until(*shell, "done=42");
    }(sshd, worker));
    EXPECT_THAT(text, HasSubstr("24 511"));
    EXPECT_THAT(text, HasSubstr("term=vt100."));
}

TEST_F(SshHost, TwoChannelsOfOneConnectionAnswerEachTheirOwn) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        const auto one = co_await host->subsystem("cat", soon()),
                   two = co_await host->subsystem("cat", soon());
        for (int i = 0; i < 10; ++i) {
            const auto a = "one " + std::to_string(i), b = "two " + std::to_string(i);
            co_await one->write(a, soon());
            co_await two->write(b, soon());
            const auto from_two = co_await read_size(*two, b.size());
            EXPECT_EQ(from_two, b);
            const auto ran = co_await host->exec("echo " + a, soon());
            EXPECT_EQ(ran.output, a + "\n");
            const auto from_one = co_await read_size(*one, a.size());
            EXPECT_EQ(from_one, a);
        }
    }(sshd, worker));
}

TEST_F(SshHost, AReaderThatSleepsIsWokenByAnothersTraffic) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        const auto quiet = co_await host->subsystem("cat", soon());
        bool answered = false;
        // The reader sleeps; the bytes it waits for are read from the socket while the exec channel is being
        // served.
        asio::co_spawn(
            co_await asio::this_coro::executor, read_size(*quiet, 5),
            [&answered](std::exception_ptr e, std::string bytes) { answered = !e && bytes == "hello"; });
        co_await quiet->write("hello", soon());
        for (int i = 0; i < 200 && !answered; ++i) co_await host->exec("true", soon());
        EXPECT_TRUE(answered);
    }(sshd, worker));
}

TEST_F(SshHost, SlowReaderHoldsTheUnitBackAndLosesNothing) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        // While nobody reads the stream, other channels live and the sender is stopped by its window.
        const auto stream = co_await host->subsystem("cat", soon());
        std::string expected;
        for (int i = 0; expected.size() < 8u << 20; ++i) expected += std::to_string(i) + "\n";
        bool written = false;
        asio::co_spawn(co_await asio::this_coro::executor,
                       stream->write(expected, within(2min, "slow write")),
                       [&written](std::exception_ptr e) { written = !e; });
        for (int i = 0; i < 5; ++i) {
            const auto ran = co_await host->exec("echo alive", soon());
            EXPECT_EQ(ran.output, "alive\n");
        }
        EXPECT_FALSE(written);  // cat's echo fills what both sides may hold, long before 8 MB
        const auto echoed = co_await read_size(*stream, expected.size());
        EXPECT_TRUE(echoed == expected);
        EXPECT_TRUE(written);
    }(sshd, worker));
}

TEST_F(SshHost, ChannelsOutliveTheirHost) {
    support::run([](auto& server, auto& pool) -> Task<> {
        auto host = co_await server.open(pool);
        auto first = co_await host->subsystem("cat", soon()),
             second = co_await host->subsystem("cat", soon());
        host.reset();
        co_await second->write("still here", soon());
        first.reset();
        const auto echoed = co_await read_size(*second, 10);
        EXPECT_EQ(echoed, "still here");
    }(sshd, worker));
}

TEST_F(SshHost, DestroyingATerminalEndsItsOwnReader) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        auto terminal = co_await host->subsystem("cat", soon());
        std::optional<Fault> fault;
        asio::co_spawn(co_await asio::this_coro::executor, terminal->read(soon()),
                       [&fault](std::exception_ptr e, std::string) {
                           try {
                               if (e) std::rethrow_exception(e);
                           } catch (const LinkError& error) {
                               fault = error.fault();
                           }
                       });
        co_await asio::post(asio::use_awaitable);
        terminal.reset();
        co_await host->exec("true", soon());
        EXPECT_EQ(fault, Fault::aborted);
    }(sshd, worker));
}

TEST_F(SshHost, ReadAfterTheEndIsClosed) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        const auto shell = co_await host->shell(soon());
        co_await shell->write("exec echo last$((1)) words\n", soon());
        std::string text;
        std::optional<Fault> fault;
        while (!fault) try {
                text += co_await shell->read(soon());
            } catch (const LinkError& error) {
                fault = error.fault();
            }
        EXPECT_THAT(text, HasSubstr("last1 words"));
        EXPECT_EQ(fault, Fault::closed);
        const auto ran = co_await host->exec("echo the connection lives", soon());
        EXPECT_EQ(ran.status, 0);
    }(sshd, worker));
}

TEST_F(SshHost, KilledServerIsClosedPromptly) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        const auto terminal = co_await host->subsystem("cat", soon());
        co_await terminal->write("x", soon());
        co_await read_size(*terminal, 1);
        server.kill_connections();
        const auto before = Clock::now();
        try {
            co_await terminal->read(soon());
            ADD_FAILURE() << "read from a dead server";
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::closed) << error.what();
        }
        EXPECT_LT(Clock::now() - before, support::at_once());
        try {
            co_await host->exec("true", soon());
            ADD_FAILURE() << "exec on a dead server";
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::closed) << error.what();
        }
    }(sshd, worker));
}

TEST_F(SshHost, UnknownSubsystemIsRefused) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        try {
            co_await host->subsystem("netconf", soon());
            ADD_FAILURE() << "no refusal";
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::refused);
            EXPECT_THAT(error.what(), HasSubstr("subsystem netconf"));
        }
    }(sshd, worker));
}

TEST_F(SshHost, DeadlineOfAReadNamesWhatWasAwaited) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        const auto terminal = co_await host->subsystem("cat", soon());
        const Deadline deadline{Clock::now() + 50ms, "boot mark", 50ms};
        try {
            co_await terminal->read(deadline);
            ADD_FAILURE() << "no timeout";
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::timeout);
            EXPECT_EQ(error.what(), server.endpoint() + ": no boot mark within 50 ms");
        }
        co_await terminal->write("usable", soon());
        const auto echoed = co_await read_size(*terminal, 6);
        EXPECT_EQ(echoed, "usable");
    }(sshd, worker));
}

TEST_F(SshHost, ADeadlineEndsACommandThatNeverStopsTalking) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        const auto deadline = within(300ms, "end of the output");
        try {
            co_await host->exec("while :; do echo talk; done", deadline);  // slow enough for the bound on one answer
            ADD_FAILURE() << "no timeout";
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::timeout) << error.what();
            // The flood has the cores too: it ends, and soon, is what can be held to here.
            EXPECT_LT(Clock::now() - deadline.at, support::at_once());
        }
    }(sshd, worker));
}

TEST_F(SshHost, ACommandThatPrintsWithoutEndIsNotKeptWhole) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        const auto deadline = within(60s, "end of the output");
        try {
            co_await host->exec("cat /dev/zero", deadline);
            ADD_FAILURE() << "it ended";
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::flood) << error.what();
        }
    }(sshd, worker));
}

TEST_F(SshHost, ATimeoutOfExecTellsTheLastLineSeen) {
    support::run([](auto& server, auto& pool) -> Task<> {
        const auto host = co_await server.open(pool);
        std::string seen;
        // How soon the shell prints is the machine's business: patience grows until it did.
        for (auto patience = 250ms; seen.empty() && patience < 20s; patience *= 2) {
            const auto deadline = within(patience, "end of the check");
            try {
                co_await host->exec("echo one; echo checking disk; exec tail -f /dev/null", deadline);
                ADD_FAILURE() << "no timeout";
            } catch (const LinkError& error) {
                EXPECT_EQ(error.fault(), Fault::timeout);
                seen = error.last_seen();
            }
        }
        EXPECT_EQ(seen, "checking disk");
    }(sshd, worker));
}

TEST_F(SshHost, TranscriptHasEveryByteBothWays) {
    const auto file = sshd.folder() / "transcript";
    support::run([](auto& server, auto& pool, auto path) -> Task<> {
        Transcript transcript{path, "x"};
        auto context = server.context(pool);
        context.transcript = &transcript;
        const auto host = co_await open_host(check_endpoint(server.endpoint(), Use::host), context, soon());
        auto terminal = co_await host->subsystem("cat", soon());
        co_await terminal->write("question", soon());
        co_await read_size(*terminal, 8);
        co_await host->exec("echo a; echo b >&2", soon());
    }(sshd, worker, file));
    std::string sent, received;
    for (const auto& frame : read_transcript(file)) (frame.sent ? sent : received) += frame.bytes;
    EXPECT_EQ(sent, "questionecho a; echo b >&2\n");
    EXPECT_THAT(received, testing::StartsWith("question"));
    EXPECT_EQ(received.size(), 12u);
}

}  // namespace
