#pragma once
// The papers of a sealed record, as files in its run's folder.

#include "reports/paper.hpp"
#include "reports/store.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace reports {

struct Papers {
    std::filesystem::path html;  ///< "wipe-report.html": named after its kind
    std::optional<std::filesystem::path> pdf;  ///< absent when there is none; then
    std::string why_no_pdf;                    ///< says why. The HTML holds everything and prints as well.
};

/// `folder` is the run's: Store::folder(id); `before` what came before it: Store::history(id). Throws std::runtime_error when the HTML cannot be written. Takes
/// seconds: call it through a Worker.
Papers write_papers(const std::filesystem::path& folder, const SealedRecord& sealed, const Paper& paper = {},
                    const History& before = {}, bool with_pdf = true);

}  // namespace reports
