#pragma once
// The PDF of a sheet of HTML, by WeasyPrint as a program of its own.

#include <chrono>
#include <filesystem>

namespace reports {

/// Reads `html`, writes `pdf` whole or not at all. Blocks: call it through a Worker. Throws
/// std::runtime_error with what the program said when it is missing, fails, or takes longer than `limit`.
void write_pdf(const std::filesystem::path& html, const std::filesystem::path& pdf,
               std::chrono::seconds limit = std::chrono::seconds{120}, const char* program = "weasyprint");

}  // namespace reports
