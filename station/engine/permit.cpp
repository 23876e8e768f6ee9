#include "station/engine/permit.hpp"

#include <optional>

namespace station {
namespace {

Outcome locked(std::string why, std::string advice) {
    return {reports::Verdict::error, "interlock", "nothing was destroyed: " + std::move(why), std::move(advice)};
}

// What has to be on file before anything is done to the unit.
std::optional<Outcome> missing_paper(const std::string& scanned, const std::string& release) {
    if (scanned.empty()) return locked("no label was scanned at intake", "scan the chassis label and run again");
    if (release.empty()) return locked("the owner's release is not on file", "run again with --owner-release and its reference");
    return std::nullopt;
}

}  // namespace

std::variant<Permit, Outcome> Interlock::to_destroy(const std::string& wire) const {
    if (!scanned_.empty() && !wire.empty() && wire != scanned_)
        return Outcome{reports::Verdict::fail, "serial-mismatch", "nothing was destroyed: the label says " + scanned_ + ", the wire says " + wire,
                       "put the unit in quarantine, or scan the label again"};
    if (auto missing = missing_paper(scanned_, release_)) return std::move(*missing);
    if (wire.empty()) return locked("the unit's serial was not read over the wire", "put identify before this step");
    return Permit{wire, release_};
}

std::variant<EntryPermit, Outcome> Interlock::to_enter() const {
    if (auto missing = missing_paper(scanned_, release_)) return std::move(*missing);
    return EntryPermit{};
}

}  // namespace station
