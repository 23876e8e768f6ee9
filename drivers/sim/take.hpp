#pragma once
// Reads a leaf into a field, and leaves the field alone where the leaf is absent: a file says only what
// differs.

#include "yang/schema.hpp"

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace drivers::sim {

using yang::Node;

inline void take(const Node& node, std::string& into) {
    if (node) into = node.text();
}
inline void take(const Node& node, bool& into) {
    if (node) into = node.flag();
}
template <class Number>
requires(std::is_integral_v<Number> && !std::is_same_v<Number, bool>) void take(const Node& node,
                                                                                Number& into) {
    if (node) into = static_cast<Number>(node.integer());
}
template <class Number>
void take(const Node& node, std::optional<Number>& into) {
    if (node) into = static_cast<Number>(node.integer());
}
void take(const Node& node, std::chrono::seconds& into);  ///< fractions of a second are cut
template <class Enum>
void take(const Node& node, Enum& into, std::initializer_list<std::pair<const char*, Enum>> names) {
    if (!node) return;
    for (const auto& [name, value] : names)
        if (node.text() == name) into = value;
}

}  // namespace drivers::sim
