#include "station/engine/unit_keys.hpp"

#include "reports/text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace station {
namespace {

constexpr std::size_t most_kept = 3;  ///< an older one was replaced on the unit, too

std::vector<drivers::Credentials> read(const std::filesystem::path& file) {
    std::vector<drivers::Credentials> all;
    std::ifstream in{file};
    for (std::string line; std::getline(in, line) && all.size() < most_kept;)
        if (const auto colon = line.find(':'); colon != std::string::npos && colon > 0)
            all.push_back({.user = line.substr(0, colon), .password = line.substr(colon + 1), .private_key = {}});
    return all;
}

[[noreturn]] void fail(const std::filesystem::path& file) {
    throw std::runtime_error{file.string() + ": a new password cannot be kept there, so none is set: " + std::strerror(errno)};
}

void write_private(const std::filesystem::path& file, const std::string& text) {
    const auto draft = file.string() + ".draft";
    ::unlink(draft.c_str());
    const int fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) fail(file);
    const bool whole = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    ::close(fd);
    if (!whole || ::rename(draft.c_str(), file.c_str()) != 0) fail(file);
}

}  // namespace

UnitKeys::UnitKeys(const std::filesystem::path& credentials_file, const std::filesystem::path& run_folder, const std::string& label)
    : file_{credentials_file.empty() ? run_folder / "root-password" : std::filesystem::path{credentials_file.string() + ".units"} / reports::file_safe(label)},
      known_{read(file_)} {}

void UnitKeys::add(drivers::Credentials credentials) {
    std::error_code failure;
    if (std::filesystem::create_directories(file_.parent_path(), failure) && !failure)
        std::filesystem::permissions(file_.parent_path(), std::filesystem::perms::owner_all, failure);
    known_.insert(known_.begin(), std::move(credentials));
    if (known_.size() > most_kept) known_.resize(most_kept);
    std::string text;
    for (const auto& each : known_) text += each.user + ":" + each.password + "\n";
    write_private(file_, text);
}

void UnitKeys::forget() noexcept {
    known_.clear();
    ::unlink(file_.c_str());
}

}  // namespace station
