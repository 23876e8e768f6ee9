// YAML to a libyang tree. Every scalar is handed over as it was written and YANG decides its type, so that YAML's own guesses (`no`, `1.10`,
// `07`) never happen; each node remembers its line. Shapes that read well are understood: a list with one key may be written as a map from key
// to entry, an entry that is one word stands for that word with nothing in it ("- identify").

#include "yang/handle.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>

namespace yang {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string shape_of(const YAML::Node& node) {
    switch (node.Type()) {
        case YAML::NodeType::Null: return "nothing";
        case YAML::NodeType::Scalar: return "\"" + node.Scalar().substr(0, 60) + "\"";
        case YAML::NodeType::Sequence: return "a list";
        case YAML::NodeType::Map: return "a block of keys";
        default: return "an undefined alias";
    }
}

class Reader {
  public:
    Reader(DocumentState& document, const ly_ctx* context) : document_{document}, context_{context} {}

    void read(const YAML::Node& top, const lys_module* module, const std::string& kind);

  private:
    void read_members(const YAML::Node& map, lyd_node* parent, const std::string& path, const std::string& key_leaf = {});
    void read_member(const YAML::Node& value, lyd_node* parent, const lysc_node* schema, const std::string& path);
    void read_leaf(const YAML::Node& value, lyd_node* parent, const lysc_node* schema, const std::string& path);
    void read_list(const YAML::Node& value, lyd_node* parent, const lysc_node* schema, const std::string& path);
    void read_entry(const YAML::Node& entry, const std::string& key, const lysc_node* key_leaf, lyd_node* parent, const lysc_node* schema,
                    const YAML::Node& at, const std::string& path);
    void check_all();
    int line_of(const lyd_node* node) const;

    std::vector<std::string> known_below(const lyd_node* parent) const;
    const lysc_node* schema_below(const lyd_node* parent, const std::string& name) const;
    void remember(const lyd_node* node, const YAML::Node& at) { document_.lines[node] = at.Mark().line + 1; }
    void complain(const YAML::Node& at, const std::string& path, const std::string& what) { complain(at.Mark().line + 1, path, what); }
    void complain(int line, const std::string& path, const std::string& what) {
        problems_ += (problems_.empty() ? "" : "\n") + document_.source + ":" + std::to_string(line) + ": " +
                     (path.empty() ? "" : path + ": ") + what;
    }

