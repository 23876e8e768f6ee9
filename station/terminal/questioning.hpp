#pragma once
// Questions as a person sees them, and what the lines typed at them mean. Pure: no terminal.

#include "station/engine/question.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace station {

/// The question, its picture and its answers, a line each; the last says what to type. Answers that are numbers themselves go without one.
std::vector<std::string> question_lines(const Question& question);

/// "2 scratched fan tray", "cannot: scratched fan tray": an answer by its number or its own words, and a comment after it. Returns nullopt
/// where it is none of the answers.
std::optional<Reply> reply_in(const Question& question, std::string_view line);

/// Why a line is none: "\"7\" is none of the answers: ..."
std::string rejection(const Question& question, std::string_view line);

/// "cannot (scratched fan tray)"
std::string reply_words(const Reply& reply);

/// All answers once more, a line each, before they count; the last says what to type.
std::vector<std::string> review_lines(const std::vector<Question>& questions, const std::vector<Reply>& replies);

/// What a line typed at the review means.
struct Reviewed {
    enum class Means { accept, change, unknown } means = Means::unknown;
    std::size_t index = 0;               ///< the question whose answer changes
    std::optional<Reply> reply{};        ///< to this one, where it was typed with it; else it is asked again
};
Reviewed reviewed(const std::vector<Question>& questions, std::size_t replies, std::string_view line);

}  // namespace station
