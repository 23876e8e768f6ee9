#include "drivers/ssh/scp.hpp"

#include "drivers/ssh/handles.hpp"

#include <libssh/libssh.h>
#include <openssl/evp.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace drivers::ssh {
namespace {

constexpr std::size_t piece = 128 * 1024;

class Sha256 {
  public:
    Sha256() : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
            throw std::runtime_error{"no SHA-256 in OpenSSL"};
    }
    void add(const char* bytes, std::size_t size) {
        if (EVP_DigestUpdate(context_.get(), bytes, size) != 1) throw std::runtime_error{"SHA-256 failed"};
    }
    std::string hex() {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        if (EVP_DigestFinal_ex(context_.get(), digest, &size) != 1)
            throw std::runtime_error{"SHA-256 failed"};
        std::string text;
        for (unsigned i = 0; i < size; ++i) {
            text += "0123456789abcdef"[digest[i] >> 4];
            text += "0123456789abcdef"[digest[i] & 15];
        }
        return text;
    }

  private:
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

class Sender {
  public:
    Sender(ssh_session ssh, const Sending& sending)
        : ssh_{ssh}, sending_{sending}, channel_{ssh_channel_new(ssh)} {
        if (!channel_) throw std::bad_alloc{};
    }

    void start() {
        if (ssh_channel_open_session(channel_.get()) != SSH_OK ||
            ssh_channel_request_exec(channel_.get(), sending_.command.c_str()) != SSH_OK)
            throw broken();
        expect_consent();
        // Mode, size, name: the one line of the protocol.
        write_all("C0644 " + std::to_string(sending_.file.size()) + " " + sending_.name + "\n");
        expect_consent();
    }

    Uploaded send_content() {
        std::vector<char> buffer(piece);
        Sha256 hash;
        Uploaded uploaded;
        auto reported = std::chrono::steady_clock::now();
        while (uploaded.bytes < sending_.file.size()) {
            const auto got = read_piece(buffer, sending_.file.size() - uploaded.bytes);
            hash.add(buffer.data(), got);
            write_all({buffer.data(), got});
            uploaded.bytes += got;
            const auto now = std::chrono::steady_clock::now();
            if (now - reported < std::chrono::milliseconds{100}) continue;
            reported = now;
            if (sending_.progress) sending_.progress(uploaded.bytes);
            // A unit that gave up says so at once; OpenSSH swallows the rest first.
            if (ssh_channel_poll(channel_.get(), 0) != 0) expect_consent();
        }
        write_all({"\0", 1});
        expect_consent();
        uploaded.sha256 = hash.hex();
        return uploaded;
    }

    /// The unit's scp has closed the file when it ends; only its exit status says that all went well.
    void finish() {
        ssh_channel_send_eof(channel_.get());
        const auto rest = drain();
        const int status = ssh_channel_get_exit_status(channel_.get());
        if (status > 0)
            throw refused(rest.empty() ? "its scp ended with status " + std::to_string(status) : rest);
    }

  private:
    std::size_t read_piece(std::vector<char>& buffer, std::uint64_t left) const {
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), left));
        const auto got = ::read(sending_.file.descriptor(), buffer.data(), size);
        if (got < 0) throw std::system_error{errno, std::generic_category(), "reading " + sending_.name};
        if (got == 0) throw std::runtime_error{sending_.name + " became shorter while it was being sent"};
        return static_cast<std::size_t>(got);
    }

    void write_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const int taken =
                ssh_channel_write(channel_.get(), bytes.data(), static_cast<std::uint32_t>(bytes.size()));
            if (taken <= 0) throw stopped_early();
            bytes.remove_prefix(static_cast<std::size_t>(taken));
        }
    }

    /// After each part the receiver says 0, or 1 or 2 and a line that says why not.
    void expect_consent() {
        char answer = 0;
        if (ssh_channel_read(channel_.get(), &answer, 1, 0) != 1) throw stopped_early();
        if (answer == 0) return;
        std::string line;
        if (answer != 1 && answer != 2) line = answer;  // no scp at all: a shell's complaint
        for (char c = 0; ssh_channel_read(channel_.get(), &c, 1, 0) == 1 && c != '\n';) line += c;
        throw refused(line);
    }

    std::string drain() {
        std::string text;
        char buffer[1024];
        for (const int from : {0, 1})
            for (int got; (got = ssh_channel_read(channel_.get(), buffer, sizeof buffer, from)) > 0;)
                if (text.size() < sizeof buffer) text.append(buffer, static_cast<std::size_t>(got));
        while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.pop_back();
        return text;
    }

    LinkError refused(const std::string& line) const {
        return {Fault::refused, sending_.where, "the unit did not take " + sending_.name + ": " + line};
    }
    LinkError broken() const {
        return {Fault::closed, sending_.where,
                "the connection broke while sending " + sending_.name + ": " + ssh_get_error(ssh_)};
    }
    LinkError stopped_early() {
        if (!ssh_is_connected(ssh_) || ssh_get_error_code(ssh_) == SSH_FATAL) return broken();
        const auto rest = drain();
        return refused(rest.empty() ? "its scp ended early" : rest);
    }

    ssh_session ssh_;
    const Sending& sending_;
    ChannelHandle channel_;
};

}  // namespace

std::string scp_command(const std::string& remote_path) {
    if (!remote_path.starts_with('/'))
        throw std::invalid_argument{"\"" + remote_path + "\" is no absolute path on a unit"};
    const auto plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || std::strchr("/._-+,@%=", c);
    };
    if (std::any_of(remote_path.begin(), remote_path.end(),
                    [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; }))
        throw std::invalid_argument{"a path on a unit cannot hold control characters"};
    // Quotes only where they are needed: the Junos CLI, which is many users' shell, is not a POSIX shell.
    if (std::all_of(remote_path.begin(), remote_path.end(), plain)) return "scp -t " + remote_path;
    std::string quoted = "'";
    for (const char c : remote_path) quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return "scp -t " + quoted + "'";
}

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

Uploaded send_file(ssh_session_struct* ssh, const Sending& sending) {
    ssh_set_blocking(ssh, 1);
    Sender sender{ssh, sending};
    sender.start();
    auto uploaded = sender.send_content();
    sender.finish();
    return uploaded;
}

}  // namespace drivers::ssh
