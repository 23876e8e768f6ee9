#pragma once
// What each generation of units prints while it boots and goes down.

#include "drivers/sim/engine.hpp"

#include <string>

namespace drivers::sim {

std::string loader_text(const Engine& engine);  ///< up to the countdown
std::string kernel_text(const Engine& engine);  ///< up to the login prompt
std::string shutdown_text(const Engine& engine, bool wiped);

}  // namespace drivers::sim
