#include "drivers/serial/port.hpp"

#include "drivers/error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>

namespace drivers::serial {
namespace {

constexpr std::pair<unsigned, speed_t> speeds[] = {{300, B300},       {1200, B1200},     {2400, B2400},
                                                   {4800, B4800},     {9600, B9600},     {19200, B19200},
                                                   {38400, B38400},   {57600, B57600},   {115200, B115200},
                                                   {230400, B230400}, {460800, B460800}, {921600, B921600}};

const std::pair<unsigned, speed_t>* find_speed(unsigned baud) {
    const auto* found = std::find_if(std::begin(speeds), std::end(speeds),
                                     [&](const auto& speed) { return speed.first == baud; });
    return found == std::end(speeds) ? nullptr : found;
}

// The lock and the open files are the device's own, whatever link leads to it.
std::filesystem::path real(const std::string& path) {
    namespace fs = std::filesystem;
    fs::path device{path};
    std::error_code none;
    for (int links = 0; links < 8 && fs::is_symlink(device, none); ++links) {
        const auto target = fs::read_symlink(device, none);
        if (none) break;
        device = (device.parent_path() / target).lexically_normal();
    }
    return device;
}

LinkError in_use(const std::string& path, const std::string& where, const std::optional<Owner>& by) {
    return {Fault::refused, where, path + " is in use by " + (by ? words(*by) : "this program for another slot, or by another user's program")};
}

LinkError refusal(int error, const std::string& path, const std::string& where) {
    switch (error) {
        case ENOENT:
        case ENXIO:
        case ENODEV:
            return {Fault::unreachable, where, "there is no port " + path + "; is the adapter plugged in?"};
        case EACCES:
        case EPERM:
            return {Fault::refused, where,
                    "no permission to open " + path + "; is this user in the group dialout?"};
        case EBUSY:
        case EWOULDBLOCK:
            return in_use(path, where, other_user_of(real(path)));
        case ENOTTY:
            return {Fault::unreachable, where, path + " is no serial port"};
        default:
            return {Fault::unreachable, where, path + " cannot be opened: " + std::strerror(error)};
    }
}

bool is_tty(int descriptor) {
    termios settings{};
    return ::tcgetattr(descriptor, &settings) == 0;
}

int configure(int descriptor, speed_t speed) {
    termios settings{};
    if (::tcgetattr(descriptor, &settings) != 0) return errno;
    ::cfmakeraw(&settings);
    settings.c_cflag |= CLOCAL | CREAD;
    settings.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS | CSTOPB);
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    ::cfsetispeed(&settings, speed);
    ::cfsetospeed(&settings, speed);
    return ::tcsetattr(descriptor, TCSANOW, &settings) == 0 ? 0 : errno;
}

}  // namespace

bool is_baud(unsigned baud) {
    return find_speed(baud) != nullptr;
}

Port::Port(const std::string& path, unsigned baud, const std::string& where) : lock_{real(path)} {
    if (lock_.taken_by()) throw in_use(path, where, lock_.taken_by());
    descriptor_ = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor_ < 0) throw refusal(errno, path, where);
    // Terminal programs that lock nothing have it open all the same.
    if (const auto other = is_tty(descriptor_) ? other_user_of(real(path)) : std::nullopt) {
        ::close(descriptor_);
        throw in_use(path, where, other);
    }
    // The lock keeps out who asks for it, the exclusive mode everybody else (but root).
    int error = !is_tty(descriptor_) ? ENOTTY : 0;
    if (!error && ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) error = errno;
    const bool locked = !error;
    if (!error && ::ioctl(descriptor_, TIOCEXCL) != 0) error = errno;
    const auto* speed = find_speed(baud);
    if (!error) error = speed ? configure(descriptor_, speed->second) : EINVAL;
    if (!error && (second_ = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0)) < 0) error = errno;
    if (!error) return;
    if (locked) ::ioctl(descriptor_, TIOCNXCL);
    ::close(descriptor_);
    throw refusal(error, path, where);
}

Port::~Port() {
    ::ioctl(descriptor_, TIOCNXCL);
    ::flock(descriptor_, LOCK_UN);  // a program that is being started has the open port as well, until it runs
    ::close(second_);
    ::close(descriptor_);
}

bool Port::is_uart() const {
    int lines = 0;
    return ::ioctl(descriptor_, TIOCMGET, &lines) == 0;
}

bool Port::set_break(bool on) const {
    return ::ioctl(descriptor_, on ? TIOCSBRK : TIOCCBRK) == 0;
}

bool Port::set_speed(unsigned baud) const {
    const auto* speed = find_speed(baud);
    return speed && configure(descriptor_, speed->second) == 0;
}

std::optional<ModemWires> Port::wires() const {
    int lines = 0;
    if (::ioctl(descriptor_, TIOCMGET, &lines) != 0) return std::nullopt;
    return ModemWires{(lines & TIOCM_CAR) != 0, (lines & TIOCM_DSR) != 0, (lines & TIOCM_CTS) != 0};
}

}  // namespace drivers::serial
