#pragma once
// The interlock: the one place that says whether a unit may be destroyed data of. What wipes, loads or breaks in takes a Permit, and nobody
// else can make one - no procedure can go round it.

#include "station/engine/step.hpp"

#include <string>
#include <variant>

namespace station {

/// The serial read over the wire is the one scanned at intake, and the owner's release is on file.
class Permit {
  public:
    const std::string& serial() const { return serial_; }
    const std::string& release() const { return release_; }

  private:
    friend class Interlock;
    Permit(std::string serial, std::string release) : serial_{std::move(serial)}, release_{std::move(release)} {}
    std::string serial_, release_;
};

/// The owner's release is on file for the label that was scanned. No more: a unit that lets nobody in cannot be asked for its serial. Good for
/// a new root password, never for a wipe.
class EntryPermit {
  private:
    friend class Interlock;
    EntryPermit() = default;
};

class Interlock {
  public:
    Interlock(std::string scanned_serial, std::string owner_release) : scanned_{std::move(scanned_serial)}, release_{std::move(owner_release)} {}

    /// Or why not. Another serial than the scanned one is the unit's failure; a serial that was not read or a release that is not on file is
    /// the station's.
    std::variant<Permit, Outcome> to_destroy(const std::string& wire_serial) const;
    std::variant<EntryPermit, Outcome> to_enter() const;

  private:
    std::string scanned_, release_;
};

}  // namespace station
