#pragma once
// Documents for tests of their loaders: the schema, the shipped families, and files in a folder of the test's own.

#include "drivers/family.hpp"
#include "station/app/places.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace documents {

inline const yang::Schema& schema() {
    static const auto one = station::load_schema();
    return *one;
}

inline const drivers::Families& families() {
    static const auto all = station::load_families(schema());
    return all;
}

inline std::filesystem::path written(const std::string& name, const std::string& text) {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();  // tests run side by side: a folder of its own for each
    const auto folder = std::filesystem::path{testing::TempDir()} / (std::string{test->test_suite_name()} + "." + test->name());
    std::filesystem::create_directories(folder);
    const auto file = folder / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file} << text;
    return file;
}

}  // namespace documents
