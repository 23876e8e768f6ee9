#pragma once
// Lines that say whose the text below them is: "fpc0:" over dashes, "node: re0" between two lines of them, "---- node0: ----".
// Private to this folder.

#include <string_view>

namespace drivers::junos {

/// A line of nothing but dashes.
bool is_rule(std::string_view text);

/// The engine, member or node that `text` with `next` below it begins the answer of; empty when it begins none.
std::string_view framed_engine(std::string_view text, std::string_view next);

}  // namespace drivers::junos
