#include "drivers/family_copies.hpp"

#include "drivers/lines.hpp"

namespace drivers {
namespace {

bool is_rule(std::string_view line) { return line.size() >= 8 && line.find_first_not_of('-') == line.npos; }

}  // namespace

std::vector<CopyShown> SystemCopy::read(std::string_view output) const {
    if (release.empty()) return {};
    const TextPattern begins{medium}, holds{release};
    std::vector<CopyShown> shown;
    bool named = false;
    for (const auto line : lines_of(output)) {
        const auto text = without_end_blanks(line);
        const bool begun = !medium.empty() && begins.found_in(text);
        if (begun) shown.push_back({std::string{text}, {}});
        named = named || begun;
        auto held = holds.group("release", text);
        if (!held) continue;
        if (!named) shown.emplace_back();  // nobody says which are on one medium: each counts
        shown.back().releases.push_back(std::move(*held));
    }
    std::erase_if(shown, [](const CopyShown& copy) { return copy.releases.empty(); });
    return shown;
}

bool SystemCopy::is_absent(std::string_view output) const { return !none.empty() && line_with(TextPattern{none}, output).has_value(); }

// Each part begins with "fpc1:" over a line of dashes.
std::string_view part_of(std::string_view engine, std::string_view output) {
    const auto lines = lines_of(output);
    std::vector<std::size_t> begins;  // where a part does
    std::optional<std::size_t> own;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const auto name = without_end_blanks(lines[i]);
        if (!name.ends_with(':') || !is_rule(without_end_blanks(lines[i + 1]))) continue;
        if (name.substr(0, name.size() - 1) == engine) own = begins.size();
        begins.push_back(static_cast<std::size_t>(lines[i].data() - output.data()));
    }
    if (!own) return begins.size() > 1 ? std::string_view{} : output;
    const auto end = *own + 1 < begins.size() ? begins[*own + 1] : output.size();
    return output.substr(begins[*own], end - begins[*own]);
}

}  // namespace drivers
