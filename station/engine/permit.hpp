#pragma once
// The interlock: the one place that says whether a unit may be destroyed data of. What wipes, loads or breaks in takes a Permit, and nobody
// else can make one - no procedure can go round it.

#include "station/engine/step.hpp"
#include "station/engine/tenancy.hpp"

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace station {

/// Who stands on a console, as it was read there.
struct Occupant {
    std::size_t console = 0;
    std::string where;         ///< the console's endpoint, for messages
    std::string serial;        ///< of its chassis, or of the node or member that one stands on; empty: it gave none
    std::string role, member;  ///< as the prompt has them: "backup", "1"
    std::string engine;        ///< the slot of the routing engine, or the member's number; empty: it did not say
    std::string chassis_id;    ///< of the virtual chassis it belongs to; empty: of none, or it did not say
    std::string said;          ///< in place of a serial
    Tenancy tenancy;
    bool operator==(const Occupant&) const = default;
};

/// What has to stand on a further console of the unit on whose first console somebody was identified.
struct Expected {
    std::string name;    ///< "re1", "fpc1"
    std::string engine;  ///< its number
    std::string serial;  ///< of the chassis, or of that member or node
};

/// The serial read on a console just now is the one scanned at intake, and the owner's release is on file. Good for one command on that
/// console, while nobody else can have come to stand there (occupant.hpp: spend).
class Permit {
  public:
    Permit(Permit&&) = default;
    Permit& operator=(Permit&&) = default;

    std::size_t console() const { return console_; }
    const Tenancy& tenancy() const { return tenancy_; }
    const std::string& serial() const { return serial_; }
    const std::string& release() const { return release_; }

  private:
    friend class Interlock;
    Permit(const Occupant& occupant, std::string release)
        : console_{occupant.console}, tenancy_{occupant.tenancy}, serial_{occupant.serial}, release_{std::move(release)} {}
    std::size_t console_;
    Tenancy tenancy_;
    std::string serial_, release_;
};

/// The owner's release is on file for the label that was scanned. No more: a unit that lets nobody in cannot be asked for its serial. Good for
/// a new root password, never for a wipe.
class EntryPermit {
  private:
    friend class Interlock;
    EntryPermit() = default;
};

/// Why a step stops in the middle: the interlock stays shut, or what it rests on does not hold any more.
class Refusal : public std::runtime_error {
  public:
    explicit Refusal(Outcome outcome) : std::runtime_error{outcome.summary}, outcome_{std::move(outcome)} {}
    const Outcome& outcome() const { return outcome_; }

  private:
    Outcome outcome_;
};

class Interlock {
  public:
    Interlock(std::string scanned_serial, std::string owner_release) : scanned_{std::move(scanned_serial)}, release_{std::move(owner_release)} {}

    /// Or why not. Another serial than the scanned one is the unit's failure; a serial that was not read or a release that is not on file is
    /// the station's.
    std::variant<Permit, Outcome> to_destroy(const Occupant& occupant) const;
    /// On a further console of the unit, whose first one was found to be the scanned unit's: another engine or chassis there is the bench's fault.
    std::variant<Permit, Outcome> to_destroy(const Occupant& occupant, const Expected& expected) const;
    std::variant<EntryPermit, Outcome> to_enter() const;

    /// What speaks against a permit for a unit of this serial, as far as it is known; empty serial: it was not read.
    std::optional<Outcome> objection(const std::string& wire_serial) const;
    /// From now on it is not true any more that nothing was destroyed.
    void was_spent() { spent_ = true; }

  private:
    Outcome locked(std::string why, std::string advice) const;
    std::optional<Outcome> missing_paper() const;
    std::string untouched() const;

    std::string scanned_, release_;
    bool spent_ = false;
};

}  // namespace station
