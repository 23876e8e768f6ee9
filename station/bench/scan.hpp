#pragma once
// Looks what is alive on each console port, typing nothing but line ends, and proposes a bench file of what it found.

#include "drivers/link.hpp"

#include <optional>
#include <string>
#include <vector>

namespace drivers {
struct Family;
struct SerialPort;
class Worker;
}  // namespace drivers

namespace station {

/// A port, and what was seen there.
struct PortSeen {
    std::string endpoint;  ///< as a bench file should name it
    std::string open_at;   ///< as it can be opened now, where that is another name
    std::string note;      ///< which adapter and socket it is
    std::string socket;    ///< what a udev rule for it matches; empty where it has its name already
    std::optional<unsigned> baud;  ///< the speed that somebody speaks at; nothing where it is not ours to find
    bool alive = false;
    std::string seen;  ///< in a few words, or why it could not be looked at
};

PortSeen to_look_at(const drivers::SerialPort& port);
PortSeen to_look_at(std::string endpoint);

/// `family` knows the prompts and the speeds; how long it takes is its speeds' business: some 15 s where nobody answers.
drivers::Task<> look_at(PortSeen& port, const drivers::Family& family, drivers::Worker& worker);

/// A bench file that `station check` takes, a slot for each port; the udev rules for ports that have no name yet stand in comments.
std::string proposed_bench(const std::vector<PortSeen>& ports, const std::string& name);

}  // namespace station
