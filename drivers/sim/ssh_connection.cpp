#include "drivers/sim/ssh_connection.hpp"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>

#include <fmt/format.h>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace drivers::sim {

struct SshChannel {
    SshConnection& connection;
    ssh_channel channel = nullptr;
    ssh_channel_callbacks_struct callbacks{};
    WirePtr wire{};
    std::string outbox{};
    std::unique_ptr<ScpSink> sink{};
    std::unique_ptr<ScpSource> source{};
    std::unique_ptr<SftpServer> sftp{};
    int rows = 24, status = 0;
    bool has_pty = false, ended = false, closed = false;
};

// libssh calls these from within ssh_event_dopoll(); `data` is the connection or the channel.
struct SshCallbacks {
    ssh_server_callbacks_struct server{};

    static SshConnection& connection(void* data) { return *static_cast<SshConnection*>(data); }
    static SshChannel& channel(void* data) { return *static_cast<SshChannel*>(data); }
    static std::shared_ptr<SshChannel> shared(void* data) {
        for (const auto& candidate : channel(data).connection.channels_)
            if (candidate.get() == data) return candidate;
        return nullptr;
    }

    static int accept_user(SshConnection& c, const char* user, bool fits) {
        if (!fits || !c.may_log_in(user)) {
            ++c.failures_;
            return SSH_AUTH_DENIED;
        }
        c.user_ = user;
        return SSH_AUTH_SUCCESS;
    }
    static int password(ssh_session, const char* user, const char* password, void* data) {
        SshConnection& c = connection(data);
        return accept_user(c, user, c.engine_.password_fits(user, password, false));
    }
    static int public_key(ssh_session, const char* user, ssh_key_struct* key, char state, void* data) {
        SshConnection& c = connection(data);
        char* text = nullptr;
        if (ssh_pki_export_pubkey_base64(key, &text) != SSH_OK) return SSH_AUTH_DENIED;
        const std::string offered = text;
        ssh_string_free_char(text);
        bool known = false;
        for (const std::string& allowed : c.engine_.public_keys(user)) known = known || allowed == offered;
        if (state == SSH_PUBLICKEY_STATE_NONE)
            return known && c.may_log_in(user) ? SSH_AUTH_SUCCESS : SSH_AUTH_DENIED;
        return accept_user(c, user, known && state == SSH_PUBLICKEY_STATE_VALID);
    }
    /// Keyboard-interactive has no callback of its own: one question, "Password:".
    static int message(ssh_session session, ssh_message message, void* data) {
        if (ssh_message_type(message) != SSH_REQUEST_AUTH ||
            ssh_message_subtype(message) != SSH_AUTH_METHOD_INTERACTIVE)
            return 1;
        SshConnection& c = connection(data);
        if (!ssh_message_auth_kbdint_is_response(message)) {
            const char* prompts[] = {"Password:"};
            char echo[] = {0};
            c.asked_ = ssh_message_auth_user(message);
            ssh_message_auth_interactive_request(message, "", "", 1, prompts, echo);
            return 0;
        }
        const char* answer = ssh_userauth_kbdint_getnanswers(session) == 1
                                 ? ssh_userauth_kbdint_getanswer(session, 0)
                                 : nullptr;
        if (answer && accept_user(c, c.asked_.c_str(), c.engine_.password_fits(c.asked_, answer, false)) ==
                          SSH_AUTH_SUCCESS)
            ssh_message_auth_reply_success(message, 0);
        else
            return 1;
        return 0;
    }

