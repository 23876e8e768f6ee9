#pragma once
// Gives a wiped unit what the bench needs of it: a root password of this run, the slot's management address, SSH and NETCONF - and learns over
// the console which host keys it has, so that the network is trusted for what the console said.

#include "station/engine/context.hpp"

namespace station {

/// Through NETCONF over the console where the unit speaks it, else line by line. Where the slot has management it returns when NETCONF over
/// SSH is up. Throws LinkError with what the unit refused.
drivers::Task<> bootstrap(Context& context);

}  // namespace station
