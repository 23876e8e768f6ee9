#include "drivers/ssh/channel.hpp"

#include "drivers/ssh/connection.hpp"
#include "drivers/transcript.hpp"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace drivers::ssh {
namespace {

// Per channel. With libssh's own window (1.25 MB) behind it this bounds what a unit can make us hold.
constexpr std::size_t inbox_limit = 256 * 1024;
// Handed to libssh at once; it queues whatever the socket does not take.
constexpr std::size_t write_piece = 64 * 1024;

/// As LinkError wants it: printable, at most 200 bytes.
std::string last_line(std::string_view output) {
    while (!output.empty() && static_cast<unsigned char>(output.back()) <= ' ') output.remove_suffix(1);
    std::string line{output.substr(output.rfind('\n') + 1).substr(0, 200)};
    std::erase_if(line, [](char c) {
        return static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) > '~';
    });
    return line;
}

}  // namespace

// libssh calls these from inside any call on the connection, also one for another channel. What arrived is
// kept at once: libssh gives nothing more back once the connection broke, and the last words before that are
// the ones that matter.
struct Channel::Callbacks : ssh_channel_callbacks_struct {
    explicit Callbacks(Channel* channel) : ssh_channel_callbacks_struct{} {
        userdata = channel;
        channel_data_function = [](ssh_session, ssh_channel, void* data, std::uint32_t length, int is_stderr,
                                   void* self) {
            return of(self).take_in({static_cast<const char*>(data), length}, is_stderr);
        };
        channel_eof_function = [](ssh_session, ssh_channel, void* self) { of(self).eof_ = true; };
        channel_close_function = [](ssh_session, ssh_channel, void* self) { of(self).closed_ = true; };
        channel_exit_status_function = [](ssh_session, ssh_channel, int status, void* self) {
            of(self).status_ = status;
        };
        ssh_callbacks_init(this);
    }
    static Channel& of(void* self) { return *static_cast<Channel*>(self); }
};

Channel::Channel(std::shared_ptr<Connection> connection, Transcript* transcript)
    : connection_{std::move(connection)},
      transcript_{transcript},
      callbacks_{std::make_unique<Callbacks>(this)},
      handle_{ssh_channel_new(connection_->ssh())} {
    if (!handle_) throw std::bad_alloc{};
    ssh_set_channel_callbacks(handle_.get(), callbacks_.get());
}

Channel::~Channel() {
    keep_the_rest();
    // libssh keeps a freed channel until the peer closed it too.
    ssh_remove_channel_callbacks(handle_.get(), callbacks_.get());
    connection_->wake();
}

// Bytes that arrived and nobody asked for are evidence too.
void Channel::keep_the_rest() noexcept try {
    if (transcript_ && !arrived_.empty()) transcript_->received(arrived_);
} catch (const std::exception&) {
    // The transcript's file is full or cannot be written: whoever uses the transcript next is told.
}

int Channel::take_in(std::string_view bytes, bool is_stderr) {
    auto& inbox = is_stderr ? errors_ : arrived_;
    if (inbox.size() >= inbox_limit) {
        stalled_ = true;
        return 0;
    }
    inbox.append(bytes);
    return static_cast<int>(bytes.size());
}

std::string Channel::take(bool is_stderr) {
    auto& inbox = is_stderr ? errors_ : arrived_;
    auto bytes = std::exchange(inbox, {});
    if (stalled_ && !bytes.empty()) {
        stalled_ = false;
        for (int from : {0, 1}) refill(from);
    }
    if (transcript_ && !bytes.empty()) transcript_->received(bytes);
    return bytes;
}

void Channel::refill(int is_stderr) {
    auto& inbox = is_stderr ? errors_ : arrived_;
    while (inbox.size() < inbox_limit) {
        const int there = ssh_channel_poll(handle_.get(), is_stderr);
        if (there <= 0) return;
        const auto kept = inbox.size();
        inbox.resize(kept + static_cast<std::size_t>(there));
        const int got = ssh_channel_read_nonblocking(handle_.get(), inbox.data() + kept,
                                                     static_cast<std::uint32_t>(there), is_stderr);
        inbox.resize(kept + static_cast<std::size_t>(std::max(got, 0)));
        if (got <= 0) return;
    }
    stalled_ = true;
}

void Channel::check() const {
    if (aborted_) throw LinkError{Fault::aborted, where(), "stopped"};
}

