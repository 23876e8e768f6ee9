#include "drivers/power/program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <system_error>

extern char** environ;

namespace drivers::power {
namespace {

pid_t start(const std::vector<std::string>& command, int output) {
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&files, output, 1);
    ::posix_spawn_file_actions_adddup2(&files, output, 2);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    sigset_t defaults;  // we ignore SIGPIPE; it should not
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    pid_t pid = -1;
    const int failed = ::posix_spawn(&pid, arguments[0], &files, &attributes, arguments.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    if (failed) throw std::system_error{failed, std::generic_category(), command[0]};
    return pid;
}

}  // namespace

Program::Program(const asio::any_io_executor& executor, const std::vector<std::string>& command) : ended_{executor}, output_{executor} {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) throw std::system_error{errno, std::generic_category(), "pipe"};
    output_.assign(pipe[0]);
    try {
        ::fcntl(pipe[1], F_SETFL, 0);  // the program's end blocks, as programs expect
        pid_ = start(command, pipe[1]);
    } catch (...) {
        ::close(pipe[1]);
        throw;
    }
    ::close(pipe[1]);
    const auto watched = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    if (watched >= 0) ended_.assign(watched);
}

Program::~Program() {
    kill();
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
}

void Program::kill() noexcept {
    if (pid_ > 0) ::kill(-pid_, SIGKILL);
    boost::system::error_code ignored;
    ended_.cancel(ignored);
}

// It is the program's own end that counts, not the pipe's: what it left running may hold that open.
Task<Program::End> Program::end(Deadline deadline, std::string where) {
    co_await with_deadline(ended_, deadline, where, [this](boost::system::error_code& ec) {
        return ended_.async_wait(asio::posix::stream_descriptor::wait_read, asio::redirect_error(asio::use_awaitable, ec));
    });
    End end;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    ::kill(-pid_, SIGKILL);
    pid_ = -1;
    end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    end.output.resize(65536);
    boost::system::error_code nothing;
    end.output.resize(output_.read_some(asio::buffer(end.output), nothing));
    co_return end;
}

}  // namespace drivers::power
