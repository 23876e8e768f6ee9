#pragma once
// Owning pointers to libyang's objects, and what a Document keeps. For yang/'s own .cpp files only.

#include "yang/schema.hpp"

#include <libyang/libyang.h>

#include <memory>
#include <unordered_map>

namespace yang {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* p) const noexcept {
        Free(p);
    }
};
struct FreedContext {
    void operator()(ly_ctx* context) const noexcept { ly_ctx_destroy(context); }
};
using ContextHandle = std::unique_ptr<ly_ctx, FreedContext>;
using TreeHandle = std::unique_ptr<lyd_node, Freed<lyd_free_all>>;

struct DocumentState {
    TreeHandle tree;
    std::string source;
    std::unordered_map<const lyd_node*, int> lines;  ///< of the YAML; empty for JSON
};

/// The last thing libyang complained about on this thread, in its words; "" when it did not.
std::string last_complaint(const ly_ctx* context);

/// "slots[A2].power": where a node is, as a person would say it.
std::string spoken_path(const lyd_node* node);

/// Fills `state.tree` from YAML text. Throws DocumentError with every problem found.
void read_yaml_into(DocumentState& state, const ly_ctx* context, std::string_view text, const std::vector<std::string>& kinds);

}  // namespace yang
