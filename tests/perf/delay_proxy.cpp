// Relays loopback TCP and holds every byte for a fixed time each way. delay_proxy LISTEN TARGET MILLISECONDS;
// ends with its parent's pipe.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

void no_delay(int socket) {
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

/// One direction: a thread reads and stamps, another writes when the time has come.
class Direction {
  public:
    Direction(int from, int to, std::chrono::milliseconds delay) : from_{from}, to_{to}, delay_{delay} {}

    void relay() {
        std::thread writer{[this] { write_when_due(); }};
        std::string buffer(64 * 1024, '\0');
        for (ssize_t got; (got = ::read(from_, buffer.data(), buffer.size())) > 0;)
            push(buffer.substr(0, static_cast<std::size_t>(got)));
        push({});
        writer.join();
    }

  private:
    void push(std::string bytes) {
        const std::lock_guard lock{mutex_};
        held_.push_back({Clock::now() + delay_, std::move(bytes)});
        came_.notify_one();
    }
    void write_when_due() {
        for (;;) {
            std::unique_lock lock{mutex_};
            came_.wait(lock, [this] { return !held_.empty(); });
            auto piece = std::move(held_.front());
            held_.pop_front();
            lock.unlock();
            std::this_thread::sleep_until(piece.due);
            if (piece.bytes.empty()) break;
            for (std::size_t done = 0; done < piece.bytes.size();) {
                const auto taken =
                    ::send(to_, piece.bytes.data() + done, piece.bytes.size() - done, MSG_NOSIGNAL);
                if (taken <= 0) break;
                done += static_cast<std::size_t>(taken);
            }
        }
        ::shutdown(to_, SHUT_WR);
    }

    struct Piece {
        Clock::time_point due;
        std::string bytes;  ///< empty: the end
    };
    int from_, to_;
    std::chrono::milliseconds delay_;
    std::deque<Piece> held_;
    std::mutex mutex_;
    std::condition_variable came_;
};

void serve(int client, int target_port, std::chrono::milliseconds delay) {
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(target_port);
    no_delay(client);
    no_delay(server);
    if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        Direction up{client, server, delay}, down{server, client, delay};
        std::thread other{[&up] { up.relay(); }};
        down.relay();
        other.join();
    }
    ::close(server);
    ::close(client);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) return 2;
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const auto address = loopback(std::atoi(arguments[1]));
    if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener, 16) != 0)
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    const std::chrono::milliseconds delay{std::atoi(arguments[3])};
    for (;;) {
        pollfd wait[2] = {{listener, POLLIN, 0}, {0, POLLIN, 0}};
        if (::poll(wait, 2, -1) < 0 || wait[1].revents) std::_Exit(0);
        const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0) std::thread{serve, client, std::atoi(arguments[2]), delay}.detach();
    }
}
