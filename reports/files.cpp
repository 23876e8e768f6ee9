#include "reports/files.hpp"

#include "reports/certificate.hpp"
#include "reports/pdf.hpp"
#include "reports/run_folder.hpp"

#include <stdexcept>

namespace reports {

Papers write_papers(const std::filesystem::path& folder, const SealedRecord& sealed, const Paper& paper,
                    bool with_pdf) {
    const Record record = record_from_json(sealed.json);
    const std::string name = record.verdict == Verdict::pass ? "certificate" : "report";
    Papers papers{.html = folder / (name + ".html")};
    write_whole(papers.html, certificate_html(sealed, record, paper));
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
