#include "station/engine/fallen.hpp"

#include "drivers/console.hpp"
#include "drivers/expect.hpp"
#include "drivers/family.hpp"
#include "station/engine/access.hpp"
#include "station/engine/boot.hpp"

#include <algorithm>

namespace station {

using drivers::Fault;
using drivers::LinkError;
using drivers::ModeKind;
using drivers::Task;
using reports::Verdict;
using namespace std::chrono_literals;

namespace {

// A port that is gone, or a stop, says nothing about the unit.
bool may_be_the_units(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const LinkError& error) {
        return error.fault() == Fault::protocol || error.fault() == Fault::closed || error.fault() == Fault::timeout;
    } catch (...) {  // not a link's
        return false;
    }
}

Task<std::optional<drivers::Seen>> seen_on(Access& access, std::size_t index) {
    try {
        auto* console = co_await access.open(index);
        co_return co_await console->identify(drivers::within(5s, "what stands on the console"));
    } catch (const LinkError&) {
        // then it shows nothing
    }
    co_return std::nullopt;
}

std::string shown(const drivers::Seen& seen) { return " (\"" + seen.text + "\")"; }

}  // namespace

Task<std::optional<Outcome>> fallen(Context& context, std::exception_ptr failure) {
    if (!may_be_the_units(failure)) co_return std::nullopt;
    auto& access = context.access();
    for (std::size_t index = 0; index < access.consoles(); ++index) context.cut_off(index);
    for (std::size_t index = 0; index < access.consoles(); ++index) {
        const auto seen = co_await seen_on(access, index);
        if (!seen) continue;
        const auto engine = context.engine_name(index);
        if (seen->kind == ModeKind::debugger)
            co_return Outcome{Verdict::fail, "kernel-debugger", engine + " stands in its kernel debugger" + shown(*seen),
                              "its kernel panicked: load software from USB; memory or board are broken when it panics again"};
        if (seen->kind == ModeKind::loader || seen->kind == ModeKind::menu || seen->kind == ModeKind::question)
            co_return Outcome{Verdict::fail, "boot-stuck", engine + " stands below its system, and does not come up" + shown(*seen),
                              "the unit needs a software recovery; see the transcript of its console"};
        if (!seen->mode.empty() || seen->silent || seen->garbled) continue;
        const auto boot = co_await await_boot_of(context, index, drivers::within(10min, "end of the boot"));  // it may boot over and over
        if (!boot.asks_login && !boot.marks.empty()) co_return stuck_engine(boot, engine, "in the middle of this");
    }
    co_return std::nullopt;
}

}  // namespace station
