#pragma once
// Which configuration statements the simulated units know, and how each is written: a small part of Junos's
// configuration grammar.

#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

/// How a statement is written after its keyword.
enum class Kind {
    group,    ///< `system { ... }`
    prefix,   ///< `family inet { ... }`: its children are written behind it
    keyed,    ///< `unit 0 { ... }`: one statement a key
    implied,  ///< keyed without a keyword in text: `fxp0 { ... }` below `interfaces`
    value,    ///< `host-name r1;`: setting it again replaces it
    values,   ///< `name-server 192.0.2.1;`: one a value
    flag,     ///< `no-redirects;`
    free      ///< anything up to the end of the statement
};

struct Rule {
    std::string name;
    Kind kind = Kind::group;
    bool secret = false;  ///< shown with the remark that it is one
    std::vector<Rule> children;
};

/// The rule of the whole configuration; its children are the top statements.
const Rule& grammar();

/// The child that `word` names, in full or by an abbreviation only one child has; null when there is none. An
/// `implied` child takes any word.
const Rule* find_rule(const Rule& parent, std::string_view word);

}  // namespace drivers::sim
