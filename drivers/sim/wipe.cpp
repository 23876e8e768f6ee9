// What a reset takes from a routing engine, and what one that is not thorough leaves: the state model knows
// both, so that a test can ask afterwards what is really left.
#include "drivers/sim/engine.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drivers::sim {
namespace {

struct Leftover {
    std::string_view name;                 ///< as in the fault zeroize-leaves-NAME
    std::vector<std::string_view> places;  ///< prefixes of the files that stay
    std::string_view example;              ///< one that is there even when the previous owner left none
};

const std::vector<Leftover>& leftovers() {
    static const std::vector<Leftover> all{
        {"logs", {"/var/log/"}, "/var/log/messages.3.gz"},
        {"cores", {"/var/crash/", "/var/core/", "/var/tmp/cores/"}, "/var/crash/core.mgd.0.1488003112.gz"},
        {"tmp", {"/var/tmp/"}, "/var/tmp/autoreload.8812"},
        {"homes", {"/var/home/"}, "/var/home/admin/notes.txt"},
        {"crontab", {"/var/cron/"}, "/var/cron/tabs/root"},
        {"scripts", {"/var/db/scripts/"}, "/var/db/scripts/event/watch.slax"},
        {"certificates", {"/var/db/certs/"}, "/var/db/certs/common/local/vpn-frankfurt.pem"},
        {"keys", {"/root/.ssh/"}, "/root/.ssh/authorized_keys"},
    };
    return all;
}

bool starts_with_any(std::string_view path, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [path](const std::string& prefix) { return path.starts_with(prefix); });
}

}  // namespace

void Engine::wipe(const std::function<bool(std::string_view)>& leaves) {
    std::vector<std::string> kept = personality_->faults.survives_zeroize;
    for (const Leftover& leftover : leftovers()) {
        if (!leaves(leftover.name)) continue;
        kept.insert(kept.end(), leftover.places.begin(), leftover.places.end());
        const bool any =
            std::any_of(leftover.places.begin(), leftover.places.end(), [this](std::string_view place) {
                return !files.matching(place.substr(0, place.size() - 1)).empty();
            });
        if (any) continue;
        files.put_text(std::string{leftover.example}, "", 412);
        files.all()[std::string{leftover.example}].changed -= std::chrono::hours{24 * 97};
    }
    std::erase_if(files.all(), [&kept](const auto& entry) {
        return !starts_with_any(entry.first, kept) &&
               !entry.first.starts_with("/etc/ssh/");  // sshd makes new ones
    });

    Config factory = factory_config();
    if (leaves("users"))
        for (const std::string& line : lines_of(config.active().set_commands()))
            if (line.starts_with("set system login user ")) {
                std::vector<std::string> words = words_of(line);
                words.erase(words.begin());
                factory.set(words);
            }
    former_name_ = leaves("hostname") ? host_name() : "";
    std::optional<Config> rescue = leaves("rescue") ? config.rescue() : std::nullopt;
    if (leaves("rescue") && !rescue) rescue = config.active();
    config.reset(std::move(factory), leaves("rollbacks"));
    if (rescue) config.rescue() = std::move(*rescue);
    if (!leaves("licences") && !starts_with_any("/config/license", personality_->faults.survives_zeroize))
        licences.clear();
    if (leaves("licences") && licences.empty()) licences.push_back({"JUNOS771204", "scale-l2tp"});
    users.clear();
    software.previous.clear();
    software.pending.clear();
    if (!leaves("alternate")) {
        software.other_copy = software.running;
        software.other_copy_made = WallClock::now();
    }
    old_host_keys = leaves("keys");
    if (!old_host_keys) make_host_keys();
    wiped = true;
}

void Engine::make_host_keys() {
    const std::string text =
        digests_of(parts_.serial_number + date_time(WallClock::now()) + std::to_string(++host_keys_made_))
            .sha256;
    const std::string path = "/etc/ssh/ssh_host_ed25519_key.pub";
    files.put_text(path, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + text.substr(0, 43) + " root@\n");
    files.all()[path].own = true;
}

std::vector<std::string> Engine::remains() const {
    std::vector<std::string> out;
    for (const auto& [path, file] : files.all())
        if (!file.own) out.push_back(path);
    if (!(config.active() == factory_config())) out.emplace_back("configuration");
    for (const Commit& commit : config.history())
        if (!commit.client.empty()) {
            out.emplace_back("commit-history");
            break;
        }
    if (config.rescue()) out.emplace_back("rescue-configuration");
    if (!licences.empty()) out.emplace_back("licences");
    if (!former_name_.empty()) out.emplace_back("host-name");
    if (old_host_keys) out.emplace_back("host-keys");
    if (!wiped || software.other_copy != software.running) out.emplace_back("other-copy");
    return out;
}

Files Engine::files_now() const {
    Files now = files;
    const auto derived = [&now](const std::string& path, const Commit& commit) {
        File file;
        const std::string text = commit.config.text();
        const Digests digests = digests_of(text);
        file.bytes = text.size() / 3 + 100;
        file.sha256 = digests.sha256;
        file.sha1 = digests.sha1;
        file.md5 = digests.md5;
        file.changed = commit.when;
        file.own = true;
        now.put(path, std::move(file));
    };
    const auto& history = config.history();
    for (std::size_t i = 0; i < history.size(); ++i)
        derived(i == 0 ? "/config/juniper.conf.gz"
                       : fmt::format("{}/juniper.conf.{}.gz", i < 4 ? "/config" : "/var/db/config", i),
                history[i]);
    if (config.rescue())
        derived("/config/rescue.conf.gz", Commit{WallClock::now(), "", "", "", *config.rescue()});
    return now;
}

}  // namespace drivers::sim
