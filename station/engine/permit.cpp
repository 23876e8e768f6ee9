#include "station/engine/permit.hpp"

#include "station/engine/label.hpp"

#include <optional>

namespace station {

std::string Interlock::untouched() const { return spent_ ? "nothing more was destroyed: " : "nothing was destroyed: "; }

Outcome Interlock::locked(std::string why, std::string advice) const {
    return {reports::Verdict::error, "interlock", untouched() + std::move(why), std::move(advice)};
}

// What has to be on file before anything is done to the unit.
std::optional<Outcome> Interlock::missing_paper() const {
    if (scanned_.empty()) return locked("no label was scanned at intake", "scan the chassis label and run again");
    if (!is_reference(release_)) return locked("the owner's release is not on file", "run again with --owner-release and its reference");
    return std::nullopt;
}

std::optional<Outcome> Interlock::objection(const std::string& wire) const {
    if (!scanned_.empty() && !wire.empty() && wire != scanned_)
        return Outcome{reports::Verdict::fail, "serial-mismatch", untouched() + "the label says " + scanned_ + ", the wire says " + wire,
                       "put the unit in quarantine, or scan the label again"};
    if (auto missing = missing_paper()) return missing;
    if (wire.empty()) return locked("the unit's serial was not read over the wire", "put identify before this step");
    return std::nullopt;
}

std::variant<Permit, Outcome> Interlock::to_destroy(const Occupant& occupant) const {
    if (auto refused = objection(occupant.serial)) {
        if (refused->reason == "serial-mismatch") refused->summary += " (read on " + occupant.where + ")";
        if (occupant.serial.empty() && !occupant.said.empty()) refused->summary += ": " + occupant.where + " says \"" + occupant.said + "\"";
        return std::move(*refused);
    }
    return Permit{occupant, release_};
}

std::variant<Permit, Outcome> Interlock::to_destroy(const Occupant& occupant, const Expected& expected) const {
    constexpr auto advice = "look where this console's cable leads, and at other-consoles in the bench file: they stand in the engines' order";
    if (auto missing = missing_paper()) return std::move(*missing);
    const auto console = "the console that should be " + expected.name + "'s (" + occupant.where + ")";
    const auto wiring = [&](const std::string& why) { return Outcome{reports::Verdict::error, "wrong-console", untouched() + why, advice}; };
    if (occupant.serial.empty())
        return wiring(console + " does not say which unit it is" + (occupant.said.empty() ? "" : ": \"" + occupant.said + "\""));
    if (occupant.serial != expected.serial)
        return wiring(console + " leads to the unit " + occupant.serial + ", and not to " + expected.serial);
    if (occupant.engine.empty()) return wiring(console + " does not say which engine of " + occupant.serial + " it is");
    if (occupant.engine != expected.engine) return wiring(console + " leads to engine " + occupant.engine + " of " + occupant.serial);
    return Permit{occupant, release_};
}

std::variant<EntryPermit, Outcome> Interlock::to_enter() const {
    if (auto missing = missing_paper()) return std::move(*missing);
    return EntryPermit{};
}

}  // namespace station