    static ssh_channel open(ssh_session session, void* data) {
        SshConnection& c = connection(data);
        auto made = std::make_shared<SshChannel>(SshChannel{c});
        made->channel = ssh_channel_new(session);
        ssh_channel_callbacks_struct& cb = made->callbacks;
        cb.userdata = made.get();
        cb.channel_data_function = bytes;
        cb.channel_eof_function = eof;
        cb.channel_close_function = closed;
        cb.channel_pty_request_function = pty;
        cb.channel_pty_window_change_function = resize;
        cb.channel_shell_request_function = shell;
        cb.channel_exec_request_function = exec;
        cb.channel_subsystem_request_function = subsystem;
        ssh_callbacks_init(&cb);
        ssh_set_channel_callbacks(made->channel, &cb);
        c.channels_.push_back(made);
        return made->channel;
    }
    static int bytes(ssh_session, ssh_channel, void* bytes, std::uint32_t size, int, void* data) {
        SshChannel& ch = channel(data);
        const std::string_view text{static_cast<const char*>(bytes), size};
        const auto cut = [&ch] { ::shutdown(ssh_get_fd(ch.connection.session_), SHUT_RDWR); };
        if (ch.sink) {
            ch.outbox += ch.sink->take(text);
            if (ch.sink->is_cut()) cut();
        } else if (ch.sftp) {
            ch.outbox += ch.sftp->take(text);
            if (ch.sftp->is_cut()) cut();
        } else if (ch.source)
            ch.outbox += ch.source->take(text), ch.ended = ch.ended || ch.source->done();
        else if (ch.wire)
            ch.wire->push(text);
        return static_cast<int>(size);
    }
    static void eof(ssh_session, ssh_channel, void* data) {
        SshChannel& ch = channel(data);
        if (ch.sink || ch.source || ch.sftp) ch.ended = true;
        if (ch.wire) ch.wire->end_of_input();
    }
    static void closed(ssh_session, ssh_channel, void* data) {
        SshChannel& ch = channel(data);
        ch.closed = true;
        if (ch.wire) ch.wire->hang_up();
    }
    static int pty(ssh_session, ssh_channel, const char*, int, int rows, int, int, void* data) {
        channel(data).has_pty = true;
        channel(data).rows = rows > 0 ? rows : 24;
        return 0;
    }
    static int resize(ssh_session, ssh_channel, int, int rows, int, int, void* data) {
        if (channel(data).wire && rows > 0) channel(data).wire->rows = rows;
        return 0;
    }
    static int shell(ssh_session, ssh_channel, void* data) {
        return channel(data).connection.start_shell(shared(data)) ? 0 : 1;
    }
    static int exec(ssh_session, ssh_channel, const char* command, void* data) {
        return channel(data).connection.start_command(shared(data), command) ? 0 : 1;
    }
    static int subsystem(ssh_session, ssh_channel, const char* name, void* data) {
        SshConnection& c = channel(data).connection;
        if (std::strcmp(name, "netconf") == 0) return c.start_netconf(shared(data)) ? 0 : 1;
        if (std::strcmp(name, "sftp") == 0) return c.start_sftp(shared(data)) ? 0 : 1;
        return 1;
    }
};

SshConnection::SshConnection(asio::io_context& io, Unit& unit, Engine& engine, ssh_session_struct* session,
                             std::function<void(Engine&, std::weak_ptr<Wire>)> opened)
    : io_{io},
      unit_{unit},
      engine_{engine},
      session_{session},
      event_{ssh_event_new()},
      callbacks_{std::make_unique<SshCallbacks>()},
      opened_{std::move(opened)},
      socket_{io, dup(ssh_get_fd(session))} {
    ssh_set_blocking(session_, 0);
    ssh_server_callbacks_struct& cb = callbacks_->server;
    cb.userdata = this;
    cb.auth_password_function = SshCallbacks::password;
    cb.auth_pubkey_function = SshCallbacks::public_key;
    cb.channel_open_request_session_function = SshCallbacks::open;
    ssh_callbacks_init(&cb);
    ssh_set_server_callbacks(session_, &cb);
    ssh_set_message_callback(session_, SshCallbacks::message, this);
    ssh_set_auth_methods(session_,
                         SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_PUBLICKEY | SSH_AUTH_METHOD_INTERACTIVE);
    ssh_handle_key_exchange(session_);  // starts it; the rest comes with the packets
    ssh_event_add_session(event_, session_);
}

SshConnection::~SshConnection() {
    for (const auto& channel : channels_) {
        if (channel->wire) channel->wire->hang_up();
        ssh_remove_channel_callbacks(channel->channel, &channel->callbacks);
        channel->closed = true;
    }
    ssh_event_remove_session(event_, session_);
    ssh_event_free(event_);
    ssh_disconnect(session_);
    ssh_free(session_);
}

bool SshConnection::may_log_in(const std::string& user) const {
    return user != "root" || engine_.config.active().value("system services ssh root-login") == "allow";
}

