#pragma once
// The password a run makes for itself, and how a unit is told of it without hearing it in clear.

#include <string>
#include <string_view>

namespace station {

/// 20 letters and digits from the system's randomness, of several character classes as Junos demands.
std::string fresh_password();
/// crypt(3) "$6$..." (SHA-512), for `encrypted-password`. Throws std::runtime_error when the system cannot.
std::string password_hash(std::string_view password);

}  // namespace station
