#include "reports/pdf.hpp"

#include "reports/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace reports {
namespace {

using Clock = std::chrono::steady_clock;

/// A program on its way: its standard error comes to us, and it never outlives this object.
class Program {
  public:
    explicit Program(std::vector<std::string> words);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Waits for its end and returns its exit code; -1 when it was still running at `until`. `said` gets the
    /// last of its standard error.
    int wait(Clock::time_point until, std::string& said);

  private:
    void read_some(std::string& said);
    int reap();

    pid_t pid_ = -1;
    int errors_ = -1, ended_ = -1;
};

Program::Program(std::vector<std::string> words) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        throw std::runtime_error(fmt::format("pipe: {}", std::strerror(errno)));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDERR_FILENO);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawnattr_t attributes;  // a process group of its own: Ctrl-C is for us, and we still want the
                                   // paper of what it stopped
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int failure = ::posix_spawnp(&pid_, arguments[0], &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    errors_ = pipe[0];
    if (failure != 0) {
        pid_ = -1;
        ::close(errors_);
        throw std::runtime_error(fmt::format("{} cannot be started: {}", words[0], std::strerror(failure)));
    }
    ended_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));  // glibc 2.36 declares it for C only
    ::fcntl(errors_, F_SETFL, O_NONBLOCK);
}

Program::~Program() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        reap();
    }
    ::close(errors_);
    if (ended_ >= 0) ::close(ended_);
}

int Program::reap() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Program::read_some(std::string& said) {
    constexpr std::size_t kept = 2000;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = ::read(errors_, buffer.data(), buffer.size())) > 0;)
        said.append(buffer.data(), static_cast<std::size_t>(n));
    if (said.size() > kept) said.erase(0, said.size() - kept);
}

int Program::wait(Clock::time_point until, std::string& said) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
        if (left <= 0) return -1;
        std::array<pollfd, 2> fds{{{.fd = ended_, .events = POLLIN, .revents = 0},
                                   {.fd = errors_, .events = POLLIN, .revents = 0}}};
        if (::poll(fds.data(), fds.size(), static_cast<int>(left)) < 0 && errno != EINTR)
            throw std::runtime_error(fmt::format("poll: {}", std::strerror(errno)));
        read_some(said);
        if ((fds[1].revents & POLLHUP) != 0)
            ::close(std::exchange(errors_, ::open("/dev/null", O_RDONLY | O_CLOEXEC)));
        if ((fds[0].revents & POLLIN) != 0) return reap();
    }
}

}  // namespace

void write_pdf(const std::filesystem::path& html, const std::filesystem::path& pdf,
               std::chrono::seconds limit, const char* program) {
    const std::filesystem::path draft = pdf.string() + ".draft";
    const auto fail = [&](const std::string& why) {
        std::error_code ignored;
        std::filesystem::remove(draft, ignored);
        throw std::runtime_error(fmt::format("{}: no PDF: {}", pdf.string(), why));
    };
    std::string said;
    int code = 0;
    try {
        code = Program{{program, "--quiet", html.string(), draft.string()}}.wait(Clock::now() + limit, said);
    } catch (const std::exception& e) {
        fail(e.what());
    }
    if (code == -1) fail(fmt::format("{} was not done after {} s", program, limit.count()));
    if (code != 0)
        fail(fmt::format("{} ended with {}: {}", program, code,
                         said.empty() ? "it said nothing" : clean(said)));
    std::error_code failure;
    if (std::filesystem::file_size(draft, failure) == 0 || failure)
        fail(fmt::format("{} wrote nothing", program));
    std::filesystem::rename(draft, pdf, failure);
    if (failure) fail(failure.message());
}

}  // namespace reports
