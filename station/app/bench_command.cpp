#include "drivers/family.hpp"
#include "drivers/ports.hpp"
#include "drivers/worker.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "station/app/run_now.hpp"
#include "station/bench/scan.hpp"
#include "station/engine/all_of.hpp"
#include "yang/schema.hpp"

#include <fstream>
#include <iostream>

namespace station {
namespace {

void look_at_all(std::vector<PortSeen>& ports, const drivers::Family& family) {
    drivers::Worker worker{1};
    std::vector<drivers::Task<>> tasks;
    for (auto& port : ports) tasks.push_back(look_at(port, family, worker));
    run_now(all_of(std::move(tasks)));
}

}  // namespace

int bench_scan_command(const ScanOptions& options) {
    std::vector<PortSeen> ports;
    for (const auto& endpoint : options.endpoints) {
        drivers::check_endpoint(endpoint, drivers::Use::terminal);
        ports.push_back(to_look_at(endpoint));
    }
    if (ports.empty())
        for (const auto& port : drivers::serial_ports()) ports.push_back(to_look_at(port));
    if (ports.empty()) {
        std::cerr << "no serial port is there; plug in an adapter, or name consoles: station bench scan telnet://192.0.2.9:2001\n";
        return exit_code::error;
    }
    const auto schema = load_schema();
    const auto families = load_families(*schema);
    if (!options.names_only) look_at_all(ports, families.base());
    for (const auto& port : ports) {
        std::cerr << port.endpoint << "\n    " << (options.names_only ? "not looked at" : port.seen);
        if (port.baud) std::cerr << ", at " << *port.baud << " bits a second";
        std::cerr << (port.note.empty() ? "" : "\n    " + port.note) << "\n";
    }
    const auto proposal = proposed_bench(ports, options.name);
    schema->parse_yaml(proposal, "the proposal");  // what is proposed has to be taken
    if (options.out.empty()) {
        std::cout << proposal;
    } else {
        if (std::filesystem::exists(options.out)) throw std::runtime_error{options.out.string() + " is there already; it is not written over"};
        if (!(std::ofstream{options.out} << proposal)) throw std::runtime_error{options.out.string() + " cannot be written"};
        std::cerr << "proposed: " << options.out.string() << "\n";
    }
    return exit_code::pass;
}

}  // namespace station
