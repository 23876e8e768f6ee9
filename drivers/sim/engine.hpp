#pragma once
// One routing engine of a simulated unit: its configuration, files, software and users, and what it loses
// when it is wiped. No I/O, no time passes.

#include "drivers/sim/config_store.hpp"
#include "drivers/sim/files.hpp"
#include "drivers/sim/personality.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

struct Software {
    std::string running;
    std::string previous;     ///< what a rollback would bring back; empty: nothing
    std::string pending;      ///< becomes active at the next boot
    std::string other_copy;   ///< on the other medium, slice or disk
    bool second_set = false;  ///< vmhost: runs from "set b"
    std::string package;      ///< the file it was installed from
};

enum class Phase { off, booting, up, going_down };

struct LoggedIn {
    std::uint32_t id = 0;
    std::string user, terminal, from;
    WallClock::time_point since{};
};

class Engine {
  public:
    Engine(const Personality& personality, const EngineParts& parts);

    const Personality& personality() const { return *personality_; }
    const EngineParts& parts() const { return parts_; }
    int slot() const { return parts_.slot; }
    std::string name() const;  ///< re0, or the member's name

    std::string host_name() const;  ///< empty while nobody gave it one
    bool unconfigured() const { return !config.active().has("system root-authentication"); }
    /// Whether `user` may log in with that password. Without root-authentication root needs none, on the
    /// console only.
    bool password_fits(const std::string& user, const std::string& password, bool on_console) const;
    /// The base64 text of a user's public keys, as configured.
    std::vector<std::string> public_keys(const std::string& user) const;
    bool serves_ssh() const;
    bool serves_netconf() const;

    std::uint64_t free_bytes(std::string_view path) const;
    const Filesystem& filesystem_of(std::string_view path) const;

    /// Everything the previous owner could have left goes, but for what the personality says survives.
    void wipe();
    /// A pending release becomes the running one.
    void activate_pending();

    ConfigStore config;
    Files files;
    Software software;
    Phase phase = Phase::off;
    bool master = false;
    bool answers = false;       ///< mgd is up: the CLI works
    bool cards_online = false;  ///< chassisd has settled
    WallClock::time_point booted_at{}, cards_online_at{};
    std::string reboot_reason = "Router rebooted after a normal shutdown.";
    std::vector<LoggedIn> users;
    std::vector<Licence> licences;

  private:
    const Personality* personality_;
    EngineParts parts_;
};

}  // namespace drivers::sim
