#pragma once
// The passwords that runs set on one unit, so that people and later runs can get in. A secret: in a file that only its owner may read, beside
// the bench's credentials (which are such a file already), never in a record.

#include "drivers/link.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace station {

class UnitKeys {
  public:
    /// Of the unit with this label. Without a credentials file they are in the run's folder.
    UnitKeys(const std::filesystem::path& credentials_file, const std::filesystem::path& run_folder, const std::string& label);

    const std::filesystem::path& file() const { return file_; }
    /// What is known, the newest first.
    const std::vector<drivers::Credentials>& credentials() const { return known_; }
    /// On the disk when it returns. Throws std::runtime_error where it cannot be.
    void add(drivers::Credentials credentials);
    /// None of them is the unit's any more.
    void forget() noexcept;

  private:
    std::filesystem::path file_;
    std::vector<drivers::Credentials> known_;
};

}  // namespace station
