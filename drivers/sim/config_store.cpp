#include "drivers/sim/config_store.hpp"

#include <crypt.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace drivers::sim {
namespace {

constexpr std::size_t rollbacks_kept = 50;

void hash_passwords(Config& config, const std::string& path, std::uint32_t salt) {
    const std::optional<std::string> plain = config.value(path + " plain-text-password-value");
    if (!plain) return;
    std::vector<std::string> words = words_of(path);
    words.emplace_back("plain-text-password-value");
    config.erase(words);
    words.back() = "encrypted-password";
    words.push_back(password_hash(*plain, salt));
    config.set(words);
}

/// No configuration shows a password: only what it is held against.
void hash_all_passwords(Config& config, std::uint32_t& salt) {
    hash_passwords(config, "system root-authentication", ++salt);
    const Statement* login = config.find({"system", "login"});
    if (!login) return;
    std::vector<std::string> users;
    for (const Statement& statement : login->children)
        if (statement.rule->name == "user") users.push_back(statement.key);
    for (const std::string& name : users) hash_passwords(config, "system login user " + sim::quoted(name) + " authentication", ++salt);
}

}  // namespace

bool password_matches(const std::string& password, const std::string& hash) {
    const auto data = std::make_unique<crypt_data>();
    const char* made = crypt_r(password.c_str(), hash.c_str(), data.get());
    return made && hash == made;
}

std::string password_hash(const std::string& password, std::uint32_t salt) {
    const auto data = std::make_unique<crypt_data>();
    // Few rounds: the hash guards nothing here and is made on the unit's only thread.
    const char* made =
        crypt_r(password.c_str(), fmt::format("$6$rounds=1000$sim{:05}", salt).c_str(), data.get());
    return made ? made : "*";
}

void ConfigStore::reset(Config config, bool keep_history) {
    if (!keep_history) history_.clear();
    hash_all_passwords(config, passwords_set_);
    history_.insert(history_.begin(), Commit{WallClock::now(), "root", "", "", std::move(config)});
    rescue_.reset();
    editors_.clear();
    discard();
}

void ConfigStore::restore(std::vector<Commit> history, std::optional<Config> rescue) {
    history_ = std::move(history);
    for (Commit& commit : history_) hash_all_passwords(commit.config, passwords_set_);
    rescue_ = std::move(rescue);
    discard();
}

const Editor* ConfigStore::exclusive_holder(std::uint32_t but) const {
    const auto found = std::find_if(editors_.begin(), editors_.end(), [but](const Editor& editor) {
        return editor.exclusive && editor.id != but;
    });
    return found == editors_.end() ? nullptr : &*found;
}

void ConfigStore::leave(std::uint32_t editor) {
    const bool had_lock = std::any_of(editors_.begin(), editors_.end(),
                                      [editor](const Editor& e) { return e.id == editor && e.exclusive; });
    std::erase_if(editors_, [editor](const Editor& e) { return e.id == editor; });
    if (had_lock) discard();
}

std::optional<CommitProblem> ConfigStore::check(const Config& config) {
    if (refuses && refuses())
        return CommitProblem{"[edit]", "'system'",
                             "could not save to juniper.save+: No space left on device"};
    const char* root = "system root-authentication ";
    for (const char* way :
         {"encrypted-password", "plain-text-password-value", "ssh-rsa", "ssh-ecdsa", "ssh-ed25519"})
        if (config.has(std::string{root} + way)) return {};
    return CommitProblem{"[edit]", "'system'", "Missing mandatory statement: 'root-authentication'"};
}

void ConfigStore::commit(Config config, std::string user, std::string client, std::string log) {
    hash_all_passwords(config, passwords_set_);
    candidate_ = config;
    history_.insert(history_.begin(), Commit{WallClock::now(), std::move(user), std::move(client),
                                             std::move(log), std::move(config)});
    if (history_.size() > rollbacks_kept) history_.pop_back();
}

bool ConfigStore::rollback(std::size_t number) {
    if (number >= history_.size()) return false;
    candidate_ = history_[number].config;
    return true;
}

}  // namespace drivers::sim
