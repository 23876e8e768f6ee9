#pragma once
// CLI text as lines and columns: what all readers of text share. Private to this folder.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::junos {

/// One line, tabs expanded. `whole` is false for a last line that breaks off: its last word may be half a
/// word.
struct Line {
    std::string_view text;
    bool whole = true;

    std::size_t indent() const;
    std::string_view trimmed() const;
};
using Lines = std::vector<Line>;

/// Spaces for tabs, so that columns are columns.
std::string without_tabs(std::string_view text);
Lines lines_of(std::string_view text);

/// Words between blanks; or cells between two and more blanks.
std::vector<std::string_view> words_of(std::string_view text);
std::vector<std::string_view> cells_of(std::string_view text);

/// "Key   value" with two or more blanks between, or "Key: value", or "Key   : value".
struct KeyValue {
    std::string_view key, value;
};
std::optional<KeyValue> key_value(std::string_view text);

/// The columns of a table, from its header line. Rows are printed with padding, so a cell that is too wide
/// pushes the rest of its row to the right.
class Columns {
  public:
    /// Where each of `labels` begins; labels that the header lacks have no column.
    Columns(std::string_view header, const std::vector<std::string_view>& labels);

    /// Rows begin `by` columns right of where the header says (some tools trim the first line of a capture).
    void shift(std::ptrdiff_t by);
    std::size_t first() const;
    /// One cell per label, trimmed; empty for a label without a column.
    std::vector<std::string_view> cells(std::string_view row) const;

  private:
    /// Where a cell ends that runs on over `end`.
    static std::size_t wide_end(std::string_view row, std::size_t end, bool name);

    struct Column {
        std::size_t label, begin;
    };
    std::vector<Column> columns_;
    std::size_t labels_;
};

}  // namespace drivers::junos
