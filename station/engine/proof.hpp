#pragma once
// What shows that nothing of the owner is left: the family's proofs, asked of every engine on its own console, and what they are worth.

#include "drivers/family_reset.hpp"
#include "station/engine/context.hpp"
#include "station/engine/survivors.hpp"

#include <map>
#include <string>
#include <vector>

namespace station {

enum class Whose { owner, bench };

class Proofs {
  public:
    explicit Proofs(Context& context) : context_{context} {}

    /// Before the wipe of what the owner, or only the bench, left: what proofs by comparison compare with, of those engines whose consoles are logged in.
    drivers::Task<> remember(std::size_t engines, Whose whose);
    /// After it, at the first login prompt: the lines above it, unless they were `missed`.
    drivers::Task<> look_at_login(std::size_t index, bool missed);
    /// After it, logged in: asks everything of this engine; of the first also what is asked of the unit once.
    drivers::Task<> ask(std::size_t index);

    const std::vector<reports::Measurement>& taken() const { return taken_; }
    /// The first that shows something left behind.
    const reports::Measurement* dirty() const;
    std::size_t clean() const;
    /// Whatever nobody can tell, in words; each is in the record as well.
    std::vector<std::string> unverifiable() const;
    /// Proofs that a pass needs and the unit did not answer, with why.
    std::vector<std::string> not_verified() const;

  private:
    /// Answers of one engine by mode and command: several proofs may ask for one thing.
    using Answers = std::map<std::string, drivers::ProofAnswer>;

    drivers::Task<drivers::ProofAnswer> answer(std::size_t index, const drivers::Proof& proof);
    drivers::Task<drivers::ProofAnswer> whole_answer(std::size_t index, const drivers::Proof& proof);
    drivers::Task<drivers::ProofAnswer> answer_of(drivers::Console& console, std::size_t index, const drivers::Proof& proof);
    drivers::Task<std::string> typed(drivers::Console& console, const drivers::Proof& proof);
    drivers::Task<std::variant<drivers::WholeListing, drivers::BrokenListing>> list_files(std::size_t index);
    drivers::Task<> remember_files(std::size_t index);
    drivers::Task<> ask_for_survivors(std::size_t index);
    drivers::Task<> record_survivors(std::string engine, Leftovers found, std::size_t listed);
    drivers::Task<> ask_one(std::size_t index, const drivers::Proof& proof, Answers& answers);
    drivers::Task<bool> remedy(std::size_t index, const drivers::Proof& proof);
    drivers::ProofReading reading(const std::string& engine, const drivers::Proof& proof, const drivers::ProofAnswer& answer) const;
    void judge(const std::string& engine, const drivers::Proof& proof, const drivers::ProofAnswer& answer);
    void take(const std::string& engine, const drivers::Proof& proof, drivers::ProofReading reading);
    std::vector<std::string> those_of(const std::string& word) const;
    const drivers::FactoryState& factory() const;

    Context& context_;
    std::map<std::string, std::string> before_;  ///< "re0 new-host-keys" -> what was printed
    std::map<std::string, BeforeWipe> files_before_;  ///< by engine, where it could be listed
    drivers::Clock::time_point began_ = drivers::Clock::now();
    std::vector<reports::Measurement> taken_;
};

}  // namespace station
