// `station console`: what stands on a slot's consoles now. Types nothing but line ends.

#include "drivers/console.hpp"
#include "drivers/worker.hpp"
#include "station/app/commands.hpp"
#include "station/app/outlook.hpp"
#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "yang/schema.hpp"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <iostream>

namespace station {
namespace {

using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

Task<drivers::Seen> look(drivers::Endpoint endpoint, drivers::LinkContext context, const drivers::Family& family) {
    auto opening = within(20s, "console");
    auto terminal = co_await drivers::open_terminal(std::move(endpoint), std::move(context), std::move(opening));
    drivers::Console console{std::move(terminal), family};
    auto looking = within(15s, "sign of life on the console");
    co_return co_await console.identify(std::move(looking));
}

drivers::Seen look_now(const drivers::Endpoint& endpoint, drivers::Worker& worker, const drivers::Family& family) {
    boost::asio::io_context io{1};
    drivers::LinkContext context;
    context.worker = &worker;
    drivers::Seen seen;
    std::exception_ptr failure;
    drivers::asio::co_spawn(io, look(endpoint, context, family), [&seen, &failure](std::exception_ptr failed, drivers::Seen found) {
        seen = std::move(found);
        failure = failed;
    });
    io.run();
    if (failure) std::rethrow_exception(failure);
    return seen;
}

void print(const Slot& slot, const drivers::Endpoint& endpoint, const Outlook& outlook) {
    std::cout << slot.name << " " << endpoint.text << "  " << outlook.state << "\n";
    for (std::size_t i = 0; i < outlook.saw.size(); ++i) std::cout << (i == 0 ? "   saw:  \"" : "         \"") << outlook.saw[i] << "\"\n";
    for (const auto& wrong : outlook.wrong) std::cout << "   wrong: " << wrong << "\n";
    std::cout << "   next: a run would " << outlook.next << "\n";
}

}  // namespace

int identify_command(const IdentifyOptions& options) {
    const auto schema = load_schema();
    const auto families = load_families(*schema);
    const auto bench = read_bench(*schema, options.bench);
    const auto& slot = bench.slot(options.slot);
    const auto* family = families.by_name("junos");
    if (!family) throw std::runtime_error{"the family \"junos\", on which all others are based, is missing from drivers/families"};
    auto consoles = slot.other_consoles;
    consoles.insert(consoles.begin(), slot.console);
    drivers::Worker worker{1};
    int code = exit_code::pass;
    for (const auto& endpoint : consoles) {
        try {
            const auto found = outlook(*family, look_now(endpoint, worker, *family), bench.credentials.size());
            print(slot, endpoint, found);
            code = std::max(code, found.known ? exit_code::pass : exit_code::fail);
        } catch (const drivers::LinkError& trouble) {
            std::cout << std::flush;
            std::cerr << slot.name << " " << endpoint.text << "  not reached: " << trouble.what() << "\n";
            code = exit_code::error;
        }
    }
    return code;
}

}  // namespace station
