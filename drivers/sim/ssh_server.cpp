#include "drivers/sim/ssh_server.hpp"

#include "drivers/sim/ssh_connection.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <system_error>

namespace drivers::sim {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

int bound_socket(std::uint16_t port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int one = 1;
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one)) fail("cannot make a socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address)) fail("cannot bind the SSH port");
    return fd;
}

std::uint16_t port_of(int fd) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size)) fail("cannot read the SSH port");
    return ntohs(address.sin_port);
}

/// The key's public half as a file of the engine's, where somebody at the console can read it.
void publish(Engine& engine, ssh_key key) {
    char* text = nullptr;
    if (ssh_pki_export_pubkey_base64(key, &text) != SSH_OK) return;
    const std::string type = ssh_key_type_to_char(ssh_key_type(key));
    const bool elliptic = type.starts_with("ecdsa");
    const std::string path =
        std::string{"/etc/ssh/ssh_host_"} + (elliptic ? "ecdsa" : "ed25519") + "_key.pub";
    engine.files.put_text(path, type + " " + text + " root@\n");
    engine.files.all()[path].own = true;
    ssh_string_free_char(text);
}

}  // namespace

SshServer::SshServer(asio::io_context& io, Unit& unit, std::uint16_t port)
    : io_{io},
      unit_{unit},
      placeholder_{bound_socket(port)},
      port_{port_of(placeholder_)},
      bind_{nullptr, ssh_bind_free} {
    new_host_keys();
}

SshServer::~SshServer() {
    ::close(placeholder_);
}

void SshServer::new_host_keys() {
    bind_.reset(ssh_bind_new());
    const bool no = false;
    ssh_bind_options_set(bind_.get(), SSH_BIND_OPTIONS_PROCESS_CONFIG, &no);
    const bool old = unit_.personality().generation == Generation::legacy;
    ssh_bind_options_set(bind_.get(), SSH_BIND_OPTIONS_BANNER, old ? "OpenSSH_6.6.1" : "OpenSSH_7.5");
    for (const auto& [type, bits] : {std::pair{SSH_KEYTYPE_ECDSA_P256, 256}, {SSH_KEYTYPE_ED25519, 0}}) {
        ssh_key key = nullptr;
        if (ssh_pki_generate(type, bits, &key) != SSH_OK) throw std::runtime_error("cannot make a host key");
        publish(unit_.master(), key);
        ssh_bind_options_set(bind_.get(), SSH_BIND_OPTIONS_IMPORT_KEY, key);  // takes it over
    }
}

void SshServer::refresh() {
    const Engine& engine = unit_.master();
    const bool serve = engine.serves_ssh() && engine.answers && !unit_.faults.has("ssh-refused");
    if (serve && !listener_) {
        const int fd = bound_socket(port_);
        // libssh would listen with a backlog of 10; a bench of clients overflows that.
        if (listen(fd, 1024)) fail("cannot listen for SSH");
        listener_ = std::make_unique<asio::posix::stream_descriptor>(io_, fd);
        asio::co_spawn(io_, accept_all(fd), [](std::exception_ptr) {});
    } else if (!serve && listener_) {
        listener_.reset();
    }
    connections_.remove_if([](const std::weak_ptr<SshConnection>& weak) { return weak.expired(); });
    for (const auto& weak : connections_)
        if (const auto connection = weak.lock(); connection && connection->engine().phase != Phase::up)
            connection->drop();
}

void SshServer::close() {
    listener_.reset();
    for (const auto& weak : connections_)
        if (const auto connection = weak.lock()) connection->drop();
}

Task<> SshServer::accept_all(int listening) {
    // It may be over before this begins: a unit that comes up and loses its power at once.
    while (listener_ && listener_->native_handle() == listening) {
        boost::system::error_code error;
        co_await listener_->async_wait(asio::posix::stream_descriptor::wait_read,
                                       asio::redirect_error(asio::use_awaitable, error));
        if (error || !listener_ || listener_->native_handle() != listening) co_return;
        int fd = -1;
        while ((fd = accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
            const int one = 1;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            ssh_session session = ssh_new();
            if (ssh_bind_accept_fd(bind_.get(), session, fd) != SSH_OK) {
                ssh_free(session);
                continue;
            }
            // Shared between its coroutine, which keeps it alive, and the server, which may want it gone.
            auto connection = std::make_shared<SshConnection>(io_, unit_, unit_.master(), session, opened);
            connections_.push_back(connection);
            asio::co_spawn(io_, connection->run(), [connection](std::exception_ptr) {});
        }
    }
}

}  // namespace drivers::sim
