#include "reports/files.hpp"

#include "reports/paper_html.hpp"
#include "reports/pdf.hpp"
#include "reports/run_folder.hpp"

#include <stdexcept>

namespace reports {

Papers write_papers(const std::filesystem::path& folder, const SealedRecord& sealed, const Paper& paper,
                    const History& before, bool with_pdf) {
    const Record record = record_from_json(sealed.json);
    const std::string name = file_stem(kind_of(record));
    Papers papers{.html = folder / (name + ".html")};
    write_whole(papers.html, paper_html(sealed, record, paper, before));
    if (!with_pdf) return papers;
    const auto pdf = folder / (name + ".pdf");
    try {
        write_pdf(papers.html, pdf);
        papers.pdf = pdf;
    } catch (const std::runtime_error& e) {
        papers.why_no_pdf = e.what();
    }
    return papers;
}

}  // namespace reports
