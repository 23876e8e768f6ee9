#pragma once
// A kind of step: its piece of YANG, how its settings are read, and what it does - together in one .cpp of station/steps/, which registers
// itself here. Nothing else in the program lists the steps.

#include "drivers/task.hpp"
#include "reports/verdict.hpp"
#include "station/engine/needs.hpp"
#include "station/engine/question.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace drivers {
struct Family;
}
namespace yang {
class Complaints;
class Document;
class Node;
class Schema;
}  // namespace yang

namespace station {

class Context;
struct Slot;

/// What a step found out. fail is about the unit; a step whose station broke throws instead, and the run calls that error.
struct Outcome {
    reports::Verdict verdict = reports::Verdict::pass;
    std::string reason;   ///< a code for statistics, "serial-mismatch"; empty for pass
    std::string summary;  ///< one line for the technician
    std::string advice;   ///< what to do next
};

class Step {
  public:
    virtual ~Step() = default;
    virtual drivers::Task<Outcome> run(Context& context) const = 0;
    /// What its settings say that it needs of the bench around the unit: found before anything is destroyed.
    virtual Needs needs() const { return {}; }
    /// What it will lack that only the unit tells, asked before the first step of a run that destroys anything, so that nothing is destroyed in
    /// vain. Empty: as far as can be told it can be done.
    virtual drivers::Task<std::vector<Lack>> lacks(Context&) const { co_return std::vector<Lack>{}; }
    /// Why this step cannot be stopped half-way, for the person who tries ("the unit is being wiped"); empty when it can.
    virtual std::string unsafe_to_stop() const { return {}; }
    /// Whether the unit is asked or changed; false where only a person or the clock is.
    virtual bool uses_unit() const { return true; }
    /// The question that is all this step is. Those of steps that follow one another are asked in one go.
    virtual std::optional<Question> question() const { return std::nullopt; }
    /// What else somebody may be asked in this slot while the step runs, in a few words each: for who runs it with nobody there.
    virtual std::vector<std::string> may_ask(const Slot&) const { return {}; }
};

/// What a kind of step does for a unit: the purpose of a procedure has to fit what its steps do.
enum class Does { other, identify, test, load, wipe };

/// What the settings of steps are held against, beyond their shape.
struct Known {
    const yang::Schema& schema;
    std::vector<const drivers::Family*> families;  ///< those the procedure is for; empty: nobody knows, and their words are not checked
    std::filesystem::path folder;                  ///< the procedure's
};

struct StepKind {
    std::string action;  ///< as procedures write it, "verify-serial"
    std::string yang;    ///< the body of its case: "container verify-serial { presence ...; leaf ...; }"
    /// Reads the settings; throws document.error(node, ...) for what YANG cannot state.
    std::function<std::unique_ptr<Step>(const yang::Document& document, const yang::Node& settings)> make;
    std::string closed_by{};  ///< the action that has to come later in the same procedure, with others in between; empty: none
    Does does = Does::other;
    std::string needs_before{};  ///< the action that has to come earlier in the same procedure; empty: none
    /// Adds what is wrong with settings that are well-formed, as far as that can be told without a unit.
    std::function<void(const yang::Document&, const yang::Node& settings, const Known&, yang::Complaints&)> check{};
};

/// One object at namespace scope in each step's .cpp.
struct StepRegistration {
    explicit StepRegistration(StepKind kind);
};

const std::vector<StepKind>& step_kinds();  ///< by name

/// The submodule station-steps, composed of the kinds' pieces: for yang::Schema.
std::string step_submodule();

}  // namespace station
