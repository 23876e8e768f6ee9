#include "drivers/sim/element.hpp"

#include <algorithm>

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

namespace {

std::string quoted_json(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(c) >= ' ')
            out += c;
    }
    return out + "\"";
}

std::string print_json_item(const Element& element, int level) {
    const std::string margin(static_cast<std::size_t>(level) * 4, ' ');
    std::string members;
    const auto add = [&members](const std::string& member) { members += (members.empty() ? "" : ",\n") + member; };
    std::string attributes;
    for (const auto& [name, value] : element.attributes) attributes += (attributes.empty() ? "" : ", ") + quoted_json(name) + " : " + quoted_json(value);
    if (!attributes.empty()) add(margin + "\"attributes\" : {" + attributes + "}");
    if (!element.text.empty()) add(margin + "\"data\" : " + quoted_json(element.text));
    if (element.children.empty() && element.text.empty()) add(margin + "\"data\" : [null]");
    if (!element.children.empty()) add(print_json(element.children, level));
    return members;
}

}  // namespace

std::string print_json(const std::list<Element>& elements, int level) {
    const std::string margin(static_cast<std::size_t>(level) * 4, ' ');
    std::vector<std::string_view> names;
    for (const Element& element : elements)
        if (std::find(names.begin(), names.end(), element.name) == names.end()) names.push_back(element.name);
    std::string out;
    for (const auto name : names) {
        std::string items;
        for (const Element& element : elements)
            if (element.name == name) items += (items.empty() ? "" : ",\n") + margin + "{\n" + print_json_item(element, level + 1) + "\n" + margin + "}";
        out += (out.empty() ? "" : ",\n") + margin + quoted_json(name) + " : [\n" + items + "\n" + margin + "]";
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
