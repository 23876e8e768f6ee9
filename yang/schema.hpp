#pragma once
// Reads and checks documents against the modules in this folder: YAML that people write, JSON (RFC 7951) that machines write.
// Wraps libyang; no I/O but the files named. One Schema is made per process and shared (libyang contexts are expensive and few).

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct ly_ctx;
struct lyd_node;

namespace yang {

/// A document is not what its module says. what() is one or more lines `file:line: path: what is wrong, what was expected`.
class DocumentError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// What is wrong with a document, gathered so that all of it is told at once.
class Complaints {
  public:
    void add(std::string_view one) { text_ += (text_.empty() ? "" : "\n") + std::string{one}; }
    /// Does `read`; what it complains of is kept.
    template <class Read>
    void gather(Read read) {
        try {
            read();
        } catch (const DocumentError& wrong) {
            add(wrong.what());
        }
    }
    /// Throws DocumentError when anything was wrong.
    void tell() const {
        if (!text_.empty()) throw DocumentError{text_};
    }

  private:
    std::string text_;
};

class Document;
struct DocumentState;

/// A node of a checked document: a cheap view, valid while its Document lives. An absent node is false and has no children.
class Node {
  public:
    Node() = default;

    explicit operator bool() const { return node_ != nullptr; }
    Node operator[](std::string_view child) const;          ///< the first child of that name, or an absent node
    std::vector<Node> all(std::string_view child) const;     ///< list entries or leaf-list values of that name, in document order
    std::vector<Node> children() const;
    std::string name() const;

    /// The canonical value of a leaf (defaults are filled in). An absent node throws std::logic_error: the module should have said mandatory.
    std::string text() const;
    std::string text_or(std::string_view fallback) const;
    bool given() const;             ///< somebody wrote it: there, and no default
    bool flag() const;              ///< a boolean leaf; for `type empty` and presence containers: true when there
    std::int64_t integer() const;
    double number() const;          ///< decimal64 and the integer types

    int line() const;               ///< in the YAML the document was read from; 0 when unknown
    std::string where() const;      ///< "bench.yaml:9: slots[A2].power", the head of an error message about this node

  private:
    friend class Document;
    Node(const lyd_node* node, const Document* document) : node_{node}, document_{document} {}
    const lyd_node* node_ = nullptr;
    const Document* document_ = nullptr;
};

/// A checked document of one of our modules.
class Document {
  public:
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();

    Node root() const;                ///< the module's top container
    const std::string& source() const;  ///< the file it came from
    std::string json() const;          ///< RFC 7951, with the module-qualified top member, two-space indented
    /// A DocumentError about `node` (for rules that YANG cannot state, found by a loader).
    DocumentError error(const Node& node, std::string_view what) const;

  private:
    friend class Schema;
    friend class Node;
    explicit Document(std::unique_ptr<DocumentState> state);
    std::unique_ptr<DocumentState> state_;
};

/// What may stand below a node of a module.
struct Member {
    enum class Kind { list, container, number, text };  ///< text: every leaf that is no number
    std::string name;
    Kind kind = Kind::text;
    std::string units;  ///< as the module says it; empty: none
    bool operator==(const Member&) const = default;
};

/// The modules, loaded.
class Schema {
  public:
    /// `submodules`: module text that is composed at start-up rather than kept in the folder (the step fragments): name -> YANG text.
    explicit Schema(const std::filesystem::path& folder, std::vector<std::pair<std::string, std::string>> submodules = {});
    ~Schema();
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;

    /// A YAML file of ours; its first key says which kind (bench, family, procedure, personality, ...). Throws DocumentError; a file that cannot
    /// be read is a DocumentError too.
    Document read_yaml(const std::filesystem::path& file) const;
    Document parse_yaml(std::string_view text, std::string source) const;
    /// A JSON document with one module-qualified top member.
    Document parse_json(std::string_view text, std::string source) const;
    /// Whichever of the two the file is, by its extension (.json, else YAML).
    Document read(const std::filesystem::path& file) const;

    /// The kinds of documents there are, as their first key is written.
    std::vector<std::string> kinds() const;

    /// What a kind of document may hold below `path` (names of lists and containers with '/' between), in the module's order; empty where there is
    /// no such node. `kind`: "facts".
    std::vector<Member> members(const std::string& kind, const std::string& path) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Where the project's own data lies (yang/, drivers/families/, procedures/, udev/bench/): $STATION_DATA, else the source tree this was built from.
std::filesystem::path data_folder();

/// The likeliest of `known` when somebody wrote `word`, for "did you mean"; empty when nothing is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace yang
