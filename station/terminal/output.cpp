#include "station/terminal/output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

namespace station {
namespace {

constexpr std::size_t most_waiting = 4 * 1024 * 1024;  ///< then the oldest is lost: every line of it is in the record

bool is_file(int descriptor) {
    struct stat what {};
    return ::fstat(descriptor, &what) != 0 || S_ISREG(what.st_mode);
}

}  // namespace

// An open file of its own, so that nobody who shares the descriptor finds it non-blocking.
PatientOutput::PatientOutput(int descriptor) : descriptor_{descriptor} {
    if (is_file(descriptor)) return;
    const auto path = "/proc/self/fd/" + std::to_string(descriptor);
    const int own = ::open(path.c_str(), O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (own < 0) return;
    descriptor_ = own;
    own_ = true;
}

PatientOutput::~PatientOutput() {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{2};
    for (write_out(); !waiting_.empty() && std::chrono::steady_clock::now() < until; write_out()) {
        pollfd ready{descriptor_, POLLOUT, 0};
        if (::poll(&ready, 1, 100) < 0 && errno != EINTR) break;
    }
    if (own_) ::close(descriptor_);
}

PatientOutput::int_type PatientOutput::overflow(int_type byte) {
    if (byte != traits_type::eof()) waiting_ += traits_type::to_char_type(byte);
    return traits_type::not_eof(byte);
}

std::streamsize PatientOutput::xsputn(const char* bytes, std::streamsize size) {
    waiting_.append(bytes, static_cast<std::size_t>(size));
    return size;
}

int PatientOutput::sync() {
    write_out();
    return 0;  // a terminal that is gone is no reason to end what is done for a unit
}

void PatientOutput::write_out() {
    std::size_t done = 0;
    while (done < waiting_.size()) {
        const auto size = ::write(descriptor_, waiting_.data() + done, waiting_.size() - done);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0 && errno != EAGAIN) done = waiting_.size();  // nobody will ever read it
        if (size < 0) break;
        done += static_cast<std::size_t>(size);
    }
    waiting_.erase(0, done);
    if (waiting_.size() > most_waiting) waiting_.erase(0, waiting_.size() - most_waiting / 2);
}

}  // namespace station
