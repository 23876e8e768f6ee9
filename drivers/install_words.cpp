#include "drivers/install_words.hpp"

#include "drivers/lines.hpp"

#include <algorithm>

namespace drivers {
namespace {

constexpr std::size_t most_lines = 4;  ///< of a judgement: an installer may say one thing of each of a hundred files

/// "WARNING: ..." in any spelling, also behind the time that some installers put first.
bool is_warning(std::string_view line) {
    static const TextPattern warning{R"((?i)^\s*(?:\[[^]]*\]:?\s*)?(?:warning|notice|note|info)\b\s*:)"};
    return warning.found_in(line);
}

class Lines {
  public:
    explicit Lines(std::string_view said) : lines_{lines_of(said)} {}

    std::vector<std::size_t> with(const std::vector<std::string>& patterns) const {
        std::vector<TextPattern> compiled;
        for (const auto& pattern : patterns) compiled.emplace_back(pattern);
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (std::any_of(compiled.begin(), compiled.end(), [&](const auto& one) { return one.found_in(lines_[i]); })) found.push_back(i);
        return found;
    }

    void drop_warnings(std::vector<std::size_t>& found) const {
        std::erase_if(found, [this](std::size_t i) { return is_warning(lines_[i]); });
    }

    /// In the order they were printed, each text once.
    std::vector<std::string> texts(std::vector<std::size_t> found) const {
        std::sort(found.begin(), found.end());
        std::vector<std::string> texts;
        for (const auto i : found) {
            auto text = std::string{without_end_blanks(lines_[i])};
            text.erase(0, text.find_first_not_of(" \t"));
            if (texts.size() < most_lines && std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
        }
        return texts;
    }

  private:
    std::vector<std::string_view> lines_;
};

}  // namespace

std::string InstallJudgement::quoted() const {
    std::string all;
    for (const auto& line : lines) all += (all.empty() ? "\"" : "; \"") + line + "\"";
    return all;
}

InstallJudgement judge_install(const Package& package, std::string_view said) {
    const Lines lines{said};
    const auto succeeded = lines.with(package.success);
    auto failed = lines.with(package.failure);
    for (const auto& trouble : package.troubles) {
        auto found = lines.with({trouble.text});
        if (!succeeded.empty()) lines.drop_warnings(found);
        if (found.empty()) continue;
        // What follows from it is quoted as well: the last line alone often only says that something failed.
        found.insert(found.end(), failed.begin(), failed.end());
        return {InstallEnd::failed, &trouble, lines.texts(std::move(found))};
    }
    if (!failed.empty()) return {InstallEnd::failed, nullptr, lines.texts(std::move(failed))};
    if (!succeeded.empty()) return {InstallEnd::succeeded, nullptr, lines.texts(succeeded)};
    return {};
}

PendingAnswer read_pending(const PendingQuery& query, std::string_view said) {
    const TextPattern release{query.release};
    PendingAnswer answer;
    for (const auto line : lines_of(said))
        if (auto found = release.group("release", without_end_blanks(line)); found && !found->empty()) answer.releases.push_back(std::move(*found));
    answer.answered = !answer.releases.empty() || (!query.none.empty() && line_with(TextPattern{query.none}, said));
    return answer;
}

}  // namespace drivers
