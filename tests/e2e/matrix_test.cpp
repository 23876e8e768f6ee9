// The quick rows of the matrix: each kind of boot once, each state once, over both wires. All of it: `cmake --build --preset dev --target matrix`.

#include "tests/e2e/matrix.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace e2e {

void PrintTo(const Cell& cell, std::ostream* out) { *out << cell.name(); }

}  // namespace e2e

namespace {

using e2e::Cell;

std::vector<Cell> quick() {
    auto cells = e2e::read_matrix(STATION_SOURCE_DIR "/tests/e2e/matrix.txt");
    std::erase_if(cells, [](const auto& cell) { return !cell.quick; });
    return cells;
}

class Matrix : public testing::TestWithParam<Cell> {};

TEST_P(Matrix, EndsInTheVerdictThatIsTrue) {
    const auto ending = e2e::attempt(GetParam().trial);
    EXPECT_THAT(complaints(GetParam(), ending), testing::IsEmpty()) << ending.folder << "\n" << ending.output << "\n" << ending.remains;
    if (!HasFailure()) std::filesystem::remove_all(ending.folder);
}

INSTANTIATE_TEST_SUITE_P(Quick, Matrix, testing::ValuesIn(quick()), [](const auto& tested) {
    auto name = tested.param.name();
    std::replace_if(name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
});

}  // namespace
