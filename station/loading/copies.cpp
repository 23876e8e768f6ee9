#include "station/loading/copies.hpp"

#include "drivers/family.hpp"
#include "drivers/junos/version.hpp"
#include "station/engine/access.hpp"
#include "station/engine/dialogue.hpp"
#include "station/engine/occupant.hpp"
#include "station/loading/transfer.hpp"
#include "station/software/package_name.hpp"

#include <algorithm>

namespace station {
namespace {

using drivers::SystemCopy;
using drivers::Task;
using drivers::within;
using reports::Verdict;
using namespace std::chrono_literals;

constexpr auto usual = std::chrono::minutes{1};  ///< for a copy that says nothing of its own

/// What an engine says of a copy.
struct Found {
    std::string release;  ///< empty: it does not say; "none": there is no copy
    std::string medium;
    bool behind = false;  ///< it is not the release it has to be
};

bool is(const std::string& shown, const std::string& release) {
    using drivers::junos::matches;
    using drivers::junos::parse_version;
    return matches(parse_version(release), parse_version(shown)) || matches(parse_version(shown), parse_version(release));  // either may lack the spin
}

// The first medium that lacks it speaks for all.
Found found_in(const SystemCopy& copy, std::string_view output, const std::string& release) {
    Found found;
    if (copy.is_absent(output)) found.release = "none";
    for (const auto& [medium, releases] : copy.read(output)) {
        const auto right = std::find_if(releases.begin(), releases.end(), [&](const auto& shown) { return is(shown, release); });
        found = {right == releases.end() ? releases.front() : *right, medium, right == releases.end()};
        if (found.behind) break;
    }
    return found;
}

class Copies {
  public:
    Copies(Context& context, std::string release) : context_{context}, release_{std::move(release)} {}

    Task<std::optional<Outcome>> go() {
        for (const auto& copy : context_.access().family().copies) {
            if (!keeps(release_, copy)) continue;
            if (copy.command.empty()) co_await not_read("unit", copy, copy.unknown);
            for (std::size_t index = 0; index < context_.engines() && !copy.command.empty(); ++index) co_await bring(index, copy);
        }
        co_await context_.measured(std::move(taken_));
        co_return std::move(failure_);
    }

  private:
    Task<> bring(std::size_t index, const SystemCopy& copy) {
        const auto engine = context_.engine_name(index);
        if (index >= context_.access().consoles()) {
            co_await not_read(engine, copy, "its console is not wired");
            co_return;
        }
        context_.progress(engine + ": looking at " + copy.title);
        auto found = co_await look(index, copy);
        const bool may_help = found.behind && !copy.synchronise.empty();
        bool written = false;
        if (may_help) written = co_await write_over(index, copy, found.release);
        if (written) found = co_await look(index, copy);
        co_await conclude(engine, copy, std::move(found));
    }

    Task<Found> look(std::size_t index, const SystemCopy& copy) {
        const auto span = copy.within > drivers::Clock::duration::zero() ? copy.within : drivers::Clock::duration{usual};
        const auto output = co_await context_.cli(copy.command, within(span, "answer to: " + copy.command), index);
        co_await vouch(context_, index, "the answer to " + copy.command);
        co_return found_in(copy, drivers::part_of(context_.engine_name(index), output), release_);
    }

    // Whether it was ordered. An engine that shows a defect may have come up from that copy: the good one would be lost then.
    Task<bool> write_over(std::size_t index, const SystemCopy& copy, std::string old) {
        if (context_.is_defective()) co_return false;
        const auto words = context_.engine_name(index) + ": " + copy.title + " holds " + old;
        if (const auto locked = context_.locked()) {
            if (counts(copy)) fail(*locked);
            co_await context_.note(words + ", and is not written over: " + locked->summary);
            co_return false;
        }
        co_await context_.note(words + ", and is written over with what runs (" + copy.synchronise + ")");
        auto permit = co_await read_permit(context_, index);
        co_await order(std::move(permit), index, copy);
        co_return true;
    }

    Task<> order(Permit permit, std::size_t index, const SystemCopy& copy) {
        const auto engine = context_.engine_name(index);
        context_.progress(engine + ": writing over " + copy.title);
        const auto began = drivers::Clock::now();
        auto* console = co_await spend(context_, std::move(permit));
        std::optional<std::string> failed;
        try {
            failed = co_await hold(*console, dialogue_of(context_.access().family(), copy.synchronise));
        } catch (const drivers::LinkError& error) {
            if (error.fault() != drivers::Fault::protocol) throw;  // it asked something that nobody expected, and was told no
            failed = error.what();
        }
        if (failed) co_await context_.note(engine + ": " + *failed);
        if (!failed) co_await took(context_, "snapshot " + engine, began);
    }

    // Nothing is made to depend on what was never seen, on what nobody can change, or on a copy that was left alone for a defect, which is told as that.
    bool counts(const SystemCopy& copy) const { return !copy.unverified && !copy.synchronise.empty() && !context_.is_defective(); }

    Task<> conclude(std::string engine, const SystemCopy& copy, Found found) {
        if (found.release.empty()) {
            co_await not_read(std::move(engine), copy, "the unit does not show what it holds");
            co_return;
        }
        const bool gate = counts(copy);
        std::vector<std::string> allowed;
        if (gate) allowed = {found.behind ? release_ : found.release};
        take(engine, copy, found.release, found.medium, std::move(allowed));
        if (!found.behind) co_return;
        const auto words = engine + ": " + copy.title + " still holds " + found.release + (found.medium.empty() ? "" : " (\"" + found.medium + "\")");
        if (gate)
            fail({Verdict::fail, "copy-not-current", words + ", not " + release_,
                  "write it over by hand; when that repeats, the storage it is on is suspect"});
        if (context_.is_defective())
            co_await context_.note(words + "; it was left alone, for the unit showed a defect when it booted, and may run from there");
        else if (copy.synchronise.empty())
            co_await context_.note(words + "; " + copy.unknown);
        else if (!gate)
            co_await context_.note(words + "; how it is shown was never seen on a unit, so nothing is made to depend on it");
    }

    Task<> not_read(std::string engine, const SystemCopy& copy, std::string why) {
        co_await context_.note(engine + ": " + copy.title + " was not read: " + why);
        take(engine, copy, "not read", std::move(why), {});
    }

    void take(const std::string& engine, const SystemCopy& copy, std::string value, std::string raw, std::vector<std::string> allowed) {
        reports::Measurement measurement;
        measurement.name = copy.name + "/" + engine;
        measurement.value = std::move(value);
        measurement.limits.one_of = std::move(allowed);
        measurement.raw = std::move(raw);
        measurement.source = copy.command.empty() ? copy.title : copy.command;
        taken_.push_back(reports::judged(std::move(measurement)));
    }

    void fail(Outcome outcome) {
        if (!failure_) failure_ = std::move(outcome);
    }

    Context& context_;
    std::string release_;
    std::vector<reports::Measurement> taken_;
    std::optional<Outcome> failure_;
};

}  // namespace

Task<std::optional<Outcome>> bring_copies_to(Context& context, std::string release) {
    Copies copies{context, std::move(release)};
    co_return co_await copies.go();
}

}  // namespace station
