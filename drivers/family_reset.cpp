#include "drivers/family_reset.hpp"

#include "drivers/expect.hpp"

#include <algorithm>

namespace drivers {
namespace {

/// The first line that the pattern finds, without blanks around it; nothing when there is none.
std::optional<std::string> line_with(std::string_view pattern, std::string_view text) {
    const TextPattern wanted{pattern};
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (wanted.found_in(line)) {
            line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
            return std::string{line.substr(0, line.find_last_not_of(" \t\r") + 1)};
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::nullopt;
}

/// The text without the lines that one of the patterns finds.
std::string without(const std::vector<std::string>& expected, std::string_view text) {
    std::vector<TextPattern> patterns;
    for (const auto& pattern : expected) patterns.emplace_back(pattern);
    std::string rest;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        if (std::none_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return pattern.found_in(line); }))
            rest.append(line).append("\n");
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return rest;
}

std::string first_line(std::string_view text) { return line_with("\\S", text).value_or("it printed nothing"); }

/// What of the output is compared; nothing where the unit does not show it.
std::optional<std::string> compared_part(const Proof& proof, std::string_view output) {
    if (proof.part.empty()) return std::string{output};
    const auto groups = TextPattern{proof.part}.groups(output);
    if (!groups) return std::nullopt;
    for (const auto& [name, text] : *groups)
        if (name == "part") return text;
    return std::nullopt;
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

const Claim* ResetLevel::claim(std::string_view said) const {
    const auto found =
        std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) { return line_with(claim.log, said).has_value(); });
    return found == claims.end() ? nullptr : &*found;
}

const Proof* FactoryState::proof(std::string_view name) const {
    const auto found = std::find_if(proofs.begin(), proofs.end(), [&](const auto& proof) { return proof.name == name; });
    return found == proofs.end() ? nullptr : &*found;
}

ProofReading FactoryState::read(const Proof& proof, std::string_view output, const std::optional<std::string>& reference) const {
    for (const auto& pattern : not_answered)
        if (auto line = line_with(pattern, output))
            return {Shown::unverifiable, proof.unverifiable.empty() ? "the unit does not know \"" + proof.command + "\": " + *line : proof.unverifiable};
    if (!proof.dirty.empty())
        if (auto line = line_with(proof.dirty, without(proof.expected, output))) return {Shown::dirty, *line};
    if (proof.compare != Compare::nothing)
        if (auto reading = compared(proof, output, reference)) return *reading;
    if (!proof.clean.empty()) {
        auto line = line_with(proof.clean, output);
        return line ? ProofReading{Shown::clean, *line} : ProofReading{Shown::dirty, first_line(output)};
    }
    if (proof.dirty.empty()) return {Shown::unverifiable, proof.unverifiable};
    return {Shown::clean, first_line(output)};
}

}  // namespace drivers
