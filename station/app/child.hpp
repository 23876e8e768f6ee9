#pragma once
// A program of ours started beside us (the simulated units of the demo), ended with us.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace station {

class Child {
  public:
    /// Starts `program`. Throws std::system_error naming it.
    Child(const std::filesystem::path& program, const std::vector<std::string>& arguments);
    ~Child();  ///< SIGTERM, and SIGKILL when that does not help within two seconds
    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;

    /// The next line it prints. Throws std::runtime_error with what it said instead when none comes in time or it ends.
    std::string line(std::chrono::milliseconds at_most);

  private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string pending_, name_;
};

}  // namespace station
