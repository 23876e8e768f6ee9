// The TCP part of a connection: names, addresses, connect.
#include "drivers/addresses.hpp"
#include "drivers/ssh/connection.hpp"
#include "drivers/worker.hpp"

#include <memory>

namespace drivers::ssh {
Task<std::vector<asio::ip::tcp::endpoint>> Connection::look_up(std::shared_ptr<Connection> self, std::string host, unsigned port,
                                    Worker* worker, Deadline deadline) {
    boost::system::error_code no_address;
    const auto address = asio::ip::make_address(host, no_address);
    if (!no_address) co_return std::vector<asio::ip::tcp::endpoint>{{address, static_cast<unsigned short>(port)}};
    if (!worker)
        throw LinkError{Fault::unreachable, self->where_,
                        "\"" + host + "\" is no address, and nothing here looks up names"};

    // getaddrinfo() cannot be stopped: when the deadline or an abort comes first, it ends alone in the Worker
    // and nobody listens.
    auto answer = std::make_shared<std::optional<Addresses>>();
    const auto ask = [host, port] { return drivers::look_up(host, port); };
    asio::co_spawn(self->socket_.get_executor(), worker->run(ask),
                   [answer, weak = std::weak_ptr{self}](std::exception_ptr failed, Addresses found) {
                       *answer = failed ? Addresses{{}, "the look-up failed"} : std::move(found);
                       if (const auto alive = weak.lock()) alive->wake();
                   });
    while (!*answer && !self->aborted_)
        if (!co_await self->waiters_.sleep(deadline.at))
            throw too_late(deadline.awaiting("address of " + host), self->where_);
    if (self->aborted_) throw self->failure();
    if ((*answer)->endpoints.empty())
        throw LinkError{Fault::unreachable, self->where_,
                        "the name " + host + " has no address: " + (*answer)->why_not};
    co_return (*answer)->endpoints;
}

Task<> Connection::dial(std::shared_ptr<Connection> self, std::string host, unsigned port, Worker* worker,
                        Deadline deadline) {
    const auto addresses = co_await look_up(self, host, port, worker, deadline);
    auto& socket = self->socket_;
    std::string why;
    for (const auto& address : addresses) {
        boost::system::error_code ignored;
        socket.close(ignored);
        try {
            co_await with_deadline(
                socket, deadline.awaiting("TCP connection"), self->where_, [&socket, &address](auto& ec) {
                    return socket.async_connect(address, asio::redirect_error(asio::use_awaitable, ec));
                });
            // Asio asks the kernel for writability from its first wait for it on, and so every later wait for
            // input would end at once. Taken anew, the socket starts without.
            socket.assign(address.protocol(), socket.release());
            socket.set_option(asio::ip::tcp::no_delay{true});
            socket.set_option(asio::socket_base::keep_alive{true});
            if (self->aborted_) throw self->failure();
            co_return;
        } catch (const boost::system::system_error& error) {
            if (self->aborted_) throw self->failure();
            why = error.code().message();
        }
    }
    throw LinkError{Fault::unreachable, self->where_,
                    "nothing answers at TCP port " + std::to_string(port) + ": " + why};
}

}  // namespace drivers::ssh
