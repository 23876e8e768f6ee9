#pragma once
// Mends what a unit shows to be wrong with it while it boots, where its family names a way to do that from where it stands.

#include "drivers/family_recovery.hpp"
#include "station/engine/context.hpp"

namespace station {

/// The family's way to mend this without switching the unit's power; nothing where there is none.
const drivers::RecoveryPath* way_to_mend(const drivers::Family& family, const drivers::Defect& defect);

/// Follows that way, once for each engine and defect: whether the unit boots anew, mended. The operator is asked where nobody here has seen it
/// work. What is not mended counts against the unit; what is, is noted.
drivers::Task<bool> mend(Context& context, std::size_t index, const drivers::Defect& defect);

}  // namespace station
