#include "station/engine/boot.hpp"

#include "drivers/console.hpp"
#include "drivers/junos/identity.hpp"
#include "station/engine/access.hpp"
#include "station/engine/all_of.hpp"

#include <algorithm>
#include <optional>

namespace station {

using drivers::Fault;
using drivers::LinkError;
using drivers::Task;
using drivers::within;
using drivers::junos::engine_name;
using namespace std::chrono_literals;

namespace {

constexpr int marks_of_a_boot = 2;  ///< the system that goes down may ask for a login once more
constexpr std::string_view login_comes = "getty";  ///< the mark after which a log line may have torn the question for a login
constexpr auto glance = 5s;         ///< how often one that shows nothing looks how the others are

/// The engines that are watched side by side.
struct Watch {
    Context& context;
    std::vector<drivers::Mark> also;
    drivers::Deadline deadline;
    std::size_t up = 0;  ///< how many have asked for a login
};

bool holds(const std::vector<drivers::Mark>& marks, const std::string& name) {
    return std::any_of(marks.begin(), marks.end(), [&](const auto& mark) { return mark.name == name; });
}

// Nothing: none came in time.
Task<std::optional<std::string>> next_mark(drivers::Console& console, std::vector<drivers::Mark> marks, drivers::Deadline deadline, Boot& boot) {
    std::optional<std::string> mark;
    try {
        mark = co_await console.watch(std::move(marks), std::move(deadline));
    } catch (const LinkError& error) {
        if (error.fault() != Fault::timeout) throw;
        boot.last_seen = error.last_seen();
    }
    co_return mark;
}

// Whether the boot ends at this mark.
bool takes_note(Watch& watch, Boot& boot, std::size_t index, const std::string& mark) {
    if (holds(watch.also, mark)) {
        boot.also.push_back(mark);
        return false;
    }
    const auto& family = watch.context.access().family();
    boot.marks.push_back({mark, drivers::Clock::now()});
    watch.context.progress(engine_name(index) + " boots: " + mark);
    bool over = false;
    for (const auto* defect : family.defects_of(boot.marks)) {
        watch.context.defective(*defect, engine_name(index));
        over = over || defect->ends_boot;
    }
    if (over) boot.last_seen = mark;
    return over;
}

Task<> watch_boot(Watch& watch, std::size_t index, Boot& boot) {
    auto* console = co_await watch.context.access().open(index);
    auto marks = watch.context.access().family().marks;
    marks.insert(marks.end(), watch.also.begin(), watch.also.end());
    const drivers::Mark login{.name = "login", .text = "login:"};
    marks.push_back(login);
    while (!boot.asks_login) {
        const auto step = within(glance, "sign of a boot");
        const bool last = step.at >= watch.deadline.at;
        auto until = last ? watch.deadline : step;
        const auto mark = co_await next_mark(*console, marks, std::move(until), boot);
        if (!mark && !boot.marks.empty() && boot.marks.back().name == login_comes) co_await console->press("<enter>", within(glance, "keys on their way"));
        if (!mark && (last || (watch.up > 0 && boot.marks.empty()))) co_return;
        if (!mark) continue;
        if (*mark == login.name)
            boot.asks_login = boot.marks.size() >= marks_of_a_boot;
        else if (takes_note(watch, boot, index, *mark))
            co_return;
    }
    ++watch.up;
}

}  // namespace

Task<std::vector<Boot>> await_boot(Context& context, std::size_t engines, drivers::Deadline deadline) {
    return await_boot(context, engines, std::move(deadline), std::vector<drivers::Mark>{});
}

Task<std::vector<Boot>> await_boot(Context& context, std::size_t engines, drivers::Deadline deadline, std::vector<drivers::Mark> also) {
    std::vector<Boot> boots(std::min(engines, context.access().consoles()));
    Watch watch{context, std::move(also), std::move(deadline)};
    std::vector<Task<>> tasks;
    for (std::size_t index = 0; index < boots.size(); ++index) tasks.push_back(watch_boot(watch, index, boots[index]));
    co_await all_of(std::move(tasks));
    co_return boots;
}

Task<Boot> await_boot_of(Context& context, std::size_t index, drivers::Deadline deadline) {
    Boot boot;
    Watch watch{context, {}, std::move(deadline)};
    co_await watch_boot(watch, index, boot);
    co_return boot;
}

// A unit asks for a login minutes before its CLI is of use: a first login may end at once, or answer with half a system.
Task<> await_cli_of(Context& context, std::size_t index, drivers::Deadline deadline) {
    constexpr int most_refusals = 10;  // it may ask for a login before it knows anybody
    auto& access = context.access();
    for (int refusals = 0;;) {
        try {
            auto* console = co_await access.console(index);
            const auto* query = access.family().query("software");
            co_await console->command(query->cli + " | no-more", within(query->within, "answer of the CLI after the boot"));
            co_return;
        } catch (const LinkError& error) {
            access.logged_out(index);
            refusals += error.fault() == Fault::refused;
            if (error.fault() == Fault::aborted || refusals > most_refusals || deadline.passed()) throw;
        }
        co_await context.stop().sleep(1s);
    }
}

Task<> await_cli(Context& context, std::size_t engines, drivers::Deadline deadline) {
    for (std::size_t index = 0; index < std::min(engines, context.access().consoles()); ++index) co_await await_cli_of(context, index, deadline);
}

std::optional<Outcome> stuck_engine(const Boot& boot, std::size_t index, const std::string& after_what) {
    if (boot.asks_login) return std::nullopt;
    const auto at = boot.marks.empty() ? std::string{"it shows nothing of a boot"} : "the last sign of its boot is " + boot.marks.back().name;
    return Outcome{reports::Verdict::fail, "boot-stuck", after_what + " " + engine_name(index) + " does not ask for a login: " + at,
                   "the unit needs a software recovery; see the transcript of its console"};
}

std::optional<Outcome> stuck(const std::vector<Boot>& boots, const std::string& after_what) {
    for (std::size_t index = 0; index < boots.size(); ++index)
        if (auto trouble = stuck_engine(boots[index], index, after_what)) return trouble;
    return std::nullopt;
}

}  // namespace station
