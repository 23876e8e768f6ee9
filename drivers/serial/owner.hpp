#pragma once
// Who else uses a tty: lock files as UUCP, minicom and ser2net keep them (FHS 5.9), and the programs that have it open.

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace drivers::serial {

struct Owner {
    pid_t process = 0;
    std::string program;  ///< as it was started, or empty when it does not say
};

/// A program besides this one that has the tty open, as far as this user may see.
std::optional<Owner> other_user_of(const std::filesystem::path& tty);
Owner owner(pid_t process);
/// "minicom (process 4711)"
std::string words(const Owner& owner);

/// Our name on a tty, while this lives.
class LockFile {
  public:
    /// Takes over the lock of a program that has ended. Where the folder cannot be written nothing is locked: those who may open the port
    /// without a lock are kept out otherwise.
    explicit LockFile(const std::filesystem::path& tty, std::filesystem::path folder = "/run/lock");
    ~LockFile();
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

    /// Who has the lock instead of us.
    const std::optional<Owner>& taken_by() const { return taken_by_; }

  private:
    bool create() const;
    std::optional<pid_t> holder() const;

    std::filesystem::path file_;
    std::optional<Owner> taken_by_;
    bool ours_ = false;
};

}  // namespace drivers::serial
