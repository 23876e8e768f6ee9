#include "station/engine/boot.hpp"

#include "drivers/console.hpp"
#include "station/engine/access.hpp"
#include "station/engine/all_of.hpp"
#include "station/engine/repair.hpp"

#include <algorithm>
#include <optional>

namespace station {

using drivers::Fault;
using drivers::LinkError;
using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view login_comes = "getty";  ///< the mark after which a log line may have torn the question for a login
constexpr auto glance = 5s;  ///< how often one that shows nothing looks how the others are

const std::string login_mark{"login"};

std::vector<drivers::Mark> marks_of(Context& context, const std::vector<drivers::Mark>& also) {
    auto marks = context.access().family().marks;
    marks.insert(marks.end(), also.begin(), also.end());
    marks.push_back({.name = login_mark, .text = "login:"});
    return marks;
}

/// The engines that are watched side by side.
struct Watch {
    Context& context;
    std::vector<drivers::Mark> also;
    drivers::Deadline deadline;
    std::vector<drivers::Mark> marks = marks_of(context, also);  ///< all that is looked for
    std::size_t up = 0;                                          ///< how many have asked for a login
};

bool holds(const std::vector<drivers::Mark>& marks, const std::string& name) {
    return std::any_of(marks.begin(), marks.end(), [&](const auto& mark) { return mark.name == name; });
}

/// A mark that came, and the line it was on.
struct Sign {
    std::string mark, line;
};

// Nothing: none came in time.
Task<std::optional<Sign>> next_mark(Watch& watch, std::size_t index, drivers::Deadline deadline, Boot& boot) {
    auto* console = co_await watch.context.access().open(index);  // waits for a port that vanished
    std::optional<Sign> sign;
    try {
        auto mark = co_await console->watch(watch.marks, std::move(deadline));
        sign = Sign{std::move(mark), console->marked_line()};
    } catch (const LinkError& error) {
        if (error.fault() != Fault::timeout && !console->lost()) throw;
        boot.last_seen = error.last_seen();
    }
    boot.missed = boot.missed || console->lost();
    co_return sign;
}

// Nothing came for a glance. Units come up at the factory's speed whatever they were set to, and who waited for a login unseen does not ask again.
Task<> look_again(Watch& watch, std::size_t index, Boot& boot) {
    auto& access = watch.context.access();
    auto* console = co_await access.open(index);
    if (console->garbled()) {
        bool found = co_await access.retune(index, drivers::Typing::none);
        if (!found) found = co_await access.retune(index, drivers::Typing::line_ends);
        boot.missed = true;
    }
    const bool may_be_torn = !boot.marks.empty() && boot.marks.back().name == login_comes;
    if (may_be_torn && !boot.missed) {
        co_await console->press("<enter>", within(glance, "keys on their way"));
        boot.was_asked = true;
    }
    if (!boot.missed) co_return;
    const auto seen = co_await access.look(index);
    boot.logins_seen = seen.kind == drivers::ModeKind::login ? boot.logins_seen + 1 : 0;
    boot.asks_login = boot.logins_seen > 1;  // a system that goes down does not ask for so long
}

// Whether the boot ends at this mark, for whatever reason.
Task<bool> takes_note(Watch& watch, std::size_t index, Sign sign, Boot& boot) {
    const auto& mark = sign.mark;
    if (holds(watch.also, mark)) {
        boot.also[mark] += sign.line + "\n";
        co_return false;
    }
    auto& context = watch.context;
    const auto& family = context.access().family();
    boot.marks.push_back({mark, drivers::Clock::now()});
    boot.was_asked = false;
    boot.logins_seen = 0;
    context.progress(context.engine_name(index) + " boots: " + mark);
    bool over = false;
    for (const auto* defect : family.defects_of(boot.marks)) {
        const bool mended = co_await mend(context, index, *defect);
        over = over || (!mended && (defect->ends_boot || way_to_mend(family, *defect)));
    }
    if (over) boot.last_seen = mark;
    co_return over;
}

Task<> watch_boot(Watch& watch, std::size_t index, Boot& boot) {
    while (!boot.asks_login) {
        const auto step = within(glance, "sign of a boot");
        const bool last = step.at >= watch.deadline.at;
        auto until = last ? watch.deadline : step;
        auto sign = co_await next_mark(watch, index, std::move(until), boot);
        if (!sign) {
            if (last || (watch.up > 0 && boot.marks.empty() && !boot.missed)) co_return;
            co_await look_again(watch, index, boot);
        } else if (sign->mark == login_mark) {
            boot.logins_seen += boot.was_asked ? 1 : 0;
            boot.asks_login = boot.marks.size() >= marks_of_a_boot || boot.logins_seen > 1;
        } else {
            const bool over = co_await takes_note(watch, index, std::move(*sign), boot);
            if (over) co_return;
        }
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

Task<Boot> await_boot_of(Context& context, std::size_t index, drivers::Deadline deadline, bool may_be_over) {
    Boot boot;
    boot.missed = may_be_over;  // then it is looked at again and again whether the login stays
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
            const bool gone = drivers::is_final(error.fault()) || error.fault() == Fault::unreachable;
            if (gone || refusals > most_refusals || deadline.passed()) throw;
        }
        co_await context.stop().sleep(1s);
    }
}

Task<> await_cli(Context& context, std::size_t engines, drivers::Deadline deadline) {
    for (std::size_t index = 0; index < std::min(engines, context.access().consoles()); ++index) co_await await_cli_of(context, index, deadline);
}

std::optional<Outcome> stuck_engine(const Boot& boot, const std::string& engine, const std::string& after_what) {
    if (boot.asks_login) return std::nullopt;
    const auto at = boot.marks.empty() ? std::string{"it shows nothing of a boot"} : "the last sign of its boot is " + boot.marks.back().name;
    if (boot.missed)
        return Outcome{reports::Verdict::error, "console-away", engine + " was not seen to come up " + after_what + ": its console was away for a while",
                       "look at the console's adapter and cable, then run again: this says nothing about the unit"};
    return Outcome{reports::Verdict::fail, "boot-stuck", after_what + " " + engine + " does not ask for a login: " + at,
                   "the unit needs a software recovery; see the transcript of its console"};
}

std::optional<Outcome> stuck(const Context& context, const std::vector<Boot>& boots, const std::string& after_what) {
    for (std::size_t index = 0; index < boots.size(); ++index)
        if (auto trouble = stuck_engine(boots[index], context.engine_name(index), after_what)) return trouble;
    return std::nullopt;
}

}  // namespace station
