// The TCP part of a connection: names, addresses, connect.
#include "drivers/ssh/connection.hpp"
#include "drivers/worker.hpp"

#include <netdb.h>

#include <memory>

namespace drivers::ssh {
namespace {

using Addresses = std::vector<asio::ip::tcp::endpoint>;

struct Answer {
    Addresses addresses;
    std::string why_not;
};

Answer ask_resolver(const std::string& host, unsigned port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int rc = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); rc != 0)
        return {{}, ::gai_strerror(rc)};
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner{found, ::freeaddrinfo};
    Answer answer;
    for (const auto* entry = found; entry; entry = entry->ai_next) {
        asio::ip::tcp::endpoint endpoint;
        if (entry->ai_addrlen > endpoint.capacity()) continue;
        std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
        endpoint.resize(entry->ai_addrlen);
        answer.addresses.push_back(endpoint);
    }
    return answer;
}

}  // namespace

Task<Addresses> Connection::look_up(std::shared_ptr<Connection> self, std::string host, unsigned port,
                                    Worker* worker, Deadline deadline) {
    boost::system::error_code no_address;
    const auto address = asio::ip::make_address(host, no_address);
    if (!no_address) co_return Addresses{{address, static_cast<unsigned short>(port)}};
    if (!worker)
        throw LinkError{Fault::unreachable, self->where_,
                        "\"" + host + "\" is no address, and nothing here looks up names"};

    // getaddrinfo() cannot be stopped: when the deadline or an abort comes first, it ends alone in the Worker
    // and nobody listens.
    auto answer = std::make_shared<std::optional<Answer>>();
    const auto ask = [host, port] { return ask_resolver(host, port); };
    asio::co_spawn(self->socket_.get_executor(), worker->run(ask),
                   [answer, weak = std::weak_ptr{self}](std::exception_ptr failed, Answer found) {
                       *answer = failed ? Answer{{}, "the look-up failed"} : std::move(found);
                       if (const auto alive = weak.lock()) alive->wake();
                   });
    while (!*answer && !self->aborted_)
        if (!co_await self->waiters_.sleep(deadline.at))
            throw too_late(deadline.awaiting("address of " + host), self->where_);
    if (self->aborted_) throw self->failure();
    if ((*answer)->addresses.empty())
        throw LinkError{Fault::unreachable, self->where_,
                        "the name " + host + " has no address: " + (*answer)->why_not};
    co_return (*answer)->addresses;
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
