#include "station/software/csv.hpp"

#include "station/software/catalogue_text.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace station {
namespace {

struct Table {
    const char* list;
    std::vector<std::string> columns;  ///< the first ones tell this table from others
    std::size_t telling;
};

const std::vector<Table>& tables() {
    static const std::vector<Table> all{
        {"exceptions", {"from", "to", "family", "as-of", "source", "status"}, 2},
        {"firmware", {"type", "at-least", "part", "family", "models", "as-of", "source", "status"}, 2},
        {"targets", {"family", "release", "models", "exception", "as-of", "source", "status"}, 2},
        {"floors", {"train", "release", "os", "inclusive", "older-trains", "platforms", "as-of", "source", "status"}, 2},
        {"trains", {"train", "os", "published", "extended", "ended", "as-of", "source", "status"}, 1},
    };
    return all;
}

class Converter {
  public:
    explicit Converter(const std::string& source) : source_{source} {}

    std::string convert(std::string_view text) {
        std::istringstream in{std::string{text}};
        std::string yaml = "{ catalogue: import, ";
        for (std::string line; std::getline(in, line);) {
            ++number_;
            if (!line.empty() && line.back() == '\r') line.pop_back();
            if (!line.empty() && !line.starts_with('#')) yaml += table_ ? row(line) + "," : header(line);
            yaml += "\n";
        }
        if (!table_) throw error("holds no line that names the columns");
        return yaml + "]}\n";
    }

  private:
    yang::DocumentError error(const std::string& what) const { return yang::DocumentError{source_ + ":" + std::to_string(number_) + ": " + what}; }

    std::vector<std::string> cells(const std::string& line) const {
        try {
            return csv_cells(line);
        } catch (const std::invalid_argument& wrong) {
            throw error(wrong.what());
        }
    }

    std::string header(const std::string& line) {
        columns_ = cells(line);
        const auto has = [this](const std::string& name) { return std::find(columns_.begin(), columns_.end(), name) != columns_.end(); };
        for (const auto& table : tables()) {
            const auto telling_end = table.columns.begin() + static_cast<std::ptrdiff_t>(table.telling);
            if (!table_ && std::all_of(table.columns.begin(), telling_end, has)) table_ = &table;
        }
        if (!table_)
            throw error("names no table: expected the columns family,release (targets), train,release (floors), train (trains), from,to (exceptions) or "
                        "type,at-least (firmware)");
        for (const auto& column : columns_)
            if (std::find(table_->columns.begin(), table_->columns.end(), column) == table_->columns.end()) {
                const auto near = yang::nearest(column, table_->columns);
                throw error("there is no column \"" + column + "\" in " + table_->list + (near.empty() ? "" : "; did you mean " + near + "?"));
            }
        return std::string{table_->list} + ": [";
    }

    std::string row(const std::string& line) const {
        const auto values = cells(line);
        if (values.size() != columns_.size())
            throw error("has " + std::to_string(values.size()) + " cells, expected " + std::to_string(columns_.size()) + " as in the line of columns");
        std::vector<std::pair<std::string, std::string>> named;
        std::string platforms;
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (columns_[i] == "platforms")
                platforms = values[i];
            else
                named.emplace_back(columns_[i], values[i]);
        auto text = yaml_row(named);
        if (!platforms.empty()) text.replace(text.size() - 2, 0, ", platforms: " + yaml_list(platforms));
        return text;
    }

    static std::string yaml_list(const std::string& divided) {
        std::istringstream in{divided};
        std::string all;
        for (std::string one; std::getline(in, one, '|');) all += (all.empty() ? "" : ", ") + yaml_scalar(one);
        return "[" + all + "]";
    }

    std::string source_;
    int number_ = 0;
    const Table* table_ = nullptr;
    std::vector<std::string> columns_;
};

}  // namespace

std::vector<std::string> csv_cells(std::string_view line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
            cells.back() += line[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    if (quoted) throw std::invalid_argument{"a quote does not end on this line"};
    return cells;
}

std::string catalogue_of_csv(std::string_view text, const std::string& source) { return Converter{source}.convert(text); }

}  // namespace station
