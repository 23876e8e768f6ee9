#include "reports/sheet.hpp"

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

}  // namespace reports
