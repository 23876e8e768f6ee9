#pragma once
// Authentication on a connection whose keys are exchanged (RFC 4252): none, public key, password,
// keyboard-interactive.

#include "drivers/link.hpp"

#include <memory>

namespace drivers::ssh {

class Connection;

/// Throws LinkError{refused} that says what was tried and what the unit would take.
Task<> log_in(std::shared_ptr<Connection> connection, Credentials credentials, Deadline deadline);

}  // namespace drivers::ssh
