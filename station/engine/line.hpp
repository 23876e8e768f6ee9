#pragma once
// One console of a slot as Access keeps it: the console itself, or NETCONF while that is spoken over its stream. Private to Access.

#include "drivers/console.hpp"
#include "station/engine/access.hpp"

namespace station {

struct Access::Line {
    Line(std::unique_ptr<drivers::Terminal> terminal, const drivers::Family& family, drivers::Transcript& transcript, drivers::Limits limits, Stop& stop)
        : console{std::move(terminal), family, &transcript, limits}, interrupts{stop, [this] { abort(); }} {}

    void abort() noexcept {
        console.abort();
        if (lent) lent->abort();
        if (rpc) rpc->abort();
    }

    drivers::Console console;
    drivers::Terminal* lent = nullptr;  ///< the console's stream, on its way to `rpc`
    std::unique_ptr<drivers::Rpc> rpc;
    Stop::Interrupts interrupts;
    bool logged_in = false;
    bool sought = false;  ///< since the last boot somebody looked what speaks there, and at which speed
};

}  // namespace station
