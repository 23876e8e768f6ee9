#pragma once
// Walks over the tags of XML that may be broken: unescaped '<', wall messages, missing ends. Not a parser: it
// checks nothing.

#include <cstddef>
#include <string>
#include <string_view>

namespace drivers::netconf {

struct Tag {
    enum class Kind { open, close, empty } kind = Kind::open;
    std::string_view prefix, name, attributes;  ///< name without its prefix; attributes as they were written
    std::size_t begin = 0, end = 0;             ///< where '<' is, and one past '>'

    bool opens() const { return kind != Kind::close; }
    /// The value of an attribute, still escaped; `name` as written, with its prefix. Empty when there is
    /// none.
    std::string_view attribute(std::string_view name) const;
};

class Tags {
  public:
    explicit Tags(std::string_view xml, std::size_t from = 0) : xml_{xml}, at_{from} {}
    /// The next tag; comments, CDATA sections, processing instructions and stray '<' are passed over.
    bool next(Tag& tag);
    /// After next() gave `tag`: passes over the text in it and the closing tag behind, where there is nothing
    /// else. Most elements of a reply are such leaves; this spares looking at their closing tags one by one.
    bool pass_leaf(const Tag& tag);

  private:
    bool pass_over(std::size_t at);
    bool read(std::size_t at, Tag& tag);

    std::string_view xml_;
    std::size_t at_;
};

/// Character data as a reader sees it: entities and CDATA resolved, tags and comments left out, CR dropped,
/// no white space around it.
std::string text_of(std::string_view xml);
/// The entities in text that holds no tags resolved, and nothing else changed.
std::string unescaped(std::string_view text);
/// The other way round, for content and for attributes in double quotes.
std::string escaped(std::string_view text);
/// No white space around it.
std::string_view trimmed(std::string_view text);

}  // namespace drivers::netconf