    DocumentState& document_;
    const ly_ctx* context_;
    std::string problems_;
};

std::vector<std::string> Reader::known_below(const lyd_node* parent) const {
    std::vector<std::string> names;
    for (const lysc_node* node = nullptr; (node = lys_getnext(node, parent->schema, nullptr, 0));) names.emplace_back(node->name);
    return names;
}

int Reader::line_of(const lyd_node* node) const {
    for (; node; node = lyd_parent(node))
        if (const auto found = document_.lines.find(node); found != document_.lines.end()) return found->second;
    return 1;
}

const lysc_node* Reader::schema_below(const lyd_node* parent, const std::string& name) const {
    for (const lysc_node* node = nullptr; (node = lys_getnext(node, parent->schema, nullptr, 0));)
        if (name == node->name) return node;
    return nullptr;
}

void Reader::read(const YAML::Node& top, const lys_module* module, const std::string& kind) {
    lyd_node* root = nullptr;
    if (lyd_new_inner(nullptr, module, kind.c_str(), 0, &root) != LY_SUCCESS) throw DocumentError{last_complaint(context_)};
    document_.tree.reset(root);
    remember(root, top);
    read_members(top, root, "");
    if (problems_.empty()) check_all();
    if (!problems_.empty()) throw DocumentError{problems_};
}

void Reader::read_members(const YAML::Node& map, lyd_node* parent, const std::string& path, const std::string& key_leaf) {
    std::set<std::string> seen;
    for (const auto& pair : map) {
        const auto name = pair.first.IsScalar() ? pair.first.Scalar() : std::string{"?"};
        const auto below = path.empty() ? name : path + "." + name;
        const auto* schema = schema_below(parent, name);
        if (!seen.insert(name).second) {
            complain(pair.first, below, "is there twice");
        } else if (!schema) {
            const auto known = known_below(parent);
            const auto near = nearest(name, known);
            complain(pair.first, below, "unknown; expected " + (near.empty() ? "one of: " + joined(known) : near + "? (known: " + joined(known) + ")"));
        } else if (name == key_leaf) {
            const std::string key = lyd_get_value(lyd_child(parent));
            if (pair.second.IsScalar() && pair.second.Scalar() != key) complain(pair.second, below, shape_of(pair.second) + ", and it is called " + key + " already");
        } else {
            read_member(pair.second, parent, schema, below);
        }
    }
}

void Reader::read_member(const YAML::Node& value, lyd_node* parent, const lysc_node* schema, const std::string& path) {
    switch (schema->nodetype) {
        case LYS_LEAF: return read_leaf(value, parent, schema, path);
        case LYS_LIST: return read_list(value, parent, schema, path);
        case LYS_LEAFLIST:
            if (!value.IsSequence()) return read_leaf(value, parent, schema, path);
            for (const auto& item : value) read_leaf(item, parent, schema, path);
            return;
        case LYS_CONTAINER: {
            if (!value.IsMap() && !value.IsNull()) return complain(value, path, "expected a block of keys, found " + shape_of(value));
            lyd_node* node = nullptr;
            if (lyd_new_inner(parent, schema->module, schema->name, 0, &node) != LY_SUCCESS)
                return complain(value, path, last_complaint(context_));
            remember(node, value);
            if (value.IsMap()) read_members(value, node, path);
            return;
        }
        default: return complain(value, path, "cannot be written in YAML");
    }
}

void Reader::read_leaf(const YAML::Node& value, lyd_node* parent, const lysc_node* schema, const std::string& path) {
    const auto* leaf = reinterpret_cast<const lysc_node_leaf*>(schema);  // leaf-lists share the type member
    const bool is_empty = leaf->type->basetype == LY_TYPE_EMPTY;
    if (!value.IsScalar() && !(value.IsNull() && is_empty)) return complain(value, path, "expected a value, found " + shape_of(value));
    const auto text = is_empty && (value.IsNull() || value.Scalar() == "true") ? std::string{} : value.Scalar();
    lyd_node* node = nullptr;
    ly_err_clean(const_cast<ly_ctx*>(context_), nullptr);
    if (lyd_new_term(parent, schema->module, schema->name, text.c_str(), 0, &node) != LY_SUCCESS) {
        const auto* complaint = ly_err_first(context_);
        std::string expected = schema->dsc ? std::string{"; expected: "} + schema->dsc : std::string{};
        return complain(value, path, shape_of(value) + ": " + (complaint && complaint->msg ? complaint->msg : "not accepted") + expected);
    }
    remember(node, value);
}

void Reader::read_list(const YAML::Node& value, lyd_node* parent, const lysc_node* schema, const std::string& path) {
    const lysc_node* key = lysc_node_child(schema);
    if (!key || !lysc_is_key(key)) key = nullptr;
    std::map<std::string, int> lines;
    const auto once = [&](const std::string& name, const YAML::Node& at) {
        const auto [first, fresh] = lines.emplace(name, at.Mark().line + 1);
        if (!fresh) complain(at, path + "[" + name + "]", "is there twice, first on line " + std::to_string(first->second));
        return fresh;
    };
    if (value.IsMap() && key) {
        for (const auto& pair : value)
            if (once(pair.first.Scalar(), pair.first))
                read_entry(pair.second, pair.first.Scalar(), key, parent, schema, pair.first, path + "[" + pair.first.Scalar() + "]");
        return;
    }
    if (!value.IsSequence()) return complain(value, path, "expected a list, found " + shape_of(value));
    int position = 0;
    for (const auto& entry : value) {
        ++position;
        std::string name;
        if (key) {
            const auto named = entry.IsMap() ? entry[key->name] : YAML::Node{};
            if (!named.IsDefined() || !named.IsScalar()) {
                complain(entry, path + "[" + std::to_string(position) + "]", std::string{"has no "} + key->name);
                continue;
            }
            name = named.Scalar();
            if (!once(name, named)) continue;
        }
        read_entry(entry, name, key, parent, schema, entry, path + "[" + (name.empty() ? std::to_string(position) : name) + "]");
    }
}

void Reader::read_entry(const YAML::Node& entry, const std::string& key, const lysc_node* key_leaf, lyd_node* parent,
                        const lysc_node* schema, const YAML::Node& at, const std::string& path) {
    lyd_node* node = nullptr;
    ly_err_clean(const_cast<ly_ctx*>(context_), nullptr);
    if (lyd_new_list(parent, schema->module, schema->name, 0, &node, key.c_str()) != LY_SUCCESS)
        return complain(at, path, last_complaint(context_));
    remember(node, at);
    if (key_leaf && lyd_child(node)) remember(lyd_child(node), at);
    if (entry.IsMap()) {
        read_members(entry, node, path, key_leaf ? key_leaf->name : "");
    } else if (entry.IsScalar()) {  // "- identify": one word, nothing in it
        const auto* child = schema_below(node, entry.Scalar());
        if (!child) {
            const auto known = known_below(node);
            const auto near = nearest(entry.Scalar(), known);
            return complain(entry, path, shape_of(entry) + " is unknown; expected " +
                                             (near.empty() ? "one of: " + joined(known) : near + "? (known: " + joined(known) + ")"));
        }
        read_member(YAML::Node{}, node, child, path + "." + entry.Scalar());
    } else if (!entry.IsNull()) {
        complain(at, path, "expected a block of keys, found " + shape_of(entry));
    }
}

// The text after `label` in libyang's location, without quotes and final dot: `Schema location "/m:a/b", data location "/m:a".`
std::string location(const ly_err_item& complaint, std::string_view label) {
    const std::string_view all = complaint.path ? complaint.path : "";
    const auto at = all.find(label);
    if (at == all.npos) return {};
    const auto from = all.substr(at + label.size());
    return std::string{from.substr(0, from.find('"'))};
}

bool is_there(const lyd_node* parent, const lysc_node* schema) {
    if (schema->nodetype != LYS_CHOICE) return lyd_find_sibling_val(lyd_child(parent), schema, nullptr, 0, nullptr) == LY_SUCCESS;
    for (const lysc_node* node = nullptr; (node = lys_getnext(node, schema, nullptr, 0));)
        if (is_there(parent, node)) return true;
    return false;
}

// The first node that lacks the child at `schema_path`, and that child: libyang names only the schema of what is missing.
std::pair<const lyd_node*, const lysc_node*> lacking(const lyd_node* tree, const std::string& schema_path) {
    const lyd_node* node = nullptr;
    LYD_TREE_DFS_BEGIN(tree, node) {
        for (const lysc_node* child = nullptr; (child = lys_getnext(child, node->schema, nullptr, LYS_GETNEXT_WITHCHOICE));) {
            char buffer[512];
            if (lysc_path(child, LYSC_PATH_LOG, buffer, sizeof buffer) && schema_path == buffer && !is_there(node, child))
                return {node, child};
        }
        LYD_TREE_DFS_END(tree, node)
    }
    return {nullptr, nullptr};
}

// What YANG can only say of the whole: mandatory, must, when, leafref, unique.
void Reader::check_all() {
    auto* tree = document_.tree.release();
    ly_err_clean(const_cast<ly_ctx*>(context_), nullptr);
    const auto result = lyd_validate_all(&tree, nullptr, LYD_VALIDATE_PRESENT, nullptr);
    document_.tree.reset(tree);
    if (result == LY_SUCCESS) return;
    for (const auto* complaint = ly_err_first(context_); complaint; complaint = complaint->next) {
        lyd_node* node = nullptr;
        if (const auto path = location(*complaint, "ata location \""); !path.empty()) lyd_find_path(tree, path.c_str(), 0, &node);
        std::string what = complaint->msg ? complaint->msg : "is not valid";
        if (const auto [parent, child] = lacking(tree, location(*complaint, "chema location \"")); parent && !node) {
            node = const_cast<lyd_node*>(parent);
            what = std::string{"has no "} + child->name;
            if (child->nodetype == LYS_CHOICE) what += "; expected one of: " + joined(known_below(node));
        }
        complain(line_of(node ? node : tree), node ? spoken_path(node) : "", what);
    }
}

}  // namespace

