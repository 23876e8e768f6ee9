#include "drivers/sim/element.hpp"

namespace drivers::sim {

Element& Element::add(std::string child, std::string value) {
    return children.emplace_back(Element{std::move(child), std::move(value), {}, {}});
}

void Element::add_if(std::string child, const std::string& value) {
    if (!value.empty()) add(std::move(child), value);
}

Element& Element::with(std::string attribute, std::string value) {
    attributes.emplace_back(std::move(attribute), std::move(value));
    return *this;
}

std::string escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

std::string print(const Element& element, Layout layout, int level) {
    const std::string margin =
        layout == Layout::indented ? std::string(static_cast<std::size_t>(level) * 4, ' ') : "";
    if (element.name.empty()) return element.text;  // ready-made XML or text
    std::string out = margin + "<" + element.name;
    for (const auto& [name, value] : element.attributes) out += " " + name + "=\"" + escape(value) + "\"";
    if (element.children.empty() && element.text.empty()) return out + "/>\n";
    out += ">";
    if (element.children.empty()) return out + escape(element.text) + "</" + element.name + ">\n";
    out += "\n";
    for (const Element& child : element.children) out += print(child, layout, level + 1);
    return out + margin + "</" + element.name + ">\n";
}

}  // namespace drivers::sim
