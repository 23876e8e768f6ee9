#pragma once
// The folder of one run and the lock that says a process still works on it; and files that are there whole or
// not at all.

#include <filesystem>
#include <optional>
#include <string_view>

namespace reports {

/// Held while a run lives: flock on a file in its folder, which the kernel releases when the process ends,
/// however it ends.
class RunLock {
  public:
    RunLock(RunLock&& other) noexcept;
    RunLock& operator=(RunLock&& other) noexcept;
    ~RunLock();

    /// Takes the lock; nothing when somebody living holds it. Throws std::runtime_error with file and reason.
    static std::optional<RunLock> take(const std::filesystem::path& run_folder);

  private:
    explicit RunLock(int fd) : fd_{fd} {}
    int fd_ = -1;
};

/// Writes file by file: the bytes go to a neighbour that is synced; commit() gives it the name and syncs the
/// folder. Without commit() nothing is left.
class WholeFile {
  public:
    WholeFile(std::filesystem::path file,
              std::string_view bytes);  ///< throws std::runtime_error with file and reason
    ~WholeFile();
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;
    void commit();

  private:
    std::filesystem::path file_, draft_;
    bool committed_ = false;
};

/// Both in one go.
void write_whole(const std::filesystem::path& file, std::string_view bytes);

/// Makes folder and parents, and syncs the entry. Throws std::runtime_error with folder and reason.
void make_folder(const std::filesystem::path& folder);

}  // namespace reports
