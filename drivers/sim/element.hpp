#pragma once
// The replies of a simulated unit as trees of XML elements, and how they are printed. Builds only; parsing is
// pugixml's.

#include <list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace drivers::sim {

struct Element {
    std::string name, text;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::list<Element> children;  ///< a list: add() hands out references

    Element& add(std::string child, std::string value = {});
    /// Adds the child only when there is a value: devices leave out what they do not know.
    void add_if(std::string child, const std::string& value);
    Element& with(std::string attribute, std::string value);
};

std::string escape(std::string_view text);

enum class Layout {
    packed,   ///< every element on a line of its own, no indentation: the NETCONF server's way
    indented  ///< four blanks a level: `| display xml`
};
std::string print(const Element& element, Layout layout, int level = 0);
/// As Junos writes JSON: each element a list, its text the member "data", its attributes the member "attributes".
std::string print_json(const std::list<Element>& elements, int level = 0);

}  // namespace drivers::sim
