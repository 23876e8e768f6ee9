#pragma once
// The unit under certification as the papers name it, read from the station-facts document that its record
// holds.

#include <string>
#include <string_view>
#include <vector>

namespace reports {

struct Part {
    std::string where;  ///< "re0: FPC 0/PIC 1/Xcvr 0"; the routing engine's or member's name only when there
                        ///< are several
    std::string name, version, part_number, serial, description, model;
    bool operator==(const Part&) const = default;
};

struct Software {
    std::string where, version;  ///< of one routing engine or member
    bool operator==(const Software&) const = default;
};

struct Unit {
    std::string model, serial;  ///< of the chassis, as it told them; empty when it did not
    std::string host_name;
    std::vector<Software> software;
    std::vector<Part> parts;
    bool operator==(const Unit&) const = default;
};

/// Tolerant: what is not in the document is empty here.
Unit unit_of(std::string_view facts_json);

}  // namespace reports
