// Two programs never type at once, and the one that comes second is told who was first.

#include "drivers/link.hpp"
#include "drivers/serial/owner.hpp"
#include "drivers/serial/port.hpp"
#include "tests/support/child.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <memory>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using drivers::serial::LockFile;
using testing::HasSubstr;

std::string refusal(const support::Pty& pty) {
    try {
        support::run([](std::string text) -> Task<> {
            auto endpoint = check_endpoint(text, Use::terminal);
            LinkContext context;
            co_await open_terminal(std::move(endpoint), std::move(context), within(5s, "port"));
        }("serial://" + pty.path()));
    } catch (const LinkError& error) {
        EXPECT_EQ(error.fault(), Fault::refused);
        return error.what();
    }
    return "opened";
}

/// A program that has the port open and locks nothing.
support::Child reader_of(const support::Pty& pty, const support::TempFolder& folder) {
    return {{"/bin/sh", "-c", "exec tail -f " + pty.path()}, folder / "log"};
}

TEST(Owner, OfAnUnlockedPortIsNamed) {
    support::Pty pty;
    const support::TempFolder folder;
    const auto reader = reader_of(pty, folder);
    while (!serial::other_user_of(pty.path())) EXPECT_TRUE(reader.running());
    while (serial::owner(reader.pid()).program != "tail") EXPECT_TRUE(reader.running());
    EXPECT_THAT(refusal(pty), HasSubstr(pty.path() + " is in use by tail (process " + std::to_string(reader.pid()) + ")"));
}

TEST(Owner, LetsGoOfThePort) {
    support::Pty pty;
    EXPECT_EQ(refusal(pty), "opened");
    EXPECT_EQ(refusal(pty), "opened");
}

// What a program that switches the mains is between fork and exec: it has the port only because we had it.
TEST(Owner, IsNobodyWhoIsStillBeingStarted) {
    support::Pty pty;
    auto port = std::make_unique<serial::Port>(pty.path(), 9600, "here");
    const auto starting = ::fork();
    if (starting == 0) {
        ::pause();
        ::_exit(0);
    }
    port.reset();
    EXPECT_NO_THROW(serial::Port(pty.path(), 9600, "here"));
    ::kill(starting, SIGKILL);
    ::waitpid(starting, nullptr, 0);
}

class Lock : public testing::Test {
  protected:
    void locked_by(const std::string& content) const { std::ofstream{file_} << content; }
    LockFile lock() const { return LockFile{"/dev/ttyUSB7", folder_.path()}; }
    const std::filesystem::path& file() const { return file_; }
    const support::TempFolder& folder() const { return folder_; }

  private:
    support::TempFolder folder_;
    std::filesystem::path file_ = folder_ / "LCK..ttyUSB7";
};

TEST_F(Lock, HoldsOurProcessWhileItLives) {
    {
        const auto lock = this->lock();
        char expected[16];
        std::snprintf(expected, sizeof expected, "%10d\n", ::getpid());
        EXPECT_EQ(support::contents_of(file()), expected);
    }
    EXPECT_FALSE(std::filesystem::exists(file()));
    EXPECT_TRUE(std::filesystem::is_empty(folder().path())) << "no draft is left";
}

TEST_F(Lock, OfALivingProgramStands) {
    const support::Child other{{"sleep", "60"}, folder() / "log"};
    while (serial::owner(other.pid()).program != "sleep") EXPECT_TRUE(other.running());
    locked_by("      " + std::to_string(other.pid()) + "\n");
    const auto lock = this->lock();
    ASSERT_TRUE(lock.taken_by());
    EXPECT_EQ(serial::words(*lock.taken_by()), "sleep (process " + std::to_string(other.pid()) + ")");
    EXPECT_TRUE(std::filesystem::exists(file()));
}

TEST_F(Lock, OfAProgramThatEndedIsTakenOver) {
    pid_t gone = 0;
    {
        const support::Child other{{"true"}, folder() / "log"};
        gone = other.pid();
    }
    for (const auto& content : {std::to_string(gone) + "\n", std::string{"nobody\n"}, std::string{}, std::string{"0\n"}, std::string{"-1\n"}}) {
        locked_by(content);
        const auto lock = this->lock();
        EXPECT_FALSE(lock.taken_by()) << content;
        EXPECT_THAT(support::contents_of(file()), HasSubstr(std::to_string(::getpid()))) << content;
    }
}

TEST_F(Lock, IsNotMadeForAPty) {
    const LockFile lock{"/dev/pts/7", folder().path()};
    EXPECT_TRUE(std::filesystem::is_empty(folder().path()));
}

TEST_F(Lock, OfOursKeepsOurOtherSlotsOut) {
    const auto first = lock(), second = lock();
    ASSERT_TRUE(second.taken_by());
    EXPECT_EQ(serial::words(*second.taken_by()), "this program, for another slot");
}

TEST(LockFolder, WhereThereIsNoneNobodyLocks) {
    const LockFile lock{"/dev/ttyUSB7", "/nowhere"};
    EXPECT_FALSE(lock.taken_by());
}

}  // namespace
