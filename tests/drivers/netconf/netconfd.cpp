#include "tests/drivers/netconf/netconfd.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>

#include <fstream>
#include <stdexcept>
#include <vector>

extern char** environ;

namespace support {

using namespace drivers;

namespace {

using Socket = asio::local::stream_protocol::socket;

/// Starts a program in a process group of its own, with `fd` as its input and output.
pid_t spawn(std::vector<std::string> words, int fd) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, fd, 0);
    ::posix_spawn_file_actions_adddup2(&files, fd, 1);
    ::posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const auto error = ::posix_spawn(&child, arguments[0], &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (error) throw std::system_error{error, std::generic_category(), words[0]};
    return child;
}

void end(pid_t child) {
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
}

/// The station's end of a child's input and output.
class ChildStream final : public Terminal {
  public:
    ChildStream(Socket socket, pid_t child) : socket_{std::move(socket)}, child_{child} {}
    ~ChildStream() override {
        socket_.close();
        end(child_);
    }

    Task<std::string> read(Deadline deadline) override {
        std::string bytes(32768, '\0');
        const auto op = [this, &bytes](boost::system::error_code& ec) -> Task<std::size_t> {
            co_return co_await socket_.async_read_some(asio::buffer(bytes),
                                                       asio::redirect_error(asio::use_awaitable, ec));
        };
        try {
            bytes.resize(co_await with_deadline(socket_, deadline, where_, op));
        } catch (const boost::system::system_error& error) {
            throw LinkError{Fault::closed, where_, error.what()};
        }
        co_return bytes;
    }

    Task<> write(std::string bytes, Deadline deadline) override {
        const auto op = [this, &bytes](boost::system::error_code& ec) -> Task<std::size_t> {
            co_return co_await asio::async_write(socket_, asio::buffer(bytes),
                                                 asio::redirect_error(asio::use_awaitable, ec));
        };
        try {
            co_await with_deadline(socket_, deadline, where_, op);
        } catch (const boost::system::system_error& error) {
            throw LinkError{Fault::closed, where_, error.what()};
        }
    }

    void abort() noexcept override { socket_.cancel(); }
    const std::string& where() const override { return where_; }

  private:
    Socket socket_;
    pid_t child_;
    std::string where_ = "test:netconfd";
};

}  // namespace

bool Netconfd::installed() {
    return ::access("/usr/sbin/netconfd", X_OK) == 0 && ::access("/usr/sbin/netconf-subsystem", X_OK) == 0;
}

Netconfd::Netconfd(const std::string& option) {
    std::filesystem::create_directories(folder_ / "home/.yuma");  // it keeps its transaction number there
    // It believes only an ssh connection to a port it was told of.
    std::ofstream{subsystem()} << "#!/bin/sh\nSSH_CONNECTION='127.0.0.1 1 127.0.0.1 830' USER=root exec "
                               << "/usr/sbin/netconf-subsystem --ncxserver-sockname=830@"
                               << (folder_ / "socket").string() << '\n';
    std::filesystem::permissions(subsystem(), std::filesystem::perms::owner_all);
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        throw std::system_error{errno, std::generic_category()};
    server_ = spawn({"/usr/bin/env", "HOME=" + (folder_ / "home").string(), "/usr/sbin/netconfd",
                     "--no-startup", "--target=candidate", "--module=ietf-system", "--access-control=off",
                     option, "--ncxserver-sockname=" + (folder_ / "socket").string()},
                    pair[1]);
    ::close(pair[1]);
    output_ = pair[0];
    wait_for("Running netconfd server");
    for (int tries = 0; !takes_connections() && tries < 1000; ++tries)
        ::poll(nullptr, 0, 5);  // it says so before it listens
}

void Netconfd::wait_for(const std::string& words) {
    while (printed_.find(words) == std::string::npos) {
        pollfd wait{output_, POLLIN, 0};
        char buffer[4096];
        const auto n = ::poll(&wait, 1, 30'000) == 1 ? ::read(output_, buffer, sizeof buffer) : -1;
        if (n <= 0) throw std::runtime_error{"netconfd does not say \"" + words + "\": " + printed_};
        printed_.append(buffer, static_cast<std::size_t>(n));
    }
}

bool Netconfd::takes_connections() const {
    asio::io_context io;
    Socket socket{io};
    boost::system::error_code failure;
    socket.connect((folder_ / "socket").string(), failure);
    return !failure;
}

Netconfd::~Netconfd() {
    end(server_);
    ::close(output_);
}

std::string Netconfd::subsystem() const {
    return (folder_ / "subsystem").string();
}

std::unique_ptr<Terminal> Netconfd::stream(asio::any_io_executor executor) {
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        throw std::system_error{errno, std::generic_category()};
    const auto child = spawn({subsystem()}, pair[1]);
    ::close(pair[1]);
    return std::make_unique<ChildStream>(Socket{executor, asio::local::stream_protocol{}, pair[0]}, child);
}

}  // namespace support