void read_yaml_into(DocumentState& state, const ly_ctx* context, std::string_view text, const std::vector<std::string>& kinds) {
    YAML::Node top;
    try {
        const auto all = YAML::LoadAll(std::string{text});
        if (all.size() > 1)
            throw DocumentError{state.source + ":" + std::to_string(all[1].Mark().line + 1) + ": is a second document in one file (after ---); expected one a file"};
        if (!all.empty()) top = all.front();
    } catch (const YAML::Exception& broken) {
        throw DocumentError{state.source + ":" + std::to_string(broken.mark.line + 1) + ": is no YAML: " + broken.msg};
    }
    if (!top.IsMap() || top.size() == 0)
        throw DocumentError{state.source + ":1: expected a document that begins with one of: " + joined(kinds)};
    const auto first = top.begin()->first.Scalar();
    if (std::find(kinds.begin(), kinds.end(), first) == kinds.end()) {
        const auto near = nearest(first, kinds);
        throw DocumentError{state.source + ":" + std::to_string(top.begin()->first.Mark().line + 1) + ": begins with \"" + first +
                            "\"; expected " + (near.empty() ? "one of: " + joined(kinds) : near + "? (known: " + joined(kinds) + ")")};
    }
    const auto* module = ly_ctx_get_module_implemented(context, ("station-" + first).c_str());
    Reader{state, context}.read(top, module, first);
}

}  // namespace yang
