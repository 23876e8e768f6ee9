#include "drivers/sim/engine.hpp"

#include <algorithm>
#include <stdexcept>

namespace drivers::sim {
namespace {

Config config_of(const std::string& text) {
    Config config;
    const bool commands = text.find('{') == text.npos && text.find("set ") != text.npos;
    const LoadResult result = commands ? load_set_commands(config, text, "configuration")
                                       : load_hierarchical(config, text, "configuration");
    if (!result.errors.empty()) throw std::runtime_error("the personality's " + result.errors.front());
    return config;
}

std::vector<Commit> history_of(const Personality& p) {
    const Config config = config_of(p.configuration);
    std::vector<Commit> history;
    WallClock::time_point when = WallClock::now() - std::chrono::hours{24 * 97};
    for (int i = 0; i < std::max(1, p.commits); ++i) {
        history.push_back({when, "root", "cli", "", config});
        when -= std::chrono::hours{31 * (i + 1)};
    }
    return history;
}

}  // namespace

Engine::Engine(const Personality& personality, const EngineParts& parts)
    : personality_{&personality}, parts_{parts} {
    software.running = parts.release.empty() ? personality.release : parts.release;
    software.previous = personality.previous_release;
    software.other_copy =
        personality.previous_release.empty() ? software.running : personality.previous_release;
    software.other_copy_made = WallClock::now() - std::chrono::hours{24 * 411};
    make_host_keys();
    unattended = personality.boot_unattended;
    boots_alternate = personality.faults.boots_alternate;
    licences = personality.licences;
    std::optional<Config> rescue;
    if (!personality.rescue.empty()) rescue = config_of(personality.rescue);
    if (personality.configuration.empty())
        config.reset(config_of(personality.factory_configuration), false);
    else
        config.restore(history_of(personality), std::move(rescue));
    for (const FileEntry& file : personality.files)
        if (!file.engine || *file.engine == parts.slot) files.put_text(file.path, file.content, file.bytes);
    // Of somebody's years with it: no two in one second.
    std::size_t number = 0;
    for (auto& [path, file] : files.all()) {
        ++number;
        file.changed -= std::chrono::hours{24 * (30 + number * 37 % 400)} + std::chrono::seconds{number * 613};
    }
}

std::string Engine::name() const {
    const std::string kind = personality_->is_virtual_chassis() ? "fpc" : personality_->is_cluster() ? "node" : "re";
    return kind + std::to_string(slot());
}

std::string Engine::host_name() const {
    return config.active().value("system host-name").value_or(former_name_);
}

bool Engine::password_fits(const std::string& user, const std::string& password, bool on_console) const {
    const Config& active = config.active();
    const std::string path = user == "root" ? "system root-authentication "
                                            : "system login user " + sim::quoted(user) + " authentication ";
    if (user == "root" && unconfigured()) return on_console && password.empty();
    const std::optional<std::string> hash = active.value(path + "encrypted-password");
    if (hash) return password_matches(password, *hash);
    const std::optional<std::string> plain = active.value(path + "plain-text-password-value");
    return plain && *plain == password;
}

std::vector<std::string> Engine::public_keys(const std::string& user) const {
    std::vector<std::string> path{"system", "root-authentication"};
    if (user != "root") path = {"system", "login", "user", user, "authentication"};
    std::vector<std::string> keys;
    if (const Statement* statement = config.active().find(path))
        for (const Statement& key : statement->children)
            if (key.rule->name.starts_with("ssh-"))
                if (const std::vector<std::string> words = words_of(key.key); words.size() > 1)
                    keys.push_back(words[1]);
    return keys;
}

bool Engine::serves_ssh() const {
    // netconf over ssh runs the same server on port 830; the simulator has one port for both.
    return phase == Phase::up && (config.active().has("system services ssh") || serves_netconf());
}

bool Engine::serves_netconf() const {
    return phase == Phase::up && config.active().has("system services netconf ssh");
}

const Filesystem& Engine::filesystem_of(std::string_view path) const {
    const auto& all = personality_->filesystems;
    static const Filesystem none{"/dev/md0", "/", 4ULL << 30, 1ULL << 30};
    const Filesystem* best = nullptr;
    for (const Filesystem& fs : all) {
        std::string_view below = fs.mounted_on;
        if (below.starts_with("/.mount/")) below.remove_prefix(7);
        if ((path.starts_with(below) || below == "/" || below == "/.mount") &&
            (!best || below.size() >= best->mounted_on.size()))
            best = &fs;
    }
    return best ? *best : none;
}

std::uint64_t Engine::free_bytes(std::string_view path) const {
    const Filesystem& fs = filesystem_of(path);
    std::uint64_t written = 0;
    for (const auto& [name, file] : files.all())
        if (&filesystem_of(name) == &fs) written += file.bytes;
    return fs.bytes > fs.used + written ? fs.bytes - fs.used - written : 0;
}

Config Engine::factory_config() const {
    return config_of(personality_->factory_configuration);
}

bool Engine::guards_single_user() const {
    if (unconfigured()) return false;
    return personality_->fips ||
           config.active().set_commands().find("set system ports console insecure\n") != std::string::npos;
}

void Engine::forget_password() { set_root_password("only the previous owner knew, " + parts_.serial_number); }

void Engine::set_root_password(const std::string& password) {
    std::vector<Commit> history = config.history();
    Config& active = history.front().config;
    active.erase({"system", "root-authentication"});
    active.set({"system", "root-authentication", "encrypted-password", password_hash(password, 7)});
    config.restore(std::move(history), config.rescue());
}

void Engine::activate_pending() {
    if (software.pending.empty()) return;
    software.previous = std::exchange(software.running, std::exchange(software.pending, {}));
    software.second_set = !software.second_set;
}

}  // namespace drivers::sim
