#pragma once
// A TCP connection to a terminal server, with deadlines of its own for each direction. Bytes only.

#include "drivers/link.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <string>

namespace drivers::telnet {

class Socket {
  public:
    Socket(asio::ip::tcp::socket connected, std::string where);

    Task<std::string> read(Deadline deadline);                                ///< at least one byte
    Task<std::size_t> write_some(std::string bytes, Deadline deadline);       ///< how many went
    std::size_t write_now(const std::string& bytes) noexcept;  ///< as many as go without waiting

    void abort() noexcept;
    void need_open() const;  ///< throws when aborted
    const std::string& where() const { return where_; }

  private:
    LinkError failure(const boost::system::error_code& ec) const;

    asio::ip::tcp::socket input_, output_;  ///< one connection; a deadline of one direction leaves the other alone
    std::string where_;
    std::optional<LinkError> ended_;  ///< how reading ended: it goes on ending so
    bool aborted_ = false;
};

/// Looks the host up, connects; Fault::unreachable when nobody is there.
Task<std::unique_ptr<Socket>> dial(Endpoint endpoint, unsigned default_port, Worker* worker, Interruptible interruptible,
                                   Deadline deadline);

/// Throws std::invalid_argument unless `endpoint` is scheme://host[:port] with none but these options.
void check_address(const Endpoint& endpoint, const std::string& example);

/// The port of the terminal server, for Transport::occupies.
std::vector<std::string> ports_of(const Endpoint& endpoint);

}  // namespace drivers::telnet
