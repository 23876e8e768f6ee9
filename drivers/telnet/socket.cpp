#include "drivers/telnet/socket.hpp"

#include "drivers/addresses.hpp"
#include "drivers/patience.hpp"
#include "drivers/worker.hpp"

#include <netinet/tcp.h>

namespace drivers::telnet {
namespace {

using Tcp = asio::ip::tcp;
template <int name>
using TcpOption = asio::detail::socket_option::integer<IPPROTO_TCP, name>;

// A terminal server that lost its power says nothing: it is missed after 15 + 3 * 5 s, and bytes it does not take after 30 s.
void watch_over(Tcp::socket& socket) {
    socket.set_option(Tcp::no_delay{true});
    socket.set_option(asio::socket_base::keep_alive{true});
    socket.set_option(TcpOption<TCP_KEEPIDLE>{15});
    socket.set_option(TcpOption<TCP_KEEPINTVL>{5});
    socket.set_option(TcpOption<TCP_KEEPCNT>{3});
    socket.set_option(TcpOption<TCP_USER_TIMEOUT>{30'000});
}

Tcp::socket twin_of(Tcp::socket& socket) {
    const int twin = ::dup(socket.native_handle());
    if (twin < 0) throw std::system_error{errno, std::generic_category(), "dup"};
    return {socket.get_executor(), socket.local_endpoint().protocol(), twin};
}

/// What `host` stands for: an address stands for itself, a name is looked up.
Task<std::vector<Tcp::endpoint>> addresses_of(std::string host, unsigned port, Worker* worker, Patience& patience, Deadline deadline) {
    boost::system::error_code no_address;
    const auto address = asio::ip::make_address(host, no_address);
    if (!no_address) co_return std::vector<Tcp::endpoint>{{address, static_cast<unsigned short>(port)}};
    if (!worker)
        throw LinkError{Fault::unreachable, patience.where(), "\"" + host + "\" is no address, and nothing here looks up names"};
    const auto ask = [host, port] { return look_up(host, port); };
    auto found = co_await patience.await(worker->run(ask), deadline.awaiting("address of " + host));
    if (found.endpoints.empty())
        throw LinkError{Fault::unreachable, patience.where(), "the name " + host + " has no address: " + found.why_not};
    co_return std::move(found.endpoints);
}

}  // namespace

Socket::Socket(Tcp::socket connected, std::string where)
    : input_{std::move(connected)}, output_{twin_of(input_)}, where_{std::move(where)} {
    output_.non_blocking(true);
}

LinkError Socket::failure(const boost::system::error_code& ec) const {
    if (aborted_) return {Fault::aborted, where_, "stopped"};
    if (ec == asio::error::eof || ec == asio::error::connection_reset || ec == asio::error::broken_pipe ||
        ec == asio::error::timed_out || ec == asio::error::host_unreachable || ec == asio::error::network_unreachable)
        return {Fault::closed, where_,
                ec == asio::error::eof ? "the terminal server closed the connection" : "the connection broke: " + ec.message()};
    return {Fault::protocol, where_, ec.message()};
}

void Socket::need_open() const {
    if (aborted_) throw failure({});
}

Task<std::string> Socket::read(Deadline deadline) {
    need_open();
    if (ended_) throw *ended_;
    try {
        std::string bytes(16384, '\0');
        const auto size = co_await with_deadline(input_, deadline, where_, [this, &bytes](boost::system::error_code& ec) {
            return input_.async_read_some(asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, ec));
        });
        bytes.resize(size);
        co_return bytes;
    } catch (const boost::system::system_error& error) {
        ended_ = failure(error.code());
        throw *ended_;
    }
}

Task<std::size_t> Socket::write_some(std::string bytes, Deadline deadline) {
    need_open();
    try {
        co_return co_await with_deadline(output_, deadline, where_, [this, &bytes](boost::system::error_code& ec) {
            return output_.async_write_some(asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, ec));
        });
    } catch (const boost::system::system_error& error) {
        throw failure(error.code());
    }
}

std::size_t Socket::write_now(const std::string& bytes) noexcept {
    boost::system::error_code would_block;  // or broken: the next read or write says so
    return aborted_ ? 0 : output_.write_some(asio::buffer(bytes), would_block);
}

void Socket::abort() noexcept {
    aborted_ = true;
    boost::system::error_code ignored;
    input_.cancel(ignored);
    output_.cancel(ignored);
}

Task<std::unique_ptr<Socket>> dial(Endpoint endpoint, unsigned default_port, Worker* worker, Interruptible interruptible, Deadline deadline) {
    const auto port = endpoint.port.value_or(default_port);
    Patience patience{endpoint.text};
    Tcp::socket socket{co_await asio::this_coro::executor};
    bool aborted = false;
    const auto abort = [&socket, &patience, &aborted] {
        aborted = true;
        boost::system::error_code ignored;
        patience.abort();
        socket.cancel(ignored);
    };
    const auto held = interruptible ? interruptible(abort) : nullptr;
    const auto addresses = co_await addresses_of(endpoint.host, port, worker, patience, deadline);
    std::string why;
    for (const auto& address : addresses) {
        boost::system::error_code ignored;
        socket.close(ignored);
        try {
            co_await with_deadline(socket, deadline.awaiting("TCP connection"), endpoint.text, [&socket, &address](auto& ec) {
                return socket.async_connect(address, asio::redirect_error(asio::use_awaitable, ec));
            });
            watch_over(socket);
            co_return std::make_unique<Socket>(std::move(socket), endpoint.text);
        } catch (const boost::system::system_error& error) {
            why = error.code().message();
        }
        if (aborted) throw LinkError{Fault::aborted, endpoint.text, "stopped"};
    }
    throw LinkError{Fault::unreachable, endpoint.text, "nothing answers at TCP port " + std::to_string(port) + ": " + why};
}

void check_address(const Endpoint& endpoint, const std::string& example) {
    const auto refuse = [&](const std::string& why) { endpoint.refuse(why + ", as in " + example); };
    if (endpoint.host.empty()) refuse("it names no terminal server");
    if (!endpoint.user.empty()) refuse("nobody logs in over telnet or tcp here; a terminal server with logins is reached by ssh:");
    if (!endpoint.path.empty() && endpoint.path != "/") refuse("it has a path");
}

// A port of the server is one port, whichever of the two languages is spoken there.
std::vector<std::string> ports_of(const Endpoint& endpoint) { return {endpoint.host_and_port(23)}; }

}  // namespace drivers::telnet
