#include "drivers/ssh/sending.hpp"

#include "drivers/hex.hpp"

#include <libssh/libssh.h>
#include <openssl/evp.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace drivers::ssh {

File::File(const std::filesystem::path& path) : descriptor_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {
    struct stat about {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &about) != 0)
        throw std::system_error{errno, std::generic_category(), path.string()};
    if (!S_ISREG(about.st_mode)) {
        ::close(descriptor_);
        throw std::system_error{std::make_error_code(std::errc::invalid_argument),
                                path.string() + " is no file"};
    }
    size_ = static_cast<std::uint64_t>(about.st_size);
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

File::File(File&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)}, size_{other.size_} {}

void check_remote_path(const std::string& path) {
    if (!path.starts_with('/')) throw std::invalid_argument{"\"" + path + "\" is no absolute path on a unit"};
    if (std::any_of(path.begin(), path.end(),
                    [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; }))
        throw std::invalid_argument{"a path on a unit cannot hold control characters"};
}

// A home of its own: drivers do not see reports, whose SHA-256 takes whole files and whole strings.
Content::Content(const Sending& sending) : sending_{sending}, hash_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
    if (!hash_ || EVP_DigestInit_ex(hash_.get(), EVP_sha256(), nullptr) != 1)
        throw std::runtime_error{"no SHA-256 in OpenSSL"};
}

Content::~Content() = default;

std::size_t Content::read(char* to, std::size_t most) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(most, sending_.file.size() - at_));
    const auto got = ::pread(sending_.file.descriptor(), to, size, static_cast<off_t>(at_));
    if (got < 0) throw std::system_error{errno, std::generic_category(), "reading " + sending_.name};
    if (got == 0) throw std::runtime_error{sending_.name + " became shorter while it was being sent"};
    const auto taken = static_cast<std::size_t>(got);
    if (EVP_DigestUpdate(hash_.get(), to, taken) != 1) throw std::runtime_error{"SHA-256 failed"};
    at_ += taken;
    return taken;
}

void Content::skip_to(std::uint64_t offset) {
    std::vector<char> buffer(256 * 1024);
    while (at_ < offset)
        read(buffer.data(), static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), offset - at_)));
}

std::string Content::sha256() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_DigestFinal_ex(hash_.get(), digest, &size) != 1) throw std::runtime_error{"SHA-256 failed"};
    return hex(digest, size);
}

bool Beat::due() {
    const auto now = Clock::now();
    if (now - last_ < std::chrono::milliseconds{100}) return false;
    last_ = now;
    return true;
}

LinkError refused(const Sending& sending, const std::string& words) {
    return {Fault::refused, sending.where, "the unit did not take " + sending.name + ": " + words};
}

LinkError broken(const Sending& sending, ssh_session_struct* ssh) {
    return {Fault::closed, sending.where,
            "the connection broke while sending " + sending.name + ": " + ssh_get_error(ssh)};
}

bool is_dead(ssh_session_struct* ssh) {
    return !ssh_is_connected(ssh) || ssh_get_error_code(ssh) == SSH_FATAL;
}

}  // namespace drivers::ssh