Task<std::shared_ptr<Channel>> Channel::open(std::shared_ptr<Connection> connection, Transcript* transcript,
                                             std::string what, Request request, Deadline deadline) {
    const std::shared_ptr<Channel> channel{new Channel{connection, transcript}};
    const auto refused = [&connection, &what] {
        return LinkError{Fault::refused, connection->where(),
                         "the unit gives no " + what + ": " + ssh_get_error(connection->ssh())};
    };
    int rc = SSH_AGAIN;
    co_await Connection::until(connection, deadline.awaiting("channel for the " + what),
                               [&rc, handle = channel->handle_.get()] {
                                   rc = ssh_channel_open_session(handle);
                                   return rc != SSH_AGAIN;
                               });
    if (connection->over()) throw connection->failure();
    if (rc != SSH_OK) throw refused();
    co_await Connection::until(connection, deadline.awaiting(what),
                               [&rc, &request, handle = channel->handle_.get()] {
                                   rc = request(handle);
                                   return rc != SSH_AGAIN;
                               });
    if (rc != SSH_OK && connection->over()) throw connection->failure();
    if (rc != SSH_OK) throw refused();
    co_return channel;
}

Task<std::string> Channel::read(std::shared_ptr<Channel> self, Deadline deadline) {
    std::string bytes;
    co_await Connection::until(self->connection_, std::move(deadline), [&bytes, &self] {
        self->check();
        self->take(true);  // a pty has no stderr, a subsystem's is for the transcript only
        bytes = self->take(false);
        if (bytes.empty() && (self->eof_ || self->closed_))
            throw LinkError{Fault::closed, self->where(), "the unit ended the conversation"};
        return !bytes.empty();
    });
    co_return bytes;
}

bool Channel::write_some(const std::string& bytes, std::size_t& done) {
    const auto pending = [ssh = connection_->ssh()] {
        return (ssh_get_status(ssh) & SSH_WRITE_PENDING) != 0;
    };
    while (done < bytes.size() && !pending()) {
        const auto size = std::min(bytes.size() - done, write_piece);
        const int taken =
            ssh_channel_write(handle_.get(), bytes.data() + done, static_cast<std::uint32_t>(size));
        if (taken == SSH_ERROR) {
            if (closed_ || eof_) throw LinkError{Fault::closed, where(), "the unit ended the conversation"};
            throw connection_->failure();
        }
        if (taken <= 0) return false;  // the peer's window is full: its next adjustment wakes us
        if (transcript_) transcript_->sent({bytes.data() + done, static_cast<std::size_t>(taken)});
        done += static_cast<std::size_t>(taken);
    }
    return done == bytes.size() && !pending();
}

Task<> Channel::write(std::shared_ptr<Channel> self, std::string bytes, Deadline deadline) {
    std::size_t done = 0;
    co_await Connection::until(self->connection_, std::move(deadline), [&bytes, &done, &self] {
        self->check();
        return self->write_some(bytes, done);
    });
}

void Channel::end_input() {
    ssh_channel_send_eof(handle_.get());
}

Task<ExecResult> Channel::collect(std::shared_ptr<Channel> self, std::uint64_t most, Deadline deadline) {
    ExecResult result;
    try {
        co_await Connection::until(self->connection_, deadline, [&result, &self, most] {
            self->check();
            const auto size = [&result] { return result.output.size() + result.error_output.size(); };
            for (auto bytes = self->take(false); !bytes.empty() && size() <= most; bytes = self->take(false))
                result.output += bytes;
            for (auto bytes = self->take(true); !bytes.empty() && size() <= most; bytes = self->take(true))
                result.error_output += bytes;
            if (size() > most) throw flood(self->where(), "the output of one command", most, last_line(result.output));
            return self->closed_ || (self->eof_ && self->status_);
        });
    } catch (const LinkError& error) {
        if (error.fault() != Fault::timeout) throw;
        throw too_late(deadline, self->where(), last_line(result.output));
    }
    result.status = self->status_;
    co_return result;
}

void Channel::abort() noexcept {
    aborted_ = true;
    connection_->wake();
}

const std::string& Channel::where() const {
    return connection_->where();
}

namespace {

class ChannelTerminal final : public Terminal {
  public:
    explicit ChannelTerminal(std::shared_ptr<Channel> channel) : channel_{std::move(channel)} {}
    ~ChannelTerminal() override { channel_->abort(); }

    Task<std::string> read(Deadline deadline) override {
        return Channel::read(channel_, std::move(deadline));
    }
    Task<> write(std::string bytes, Deadline deadline) override {
        return Channel::write(channel_, std::move(bytes), std::move(deadline));
    }
    void abort() noexcept override { channel_->abort(); }
    const std::string& where() const override { return channel_->where(); }

  private:
    std::shared_ptr<Channel> channel_;
};

}  // namespace

std::unique_ptr<Terminal> make_terminal(std::shared_ptr<Channel> channel) {
    return std::make_unique<ChannelTerminal>(std::move(channel));
}

}  // namespace drivers::ssh
