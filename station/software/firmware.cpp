#include "station/software/firmware.hpp"

#include "drivers/text_pattern.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace station {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// Runs of digits without their leading zeros, and runs of letters in small ones; what stands between them only parts them.
std::vector<std::string> pieces_of(std::string_view version) {
    std::vector<std::string> pieces;
    char before = ' ';
    for (const char c : version) {
        const bool counts = std::isalnum(static_cast<unsigned char>(c)) != 0;
        const bool goes_on = counts && std::isalnum(static_cast<unsigned char>(before)) != 0 && is_digit(c) == is_digit(before);
        before = c;
        if (!counts) continue;
        if (!goes_on) pieces.emplace_back();
        auto& piece = pieces.back();
        if (piece == "0") piece.clear();
        piece += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return pieces;
}

std::partial_ordering compare_piece(const std::string& a, const std::string& b) {
    if (a == b) return std::partial_ordering::equivalent;
    if (!is_digit(a.front()) || !is_digit(b.front())) return std::partial_ordering::unordered;
    return a.size() != b.size() ? a.size() <=> b.size() : a <=> b;
}

std::string words_on(const FirmwareJudgement& judgement) {
    using enum FirmwareJudgement::Grade;
    const auto& row = *judgement.row;
    const auto* is = judgement.grade == below ? "below" : judgement.grade == good ? "not below" : "not to be compared with";
    return std::string{"it is "} + is + " the catalogue's " + row.at_least + " (" + row.known.source + ", " + row.known.as_of + ", " + row.known.status + ")";
}

}  // namespace

std::partial_ordering compare_firmware(std::string_view a, std::string_view b) {
    auto left = pieces_of(a), right = pieces_of(b);
    if (left.empty() || right.empty()) return std::partial_ordering::unordered;
    const auto length = std::max(left.size(), right.size());
    left.resize(length, "0");
    right.resize(length, "0");
    for (std::size_t i = 0; i < length; ++i)
        if (const auto order = compare_piece(left[i], right[i]); order != 0) return order;
    return std::partial_ordering::equivalent;
}

FirmwareJudgement judge_firmware(const Catalogue& catalogue, std::string_view family, std::string_view model, const drivers::junos::Firmware& firmware) {
    using enum FirmwareJudgement::Grade;
    for (const auto& row : catalogue.firmware) {
        if (row.family != family || row.type != firmware.type) continue;
        if (!drivers::TextPattern{row.models}.found_in(model) || !drivers::TextPattern{row.part}.found_in(firmware.part)) continue;
        const auto order = compare_firmware(firmware.version, row.at_least);
        if (order == std::partial_ordering::unordered) return {unclear, &row};
        return {order < 0 ? below : good, &row};
    }
    return {};
}

FirmwareFinding finding_of(const drivers::junos::Firmware& firmware, const FirmwareJudgement& judgement, const std::string& engine, const std::string& query) {
    const auto name = (engine.empty() ? "" : engine + " ") + firmware.part + " " + firmware.type;
    const auto runs = name + " runs " + (firmware.version.empty() ? "an unknown version" : firmware.version);
    const bool below = judgement.grade == FirmwareJudgement::Grade::below;
    FirmwareFinding finding;
    auto& measurement = finding.measurement;
    measurement.name = "firmware/" + name;
    if (!firmware.version.empty()) measurement.value = firmware.version;
    if (judgement.counts()) measurement.limits.one_of = {below ? judgement.row->at_least + " or later" : firmware.version};
    measurement.raw = firmware.version;
    measurement.source = query;
    measurement = reports::judged(std::move(measurement));
    if (judgement.counts() && below) finding.below = runs + ", and has to be " + judgement.row->at_least + " at least";
    if (judgement.row && !judgement.counts()) finding.notes.push_back(runs + "; " + words_on(judgement));
    if (compare_firmware(firmware.version, firmware.available) < 0) finding.notes.push_back(runs + ", and the unit holds " + firmware.available + " ready");
    return finding;
}

}  // namespace station
