#pragma once
// The folder of one run and the lock that says a process still works on it; and files that are there whole or
// not at all.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace reports {

/// flock on a file of its own, which the kernel releases when the process ends, however it ends. Consoles have another
/// kind (drivers/serial/owner.hpp): files with a process's number, which terminal programs look for.
class FileLock {
  public:
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

    /// Takes the lock; nothing when somebody living holds it. Throws std::runtime_error with file and reason.
    static std::optional<FileLock> take(const std::filesystem::path& file);
    /// Takes it when whoever holds it let it go. Throws the same.
    static FileLock await(const std::filesystem::path& file);
    /// The file that is locked while a run lives.
    static std::filesystem::path of_run(const std::filesystem::path& run_folder) { return run_folder / "run.lock"; }

  private:
    explicit FileLock(int fd) : fd_{fd} {}
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

/// All of a file. Throws std::runtime_error with file and reason.
std::string read_whole(const std::filesystem::path& file);

/// A WholeFile, and its commit.
void write_whole(const std::filesystem::path& file, std::string_view bytes);

/// Makes folder and parents, and syncs the entry. Throws std::runtime_error with folder and reason.
void make_folder(const std::filesystem::path& folder);

}  // namespace reports
