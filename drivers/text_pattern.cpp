#include "drivers/text_pattern.hpp"

#include "drivers/memo.hpp"

#include <re2/re2.h>

#include <stdexcept>

namespace drivers {

std::shared_ptr<const RE2> compiled_pattern(std::string_view pattern) {
    static Memo<RE2> known;
    return known.of(pattern, [pattern] {
        RE2::Options options;
        options.set_log_errors(false);
        auto re = std::make_shared<RE2>(re2::StringPiece{pattern.data(), pattern.size()}, options);
        if (!re->ok()) throw std::invalid_argument{"\"" + std::string{pattern} + "\" is no regular expression: " + re->error()};
        return re;
    });
}

TextPattern::TextPattern(std::string_view pattern) : re_{compiled_pattern(pattern)} {}
TextPattern::~TextPattern() = default;
TextPattern::TextPattern(TextPattern&&) noexcept = default;
TextPattern& TextPattern::operator=(TextPattern&&) noexcept = default;

bool TextPattern::found_in(std::string_view text) const {
    return RE2::PartialMatch(re2::StringPiece{text.data(), text.size()}, *re_);
}

std::optional<std::vector<std::pair<std::string, std::string>>> TextPattern::groups(
    std::string_view text) const {
    const auto count = static_cast<std::size_t>(re_->NumberOfCapturingGroups()) + 1;
    std::vector<re2::StringPiece> parts(count);
    if (!re_->Match({text.data(), text.size()}, 0, text.size(), RE2::UNANCHORED, parts.data(),
                    static_cast<int>(count)))
        return {};
    std::vector<std::pair<std::string, std::string>> named;
    for (const auto& [name, index] : re_->NamedCapturingGroups())
        if (const auto& part = parts[static_cast<std::size_t>(index)]; part.data())
            named.emplace_back(name, std::string{part.data(), part.size()});
    return named;
}

std::optional<std::string> TextPattern::group(std::string_view name, std::string_view text) const {
    auto all = groups(text);
    if (!all) return {};
    for (auto& [group, value] : *all)
        if (group == name) return std::move(value);
    return {};
}

}  // namespace drivers
