// `station console`: what stands on a slot's consoles now. Types nothing but line ends.

#include "drivers/console.hpp"
#include "drivers/worker.hpp"
#include "station/app/commands.hpp"
#include "station/app/outlook.hpp"
#include "station/app/places.hpp"
#include "station/app/run_now.hpp"
#include "station/bench/bench.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <iostream>

namespace station {
namespace {

using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

struct Look {
    drivers::Seen seen;
    drivers::SpeedSearch speed;  ///< only for who says nothing that is text at the bench file's
};

Task<Look> look(drivers::Endpoint endpoint, drivers::LinkContext context, const drivers::Family& family) {
    auto terminal = co_await drivers::open_terminal(std::move(endpoint), std::move(context), within(20s, "console"));
    drivers::Console console{std::move(terminal), family};
    Look found;
    found.seen = co_await console.identify(within(15s, "sign of life on the console"));
    if (!found.seen.mode.empty() || console.readable()) co_return found;
    found.speed = co_await console.find_speed(drivers::Typing::line_ends, within(1min, "speed of the console"));
    if (found.speed.is_new()) found.seen = co_await console.identify(within(15s, "sign of life on the console"));
    co_return found;
}

Look look_now(const drivers::Endpoint& endpoint, drivers::Worker& worker, const drivers::Family& family) {
    drivers::LinkContext context;
    context.worker = &worker;
    return run_now(look(endpoint, std::move(context), family));
}

void print(const Slot& slot, const drivers::Endpoint& endpoint, const Outlook& outlook, const drivers::SpeedSearch& speed) {
    std::cout << slot.name << " " << endpoint.text << "  " << outlook.state << "\n";
    if (speed.is_new()) std::cout << "   speed: " << *speed.baud << " bits a second; the line was opened at " << speed.former << ": put ?baud=" << *speed.baud << " into the bench file\n";
    for (std::size_t i = 0; i < outlook.saw.size(); ++i) std::cout << (i == 0 ? "   saw:  \"" : "         \"") << outlook.saw[i] << "\"\n";
    for (const auto& wrong : outlook.wrong) std::cout << "   wrong: " << wrong << "\n";
    std::cout << "   next: a run would " << outlook.next << "\n";
}

}  // namespace

int identify_command(const IdentifyOptions& options) {
    const auto schema = load_schema();
    const auto bench = read_bench(*schema, options.bench);
    const auto families = load_families(*schema, bench.own);
    const auto& slot = bench.slot(options.slot);
    auto consoles = slot.other_consoles;
    consoles.insert(consoles.begin(), slot.console);
    drivers::Worker worker{1};
    int code = exit_code::pass;
    for (const auto& endpoint : consoles) {
        try {
            const auto look = look_now(endpoint, worker, families.base());
            const auto found = outlook(families.base(), look.seen, bench.credentials.size());
            print(slot, endpoint, found, look.speed);
            code = std::max(code, found.known ? exit_code::pass : exit_code::fail);
        } catch (const drivers::LinkError& trouble) {
            std::cout << std::flush;
            const bool floods = trouble.fault() == drivers::Fault::flood;
            std::cerr << slot.name << " " << endpoint.text << (floods ? "  babbles: " : "  not reached: ") << trouble.what() << "\n";
            code = floods ? std::max(code, exit_code::fail) : exit_code::error;
        }
    }
    return code;
}

}  // namespace station
