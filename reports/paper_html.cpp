#include "reports/paper_html.hpp"

#include "reports/embedded.hpp"
#include "reports/sheet.hpp"
#include "reports/words.hpp"

#include <kainjow/mustache.hpp>
#include <stdexcept>
#include <string>

namespace reports {

namespace mustache = kainjow::mustache;

std::string paper_html(const SealedRecord& sealed, const Record& record, const Paper& paper,
                       const History& before) {
    const PaperKind kind = kind_of(record);
    const SheetOf of{sealed, record, paper, before, unit_of(record.facts_json), kind, is_for_customers(kind)};
    data sheet;
    add_front(sheet, of);
    add_about(sheet, of);
    add_results(sheet, of);
    add_work(sheet, of);
    add_changes(sheet, of);
    for (const auto& [name, file] : {std::pair{"style", "style.css"}, std::pair{"front", "front.html"},
                                     std::pair{"results", "results.html"}, std::pair{"about", "about.html"}})
        sheet.set(name, mustache::partial{[file = file] { return std::string{embedded(file)}; }});

    mustache::mustache page{std::string{embedded("sheet.html")}};
    page.set_custom_escape([](const std::string& text) { return html(text); });
    std::string text = page.render(sheet);
    if (!page.is_valid()) throw std::logic_error("paper template: " + page.error_message());
    return text;
}

}  // namespace reports
