#include "yang/schema.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace yang {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {  // Levenshtein, one row
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace

std::filesystem::path data_folder() {
    if (const char* folder = std::getenv("STATION_DATA")) return folder;
    return STATION_SOURCE_DIR;
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    std::string best;
    auto least = (word.size() + 2) / 3 + 1;
    for (const auto& candidate : known) {
        const auto distance = edit_distance(word, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace yang
