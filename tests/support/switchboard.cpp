#include "tests/support/switchboard.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <string_view>
#include <system_error>
#include <utility>

namespace support {
namespace {

constexpr char moved = 'm', replaced = 'r', once_typed = 't', stop = 's';

int open_tty(const std::string& path) {
    const int tty = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (tty < 0) throw std::system_error{errno, std::generic_category(), path};
    termios settings{};
    ::tcgetattr(tty, &settings);
    ::cfmakeraw(&settings);
    ::tcsetattr(tty, TCSANOW, &settings);
    return tty;
}

// Empty: the end.
std::string read_from(int from) {
    std::array<char, 4096> bytes{};
    const auto size = ::read(from, bytes.data(), bytes.size());
    return size <= 0 ? std::string{} : std::string(bytes.data(), static_cast<std::size_t>(size));
}

void write_to(int to, std::string_view bytes) {
    while (to >= 0 && !bytes.empty()) {
        const auto written = ::write(to, bytes.data(), bytes.size());
        if (written <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

// Whether anything could be passed on.
bool pass(int from, int to) {
    const auto bytes = read_from(from);
    write_to(to, bytes);
    return !bytes.empty();
}

}  // namespace

Switchboard::Switchboard(const std::string& tty) : listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}, tty_{open_tty(tty)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 4) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0 || ::pipe2(orders_, O_CLOEXEC) != 0 || ::pipe2(done_, O_CLOEXEC) != 0)
        throw std::system_error{errno, std::generic_category(), "switchboard"};
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
}

Switchboard::~Switchboard() {
    if (::write(orders_[1], &stop, 1) == 1) thread_.join();
    for (const int file : {listener_, client_, tty_, next_, orders_[0], orders_[1], done_[0], done_[1]})
        if (file >= 0) ::close(file);
}

std::string Switchboard::endpoint() const { return "tcp://127.0.0.1:" + std::to_string(port_); }

void Switchboard::to(const std::string& tty) { order(moved, tty); }

void Switchboard::replaced_by(const std::string& tty) { order(replaced, tty); }

void Switchboard::to_when_typed(std::string words, const std::string& tty) {
    words_ = std::move(words);
    order(once_typed, tty);
}

void Switchboard::order(char what, const std::string& tty) {
    next_ = open_tty(tty);
    char answer = 0;
    if (::write(orders_[1], &what, 1) != 1 || ::read(done_[0], &answer, 1) != 1) throw std::system_error{errno, std::generic_category(), "switchboard"};
}

void Switchboard::take_client() {
    drop_client();
    client_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
}

void Switchboard::drop_client() {
    if (client_ >= 0) ::close(std::exchange(client_, -1));
}

// False: it is over.
bool Switchboard::obey() {
    char what = 0;
    if (::read(orders_[0], &what, 1) != 1 || what == stop) return false;
    if (what == once_typed) return ::write(done_[1], &what, 1) == 1;
    ::close(std::exchange(tty_, std::exchange(next_, -1)));
    if (what == replaced) drop_client();
    return ::write(done_[1], &what, 1) == 1;
}

bool Switchboard::pass_typed() {
    const auto bytes = read_from(client_);
    if (!words_.empty() && bytes.find(words_) != std::string::npos) {
        words_.clear();
        ::close(std::exchange(tty_, std::exchange(next_, -1)));
        typed_ = true;
    }
    write_to(tty_, bytes);
    return !bytes.empty();
}

// A tty that hung up is not asked again until it is another.
void Switchboard::serve() {
    for (bool tty_lives = true;;) {
        std::array<pollfd, 4> files{{{orders_[0], POLLIN, 0}, {listener_, POLLIN, 0}, {tty_lives ? tty_ : -1, POLLIN, 0}, {client_, POLLIN, 0}}};
        if (::poll(files.data(), files.size(), -1) < 0) return;
        if (files[3].revents && !pass_typed()) drop_client();
        if (files[2].revents) tty_lives = pass(tty_, client_);
        if (files[1].revents) take_client();
        if (!files[0].revents) continue;
        if (!obey()) return;
        tty_lives = true;
    }
}

}  // namespace support
