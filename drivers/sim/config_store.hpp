#pragma once
// The configurations of one routing engine: active, candidate, private candidates' owners, rollbacks, rescue;
// who holds the lock. Commit rules live here.

#include "drivers/sim/config.hpp"
#include "drivers/sim/text.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace drivers::sim {

struct Commit {
    WallClock::time_point when{};
    std::string user, client, log;
    Config config;
};

/// Who edits: shown to others who would like to.
struct Editor {
    std::uint32_t id = 0;  ///< unique among editors of the unit; a process id to the eye
    std::string user, terminal;
    WallClock::time_point since{};
    bool exclusive = false;
};

/// What a commit or a check had to say; empty errors mean it is done.
struct CommitProblem {
    std::string path, element, message;  ///< "[edit]", "'system'", "Missing mandatory statement: ..."
};

class ConfigStore {
  public:
    const Config& active() const { return history_.front().config; }
    Config& candidate() { return candidate_; }
    bool modified() const { return !(candidate_ == active()); }
    const std::vector<Commit>& history() const { return history_; }
    std::optional<Config>& rescue() { return rescue_; }
    const std::optional<Config>& rescue() const { return rescue_; }

    /// Forgets everything: what a unit without a past has.
    void reset(Config config, bool keep_history);
    void restore(std::vector<Commit> history, std::optional<Config> rescue);

    std::vector<Editor>& editors() { return editors_; }
    const Editor* exclusive_holder(std::uint32_t but) const;
    void leave(std::uint32_t editor);

    std::optional<CommitProblem> check(const Config& config);
    std::function<bool()>
        refuses;  ///< asked by every check: true when it fails for no reason of the configuration's
    /// Makes the candidate (or a private copy) the active one. Plain-text passwords become hashes.
    void commit(Config config, std::string user, std::string client, std::string log);
    bool rollback(std::size_t number);  ///< of the candidate; false when there is none of that number
    void discard() { candidate_ = active(); }

  private:
    std::vector<Commit> history_{Commit{}};
    Config candidate_;
    std::optional<Config> rescue_;
    std::vector<Editor> editors_;
    std::uint32_t passwords_set_ = 0;
};

/// Whether `password` is the one a crypt(3) hash was made of.
bool password_matches(const std::string& password, const std::string& hash);
std::string password_hash(const std::string& password, std::uint32_t salt);

}  // namespace drivers::sim
