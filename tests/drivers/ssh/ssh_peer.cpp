#include "tests/drivers/ssh/ssh_peer.hpp"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace support {
namespace {

constexpr std::size_t unread_limit = 64 * 1024;

std::string fingerprint_of(ssh_key key) {
    unsigned char* hash = nullptr;
    std::size_t size = 0;
    ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &size);
    char* text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size);
    std::string result = text;
    ssh_string_free_char(text);
    ssh_clean_pubkey_hash(&hash);
    return result;
}

}  // namespace

// One thread owns libssh; the test's side talks to it through the members under the mutex and the eventfd.
struct SshPeer::Impl {
    explicit Impl(PeerLogin wanted_login);
    ~Impl();

    void serve();
    void converse();
    int methods() const {
        return (login.by_password ? SSH_AUTH_METHOD_PASSWORD : 0) |
               (login.by_prompts ? SSH_AUTH_METHOD_INTERACTIVE : 0);
    }
    void do_what_was_asked();
    int take(const char* data, std::size_t size);
    int answer(ssh_message message);
    int answer_login(ssh_message message);
    void wake() const { ::eventfd_write(doorbell, 1); }

    PeerLogin login;
    std::string fingerprint;
    unsigned port = 0;
    int listener = -1, doorbell = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    ssh_bind bind = ssh_bind_new();

    std::atomic<bool> stopping = false;
    std::atomic<int> connection = -1;
    ssh_session session = nullptr;
    ssh_server_callbacks_struct logins{};
    ssh_channel channel = nullptr;
    ssh_channel_callbacks_struct callbacks{};
    bool closed = false;

    std::mutex mutex;
    std::condition_variable changed;
    std::string outbox, inbox;
    std::size_t wanted = 0;
    bool hang_up = false;

    std::thread thread;
};

SshPeer::Impl::Impl(PeerLogin wanted_login) : login{std::move(wanted_login)} {
    ssh_key key = nullptr;
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK)
        throw std::runtime_error{"libssh makes no key"};
    fingerprint = fingerprint_of(key);
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_IMPORT_KEY, key);

    listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 16) != 0 ||
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error{"cannot listen"};
    port = ntohs(address.sin_port);

    logins.userdata = this;
    logins.auth_password_function = [](ssh_session, const char*, const char* password, void* self) -> int {
        const auto& expected = static_cast<Impl*>(self)->login;
        return expected.by_password && expected.password == password ? SSH_AUTH_SUCCESS : SSH_AUTH_DENIED;
    };
    ssh_callbacks_init(&logins);
    callbacks.userdata = this;
    callbacks.channel_data_function = [](ssh_session, ssh_channel, void* data, std::uint32_t length, int,
                                         void* self) {
        return static_cast<Impl*>(self)->take(static_cast<const char*>(data), length);
    };
    callbacks.channel_pty_request_function = [](ssh_session, ssh_channel, const char*, int, int, int, int,
                                                void*) { return 0; };
    callbacks.channel_shell_request_function = [](ssh_session, ssh_channel, void*) { return 0; };
    callbacks.channel_close_function = [](ssh_session, ssh_channel, void* self) {
        static_cast<Impl*>(self)->closed = true;
    };
    ssh_callbacks_init(&callbacks);
    thread = std::thread{[this] { serve(); }};
}

SshPeer::Impl::~Impl() {
    stopping = true;
    ::shutdown(listener, SHUT_RDWR);
    if (const int open = connection; open >= 0) ::shutdown(open, SHUT_RDWR);
    wake();
    thread.join();
    ::close(listener);
    ::close(doorbell);
    ssh_bind_free(bind);
}

void SshPeer::Impl::serve() {
    while (!stopping) {
        const int accepted = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (accepted < 0) return;
        connection = accepted;
        session = ssh_new();
        ssh_set_server_callbacks(session, &logins);
        ssh_set_auth_methods(session, methods());
        if (ssh_bind_accept_fd(bind, session, accepted) == SSH_OK) {
            ssh_set_message_callback(
                session,
                [](ssh_session, ssh_message message, void* self) {
                    return static_cast<Impl*>(self)->answer(message);
                },
                this);
            if (ssh_handle_key_exchange(session) == SSH_OK) converse();
        }
        connection = -1;
        ssh_disconnect(session);
        ssh_free(session);
        channel = nullptr;
    }
}

