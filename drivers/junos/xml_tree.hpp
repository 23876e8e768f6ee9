#pragma once
// The tree that XML and Junos JSON replies share: JSON carries the same element names, so one set of readers
// reads both. Private to this folder.

#include <pugixml.hpp>
#include <string_view>

#include "drivers/junos/reply.hpp"

namespace drivers::junos {

void read_tree(const pugi::xml_node& root, Reading& reading);

/// Adds the elements that `json` stands for below `root`. False when the JSON is not whole; what came before
/// the break is there.
bool json_to_tree(std::string_view json, pugi::xml_node root);

}  // namespace drivers::junos
