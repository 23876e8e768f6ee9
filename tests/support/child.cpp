#include "tests/support/child.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <system_error>

extern char** environ;

namespace support {
namespace {

sockaddr_in loopback(unsigned port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

unsigned free_port(int type) {
    const int socket = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(socket);
    if (!bound) throw std::system_error{errno, std::generic_category(), "bind"};
    return ntohs(address.sin_port);
}

// The sockets at a port, as the links of /proc/PID/fd name them. A connection would tell as well, but servers do things for a connection.
std::set<std::string> sockets_at(unsigned port) {
    char tcp[32], udp[32];  // proc(5): local port, no remote address, LISTEN or an unconnected datagram socket
    std::snprintf(tcp, sizeof tcp, ":%04X 00000000:0000 0A", port);
    std::snprintf(udp, sizeof udp, ":%04X 00000000:0000 07", port);
    std::set<std::string> sockets;
    for (const auto* table : {"/proc/net/tcp", "/proc/net/udp"}) {
        std::istringstream lines{contents_of(table)};
        for (std::string line; std::getline(lines, line);) {
            if (line.find(tcp) == line.npos && line.find(udp) == line.npos) continue;
            std::istringstream fields{line};
            std::string inode;
            for (int field = 0; field < 10; ++field) fields >> inode;
            sockets.insert("socket:[" + inode + "]");
        }
    }
    return sockets;
}

bool holds_any(const Child& child, const std::set<std::string>& sockets) {
    std::error_code gone;
    for (const auto& file : std::filesystem::directory_iterator{"/proc/" + std::to_string(child.pid()) + "/fd", gone})
        if (sockets.contains(std::filesystem::read_symlink(file, gone).string())) return true;
    return false;
}

/// Whether it is this child that listens there.
bool await_port(unsigned port, const Child& child, const std::filesystem::path& log) {
    for (int i = 0; i < 1000; ++i) {
        const auto sockets = sockets_at(port);
        if (!sockets.empty()) return holds_any(child, sockets);
        if (!child.running()) break;
        ::poll(nullptr, 0, 10);
    }
    throw std::runtime_error{"nothing answers at port " + std::to_string(port) + ": " + contents_of(log)};
}

}  // namespace

Child::Child(const std::vector<std::string>& command, const std::filesystem::path& log) {
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::posix_spawn_file_actions_adddup2(&files, 1, 2);
    const int failed = ::posix_spawnp(&pid_, arguments[0], &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (failed) throw std::system_error{failed, std::generic_category(), "cannot start " + command[0]};
}

Child::~Child() {
    ::kill(pid_, SIGTERM);
    for (int i = 0; i < 200; ++i) {
        if (::waitpid(pid_, nullptr, WNOHANG) != 0) return;
        ::poll(nullptr, 0, 10);
    }
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

bool Child::running() const {
    siginfo_t ended{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0;
}

unsigned free_tcp_port() { return free_port(SOCK_STREAM); }
unsigned free_udp_port() { return free_port(SOCK_DGRAM); }

Server serve(const std::function<unsigned()>& any_port, const std::function<std::vector<std::string>(unsigned)>& command, const std::filesystem::path& log) {
    for (int tries = 0; tries < 5; ++tries) {
        const auto port = any_port();
        auto child = std::make_unique<Child>(command(port), log);
        if (await_port(port, *child, log)) return {port, std::move(child)};
    }
    throw std::runtime_error{"somebody else listens at every port that was free: " + contents_of(log)};
}

std::string contents_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

}  // namespace support
