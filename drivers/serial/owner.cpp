#include "drivers/serial/owner.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>

namespace drivers::serial {
namespace {

namespace fs = std::filesystem;

bool has_open(const fs::path& process, const fs::path& tty) {
    std::error_code hidden;
    for (fs::directory_iterator entry{process / "fd", hidden}, end; !hidden && entry != end; entry.increment(hidden)) {
        std::error_code gone;
        if (fs::read_symlink(entry->path(), gone) == tty && !gone) return true;
    }
    return false;
}

// Between fork and exec a program that we start has all that we have open: our consoles, while a worker switches the mains.
bool is_starting(const fs::path& process) {
    std::ifstream status{process / "status"};
    pid_t parent = 0;
    for (std::string word; parent == 0 && status >> word;)
        if (word == "PPid:") status >> parent;
    std::error_code hidden;
    return parent == ::getpid() && fs::read_symlink(process / "exe", hidden) == fs::read_symlink("/proc/self/exe", hidden);
}

bool lives(pid_t process) { return ::kill(process, 0) == 0 || errno == EPERM; }

// "/dev/ttyUSB0" -> "LCK..ttyUSB0", "/dev/pts/3" -> "LCK..pts_3", as gensio names them
std::string lock_name(const fs::path& tty) {
    auto name = tty.string();
    if (name.starts_with("/dev/")) name.erase(0, 5);
    std::replace(name.begin(), name.end(), '/', '_');
    return "LCK.." + name;
}

}  // namespace

Owner owner(pid_t process) {
    Owner owner{process, {}};
    std::getline(std::ifstream{"/proc/" + std::to_string(process) + "/comm"}, owner.program);
    return owner;
}

std::string words(const Owner& owner) {
    const auto process = "process " + std::to_string(owner.process);
    if (owner.process == ::getpid()) return "this program, for another slot";
    return owner.program.empty() ? process : owner.program + " (" + process + ")";
}

std::optional<Owner> other_user_of(const fs::path& tty) {
    std::error_code ignored;
    for (fs::directory_iterator entry{"/proc", ignored}, end; !ignored && entry != end; entry.increment(ignored)) {
        const auto name = entry->path().filename().string();
        if (!std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c); })) continue;
        const auto process = static_cast<pid_t>(std::stoi(name));
        if (process != ::getpid() && has_open(entry->path(), tty) && !is_starting(entry->path())) return owner(process);
    }
    return std::nullopt;
}

// The name of a pty is given to somebody else as soon as it is free: a lock file left behind would lock them out.
LockFile::LockFile(const fs::path& tty, fs::path folder) : file_{std::move(folder) / lock_name(tty)} {
    if (tty.string().starts_with("/dev/pts/")) return;
    for (int tries = 0; tries < 3; ++tries) {
        if ((ours_ = create())) return;
        const auto process = holder();
        if (!process) return;  // no such folder, no permission: nobody locks here
        if (lives(*process)) {
            taken_by_ = owner(*process);
            return;
        }
        ::unlink(file_.c_str());  // its owner is gone
    }
}

LockFile::~LockFile() {
    if (ours_) ::unlink(file_.c_str());
}

// The file appears with its content: linked to its name when it is written.
bool LockFile::create() const {
    const auto name = (file_.parent_path() / ("station-" + std::to_string(::getpid()))).string();
    const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor < 0) return false;
    char text[16];
    const int size = std::snprintf(text, sizeof text, "%10d\n", ::getpid());
    const bool linked = ::write(descriptor, text, static_cast<std::size_t>(size)) == size &&
                        ::link(name.c_str(), file_.c_str()) == 0;
    ::close(descriptor);
    ::unlink(name.c_str());
    return linked;
}

std::optional<pid_t> LockFile::holder() const {
    std::ifstream in{file_};
    if (!in) return std::nullopt;
    pid_t process = 0;
    // A file without a readable number belongs to nobody we could ask; 0 would be our own process group.
    return in >> process && process > 0 ? process : std::optional<pid_t>{std::numeric_limits<pid_t>::max()};
}

}  // namespace drivers::serial
