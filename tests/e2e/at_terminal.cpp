#include "tests/e2e/at_terminal.hpp"

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

namespace e2e {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

}  // namespace

AtTerminal::AtTerminal(const std::vector<std::string>& arguments, unsigned short width, unsigned short height) {
    std::vector<std::string> words{STATION_BIN_DIR "/station"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    winsize size{height, width, 0, 0};
    pid_ = ::forkpty(&master_, nullptr, nullptr, &size);
    if (pid_ < 0) throw std::system_error{errno, std::generic_category(), "forkpty"};
    if (pid_ > 0) return;
    ::setenv("PATH", "/nowhere", 1);  // a PDF takes longer than most of these runs
    ::setenv("NO_COLOR", "1", 1);
    ::execv(argv[0], argv.data());
    ::_exit(127);
}

AtTerminal::~AtTerminal() {
    hang_up();
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

bool AtTerminal::read_some(int patience_ms) {
    pollfd ready{master_, POLLIN, 0};
    if (master_ < 0 || ::poll(&ready, 1, patience_ms) <= 0) return false;
    char buffer[4096];
    const auto size = ::read(master_, buffer, sizeof buffer);
    if (size <= 0) return false;
    sent_.append(buffer, static_cast<std::size_t>(size));
    return true;
}

bool AtTerminal::said(const std::string& text, std::size_t from) {
    for (const auto until = Clock::now() + 1min; Clock::now() < until;) {
        if (sent_.find(text, from) != std::string::npos) return true;
        siginfo_t ended{};
        const bool over = ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == pid_;
        if (!read_some(100) && over) return sent_.find(text, from) != std::string::npos;
    }
    return false;
}

void AtTerminal::watch(std::chrono::milliseconds span) {
    for (const auto until = Clock::now() + span; Clock::now() < until;) read_some(20);
}

void AtTerminal::type(const std::string& keys) const {
    if (::write(master_, keys.data(), keys.size()) != static_cast<ssize_t>(keys.size())) throw std::system_error{errno, std::generic_category(), "typing"};
}

void AtTerminal::resize(unsigned short width, unsigned short height) const {
    winsize size{height, width, 0, 0};
    ::ioctl(master_, TIOCSWINSZ, &size);
}

void AtTerminal::signal(int number) const { ::kill(pid_, number); }

void AtTerminal::hang_up() {
    if (master_ >= 0) ::close(master_);
    master_ = -1;
}

int AtTerminal::wait() {
    int status = 0;
    for (const auto until = Clock::now() + 2min; Clock::now() < until;) {
        if (!read_some(100) && master_ < 0) ::poll(nullptr, 0, 20);
        const auto ended = ::waitpid(pid_, &status, WNOHANG);
        if (ended == 0) continue;
        pid_ = -1;
        while (read_some(0)) continue;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return -1;
}

}  // namespace e2e
