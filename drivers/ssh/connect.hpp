#pragma once
// From an endpoint to a connection that is logged in: TCP, key exchange, host key, login. Also when the unit
// speaks only old cryptography.

#include "drivers/link.hpp"

#include <functional>
#include <memory>
#include <string>

namespace drivers::ssh {

class Connection;

struct Connected {
    std::shared_ptr<Connection> connection;
    std::string host_key;    ///< fingerprint
    std::string algorithms;  ///< in use
    bool legacy = false;     ///< only the old algorithms made a connection
};

/// `begun` gets every connection before anything is awaited on it, so that its owner can abort it.
using Begun = std::function<void(const std::shared_ptr<Connection>&)>;

/// While the returned object lives, whoever may end an opening aborts this connection.
std::shared_ptr<void> interruptible(const LinkContext& context, const std::shared_ptr<Connection>& connection);

Task<Connected> connect(Endpoint endpoint, LinkContext context, Deadline deadline, Begun begun = {});

}  // namespace drivers::ssh
