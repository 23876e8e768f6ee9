#include "reports/sheet.hpp"

#include "reports/shown.hpp"
#include "reports/titles.hpp"
#include "reports/words.hpp"

namespace reports {

std::string or_not_shown(const std::string& text) {
    return text.empty() ? "not shown by this record" : text;
}

void set_list(data& sheet, const std::string& name, data rows) {
    sheet.set("any_" + name, !rows.list_value().empty());
    sheet.set(name, std::move(rows));
}

data list() {
    return data{data::type::list};
}

data row(std::initializer_list<std::pair<const char*, std::string>> cells) {
    data one;
    for (const auto& [name, text] : cells)
        if (!text.empty()) one.set(name, text);
    return one;
}

data verdict_cell(data one, Verdict verdict, bool marginal, const char* none) {
    const auto say = [&one](const char* mark, const std::string& word, const char* css) {
        one.set("mark", mark);
        one.set("word", word);
        one.set("css", css);
        return one;
    };
    switch (verdict) {
        case Verdict::pass:
            return marginal ? say("\u25D0", "pass, near its limit", "marginal")
                            : say("\u2714", "pass", "pass");
        case Verdict::fail:
            return say("\u2716", "fail", "fail");
        case Verdict::aborted:
            return say("\u25A0", "stopped", "error");
        case Verdict::error:
            return say("\u25B2", "no result", "error");
        case Verdict::none:
            break;
    }
    return say("\u2013", none, "none");
}

data measurement_row(const Measurement& m, const std::string& step, bool for_customers) {
    const bool names_owners_words =
        for_customers && m.source.starts_with("alarms: ");  // an alarm's name is its text
    return verdict_cell(row({{"name", names_owners_words ? "An alarm" : title_of(m.name, step)},
                             {"value", for_customers ? value_for_customers(m) : value_words(m)},
                             {"limit", limit_words(m)},
                             {"raw", for_customers ? "" : m.raw},
                             {"source", for_customers ? "" : m.source},
                             {"reason", for_customers ? "" : m.reason}}),
                        m.verdict, m.marginal);
}

bool compares_serials(const StepRecord& step) {
    return step.started.action == "verify-serial";
}

}  // namespace reports