void SshPeer::Impl::converse() {
    closed = false;
    ssh_set_blocking(session, 0);
    ssh_event event = ssh_event_new();
    ssh_event_add_session(event, session);
    ssh_event_add_fd(
        event, doorbell, POLLIN,
        [](socket_t fd, int, void*) {
            eventfd_t count = 0;
            return ::eventfd_read(fd, &count) == 0 ? 0 : -1;
        },
        nullptr);
    while (!stopping && ssh_event_dopoll(event, -1) != SSH_ERROR && ssh_is_connected(session))
        do_what_was_asked();
    ssh_event_remove_fd(event, doorbell);
    ssh_event_remove_session(event, session);
    ssh_event_free(event);
    const std::lock_guard lock{mutex};
    outbox.clear();
    closed = true;
    changed.notify_all();
}

void SshPeer::Impl::do_what_was_asked() {
    if (!channel) return;
    std::unique_lock lock{mutex};
    if (!outbox.empty()) {
        const int taken =
            ssh_channel_write(channel, outbox.data(), static_cast<std::uint32_t>(outbox.size()));
        if (taken > 0) outbox.erase(0, static_cast<std::size_t>(taken));
        if (taken == SSH_ERROR) outbox.clear();
        changed.notify_all();
    }
    if (std::exchange(hang_up, false)) {
        ssh_channel_send_eof(channel);
        ssh_channel_close(channel);
    }
    // What take() left with libssh while nobody wanted it.
    std::string more(unread_limit, '\0');
    while (inbox.size() < wanted) {
        lock.unlock();  // libssh calls take() from in here
        const int got =
            ssh_channel_read_nonblocking(channel, more.data(), static_cast<std::uint32_t>(more.size()), 0);
        lock.lock();
        if (got <= 0) break;
        inbox.append(more, 0, static_cast<std::size_t>(got));
        changed.notify_all();
    }
}

int SshPeer::Impl::take(const char* data, std::size_t size) {
    const std::lock_guard lock{mutex};
    if (inbox.size() >= std::max(unread_limit, wanted)) return 0;
    inbox.append(data, size);
    changed.notify_all();
    return static_cast<int>(size);
}

int SshPeer::Impl::answer(ssh_message message) {
    switch (ssh_message_type(message)) {
        case SSH_REQUEST_AUTH:
            return answer_login(message);
        case SSH_REQUEST_CHANNEL_OPEN:
            channel = ssh_message_channel_request_open_reply_accept(message);
            ssh_set_channel_callbacks(channel, &callbacks);
            return 0;
        default:
            return 1;
    }
}

int SshPeer::Impl::answer_login(ssh_message message) {
    ssh_message_auth_set_methods(message, methods());
    // 1: libssh denies, and names the methods.
    if (ssh_message_subtype(message) != SSH_AUTH_METHOD_INTERACTIVE || !login.by_prompts) return 1;
    if (!ssh_message_auth_kbdint_is_response(message)) {
        const char* prompts[] = {"Password:"};
        char echo[] = {0};
        ssh_message_auth_interactive_request(message, "", "", 1, prompts, echo);
        return 0;
    }
    if (ssh_userauth_kbdint_getnanswers(session) != 1 ||
        login.password != ssh_userauth_kbdint_getanswer(session, 0))
        return 1;
    ssh_message_auth_reply_success(message, 0);
    return 0;
}

SshPeer::SshPeer(PeerLogin login) : impl_{std::make_unique<Impl>(std::move(login))} {}
SshPeer::~SshPeer() = default;

std::string SshPeer::endpoint() const {
    return "ssh://root@127.0.0.1:" + std::to_string(impl_->port);
}
std::string SshPeer::fingerprint() const {
    return impl_->fingerprint;
}

void SshPeer::write(const std::string& bytes) {
    std::unique_lock lock{impl_->mutex};
    impl_->outbox += bytes;
    impl_->wake();
    impl_->changed.wait(lock, [this] { return impl_->outbox.empty(); });
}

std::string SshPeer::read(std::size_t size, std::chrono::milliseconds patience) {
    std::unique_lock lock{impl_->mutex};
    impl_->wanted = size;
    for (auto had = impl_->inbox.size(); had < size; had = impl_->inbox.size()) {
        impl_->wake();
        if (!impl_->changed.wait_for(lock, patience, [this, had] { return impl_->inbox.size() > had; }))
            break;
    }
    impl_->wanted = 0;
    auto bytes = impl_->inbox.substr(0, size);
    impl_->inbox.erase(0, bytes.size());
    return bytes;
}

void SshPeer::hang_up() {
    const std::lock_guard lock{impl_->mutex};
    impl_->hang_up = true;
    impl_->wake();
}

}  // namespace support
