#pragma once
// Whether a file that holds secrets (passwords, a PDU's keys) is there, and for nobody else to read. Does not read it.

#include <filesystem>
#include <string>

namespace drivers {

/// What is wrong with `file`, in words that begin with its name; "" when nothing is.
std::string trouble_with_secret_file(const std::filesystem::path& file);

}  // namespace drivers
