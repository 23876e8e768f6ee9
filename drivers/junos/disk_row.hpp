#pragma once
// A row of the inventory that is about a disk. Its columns are its own, and a model that is too long for its column pushes the rest.
// Private to this folder.

#include <optional>
#include <string_view>

#include "drivers/junos/facts.hpp"

namespace drivers::junos {

/// "  ad0    3919 MB  604784               000060087AA000000019 Compact Flash": name, size, model, serial, description.
std::optional<Module> disk_in(std::string_view row);

}  // namespace drivers::junos
