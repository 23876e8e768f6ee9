#include "drivers/family_reset.hpp"

#include "drivers/lines.hpp"

#include <algorithm>

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
    for (const auto& claim : claims)
        if (auto line = line_with(TextPattern{claim.log}, said)) return ClaimShown{&claim, std::move(*line)};
    return std::nullopt;
}

const Proof* FactoryState::proof(std::string_view name) const {
    const auto found = std::find_if(proofs.begin(), proofs.end(), [&](const auto& proof) { return proof.name == name; });
    return found == proofs.end() ? nullptr : &*found;
}

ProofReading FactoryState::read(const Proof& proof, std::string_view output, const std::optional<std::string>& reference) const {
    for (const auto& pattern : not_answered)
        if (auto line = trimmed_line_with(pattern, output))
            return {Shown::unverifiable, proof.unverifiable.empty() ? "the unit does not know \"" + proof.command + "\": " + *line : proof.unverifiable};
    if (!proof.dirty.empty())
        if (auto line = trimmed_line_with(proof.dirty, without(proof.expected, output))) return {Shown::dirty, *line};
    if (proof.compare != Compare::nothing)
        if (auto reading = compared(proof, output, reference)) return *reading;
    if (!proof.clean.empty()) {
        auto line = trimmed_line_with(proof.clean, output);
        return line ? ProofReading{Shown::clean, *line} : ProofReading{Shown::dirty, first_line(output)};
    }
    if (proof.dirty.empty()) return {Shown::unverifiable, proof.unverifiable};
    return {Shown::clean, first_line(output)};
}

}  // namespace drivers
