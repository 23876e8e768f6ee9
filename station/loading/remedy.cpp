#include "station/loading/remedy.hpp"

#include "drivers/console.hpp"
#include "drivers/install_words.hpp"
#include "drivers/junos/version.hpp"
#include "drivers/lines.hpp"
#include "drivers/names.hpp"
#include "station/engine/access.hpp"
#include "station/engine/occupant.hpp"

#include <algorithm>
#include <ctime>

namespace station {
namespace {

using drivers::LinkError;
using drivers::PendingQuery;
using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

bool is(const std::string& release, const std::string& wanted) {
    using namespace drivers::junos;
    return matches(parse_version(wanted), parse_version(release));
}

std::string date_now() {
    const auto now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[sizeof "YYYYMMDDhhmm.ss"];
    return std::strftime(text, sizeof text, "%Y%m%d%H%M.%S", &utc) ? text : "";
}

Standing judged(const PendingQuery& query, const drivers::PendingAnswer& answer, const std::string& wanted) {
    const auto by = " (\"" + query.command + "\")";
    const bool there = std::any_of(answer.releases.begin(), answer.releases.end(), [&](const auto& one) { return is(one, wanted); });
    if (there) return {Standing::Is::installed, wanted + " is there for the next boot" + by};
    if (answer.releases.empty()) return {Standing::Is::not_installed, "nothing waits there for the next boot" + by};
    return {Standing::Is::not_installed, drivers::joined(answer.releases) + " is there, and not " + wanted + by};
}

}  // namespace

Task<Standing> ask_what_boots_next(Context& context, const Staged& image, std::size_t index) {
    Standing untold{Standing::Is::untold, "no command is known that shows what it boots next"};
    if (index >= context.access().consoles()) {
        untold.words = "its console is not wired, so it cannot be asked what it boots next";
        co_return untold;
    }
    for (const auto& query : image.package->pending) {
        auto* console = co_await context.access().console(index);
        std::string said;
        try {
            said = co_await console->command(query.command, within(query.within, "answer to: " + query.command));
        } catch (const LinkError& error) {
            if (error.fault() != drivers::Fault::protocol) throw;
        }
        const auto answer = drivers::read_pending(query, said);
        if (answer.answered) co_return judged(query, answer, image.release);
        untold.words = "what it boots next does not show (\"" + query.command + "\")";
    }
    co_return untold;
}

Task<> set_clock(Context& context, const drivers::Package& package, std::size_t index) {
    const auto& clock = package.clock;
    if (clock.command.empty()) {
        co_await context.note("no command is known that sets this unit's clock");
        co_return;
    }
    auto permit = co_await read_permit(context, index);
    auto* console = co_await spend(context, std::move(permit));
    const auto command = drivers::filled(clock.command, {{"date", date_now()}});
    const auto said = co_await console->command(command, within(clock.within, "answer to: " + command));
    const bool set = drivers::line_with(drivers::TextPattern{clock.set}, said).has_value();
    auto words = set ? "the unit's clock was set (" + command + ", UTC)" : "the unit does not say that its clock was set (" + command + "): \"" + said.substr(0, 120) + "\"";
    co_await context.note(std::move(words));
}

}  // namespace station
