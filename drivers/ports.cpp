#include "drivers/ports.hpp"

#include <libudev.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace drivers {
namespace {

template <auto unref>
struct Unref {
    template <class T>
    void operator()(T* object) const {
        unref(object);
    }
};
using Udev = std::unique_ptr<udev, Unref<udev_unref>>;
using Enumeration = std::unique_ptr<udev_enumerate, Unref<udev_enumerate_unref>>;
using Device = std::unique_ptr<udev_device, Unref<udev_device_unref>>;

std::string property(udev_device* device, const char* name) {
    const char* value = udev_device_get_property_value(device, name);
    return value ? value : "";
}

// Consoles and pseudo-terminals have no hardware below them; of the 8250's many sockets most are empty, which is type 0
// (PORT_UNKNOWN of linux/serial_core.h).
bool is_real(udev_device* device) {
    const char* type = udev_device_get_sysattr_value(device, "type");
    if (type) return std::string_view{type} != "0";
    return udev_device_get_parent(device) != nullptr;
}

/// The first link of the device below `folder` that is not called `but`.
std::string link_in(udev_device* device, std::string_view folder, std::string_view but = {}) {
    const auto links = property(device, "DEVLINKS");
    for (std::string_view rest{links}; !rest.empty();) {
        const auto link = rest.substr(0, rest.find(' '));
        if (link.starts_with(folder) && link.substr(folder.size()) != but) return std::string{link};
        rest.remove_prefix(std::min(link.size() + 1, rest.size()));
    }
    return {};
}

std::string adapter_of(udev_device* device) {
    std::string text;
    for (const char* name : {"ID_VENDOR", "ID_MODEL", "ID_SERIAL_SHORT"})
        if (const auto value = property(device, name); !value.empty()) text += (text.empty() ? "" : " ") + value;
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

}  // namespace

std::vector<SerialPort> serial_ports() {
    const Udev udev{udev_new()};
    const Enumeration found{udev ? udev_enumerate_new(udev.get()) : nullptr};
    if (!found || udev_enumerate_add_match_subsystem(found.get(), "tty") < 0 || udev_enumerate_scan_devices(found.get()) < 0)
        throw std::runtime_error{"udev does not say which serial ports there are"};
    std::vector<SerialPort> ports;
    for (auto* entry = udev_enumerate_get_list_entry(found.get()); entry; entry = udev_list_entry_get_next(entry)) {
        const Device device{udev_device_new_from_syspath(udev.get(), udev_list_entry_get_name(entry))};
        const char* node = device ? udev_device_get_devnode(device.get()) : nullptr;
        if (!node || !is_real(device.get())) continue;
        const auto socket = property(device.get(), "ID_PATH");
        ports.push_back({.device = node,
                         .station = link_in(device.get(), "/dev/station/", socket),  // the socket's own name is no slot's
                         .by_path = link_in(device.get(), "/dev/serial/by-path/"),
                         .socket = socket,
                         .adapter = adapter_of(device.get())});
    }
    std::sort(ports.begin(), ports.end(), [](const SerialPort& a, const SerialPort& b) { return a.device < b.device; });
    return ports;
}

}  // namespace drivers
