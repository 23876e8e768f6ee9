#include "reports/run_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace reports {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
    const int reason = errno;
    throw std::runtime_error(fmt::format("{}: {}", file.string(), std::strerror(reason)));
}

class Fd {
  public:
    Fd(const std::filesystem::path& path, int flags) : fd_{::open(path.c_str(), flags | O_CLOEXEC, 0644)} {
        if (fd_ < 0) fail(path);
    }
    ~Fd() {
        if (fd_ >= 0) ::close(fd_);
    }
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

  private:
    int fd_;
};

void sync_folder(const std::filesystem::path& folder) {
    const Fd fd{folder, O_RDONLY | O_DIRECTORY};
    if (::fsync(fd.get()) != 0) fail(folder);
}

}  // namespace

FileLock::FileLock(FileLock&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}
FileLock::~FileLock() {
    if (fd_ >= 0) ::close(fd_);
}

std::optional<FileLock> FileLock::take(const std::filesystem::path& file) {
    Fd fd{file, O_RDWR | O_CREAT};
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) return FileLock{fd.release()};
    if (errno == EWOULDBLOCK) return std::nullopt;
    fail(file);
}

FileLock FileLock::await(const std::filesystem::path& file) {
    Fd fd{file, O_RDWR | O_CREAT};
    while (::flock(fd.get(), LOCK_EX) != 0)
        if (errno != EINTR) fail(file);
    return FileLock{fd.release()};
}

WholeFile::WholeFile(std::filesystem::path file, std::string_view bytes)
    : file_{std::move(file)}, draft_{file_.string() + fmt::format(".{}.draft", ::getpid())} {
    try {
        const Fd fd{draft_, O_WRONLY | O_CREAT | O_TRUNC};
        while (!bytes.empty()) {
            const ssize_t n = ::write(fd.get(), bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) fail(draft_);
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        if (::fsync(fd.get()) != 0) fail(draft_);
    } catch (...) {
        ::unlink(draft_.c_str());
        throw;
    }
}

WholeFile::~WholeFile() {
    if (!committed_) ::unlink(draft_.c_str());
}

void WholeFile::commit() {
    if (::rename(draft_.c_str(), file_.c_str()) != 0) fail(file_);
    committed_ = true;
    sync_folder(std::filesystem::absolute(file_).parent_path());
}

std::string read_whole(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    if (!in || in.bad()) throw std::runtime_error(fmt::format("{}: cannot be read: {}", file.string(), std::strerror(errno)));
    return bytes;
}

void write_whole(const std::filesystem::path& file, std::string_view bytes) {
    WholeFile{file, bytes}.commit();
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) throw std::runtime_error(fmt::format("{}: {}", folder.string(), failure.message()));
    sync_folder(std::filesystem::absolute(folder).parent_path());
}

}  // namespace reports
