#pragma once
// A configuration of a simulated unit: a tree of statements that the grammar allows, changed by set and
// delete, read and written as hierarchical text, as set commands and as XML. Knows nothing of commits; that
// is ConfigStore.

#include "drivers/sim/element.hpp"
#include "drivers/sim/grammar.hpp"

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

struct Statement {
    const Rule* rule = nullptr;
    std::string key;  ///< of a keyed statement; the value of a value
    std::list<Statement> children;
    bool operator==(const Statement&) const = default;
};

/// A statement that cannot be understood; `at` is the index of the word where it went wrong.
struct BadStatement {
    std::string message;
    std::size_t at = 0;
};
using Problem = std::optional<BadStatement>;

class Config {
  public:
    Config();

    Problem set(const std::vector<std::string>& words);
    Problem erase(const std::vector<std::string>& words);  ///< "statement not found" is a problem too
    /// The first value of the statement at `path` ("system host-name"), or nothing.
    std::optional<std::string> value(std::string_view path) const;
    bool has(std::string_view path) const { return find(words(path)) != nullptr; }
    const Statement* find(const std::vector<std::string>& path) const;

    std::string text(const std::vector<std::string>& path = {}) const;  ///< hierarchical
    std::string set_commands() const;
    Element xml() const;  ///< <configuration>, no namespace
    bool operator==(const Config&) const = default;

  private:
    static std::vector<std::string> words(std::string_view path);
    Statement root_;
};

/// What a text or XML load met on its way.
struct LoadResult {
    std::vector<std::string> errors;     ///< "terminal:3:(12) syntax error: foo"
    std::vector<std::string> bad_words;  ///< the word of each error
    std::vector<std::string> warnings;
};
LoadResult load_hierarchical(Config& into, std::string_view text, std::string_view source);
LoadResult load_set_commands(Config& into, std::string_view text, std::string_view source);
/// `text` holds one <configuration>; operation="delete" and delete="delete" are honoured.
LoadResult load_xml(Config& into, std::string_view text);

}  // namespace drivers::sim
