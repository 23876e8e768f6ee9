#include "drivers/ssh/connect.hpp"

#include "drivers/ssh/algorithms.hpp"
#include "drivers/ssh/connection.hpp"
#include "drivers/ssh/host_key.hpp"
#include "drivers/ssh/login.hpp"

#include <libssh/libssh.h>

#include <fcntl.h>

namespace drivers::ssh {
namespace {

SshHandle prepared(const Endpoint& endpoint, const Credentials& credentials, bool legacy) {
    SshHandle ssh{ssh_new()};
    if (!ssh) throw std::bad_alloc{};
    const int no = 0, yes = 1;
    const unsigned port = endpoint.port.value_or(22);
    const auto& user = endpoint.user.empty() ? credentials.user : endpoint.user;
    ssh_options_set(ssh.get(), SSH_OPTIONS_PROCESS_CONFIG,
                    &no);  // the user's ~/.ssh/config is none of the bench's business
    ssh_options_set(ssh.get(), SSH_OPTIONS_NODELAY,
                    &yes);  // else every small request waits 40 ms for an acknowledgement
    ssh_options_set(ssh.get(), SSH_OPTIONS_PORT, &port);
    if (ssh_options_set(ssh.get(), SSH_OPTIONS_HOST, endpoint.host.c_str()) != SSH_OK ||
        ssh_options_set(ssh.get(), SSH_OPTIONS_USER, user.empty() ? "root" : user.c_str()) != SSH_OK)
        throw LinkError{Fault::unreachable, endpoint.text, "libssh does not take this host or user"};
    offer(ssh.get(), legacy);
    return ssh;
}

// ssh_connect() makes the descriptor blocking once it sees it connected: then a send() to a unit that does
// not read would hold the station thread.
void keep_nonblocking(ssh_session ssh) {
    const int fd = ssh_get_fd(ssh);
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags >= 0 && !(flags & O_NONBLOCK)) ::fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

LinkError exchange_failed(const Connection& connection) {
    const std::string text = ssh_get_error(connection.ssh());
    if (connection.aborted() || text.empty() || text.starts_with("Socket error")) return connection.failure();
    return {Fault::protocol, connection.where(), "no SSH key exchange with what answers there: " + text};
}

/// Nothing when it succeeded.
Task<std::optional<NoMatch>> exchange_keys(std::shared_ptr<Connection> connection, Deadline deadline) {
    int rc = SSH_AGAIN;
    co_await Connection::until(connection, deadline.awaiting("SSH key exchange"),
                               [&rc, ssh = connection->ssh()] {
                                   rc = ssh_connect(ssh);
                                   keep_nonblocking(ssh);
                                   return rc != SSH_AGAIN;
                               });
    if (rc == SSH_OK) {
        connection->established();
        co_return std::nullopt;
    }
    if (auto failure = parse_no_match(ssh_get_error(connection->ssh()))) co_return failure;
    throw exchange_failed(*connection);
}

}  // namespace

std::shared_ptr<void> interruptible(const LinkContext& context, const std::shared_ptr<Connection>& connection) {
    if (!context.interruptible) return nullptr;
    return context.interruptible([weak = std::weak_ptr{connection}] {
        if (const auto alive = weak.lock()) alive->abort();
    });
}

Task<Connected> connect(Endpoint endpoint, LinkContext context, Deadline deadline, Begun begun) {
    const auto executor = co_await asio::this_coro::executor;
    // Old algorithms are offered only to a unit that refused all others, so that `legacy` states a fact about
    // the unit.
    for (bool legacy = false;; legacy = true) {
        auto connection = std::make_shared<Connection>(executor, endpoint.text);
        if (begun) begun(connection);
        const auto stoppable = interruptible(context, connection);
        co_await Connection::dial(connection, endpoint.host, endpoint.port.value_or(22), context.worker,
                                  deadline);
        connection->attach(prepared(endpoint, context.credentials, legacy));
        if (const auto failure = co_await exchange_keys(connection, deadline)) {
            if (!legacy && context.allow_legacy_crypto && legacy_would_do(*failure)) continue;
            throw LinkError{Fault::refused, endpoint.text, advice(*failure, context.allow_legacy_crypto)};
        }
        auto shown = fingerprint(connection->ssh());
        check_host_key(context.host_key, shown, endpoint.text);
        co_await log_in(connection, context.credentials, deadline);
        auto algorithms = algorithms_in_use(connection->ssh());
        co_return Connected{std::move(connection), std::move(shown), std::move(algorithms), legacy};
    }
}

}  // namespace drivers::ssh
