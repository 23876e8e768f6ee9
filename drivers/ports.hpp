#pragma once
// The serial ports of this machine, as udev knows them: real ones only, no pseudo-terminals, no sockets of chips that nobody
// soldered in. Opens none.

#include <string>
#include <vector>

namespace drivers {

struct SerialPort {
    std::string device;   ///< "/dev/ttyUSB0": changes with the order of plugging
    std::string station;  ///< the name our udev rules gave it, "/dev/station/a1"; or empty
    std::string by_path;  ///< "/dev/serial/by-path/...": the socket it is plugged into; or empty
    std::string socket;   ///< udev's ID_PATH, what a rule for this socket matches; or empty
    std::string adapter;  ///< maker, model and serial number, as far as it says
    bool operator==(const SerialPort&) const = default;

    /// The name that stays: the station's, else the socket's, else the device.
    const std::string& stable_name() const { return !station.empty() ? station : !by_path.empty() ? by_path : device; }
};

/// Sorted by device. Throws std::runtime_error when udev cannot be asked.
std::vector<SerialPort> serial_ports();

}  // namespace drivers
