#include "station/terminal/questioning.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace station {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

/// The comment in what follows an answer; returns nullopt where that is a part of another word.
std::optional<std::string> comment_in(std::string_view rest) {
    if (rest.empty()) return std::string{};
    const bool parted = std::isspace(static_cast<unsigned char>(rest.front())) || std::string_view{":,;.-"}.find(rest.front()) != rest.npos;
    if (!parted) return std::nullopt;
    const auto begin = rest.find_first_not_of(" \t:,;.-");
    return begin == rest.npos ? std::string{} : std::string{trimmed(rest.substr(begin))};
}

struct Number {
    std::size_t value = 0;
    std::string_view rest;
};

std::optional<Number> number_at(std::string_view text) {
    Number number;
    const auto* end = text.data() + text.size();
    const auto [at, failure] = std::from_chars(text.data(), end, number.value);
    if (failure != std::errc{}) return std::nullopt;
    number.rest = std::string_view{at, static_cast<std::size_t>(end - at)};
    return number;
}

bool is_number(const std::string& answer) {
    const auto number = number_at(answer);
    return number && number->rest.empty();
}

bool are_numbered(const Question& question) { return std::none_of(question.answers.begin(), question.answers.end(), is_number); }

bool begins_with(std::string_view line, std::string_view word) {
    return line.size() >= word.size() && std::equal(word.begin(), word.end(), line.begin(), [](unsigned char a, unsigned char b) {
               return std::tolower(a) == std::tolower(b);
           });
}

std::optional<Reply> by_words(const Question& question, std::string_view line) {
    std::optional<Reply> longest;
    for (const auto& answer : question.answers) {
        if (!begins_with(line, answer) || (longest && longest->answer.size() >= answer.size())) continue;
        if (auto comment = comment_in(line.substr(answer.size()))) longest = Reply{answer, std::move(*comment)};
    }
    return longest;
}

std::string choice(const Question& question) {
    if (!are_numbered(question)) return "an answer as it stands there";
    return question.answers.size() == 1 ? "1" : "a number from 1 to " + std::to_string(question.answers.size());
}

}  // namespace

std::vector<std::string> question_lines(const Question& question) {
    std::vector<std::string> lines{"        " + question.text + (question.picture.empty() ? "" : "  [" + question.picture + "]")};
    for (std::size_t i = 0; i < question.answers.size(); ++i)
        lines.push_back("        " + (are_numbered(question) ? std::to_string(i + 1) + "  " : std::string{}) + question.answers[i]);
    lines.emplace_back(are_numbered(question) ? "        number or answer, with a comment after it if need be, then Enter:"
                                              : "        the answer, with a comment after it if need be, then Enter:");
    return lines;
}

std::optional<Reply> reply_in(const Question& question, std::string_view line) {
    line = trimmed(line);
    if (auto reply = by_words(question, line)) return reply;
    const auto number = are_numbered(question) ? number_at(line) : std::nullopt;
    if (!number || number->value < 1 || number->value > question.answers.size()) return std::nullopt;
    auto comment = comment_in(number->rest);
    if (!comment) return std::nullopt;
    return Reply{question.answers[number->value - 1], std::move(*comment)};
}

std::string rejection(const Question& question, std::string_view line) {
    line = trimmed(line);
    if (line.empty()) return "        nothing was typed: " + choice(question) + ", please";
    return "        \"" + std::string{line} + "\" is none of the answers: " + choice(question) + ", please";
}

std::string reply_words(const Reply& reply) { return reply.answer + (reply.comment.empty() ? "" : " (" + reply.comment + ")"); }

std::vector<std::string> review_lines(const std::vector<Question>& questions, const std::vector<Reply>& replies) {
    const bool single = replies.size() == 1;
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < replies.size(); ++i)
        lines.push_back("        " + (single ? "answer: " : std::to_string(i + 1) + "  " + questions[i].text + ": ") + reply_words(replies[i]));
    lines.emplace_back(single ? "        Enter accepts it; another answer changes it:" : "        Enter accepts them; a line's number changes that answer:");
    return lines;
}

Reviewed reviewed(const std::vector<Question>& questions, std::size_t replies, std::string_view line) {
    line = trimmed(line);
    if (line.empty()) return {.means = Reviewed::Means::accept};
    if (replies == 1) {
        auto reply = reply_in(questions.front(), line);
        if (!reply) return {};
        return {.means = Reviewed::Means::change, .index = 0, .reply = std::move(reply)};
    }
    const auto number = number_at(line);
    if (!number || !number->rest.empty() || number->value < 1 || number->value > replies) return {};
    return {.means = Reviewed::Means::change, .index = number->value - 1};
}

}  // namespace station
