#pragma once
// What shows that nothing of the owner is left: the family's proofs, asked of every engine on its own console, and what they are worth.

#include "drivers/family_reset.hpp"
#include "station/engine/context.hpp"

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
    /// What could not be told, in words; each is in the record as well.
    std::vector<std::string> unverifiable() const;

  private:
    drivers::Task<std::string> answer(std::size_t index, const drivers::Proof& proof);
    drivers::Task<std::string> output_of(drivers::Console& console, std::size_t index, const drivers::Proof& proof);
    drivers::Task<std::string> typed(drivers::Console& console, const drivers::Proof& proof);
    drivers::Task<bool> remedy(std::size_t index, const drivers::Proof& proof, std::string output);
    drivers::ProofReading reading(const std::string& engine, const drivers::Proof& proof, const std::string& output) const;
    void judge(const std::string& engine, const drivers::Proof& proof, const std::string& output);
    void take(const std::string& engine, const drivers::Proof& proof, drivers::ProofReading reading);
    const drivers::FactoryState& factory() const;

    Context& context_;
    std::map<std::string, std::string> before_;  ///< "re0 new-host-keys" -> what was printed
    std::vector<reports::Measurement> taken_;
};

}  // namespace station
