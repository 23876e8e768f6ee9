#pragma once
// Digests of a file, of several kinds in one pass.

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace station {

/// "sha256", "sha1", "md5" -> lower-case hex. With `copy_to` the bytes read are written there too. Throws std::runtime_error with file and reason.
std::map<std::string, std::string> digests_of_file(const std::filesystem::path& file, const std::set<std::string>& methods,
                                                   const std::filesystem::path& copy_to = {});

}  // namespace station
