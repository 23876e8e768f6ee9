#include "yang/handle.hpp"

#include <cstdlib>

namespace yang {
namespace {

bool is_key(const lyd_node* node) { return node->schema && lysc_is_key(node->schema); }

std::string key_of(const lyd_node* entry) {
    const auto* first = lyd_child(entry);
    return first && is_key(first) ? lyd_get_value(first) : "";
}

}  // namespace

std::string spoken_path(const lyd_node* node) {
    std::string path;
    for (; node && node->parent; node = lyd_parent(node)) {
        std::string step = LYD_NAME(node);
        if (node->schema && node->schema->nodetype == LYS_LIST) {
            const auto key = key_of(node);
            step += "[" + (key.empty() ? std::to_string(lyd_list_pos(node)) : key) + "]";
        }
        path = path.empty() ? step : step + "." + path;
    }
    return path;
}

Document::Document(std::unique_ptr<DocumentState> state) : state_{std::move(state)} {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Node Document::root() const { return {state_->tree.get(), this}; }
const std::string& Document::source() const { return state_->source; }

std::string Document::json() const {
    char* text = nullptr;
    if (lyd_print_mem(&text, state_->tree.get(), LYD_JSON, LYD_PRINT_WITHSIBLINGS) != LY_SUCCESS || !text) return "{}";
    std::unique_ptr<char, Freed<std::free>> owner{text};
    return text;
}

DocumentError Document::error(const Node& node, std::string_view what) const {
    return DocumentError{node.where() + ": " + std::string{what}};
}

Node Node::operator[](std::string_view child) const {
    for (const auto* node = node_ ? lyd_child(node_) : nullptr; node; node = node->next)
        if (child == LYD_NAME(node)) return {node, document_};
    return {};
}

std::vector<Node> Node::all(std::string_view child) const {
    std::vector<Node> nodes;
    for (const auto* node = node_ ? lyd_child(node_) : nullptr; node; node = node->next)
        if (child == LYD_NAME(node)) nodes.push_back({node, document_});
    return nodes;
}

std::vector<Node> Node::children() const {
    std::vector<Node> nodes;
    for (const auto* node = node_ ? lyd_child(node_) : nullptr; node; node = node->next) nodes.push_back({node, document_});
    return nodes;
}

std::string Node::name() const { return node_ ? LYD_NAME(node_) : ""; }

std::string Node::text() const {
    if (!node_) throw std::logic_error{"an absent node was read: the module should have said mandatory, or the reader asked for the wrong name"};
    const char* value = lyd_get_value(node_);
    return value ? value : "";
}

std::string Node::text_or(std::string_view fallback) const { return node_ ? text() : std::string{fallback}; }

bool Node::given() const { return node_ && !(node_->flags & LYD_DEFAULT); }

bool Node::flag() const {
    if (!node_) return false;
    if (node_->schema && node_->schema->nodetype == LYS_LEAF) return text() != "false";
    return true;
}

std::int64_t Node::integer() const { return std::strtoll(text().c_str(), nullptr, 10); }
double Node::number() const { return std::strtod(text().c_str(), nullptr); }

int Node::line() const {
    if (!document_) return 0;
    for (const auto* node = node_; node; node = lyd_parent(node)) {  // a default has no line of its own: its parent's
        const auto found = document_->state_->lines.find(node);
        if (found != document_->state_->lines.end()) return found->second;
    }
    return 0;
}

std::string Node::where() const {
    if (!document_) return "?";
    auto text = document_->source();
    if (const int n = line()) text += ":" + std::to_string(n);
    const auto path = spoken_path(node_);
    return path.empty() ? text : text + ": " + path;
}

}  // namespace yang
