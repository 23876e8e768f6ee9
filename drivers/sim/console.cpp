#include "drivers/sim/console.hpp"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <system_error>

namespace drivers::sim {
namespace {

using namespace std::chrono_literals;

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

int open_pty(std::string& name) {
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0 || grantpt(master) || unlockpt(master)) fail("cannot make a pty");
    std::array<char, 128> buffer{};
    if (ptsname_r(master, buffer.data(), buffer.size())) fail("cannot name the pty");
    name = buffer.data();
    // The line is raw from the start: whoever opens it must not have their bytes echoed by the kernel.
    const int slave = open(name.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) fail("cannot open the pty");
    termios settings{};
    tcgetattr(slave, &settings);
    cfmakeraw(&settings);
    cfsetspeed(&settings, B9600);
    tcsetattr(slave, TCSANOW, &settings);
    close(slave);
    return master;
}

}  // namespace

Console::Console(asio::io_context& io, std::filesystem::path path, Tape tape)
    : master_{io}, retry_{io}, path_{std::move(path)}, tape_{std::move(tape)} {
    make();
}

void Console::make() {
    std::string name;
    master_.assign(open_pty(name));
    std::filesystem::remove(path_);
    std::filesystem::create_symlink(name, path_);
}

Console::~Console() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

unsigned Console::speed() const {
    termios settings{};
    // On Linux the master answers with the slave's settings (drivers/tty/tty_ioctl.c, real_tty).
    if (tcgetattr(const_cast<asio::posix::stream_descriptor&>(master_).native_handle(), &settings))
        return 9600;
    for (const auto& [code, baud] : {std::pair<speed_t, unsigned>{B1200, 1200},
                                     {B2400, 2400},
                                     {B4800, 4800},
                                     {B9600, 9600},
                                     {B19200, 19200},
                                     {B38400, 38400},
                                     {B57600, 57600},
                                     {B115200, 115200}})
        if (cfgetospeed(&settings) == code) return baud;
    return 9600;
}

Task<> Console::vanish(std::chrono::nanoseconds length) {
    if (!master_.is_open()) co_return;  // gone already
    std::error_code nothing;
    std::filesystem::remove(path_, nothing);
    boost::system::error_code ignored;
    master_.close(ignored);
    tape_.hung_up();
    outbox_.clear();
    asio::steady_timer gone{master_.get_executor(), length};
    co_await gone.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (closed_) co_return;
    sending_.clear();
    writing_ = false;
    make();
}

bool Console::somebody_there() const {
    if (!master_.is_open()) return false;
    pollfd poll_master{const_cast<asio::posix::stream_descriptor&>(master_).native_handle(), POLLIN, 0};
    return poll(&poll_master, 1, 0) >= 0 && !(poll_master.revents & POLLHUP);
}

void Console::send(std::string_view bytes) {
    if (closed_ || !somebody_there()) return;
    outbox_ += bytes;
    write_more();
}

void Console::write_more() {
    if (sending_.empty()) sending_ = std::exchange(outbox_, {});
    if (writing_ || sending_.empty() || closed_) return;
    writing_ = true;
    master_.async_write_some(asio::buffer(sending_),
                             [this](boost::system::error_code error, std::size_t written) {
                                 if (error == asio::error::operation_aborted) return;
                                 writing_ = false;
                                 tape_.said(std::string_view{sending_}.substr(0, written));
                                 sending_.erase(0, error ? sending_.size() : written);
                                 write_more();
                             });
}

Task<> Console::run() {
    std::array<char, 4096> buffer{};
    while (!closed_) {
        boost::system::error_code error;
        if (somebody_there()) {
            const std::size_t n = co_await master_.async_read_some(
                asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
            tape_.heard({buffer.data(), n});
            if (n > 0 && received) received({buffer.data(), n});
            if (!error) continue;
        }
        if (closed_) break;
        tape_.hung_up();
        outbox_.clear();  // a hung-up line: nobody hears what is left
        retry_.expires_after(20ms);
        co_await retry_.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
}

void Console::close() {
    closed_ = true;
    retry_.cancel();
    boost::system::error_code ignored;
    master_.close(ignored);
}

}  // namespace drivers::sim
