#include "yang/schema.hpp"

#include "yang/handle.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace yang {
namespace {

using Submodules = std::vector<std::pair<std::string, std::string>>;

// Hands libyang the submodules that were composed; one that nobody composed (a program without steps) is an empty one.
LY_ERR supply_submodule(const char* module, const char*, const char* submodule, const char*, void* data, LYS_INFORMAT* format, const char** text,
                        ly_module_imp_data_free_clb* free_text) {
    if (!submodule) return LY_ENOT;
    for (const auto& [name, yang_text] : *static_cast<const Submodules*>(data)) {
        if (name != submodule) continue;
        *format = LYS_IN_YANG;
        *text = yang_text.c_str();
        *free_text = nullptr;
        return LY_SUCCESS;
    }
    const auto empty = "submodule " + std::string{submodule} + " { yang-version 1.1; belongs-to " + module + " { prefix m; } }";
    *format = LYS_IN_YANG;
    *text = ::strdup(empty.c_str());
    *free_text = [](void* composed, void*) { std::free(composed); };
    return LY_SUCCESS;
}

std::string file_text(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) {
        if (in && std::filesystem::is_regular_file(file) && std::filesystem::file_size(file) == 0) return {};
        throw DocumentError{file.string() + ": cannot be read: " + std::strerror(errno)};
    }
    return text.str();
}

}  // namespace

struct Schema::Impl {
    Submodules submodules;
    ContextHandle context;
    std::vector<std::string> kinds;

    void load(const std::filesystem::path& folder);
};

// A module of the folder that has a top container named like the module ("station-bench": "bench") is a kind of document.
void Schema::Impl::load(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (entry.path().extension() == ".yang") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
        const auto* module = ly_ctx_load_module(context.get(), name.c_str(), nullptr, nullptr);
        if (!module) throw DocumentError{(folder / (name + ".yang")).string() + ": does not load: " + last_complaint(context.get())};
        const auto kind = name.substr(name.find('-') + 1);
        const auto* top = module->compiled ? lys_find_child(nullptr, module, kind.c_str(), 0, LYS_CONTAINER, 0) : nullptr;
        if (top) kinds.push_back(kind);
    }
}

Schema::Schema(const std::filesystem::path& folder, std::vector<std::pair<std::string, std::string>> submodules)
    : impl_{std::make_unique<Impl>()} {
    impl_->submodules = std::move(submodules);
    ly_log_options(LY_LOSTORE);
    ly_ctx* context = nullptr;
    if (ly_ctx_new(folder.c_str(), LY_CTX_NO_YANGLIBRARY | LY_CTX_DISABLE_SEARCHDIR_CWD, &context) != LY_SUCCESS)
        throw DocumentError{folder.string() + ": is no folder of YANG modules"};
    impl_->context.reset(context);
    ly_ctx_set_module_imp_clb(context, supply_submodule, &impl_->submodules);
    impl_->load(folder);
}

Schema::~Schema() = default;

std::vector<std::string> Schema::kinds() const { return impl_->kinds; }

namespace {

bool is_number(const lysc_type* type) {
    if (type->basetype == LY_TYPE_UNION) {  // a number, or a word where there is none
        const auto* all = reinterpret_cast<const lysc_type_union*>(type)->types;
        for (LY_ARRAY_COUNT_TYPE i = 0; i < LY_ARRAY_COUNT(all); ++i)
            if (is_number(all[i])) return true;
        return false;
    }
    const auto base = type->basetype;
    return base == LY_TYPE_DEC64 || (base >= LY_TYPE_UINT8 && base <= LY_TYPE_UINT64) || (base >= LY_TYPE_INT8 && base <= LY_TYPE_INT64);
}

Member member_of(const lysc_node* node) {
    Member member{node->name, Member::Kind::container, {}};
    if (node->nodetype == LYS_LIST) member.kind = Member::Kind::list;
    if (!(node->nodetype & (LYS_LEAF | LYS_LEAFLIST))) return member;
    const auto* leaf = reinterpret_cast<const lysc_node_leaf*>(node);  // leaf-lists share type and units
    member.kind = is_number(leaf->type) ? Member::Kind::number : Member::Kind::text;
    if (leaf->units) member.units = leaf->units;
    return member;
}

}  // namespace

std::vector<Member> Schema::members(const std::string& kind, const std::string& path) const {
    const auto* module = ly_ctx_get_module_implemented(impl_->context.get(), ("station-" + kind).c_str());
    const auto* node = module ? lys_find_child(nullptr, module, kind.c_str(), 0, 0, 0) : nullptr;
    std::istringstream names{path};
    for (std::string name; node && std::getline(names, name, '/');) node = lys_find_child(node, module, name.c_str(), 0, 0, 0);
    std::vector<Member> all;
    if (!node || (node->nodetype & (LYS_LEAF | LYS_LEAFLIST))) return all;
    for (const lysc_node* child = nullptr; (child = lys_getnext(child, node, nullptr, 0));) all.push_back(member_of(child));
    return all;
}

Document Schema::read_yaml(const std::filesystem::path& file) const { return parse_yaml(file_text(file), file.string()); }

Document Schema::parse_yaml(std::string_view text, std::string source) const {
    auto document = Document{std::make_unique<DocumentState>()};
    document.state_->source = std::move(source);
    read_yaml_into(*document.state_, impl_->context.get(), text, impl_->kinds);
    return document;
}

Document Schema::parse_json(std::string_view text, std::string source) const {
    auto document = Document{std::make_unique<DocumentState>()};
    document.state_->source = std::move(source);
    lyd_node* tree = nullptr;
    const std::string terminated{text};
    ly_err_clean(impl_->context.get(), nullptr);
    const auto result =
        lyd_parse_data_mem(impl_->context.get(), terminated.c_str(), LYD_JSON, LYD_PARSE_STRICT, LYD_VALIDATE_PRESENT, &tree);
    document.state_->tree.reset(tree);
    if (result != LY_SUCCESS || !tree) {
        auto why = last_complaint(impl_->context.get());
        throw DocumentError{document.source() + ": " + (why.empty() ? "no document in it" : why)};
    }
    return document;
}

Document Schema::read(const std::filesystem::path& file) const {
    return file.extension() == ".json" ? parse_json(file_text(file), file.string()) : read_yaml(file);
}

std::string last_complaint(const ly_ctx* context) {
    const auto* complaint = ly_err_first(context) ? ly_err_first(context)->prev : nullptr;  // the list's head points back to its last
    if (!complaint || !complaint->msg) return {};
    std::string text = complaint->msg;
    if (complaint->path && *complaint->path) text += std::string{" ("} + complaint->path + ")";
    return text;
}

}  // namespace yang
