#include "drivers/family_reset.hpp"

#include "drivers/lines.hpp"

#include <algorithm>
#include <cstdlib>

namespace drivers {
namespace {

/// The first line that the pattern finds, without blanks around it.
std::optional<std::string> trimmed_line_with(std::string_view pattern, std::string_view text) {
    auto line = line_with(TextPattern{pattern}, text);
    if (!line) return line;
    line->erase(line->find_last_not_of(" \t\r") + 1);
    return line->substr(std::min(line->find_first_not_of(" \t\r"), line->size()));
}

/// The text without the lines that one of the patterns finds.
std::string without(const std::vector<std::string>& expected, std::string_view text) {
    std::vector<TextPattern> patterns;
    for (const auto& pattern : expected) patterns.emplace_back(pattern);
    std::string rest;
    for (const auto line : lines_of(text))
        if (std::none_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return pattern.found_in(line); }))
            rest.append(line).append("\n");
    return rest;
}

constexpr std::string_view path_word{"{path}"};

/// Finds this text and nothing else.
std::string quoted_pattern(std::string_view text) {
    std::string pattern;
    for (const char c : text) {
        if (std::string_view{"\\.+*?()|[]{}^$"}.find(c) != std::string_view::npos) pattern += '\\';
        pattern += c;
    }
    return pattern;
}

std::string first_line(std::string_view text) { return trimmed_line_with("\\S", text).value_or("it printed nothing"); }

/// What of the output is compared; nothing where the unit does not show it.
std::optional<std::string> compared_part(const Proof& proof, std::string_view output) {
    if (proof.part.empty()) return std::string{output};
    return TextPattern{proof.part}.group("part", output);
}

/// Nothing: comparing says nothing here, and something else did.
std::optional<ProofReading> compared(const Proof& proof, std::string_view output, const std::optional<std::string>& reference) {
    const auto now = compared_part(proof, output);
    const auto then = reference ? compared_part(proof, *reference) : std::nullopt;
    if (!now || !then) {
        if (!proof.dirty.empty()) return std::nullopt;
        return ProofReading{Shown::unverifiable, proof.unverifiable};
    }
    const bool clean = (*now == *then) == (proof.compare == Compare::baseline);
    return ProofReading{clean ? Shown::clean : Shown::dirty, first_line(*now)};
}

}  // namespace

std::optional<ClaimShown> ResetLevel::claim(std::string_view said) const {
    for (const auto& claim : claims) {
        const TextPattern text{claim.log};
        for (const auto line : lines_of(said))
            if (text.found_in(line) && !claim.is_excluded(line)) return ClaimShown{&claim, std::string{line}};
    }
    return std::nullopt;
}

bool Claim::is_excluded(std::string_view line) const { return !unless.empty() && TextPattern{unless}.found_in(line); }

const Proof* FactoryState::proof(std::string_view name) const {
    const auto found = std::find_if(proofs.begin(), proofs.end(), [&](const auto& proof) { return proof.name == name; });
    return found == proofs.end() ? nullptr : &*found;
}

const Count* FactoryState::count_of(std::string_view command) const {
    const auto found = std::find_if(counts.begin(), counts.end(), [&](const auto& count) { return count.command == command; });
    return found == counts.end() ? nullptr : &*found;
}

std::optional<std::string> Count::missing_in(std::string_view output, std::string_view counted) const {
    const TextPattern of_these{line}, total{count};
    std::optional<std::string> told;
    for (const auto one : lines_of(counted))
        if (!told) told = total.group("count", one);
    if (!told) return "nothing shows how many lines \"" + command + "\" has: " + first_line(counted);
    const auto lines = lines_of(output);
    const auto here = static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const auto one) { return of_these.found_in(one); }));
    if (here >= std::strtoull(told->c_str(), nullptr, 10)) return std::nullopt;
    return "\"" + command + "\" has " + *told + " lines, and " + std::to_string(here) + " of them came";
}

std::string FactoryState::list_pattern(const std::string& words, const Proof& proof) const {
    auto path = quoted_pattern(proof.lists);
    auto pattern = words;
    if (const auto at = pattern.find(path_word); at != pattern.npos) pattern.replace(at, path_word.size(), path);
    return pattern;
}

/// The line that shows that the command worked.
std::optional<std::string> FactoryState::sign_of(const Proof& proof, std::string_view output) const {
    std::vector<std::string> signs = proof.answered;
    if (!proof.lists.empty()) signs.push_back(list_pattern(list_words.header, proof));
    if (signs.empty() && !proof.clean.empty()) signs.push_back(proof.clean);
    return signs.empty() ? std::nullopt : trimmed_line_with(alternatives(signs), output);
}

/// The lines that may be dirt: of a listing only the names.
std::string FactoryState::names_in(const Proof& proof, std::string_view output) const {
    auto names = without(proof.expected, output);
    if (!proof.lists.empty()) names = without({list_pattern(list_words.header, proof), list_words.total}, names);
    return names;
}

ProofReading FactoryState::read(const Proof& proof, const ProofAnswer& answer, const std::optional<std::string>& reference) const {
    if (!proof.asks()) return {Shown::unverifiable, proof.unverifiable};
    auto reading = answer.output ? read_printed(proof, *answer.output, reference) : ProofReading{Shown::unanswered, answer.why};
    if (reading.shown != Shown::unanswered || proof.needed) return reading;
    return {Shown::unverifiable, proof.unverifiable.empty() ? reading.line : proof.unverifiable};
}

ProofReading FactoryState::read_printed(const Proof& proof, const std::string& output, const std::optional<std::string>& reference) const {
    const bool absent = proof.may_be_absent && line_with(TextPattern{list_pattern(list_words.absent, proof)}, output);
    if (absent && sign_of(proof, output)) return {Shown::unanswered, "\"" + proof.command + "\" says that there is such a folder, and that there is none"};
    for (const auto& pattern : not_answered)
        if (auto line = absent ? std::nullopt : trimmed_line_with(pattern, output))
            return {Shown::unanswered, "the unit does not answer \"" + proof.command + "\": " + *line};
    const auto sign = absent ? trimmed_line_with(list_pattern(list_words.absent, proof), output) : sign_of(proof, output);
    if (!sign) return {Shown::unanswered, "nothing shows that \"" + proof.command + "\" worked: " + first_line(output)};
    if (!proof.dirty.empty() && !absent)
        if (auto line = trimmed_line_with(proof.dirty, names_in(proof, output))) return {Shown::dirty, *line};
    if (absent) return {Shown::clean, *sign};
    if (proof.compare != Compare::nothing)
        if (auto reading = compared(proof, output, reference)) return *reading;
    if (!proof.clean.empty()) {
        auto line = trimmed_line_with(proof.clean, output);
        return line ? ProofReading{Shown::clean, *line} : ProofReading{Shown::dirty, first_line(output)};
    }
    if (proof.dirty.empty()) return {Shown::unverifiable, proof.unverifiable};
    return {Shown::clean, *sign};
}

}  // namespace drivers
