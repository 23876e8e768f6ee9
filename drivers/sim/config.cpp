#include "drivers/sim/config.hpp"

#include "drivers/sim/text.hpp"

#include <algorithm>

namespace drivers::sim {
namespace {

bool takes_key(Kind kind) {
    return kind == Kind::keyed || kind == Kind::value || kind == Kind::values;
}
bool is_leaf(Kind kind) {
    return kind == Kind::value || kind == Kind::values || kind == Kind::flag || kind == Kind::free;
}

Statement* child_of(Statement& parent, const Rule& rule, const std::string& key, bool any_key) {
    for (Statement& child : parent.children)
        if (child.rule == &rule && (any_key || child.key == key)) return &child;
    return nullptr;
}

std::string joined(const std::vector<std::string>& words, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < words.size(); ++i) out += (i == from ? "" : " ") + quoted(words[i]);
    return out;
}

/// The words a statement starts with, as text has them.
std::string head(const Statement& statement) {
    const Rule& rule = *statement.rule;
    if (rule.kind == Kind::implied || rule.name == "~") return statement.key;
    if (rule.kind == Kind::free) return statement.key.empty() ? rule.name : rule.name + " " + statement.key;
    return takes_key(rule.kind) ? rule.name + " " + quoted(statement.key) : rule.name;
}

void print_text(const Statement& statement, int level, std::string& out, const std::string& before = "") {
    if (statement.rule->kind == Kind::prefix) {
        for (const Statement& child : statement.children)
            print_text(child, level, out, head(statement) + " ");
        return;
    }
    const std::string margin(static_cast<std::size_t>(level) * 4, ' ');
    out += margin + before + head(statement);
    if (statement.children.empty()) {
        out += statement.rule->secret ? "; ## SECRET-DATA\n" : ";\n";
        return;
    }
    out += " {\n";
    for (const Statement& child : statement.children) print_text(child, level + 1, out);
    out += margin + "}\n";
}

void print_set(const Statement& statement, const std::string& before, std::string& out) {
    const std::string line = before + " " + head(statement);
    if (statement.children.empty()) out += line + "\n";
    for (const Statement& child : statement.children) print_set(child, line, out);
}

void print_xml(const Statement& statement, Element& parent) {
    const Rule& rule = *statement.rule;
    if (rule.kind == Kind::free) {
        parent.add(rule.name == "~" ? "undocumented" : rule.name, statement.key);
        return;
    }
    if (rule.kind == Kind::value || (rule.kind == Kind::values && rule.name != "address" &&
                                     rule.name != "name-server" && !rule.name.starts_with("ssh-"))) {
        parent.add(rule.name, statement.key);
        return;
    }
    Element& element = parent.add(rule.name);
    if (!statement.key.empty()) element.add("name", statement.key);
    for (const Statement& child : statement.children) print_xml(child, element);
}

}  // namespace

Config::Config() {
    root_.rule = &grammar();
}

std::vector<std::string> Config::words(std::string_view path) {
    return words_of(path);
}

Problem Config::set(const std::vector<std::string>& words) {
    Statement changed = root_;
    Statement* at = &changed;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Rule* rule = find_rule(*at->rule, words[i]);
        if (!rule) return BadStatement{"syntax error", i};
        if (rule->kind == Kind::free) {
            const std::string rest = joined(words, rule->name == "~" ? i : i + 1);
            if (!child_of(*at, *rule, rest, false)) at->children.push_back({rule, rest, {}});
            break;
        }
        std::string key = rule->kind == Kind::implied ? words[i] : "";
        if (takes_key(rule->kind)) {
            if (++i >= words.size()) return BadStatement{"missing argument", i};
            key = words[i];
        }
        Statement* child = child_of(*at, *rule, key, rule->kind == Kind::value);
        if (!child) child = &at->children.emplace_back(Statement{rule, key, {}});
        child->key = key;
        if (is_leaf(rule->kind) && i + 1 < words.size()) return BadStatement{"syntax error", i + 1};
        at = child;
    }
    root_ = std::move(changed);
    return {};
}

Problem Config::erase(const std::vector<std::string>& words) {
    if (words.empty()) {
        root_.children.clear();
        return {};
    }
    std::vector<Statement*> way{&root_};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Rule* rule = find_rule(*way.back()->rule, words[i]);
        if (!rule) return BadStatement{"syntax error", i};
        const bool any = rule->kind == Kind::value ||
                         (rule->kind == Kind::free && i + 1 == words.size() && rule->name != "~") ||
                         (takes_key(rule->kind) && i + 1 == words.size());
        std::string key = rule->kind == Kind::implied ? words[i] : "";
        if (rule->kind == Kind::free)
            key = joined(words, rule->name == "~" ? i : i + 1);
        else if (takes_key(rule->kind) && i + 1 < words.size())
            key = words[++i];
        Statement* child = child_of(*way.back(), *rule, key, any);
        if (!child) return BadStatement{"statement not found", i};
        way.push_back(child);
        if (is_leaf(rule->kind)) break;
    }
    // Emptied groups go with their last statement, as on the unit.
    for (std::size_t i = way.size() - 1; i > 0; --i) {
        Statement* gone = way[i];
        way[i - 1]->children.remove_if([gone](const Statement& child) { return &child == gone; });
        if (!way[i - 1]->children.empty() ||
            (way[i - 1]->rule->kind != Kind::group && way[i - 1]->rule->kind != Kind::prefix))
            break;
    }
    return {};
}

const Statement* Config::find(const std::vector<std::string>& path) const {
    const Statement* at = &root_;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const Rule* rule = find_rule(*at->rule, path[i]);
        if (!rule) return nullptr;
        std::optional<std::string> key;
        if (rule->kind == Kind::implied)
            key = path[i];
        else if (takes_key(rule->kind) && i + 1 < path.size())
            key = path[++i];
        const auto child =
            std::find_if(at->children.begin(), at->children.end(), [&](const Statement& statement) {
                return statement.rule == rule && (!key || statement.key == *key);
            });
        if (child == at->children.end()) return nullptr;
        at = &*child;
    }
    return at;
}

std::optional<std::string> Config::value(std::string_view path) const {
    const Statement* statement = find(words(path));
    return statement ? std::optional{statement->key} : std::nullopt;
}

std::string Config::text(const std::vector<std::string>& path) const {
    std::string out;
    const Statement* at = find(path);
    if (!at) return out;
    if (at->children.empty() && at != &root_) print_text(*at, 0, out);
    for (const Statement& child : at->children) print_text(child, 0, out);
    return out;
}

std::string Config::set_commands() const {
    std::string out;
    for (const Statement& child : root_.children) print_set(child, "set", out);
    return out;
}

Element Config::xml() const {
    Element out{"configuration", "", {}, {}};
    for (const Statement& child : root_.children) print_xml(child, out);
    return out;
}

}  // namespace drivers::sim
