#pragma once
// One routing engine of a simulated unit: its configuration, files, software and users, and what it loses
// when it is wiped. No I/O, no time passes.

#include "drivers/sim/config_store.hpp"
#include "drivers/sim/files.hpp"
#include "drivers/sim/personality.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

struct Software {
    std::string running;
    std::string previous;    ///< what a rollback would bring back; empty: nothing
    std::string pending;     ///< becomes active at the next boot
    std::string other_copy;  ///< on the other medium, slice or disk
    WallClock::time_point other_copy_made{};
    bool second_set = false;  ///< vmhost: runs from "set b"
    std::string package;      ///< the file it was installed from
    std::string package_sha256;
};

enum class Phase { off, booting, recovery, up, going_down };

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

    /// Everything the previous owner could have left goes, but for what the personality says survives and
    /// what `leaves` says this reset does not reach ("logs", "users", ...).
    void wipe(const std::function<bool(std::string_view)>& leaves);
    /// What of a past is there: paths, "configuration", "licences", ... Nothing on a clean unit.
    std::vector<std::string> remains() const;
    /// The files with those that follow from the configurations: juniper.conf.gz, its rollbacks, the rescue.
    Files files_now() const;
    Config factory_config() const;
    /// Single user asks for the root password: the console is not trusted, or FIPS forbids recovery.
    bool guards_single_user() const;
    /// The root password becomes one that nobody knows.
    void forget_password();
    void set_root_password(const std::string& password);
    /// The public host key of an engine that no SSH leads to; the master's SSH server publishes its own.
    void make_host_keys();
    /// A pending release becomes the running one.
    void activate_pending();

    ConfigStore config;
    Files files;
    Software software;
    Phase phase = Phase::off;
    bool master = false;
    bool in_loader = false;        ///< nothing of Junos runs yet
    bool boots_alternate = false;  ///< came up from the other copy of its system
    bool unattended = false;       ///< boot_unattended is set in the firmware
    bool has_kernel = true;
    bool answers = false;       ///< mgd is up: the CLI works
    bool cards_online = false;  ///< chassisd has settled
    WallClock::time_point booted_at{}, cards_online_at{};
    std::string medium;          ///< the release on an installation medium in its port, which the next boot installs
    std::string reboot_reason = "Router rebooted after a normal shutdown.";
    std::vector<LoggedIn> users;
    std::vector<Licence> licences;
    std::string doing;           ///< for whoever watches: loader, login, ...
    bool old_host_keys = false;  ///< a reset left the SSH host keys as they were
    bool wiped = false;

  private:
    unsigned host_keys_made_ = 0;
    std::string former_name_;  ///< a host name that the configuration no longer has
    const Personality* personality_;
    EngineParts parts_;
};

}  // namespace drivers::sim
