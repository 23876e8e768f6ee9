#include "station/terminal/keyboard.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

namespace station {

namespace asio = drivers::asio;

struct Keyboard::Settings {
    termios modes{};
};

namespace {

int own_file(int descriptor) {
    const auto path = "/proc/self/fd/" + std::to_string(descriptor);
    return ::isatty(descriptor) ? ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) : -1;
}

bool is_there(int descriptor) {
    termios modes{};
    return ::tcgetattr(descriptor, &modes) == 0;
}

}  // namespace

bool is_attended(int descriptor) {
    if (!::isatty(descriptor)) return false;
    const auto foreground = ::tcgetpgrp(descriptor);  // fails where it is not the terminal this program was started from
    return foreground < 0 || foreground == ::getpgrp();
}

Keyboard::Keyboard(int descriptor, Echo echo) : descriptor_{own_file(descriptor)} {
    auto before = std::make_unique<Settings>();
    if (echo == Echo::the_terminals || descriptor_ < 0 || ::tcgetattr(descriptor_, &before->modes) != 0) return;
    auto ours = before->modes;
    ours.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ECHONL | IEXTEN);
    ours.c_lflag |= ISIG;
    ours.c_iflag &= ~static_cast<tcflag_t>(IXON | IXOFF);
    ours.c_cc[VMIN] = 1;
    ours.c_cc[VTIME] = 0;
    if (::tcsetattr(descriptor_, TCSANOW, &ours) == 0) before_ = std::move(before);
}

Keyboard::~Keyboard() {
    give_back();
    if (descriptor_ >= 0) ::close(descriptor_);
}

void Keyboard::give_back() noexcept {
    if (before_) ::tcsetattr(descriptor_, TCSADRAIN, &before_->modes);
    before_.reset();
}

void Keyboard::discard() {
    if (descriptor_ < 0) return;
    ::tcflush(descriptor_, TCIFLUSH);
    char buffer[256];  // a pty whose other end is a program may still have some
    while (::read(descriptor_, buffer, sizeof buffer) > 0) continue;
}

drivers::Task<Keyboard::Keys> Keyboard::read() {
    if (descriptor_ < 0) co_return Keys{};
    asio::posix::stream_descriptor stream{co_await asio::this_coro::executor, descriptor_};
    reading_ = &stream;
    char buffer[256];
    boost::system::error_code failure;
    const auto size = co_await stream.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, failure));
    reading_ = nullptr;
    stream.release();
    if (failure == asio::error::operation_aborted) co_return Keys{.state = Keys::State::cancelled};
    if (failure && !is_there(descriptor_)) co_return Keys{};
    co_return Keys{.state = Keys::State::typed, .bytes = std::string{buffer, failure ? 0 : size}};
}

void Keyboard::cancel() {
    if (reading_) reading_->cancel();
}

}  // namespace station
