#include "station/software/catalogue_text.hpp"

#include "station/software/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace station {
namespace {

using Cells = std::vector<std::pair<std::string, std::string>>;

std::string list_of(const std::vector<std::string>& values) {
    std::string all;
    for (const auto& value : values) all += (all.empty() ? "" : ", ") + yaml_scalar(value);
    return "[" + all + "]";
}

Cells with(Cells cells, const Provenance& known) {
    cells.insert(cells.end(), {{"as-of", known.as_of}, {"source", known.source}, {"status", known.status}});
    return cells;
}

template <typename Rows>
std::string section(const char* name, const Rows& rows) {
    if (rows.empty()) return {};
    auto text = fmt::format("{}:\n", name);
    for (const auto& row : rows) text += "  - " + yaml_of(row) + "\n";
    return text;
}

const char* word(Judgement::Grade grade) {
    switch (grade) {
        case Judgement::Grade::good: return "ok    ";
        case Judgement::Grade::warn: return "look  ";
        case Judgement::Grade::refuse: return "REFUSE";
    }
    return "";
}

}  // namespace

// Plain where nobody could take it for anything else; else in double quotes with the escapes of JSON, which YAML shares.
std::string yaml_scalar(const std::string& text) {
    const auto plain = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_'; };
    if (!text.empty() && std::isalnum(static_cast<unsigned char>(text.front())) && std::all_of(text.begin(), text.end(), plain)) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (static_cast<unsigned char>(c) < ' ')
            quoted += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
        else
            quoted += c;
    }
    return quoted + "\"";
}

std::string yaml_row(const Cells& cells) {
    std::string text;
    for (const auto& [name, value] : cells)
        if (!value.empty()) text += (text.empty() ? "" : ", ") + name + ": " + yaml_scalar(value);
    return "{ " + text + " }";
}

std::string yaml_of(const Target& row) {
    return yaml_row(with({{"family", row.family}, {"models", row.models}, {"release", row.release}, {"exception", row.exception}}, row.known));
}

std::string yaml_of(const TrainRow& row) {
    return yaml_row(with({{"os", row.train.os()}, {"train", row.train.text()}, {"published", row.published}, {"extended", row.extended ? "true" : ""},
                          {"ended", row.ended}}, row.known));
}

std::string yaml_of(const SecurityFloor& row) {
    auto text = yaml_row(with({{"os", row.train.os()}, {"train", row.train.text()}, {"release", row.release},
                               {"inclusive", row.inclusive ? "true" : ""}, {"older-trains", row.older_trains ? "true" : ""}}, row.known));
    if (!row.platforms.empty()) text.replace(text.size() - 2, 0, ", platforms: " + list_of(row.platforms));
    return text;
}

std::string yaml_of(const UpgradeException& row) {
    return yaml_row(with({{"family", row.family}, {"from", row.from}, {"to", row.to}}, row.known));
}

std::string yaml_of(const FirmwareRow& row) {
    return yaml_row(with({{"family", row.family}, {"models", row.models}, {"part", row.part}, {"type", row.type}, {"at-least", row.at_least}}, row.known));
}

std::string catalogue_yaml(const Catalogue& catalogue, const std::string& head) {
    auto text = head + "catalogue: " + yaml_scalar(catalogue.name) + "\n";
    text += fmt::format("ages: {{ warn-after: {}, refuse-after: {} }}\n", catalogue.warn_after, catalogue.refuse_after);
    text += fmt::format("upgrades: {{ trains: {}, extended-trains: {}", catalogue.trains_per_step, catalogue.extended_trains_per_step);
    if (!catalogue.rule_source.empty()) text += ", source: " + yaml_scalar(catalogue.rule_source);
    return text + " }\n" + section("targets", catalogue.targets) + section("trains", catalogue.trains) + section("floors", catalogue.floors) +
           section("exceptions", catalogue.exceptions) + section("firmware", catalogue.firmware);
}

std::string head_of(const std::string& yaml) {
    std::istringstream in{yaml};
    std::string head;
    for (std::string line; std::getline(in, line) && line.starts_with('#');) head += line + "\n";
    return head;
}

std::string catalogue_table(const Catalogue& catalogue, Day today) {
    std::string text;
    for (const auto& row : catalogue.targets) {
        const auto judgement = judge(catalogue, row, {}, today);
        text += fmt::format("{}  {:<14} {:<16} looked up {}, {}\n", word(judgement.grade), row.family + (row.models.empty() ? "" : " " + row.models), row.release,
                            row.known.as_of, row.known.status);
        for (const auto& words : judgement.words) text += "        " + words + "\n";
        if (row.models.empty())
            for (const auto& words : holes_on_some(catalogue, row.release, row.family)) text += "        " + words + "\n";
    }
    if (!catalogue.floors.empty()) text += "security floors\n";
    for (const auto& row : catalogue.floors) {
        std::string platforms;
        for (const auto& platform : row.platforms) platforms += (platforms.empty() ? ", only " : " ") + platform;
        text += fmt::format("  {:<8} {:<8} {:<18} {}, {}{}{}\n", row.train.os(), row.train.text(), row.release.empty() ? "none is mended" : (row.inclusive ? "after " : "") + row.release,
                            row.known.source, row.known.as_of, row.older_trains ? ", older trains are never mended" : "", platforms);
    }
    if (!catalogue.firmware.empty()) text += "firmware below Junos\n";
    for (const auto& row : catalogue.firmware)
        text += fmt::format("  {:<14} {} {:<18} at least {:<12} {}, {}, {}\n", row.family + (row.models.empty() ? "" : " " + row.models), row.part, row.type,
                            row.at_least, row.known.source, row.known.as_of, row.known.status);
    text += fmt::format("one installation goes {} trains far, or {} extended ones; {} exceptions, {} trains known\n", catalogue.trains_per_step,
                        catalogue.extended_trains_per_step, catalogue.exceptions.size(), catalogue.trains.size());
    return text;
}

}  // namespace station
