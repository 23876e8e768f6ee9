#include "reports/titles.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace reports {
namespace {

using Table = std::pair<std::string_view, std::string_view>;

/// Fields of a query, as a procedure names them.
constexpr std::array<Table, 26> fields{{{"celsius", "temperature"},
                                        {"status", "status"},
                                        {"state", "state"},
                                        {"count", "number"},
                                        {"rpm", "speed"},
                                        {"volts", "voltage"},
                                        {"bias-ma", "bias current"},
                                        {"tx-mw", "transmitted power"},
                                        {"tx-dbm", "transmitted power"},
                                        {"rx-mw", "received power"},
                                        {"rx-dbm", "received power"},
                                        {"used-percent", "space used"},
                                        {"used-blocks", "blocks used"},
                                        {"total-blocks", "blocks"},
                                        {"available-blocks", "blocks free"},
                                        {"capacity-watts", "capacity"},
                                        {"output-watts", "output power"},
                                        {"input", "input"},
                                        {"mastership-state", "role"},
                                        {"role", "role"},
                                        {"version", "version"},
                                        {"model", "model"},
                                        {"up-time", "time since it started"},
                                        {"last-reboot-reason", "why it started last"},
                                        {"serial-number", "serial number"},
                                        {"comment", "remark"}}};

/// What steps measure of their own accord: the first part of a name, and what is said before the rest.
constexpr std::array<Table, 5> heads{{{"release", "Release on"},
                                      {"firmware", "Firmware:"},
                                      {"duration", "Time taken:"},
                                      {"rate", "Speed:"},
                                      {"serial", "Serial number"}}};

constexpr std::array<Table, 14> tails{{{"serial/label", "on the label"},
                                       {"serial/inventory", "in the chassis inventory"},
                                       {"serial/cli", "by the console"},
                                       {"serial/eeprom", "in the chassis memory"},
                                       {"serial/midplane", "of the midplane"},
                                       {"rate/upload", "upload of the image"},
                                       {"duration/install", "installation"},
                                       {"duration/reboot", "restart"},
                                       {"duration/digest", "digest of the image on the unit"},
                                       {"duration/space", "making room"},
                                       {"duration/remove", "removing the image"},
                                       {"duration/fetch", "fetching the image"},
                                       {"duration/snapshot", "writing the second copy"},
                                       {"duration/wipe", "wipe"}}};

std::string_view found(const auto& table, std::string_view key) {
    const auto at = std::ranges::find(table, key, &Table::first);
    return at == table.end() ? std::string_view{} : at->second;
}

std::string spaced(std::string_view name) {
    std::string text{name};
    std::ranges::replace(text, '-', ' ');
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string capitalised(std::string text) {
    if (!text.empty())
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

/// As procedures write fields and families write proofs: small letters, digits, dashes.
bool is_slug(std::string_view text) {
    return !text.empty() && std::islower(static_cast<unsigned char>(text.front())) != 0 &&
           std::ranges::all_of(text, [](unsigned char c) {
               return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-';
           });
}

std::string own_words(std::string_view name, std::string_view head, std::string_view rest) {
    const auto words = found(heads, head);
    if (const auto tail = found(tails, name); !tail.empty()) return fmt::format("{} {}", words, tail);
    const auto blank = rest.find(' ');  // "duration/install re0"
    const auto what = rest.substr(0, blank);
    const auto tail = found(tails, fmt::format("{}/{}", head, what));
    if (tail.empty() || blank == std::string_view::npos)
        return fmt::format("{} {}", words, head == "serial" ? spaced(rest) : std::string{rest});
    return fmt::format("{} {} on {}", words, tail, rest.substr(blank + 1));
}

}  // namespace

ProofName proof_name(std::string_view name) {
    constexpr std::string_view prefix = "wiped/";
    if (!name.starts_with(prefix)) return {};
    name.remove_prefix(prefix.size());
    const auto slash = name.find('/');
    if (slash == std::string_view::npos) return {"", spaced(name)};
    return {std::string{name.substr(0, slash)}, spaced(name.substr(slash + 1))};
}

std::string title_of(std::string_view name, std::string_view step) {
    if (const auto proof = proof_name(name); !proof.title.empty())
        return proof.engine.empty() ? capitalised(proof.title) : proof.engine + ": " + proof.title;
    const auto slash = name.find('/');
    if (slash == std::string_view::npos) return is_slug(name) ? capitalised(spaced(name)) : std::string{name};
    const auto head = name.substr(0, slash);
    auto rest = name.substr(slash + 1);
    if (!found(heads, head).empty()) return own_words(name, head, rest);
    std::string field;
    if (const auto last = rest.rfind('/');
        is_slug(rest.substr(last == std::string_view::npos ? 0 : last + 1))) {
        const auto slug = rest.substr(last == std::string_view::npos ? 0 : last + 1);
        const auto word = found(fields, slug);
        field = word.empty() ? spaced(slug) : std::string{word};
        rest = last == std::string_view::npos ? std::string_view{} : rest.substr(0, last);
    }
    if (rest == "item") rest = {};  // it has no name of its own
    std::string text = head == step && !(rest.empty() && field.empty()) ? "" : capitalised(spaced(head));
    for (const std::string& part : {std::string{rest}, field})
        if (!part.empty()) text += (text.empty() ? "" : ": ") + part;
    return capitalised(text);
}

}  // namespace reports
