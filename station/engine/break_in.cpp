#include "station/engine/break_in.hpp"

#include "drivers/names.hpp"
#include "station/engine/access.hpp"
#include "station/engine/boot.hpp"
#include "station/engine/repair.hpp"

#include <algorithm>

namespace station {

using drivers::Clock;
using drivers::Console;
using drivers::Fault;
using drivers::holds;
using drivers::LinkError;
using drivers::Mark;
using drivers::RecoveryPath;
using drivers::RecoveryStep;
using drivers::Task;
using drivers::within;

namespace {

constexpr std::string_view refusal_prefix = "refusal ";  ///< no mark's name has a blank
constexpr auto glance = std::chrono::seconds{5};         ///< how often one that gives no sign is looked at for its speed
const std::string login_mode{"login"};
constexpr std::string_view mark_prefix = "mark ";        ///< of marks that are called like a mode: a path awaits the mode then

/// What may come after the steps before `next`: what is optional, up to what is not; the path's end when nothing else has to come.
std::vector<std::string> expected(const RecoveryPath& path, std::size_t next) {
    std::vector<std::string> names;
    for (; next < path.steps.size(); ++next) {
        names.push_back(path.steps[next].await);
        if (!path.steps[next].optional) return names;
    }
    names.push_back(path.reaches);
    return names;
}

Clock::duration patience(const RecoveryPath& path, std::size_t next) {
    auto longest = Clock::duration::zero();
    for (; next < path.steps.size(); ++next) {
        longest = std::max(longest, path.steps[next].within);
        if (!path.steps[next].optional) return longest;
    }
    return std::max(longest, path.within);
}

std::size_t step_for(const RecoveryPath& path, std::size_t next, const std::string& name) {
    while (next < path.steps.size() && path.steps[next].await != name) ++next;
    return next;
}

}  // namespace

BreakIn::BreakIn(const EntryPermit&, Context& context, Console& console, std::size_t index)
    : context_{context}, console_{console}, index_{index}, engine_{context.engine_name(index)} {}

// Nothing: not in time, or not to be read. Units come up at the factory's speed whatever they were set to.
Task<std::string> BreakIn::next_sign(std::vector<Mark> marks, drivers::Deadline deadline, std::vector<std::string> modes) {
    while (!missed_) {
        auto step = within(glance, deadline.what);
        step.at = std::min(step.at, deadline.at);
        std::optional<LinkError> failure;
        try {
            co_return co_await console_.watch(marks, modes, std::move(step));
        } catch (const LinkError& error) {
            failure = error;
        }
        if (failure->fault() != Fault::timeout) throw *failure;
        if (deadline.passed()) break;
        if (sought_ || !console_.garbled()) continue;
        sought_ = true;
        missed_ = co_await context_.access().retune(index_, drivers::Typing::none);
    }
    co_return std::string{};
}

// One of these marks or modes, or nothing: in time, refused, or a boot that has ended. All marks of the family are noted on the way.
Task<std::string> BreakIn::await(std::vector<std::string> names, drivers::Deadline deadline) {
    auto marks = family().marks;
    for (auto& mark : marks)
        if (family().mode(mark.name)) mark.name.insert(0, mark_prefix);
    for (const auto& refusal : family().recovery.refusals) {
        Mark mark;
        mark.name = std::string{refusal_prefix} + refusal.name;
        mark.text = refusal.text;
        marks.insert(marks.begin(), std::move(mark));
    }
    auto modes = names;
    if (!holds(modes, login_mode)) modes.push_back(login_mode);
    for (;;) {
        auto sign = co_await next_sign(marks, deadline, modes);
        if (sign.empty() || is_over(sign)) co_return std::string{};
        if (holds(names, sign)) co_return sign;
        if (sign == login_mode && marks_.size() >= marks_of_a_boot) co_return std::string{};
    }
}

bool BreakIn::is_over(const std::string& sign) {
    if (sign.starts_with(refusal_prefix)) {
        refusal_ = family().recovery.refusal_named(sign.substr(refusal_prefix.size()));
        return true;
    }
    const auto name = sign.starts_with(mark_prefix) ? sign.substr(mark_prefix.size()) : sign;
    if (!family().mark(name) || (name == sign && family().mode(name))) return false;
    marks_.push_back({name, Clock::now()});
    context_.progress(engine_ + " boots: " + name);
    return shows_defect();
}

// Whether it ends this way in: the boot goes no further, or is mended first.
bool BreakIn::shows_defect() {
    for (const auto* defect : family().defects_of(marks_)) {
        if (context_.mended(*defect, engine_)) continue;
        if (way_to_mend(family(), *defect))
            repair_ = defect;
        else
            context_.defective(*defect, engine_);
        if (defect->ends_boot) defect_ = defect;
    }
    return defect_ || repair_;
}

Task<const RecoveryPath*> BreakIn::choose(std::vector<std::string> tried, drivers::Deadline deadline) {
    std::vector<std::string> names{login_mode};
    for (const auto& mark : family().marks) names.push_back(mark.name);
    for (const auto& path : family().recovery.paths)
        for (const auto& name : path.when) names.push_back(name);
    for (;;) {
        seen_ = co_await await(names, deadline);
        if (seen_.empty()) co_return nullptr;
        if (const auto* path = family().recovery.way_in({seen_}, tried)) co_return path;
        if (seen_ == login_mode && marks_.size() >= marks_of_a_boot) co_return nullptr;
    }
}

Task<bool> BreakIn::follow(const RecoveryPath& path) {
    auto now = seen_;
    if (step_for(path, 0, now) == path.steps.size())  // what chose the path is none of its steps
        now = co_await await(expected(path, 0), within(patience(path, 0), "first step of " + path.name));
    for (auto next = step_for(path, 0, now); next < path.steps.size();) {
        const auto& step = path.steps[next++];
        now.clear();
        for (unsigned times = 1; now.empty() && times <= step.repeat && !refusal_ && !defect_ && !repair_ && !missed_; ++times) {
            co_await console_.press(step.send, within(std::chrono::seconds{30}, "keys on their way"));
            const auto span = times < step.repeat && step.every > Clock::duration::zero() ? step.every : patience(path, next);
            now = co_await await(expected(path, next), within(span, "answer to the keys of " + path.name));
        }
        if (now.empty()) co_return false;
        if (now == path.reaches) co_return true;
        next = step_for(path, next, now);
    }
    co_return now == path.reaches;
}

}  // namespace station
