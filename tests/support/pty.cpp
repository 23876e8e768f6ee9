#include "tests/support/pty.hpp"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace support {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

}  // namespace

Pty::Pty() {
    master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) fail("posix_openpt");
    char name[128];
    if (::ptsname_r(master_, name, sizeof name) != 0) fail("ptsname");
    path_ = name;
    termios
        settings{};  // raw from the start: the terminal would otherwise echo what is sent before it is opened
    if (::tcgetattr(master_, &settings) != 0) fail("tcgetattr");
    ::cfmakeraw(&settings);
    if (::tcsetattr(master_, TCSANOW, &settings) != 0) fail("tcsetattr");
}

Pty::~Pty() {
    hang_up();
}

void Pty::hang_up() {
    if (master_ >= 0) ::close(master_);
    master_ = -1;
}

unsigned Pty::speed() const {
    termios settings{};
    if (::tcgetattr(master_, &settings) != 0) fail("tcgetattr");
    for (const auto& [bits, code] : {std::pair{9600u, B9600}, {19200u, B19200}, {38400u, B38400}, {57600u, B57600}, {115200u, B115200}})
        if (::cfgetospeed(&settings) == static_cast<speed_t>(code)) return bits;
    return 0;
}

void Pty::write(const std::string& bytes) const {
    for (std::size_t done = 0; done < bytes.size();) {
        const auto n = ::write(master_, bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail("write to the pty");
        done += static_cast<std::size_t>(n);
    }
}

std::string Pty::read(std::size_t size, std::chrono::milliseconds patience) const {
    std::string bytes;
    while (bytes.size() < size) {
        pollfd wait{master_, POLLIN, 0};
        if (::poll(&wait, 1, static_cast<int>(patience.count())) <= 0) break;
        char buffer[65536];
        const auto n = ::read(master_, buffer, std::min(sizeof buffer, size - bytes.size()));
        if (n <= 0) break;
        bytes.append(buffer, static_cast<std::size_t>(n));
    }
    return bytes;
}

std::string Pty::read_until(const std::string& end, std::chrono::milliseconds patience) const {
    std::string bytes;
    while (!bytes.ends_with(end)) {
        const auto byte = read(1, patience);
        if (byte.empty()) break;
        bytes += byte;
    }
    return bytes;
}

}  // namespace support
