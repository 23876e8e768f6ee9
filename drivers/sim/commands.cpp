#include "drivers/sim/commands.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace drivers::sim {
namespace {

struct Fit {
    std::size_t matched = 0, exact = 0;
    bool whole = false;
};

Fit fit(std::string_view command, const std::vector<std::string>& typed) {
    const std::vector<std::string> words = words_of(command);
    Fit fit;
    while (fit.matched < words.size() && fit.matched < typed.size() &&
           words[fit.matched].starts_with(typed[fit.matched])) {
        fit.exact += words[fit.matched] == typed[fit.matched];
        ++fit.matched;
    }
    fit.whole = fit.matched == words.size();
    return fit;
}

/// The index of the first word that is no option of the command; nothing when all are. Abbreviated options
/// are spelt out.
std::optional<std::size_t> check_options(std::string_view options, std::vector<std::string>& given) {
    const std::vector<std::string> known = words_of(options);
    if (std::find(known.begin(), known.end(), "*") != known.end()) return {};
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto option = std::find_if(known.begin(), known.end(), [&](const std::string& candidate) {
            return candidate.starts_with(given[i]);
        });
        if (option == known.end()) return i;
        const bool takes_value = option->ends_with('=');
        given[i] = takes_value ? option->substr(0, option->size() - 1) : *option;
        if (takes_value) ++i;
    }
    return {};
}

template <class Command>
void consider(const Unit& unit, const std::vector<Command>& all, const std::vector<std::string>& words,
              const Command*& best, Fit& best_fit, std::size_t& furthest) {
    for (const Command& command : all) {
        if (!offered(command.audience, unit)) continue;
        const Fit here = fit(command.cli, words);
        furthest = std::max(furthest, here.matched);
        if (!here.whole ||
            (best_fit.whole && (here.matched < best_fit.matched ||
                                (here.matched == best_fit.matched && here.exact <= best_fit.exact))))
            continue;
        best = &command;
        best_fit = here;
    }
}

}  // namespace

Found find_command(const Unit& unit, const std::vector<std::string>& words) {
    Found found;
    Fit query_fit, action_fit;
    consider(unit, queries(), words, found.query, query_fit, found.bad_word);
    consider(unit, actions(), words, found.action, action_fit, found.bad_word);
    if (found.query && found.action) {
        if (query_fit.matched >= action_fit.matched)
            found.action = nullptr;
        else
            found.query = nullptr;
    }
    if (!found) return found;
    const Fit& best = found.query ? query_fit : action_fit;
    found.arguments.words.assign(words.begin() + static_cast<std::ptrdiff_t>(best.matched), words.end());
    const auto bad =
        check_options(found.query ? found.query->options : found.action->options, found.arguments.words);
    if (!bad) return found;
    return Found{nullptr, nullptr, {}, std::max(found.bad_word, best.matched + *bad)};
}

Found find_rpc(const Unit& unit, std::string_view name) {
    Found found;
    for (const Query& query : queries())
        if (query.rpc == name && offered(query.audience, unit) && !found) found.query = &query;
    for (const Action& action : actions())
        if (action.rpc == name && offered(action.audience, unit) && !found) found.action = &action;
    return found;
}

bool CommandLine::has(std::string_view verb, std::string_view argument) const {
    return std::any_of(pipes.begin(), pipes.end(), [&](const Pipe& pipe) {
        return pipe.verb == verb && (argument.empty() || pipe.argument.starts_with(argument));
    });
}

CommandLine split_pipes(const std::string& line) {
    CommandLine out;
    bool in_quotes = false;
    std::vector<std::string> pieces{""};
    for (const char c : line) {
        if (c == '"') in_quotes = !in_quotes;
        if (c == '|' && !in_quotes)
            pieces.emplace_back();
        else
            pieces.back() += c;
    }
    out.command = trimmed(pieces[0]);
    constexpr std::array<std::string_view, 10> verbs{"display", "no-more", "match",   "except", "count",
                                                     "find",    "last",    "compare", "save",   "trim"};
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        const std::vector<std::string> words = words_of(trimmed(pieces[i]));
        if (words.empty()) continue;
        Pipe pipe{words[0], ""};
        for (const std::string_view verb : verbs)
            if (verb.starts_with(words[0])) pipe.verb = verb;
        for (std::size_t w = 1; w < words.size(); ++w) pipe.argument += (w > 1 ? " " : "") + words[w];
        out.pipes.push_back(std::move(pipe));
    }
    return out;
}

std::string apply_pipes(const std::vector<Pipe>& pipes, std::string text) {
    for (const Pipe& pipe : pipes) {
        std::vector<std::string> lines = lines_of(text);
        const RE2 pattern{"(?i)" + pipe.argument, RE2::Quiet};
        if (pipe.verb == "match")
            std::erase_if(lines, [&](const std::string& line) { return !RE2::PartialMatch(line, pattern); });
        else if (pipe.verb == "except")
            std::erase_if(lines, [&](const std::string& line) { return RE2::PartialMatch(line, pattern); });
        else if (pipe.verb == "find")
            lines.erase(lines.begin(), std::find_if(lines.begin(), lines.end(), [&](const std::string& line) {
                            return RE2::PartialMatch(line, pattern);
                        }));
        else if (pipe.verb == "last")
            lines.erase(
                lines.begin(),
                lines.end() - std::min<std::ptrdiff_t>(std::atoi(pipe.argument.c_str()), std::ssize(lines)));
        else if (pipe.verb == "count")
            lines = {fmt::format("Count: {} lines", lines.size())};
        else
            continue;
        text.clear();
        for (const std::string& line : lines) text += line + "\n";
    }
    return text;
}

}  // namespace drivers::sim