void SshConnection::drop() {
    dropped_ = true;
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

void SshConnection::wake() {
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

/// Moves bytes both ways as far as they go. False when the connection is over.
bool SshConnection::step() {
    for (int turn = 0; turn < 64; ++turn) {
        if (ssh_event_dopoll(event_, 0) == SSH_ERROR) return false;
        pollfd ready{ssh_get_fd(session_), POLLIN, 0};
        if (poll(&ready, 1, 0) <= 0) break;
    }
    for (const auto& channel : channels_) flush(*channel);
    channels_.remove_if([](const std::shared_ptr<SshChannel>& channel) {
        if (!channel->closed || !ssh_channel_is_closed(channel->channel)) return false;
        ssh_remove_channel_callbacks(channel->channel, &channel->callbacks);
        ssh_channel_free(channel->channel);
        return true;
    });
    return ssh_is_connected(session_) != 0 && failures_ < 6;
}

void SshConnection::flush(SshChannel& channel) {
    if (channel.closed) return;
    while (!channel.outbox.empty()) {
        const int n = ssh_channel_write(
            channel.channel, channel.outbox.data(),
            static_cast<std::uint32_t>(std::min<std::size_t>(channel.outbox.size(), 1 << 17)));
        if (n <= 0) break;
        channel.outbox.erase(0, static_cast<std::size_t>(n));
    }
    if (!channel.ended || !channel.outbox.empty()) return;
    channel.closed = true;
    ssh_channel_request_send_exit_status(channel.channel, channel.status);
    ssh_channel_send_eof(channel.channel);
    ssh_channel_close(channel.channel);
}

Task<> SshConnection::run() {
    using Wait = asio::posix::stream_descriptor;
    while (!dropped_ && step()) {
        const bool pending = ssh_get_poll_flags(session_) & SSH_WRITE_PENDING;
        boost::system::error_code ignored;
        co_await socket_.async_wait(pending ? Wait::wait_write : Wait::wait_read,
                                    asio::redirect_error(asio::use_awaitable, ignored));
    }
    for (const auto& channel : channels_)
        if (channel->wire) channel->wire->hang_up();
}

WirePtr SshConnection::make_wire(const std::shared_ptr<SshChannel>& channel) {
    const std::weak_ptr<SshChannel> weak = channel;
    channel->wire = std::make_shared<Wire>(
        io_.get_executor(),
        [weak](std::string_view bytes) {
            const auto to = weak.lock();
            if (!to || to->closed) return;
            const bool was_idle = to->outbox.empty();
            to->outbox += bytes;
            if (was_idle) to->connection.wake();
        },
        channel->has_pty);
    channel->wire->rows = channel->rows;
    channel->wire->terminal = fmt::format("p{}", channels_.size() - 1);
    channel->wire->from = "127.0.0.1";
    opened_(engine_, channel->wire);
    return channel->wire;
}

void SshConnection::converse(const std::shared_ptr<SshChannel>& channel, Task<> conversation) {
    const std::weak_ptr<SshChannel> weak = channel;
    asio::co_spawn(io_, std::move(conversation), [weak](std::exception_ptr) {
        const auto over = weak.lock();
        if (!over || over->closed) return;
        over->ended = true;
        over->connection.wake();
    });
}

bool SshConnection::start_shell(const std::shared_ptr<SshChannel>& channel) {
    const WirePtr wire = make_wire(channel);
    wire->send(fmt::format("--- JUNOS {} Kernel 64-bit\n", engine_.software.running));
    const Seat seat{unit_, engine_, wire, user_};
    converse(channel, user_ == "root" ? unix_shell(seat) : cli(seat));
    return true;
}

bool SshConnection::start_command(const std::shared_ptr<SshChannel>& channel, const std::string& command) {
    if (const auto scp = scp_command(command)) {
        if (unit_.faults.has("no-scp")) {
            channel->outbox += "error: unknown command: scp\n";
            channel->status = 1;
            channel->ended = true;
        } else if (scp->to_unit) {
            channel->sink = std::make_unique<ScpSink>(engine_, unit_.faults, scp->path);
            channel->outbox += ScpSink::greeting;
        } else {
            channel->source = std::make_unique<ScpSource>(engine_, scp->path);
        }
        return true;
    }
    Seat seat{unit_, engine_, make_wire(channel), user_};
    seat.alone = true;
    converse(channel, unix_command(seat, command));
    return true;
}

bool SshConnection::start_netconf(const std::shared_ptr<SshChannel>& channel) {
    if (!engine_.serves_netconf()) return false;
    Seat seat{unit_, engine_, make_wire(channel), user_};
    seat.client = "netconf";
    converse(channel, netconf(seat));
    return true;
}

bool SshConnection::start_sftp(const std::shared_ptr<SshChannel>& channel) {
    if (!unit_.faults.has("no-scp")) return false;  // newer releases want it configured, and it never is
    channel->sftp = std::make_unique<SftpServer>(engine_, unit_.faults);
    return true;
}

}  // namespace drivers::sim
