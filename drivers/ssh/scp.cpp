#include "drivers/ssh/scp.hpp"

#include "drivers/ssh/handles.hpp"

#include <libssh/libssh.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <new>
#include <optional>
#include <string_view>
#include <vector>

namespace drivers::ssh {
namespace {

constexpr std::size_t piece = 128 * 1024;
// For the unit's scp to say that it runs: longer than any old routing engine takes to start a program. What runs
// instead of it may wait for us to speak first.
constexpr std::size_t longest_word = 4096;  // of what an scp says
constexpr int greeting_ms = 60'000;

class Sender {
  public:
    Sender(ssh_session ssh, const Sending& sending)
        : ssh_{ssh}, sending_{sending}, channel_{ssh_channel_new(ssh)} {
        if (!channel_) throw std::bad_alloc{};
    }

    /// Nothing when the unit's scp runs.
    std::optional<NotOffered> start() {
        if (ssh_channel_open_session(channel_.get()) != SSH_OK) throw broken(sending_, ssh_);
        const auto command = scp_command(sending_.remote_path);
        if (ssh_channel_request_exec(channel_.get(), command.c_str()) != SSH_OK) {
            if (is_dead(ssh_)) throw broken(sending_, ssh_);
            return NotOffered{"it runs no commands"};
        }
        return greeted();
    }

    Uploaded send_content() {
        // Mode, size, name: the one line of the protocol.
        write_all("C0644 " + std::to_string(sending_.file.size()) + " " + sending_.name + "\n");
        expect_consent();
        std::vector<char> buffer(piece);
        Content content{sending_};
        Beat beat;
        while (!content.at_end()) {
            const auto got = content.read(buffer.data(), buffer.size());
            write_all({buffer.data(), got});
            if (!beat.due()) continue;
            if (sending_.progress) sending_.progress(content.at());
            // A unit that gave up says so at once; OpenSSH swallows the rest first.
            if (ssh_channel_poll(channel_.get(), 0) != 0) expect_consent();
        }
        write_all({"\0", 1});
        expect_consent();
        return {content.at(), content.sha256(), 0, "scp"};
    }

    /// The unit's scp has closed the file when it ends; only its exit status says that all went well.
    void finish() {
        ssh_channel_send_eof(channel_.get());
        const auto rest = drain();
        const int status = ssh_channel_get_exit_status(channel_.get());
        if (status > 0)
            throw refused(sending_,
                          rest.empty() ? "its scp ended with status " + std::to_string(status) : rest);
    }

  private:
    /// A zero byte, or a line after 1 or 2, is scp's own word. Anything else comes from something that is no scp.
    std::optional<NotOffered> greeted() {
        char answer = 0;
        const int got = ssh_channel_read_timeout(channel_.get(), &answer, 1, 0, greeting_ms);
        if (got == 1 && answer == 0) return std::nullopt;
        if (got == 1 && (answer == 1 || answer == 2)) throw refused(sending_, line());
        if (got < 0 || is_dead(ssh_)) throw broken(sending_, ssh_);
        if (got == 0 && !ssh_channel_is_eof(channel_.get())) return NotOffered{"its scp says nothing"};
        const auto words = (got == 1 ? std::string{answer} : std::string{}) + drain();
        return NotOffered{words.empty() ? "it has no scp" : words};
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
        if (answer != 0) throw refused(sending_, line());
    }

    std::string line() {
        std::string text;
        for (char c = 0; text.size() < longest_word && ssh_channel_read(channel_.get(), &c, 1, 0) == 1 && c != '\n';) text += c;
        return text;
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

    LinkError stopped_early() {
        if (is_dead(ssh_)) return broken(sending_, ssh_);
        const auto rest = drain();
        return refused(sending_, rest.empty() ? "its scp ended early" : rest);
    }

    ssh_session ssh_;
    const Sending& sending_;
    ChannelHandle channel_;
};

}  // namespace

std::string scp_command(const std::string& remote_path) {
    check_remote_path(remote_path);
    const auto plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || std::strchr("/._-+,@%=", c);
    };
    // Quotes only where they are needed: the Junos CLI, which is many users' shell, is not a POSIX shell.
    if (std::all_of(remote_path.begin(), remote_path.end(), plain)) return "scp -t " + remote_path;
    std::string quoted = "'";
    for (const char c : remote_path) quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return "scp -t " + quoted + "'";
}

Sent send_by_scp(ssh_session_struct* ssh, const Sending& sending) {
    Sender sender{ssh, sending};
    if (auto absent = sender.start()) return *std::move(absent);
    auto uploaded = sender.send_content();
    sender.finish();
    return uploaded;
}

}  // namespace drivers::ssh
