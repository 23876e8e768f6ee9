#include "drivers/junos/disk_row.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "drivers/junos/element.hpp"
#include "drivers/junos/lines.hpp"

namespace drivers::junos {
namespace {

constexpr std::size_t model_width = 20, serial_width = 20;
constexpr std::string_view digits = "0123456789";

bool any_of(std::string_view word, const auto& words) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// What Junos and its disks are described with: "Compact Flash", "Solid State Disk", "Disk 1".
bool is_kind_of_disk(std::string_view word) {
    static constexpr std::array<std::string_view, 14> nouns{"Disk",  "Flash",  "Drive", "SSD",    "HDD",    "Card",   "Storage",
                                                            "Media", "Medium", "Stick", "Module", "Memory", "Device", "eMMC"};
    return any_of(word, nouns);
}
bool describes_disk(std::string_view word) {
    static constexpr std::array<std::string_view, 23> others{"NVMe", "NVME",     "SATA",     "PATA",      "IDE",      "SAS",     "SD",   "MMC",
                                                             "USB",  "eUSB",     "M.2",      "mSATA",     "Solid",    "State",   "Hard", "Compact",
                                                             "Slim", "Internal", "External", "Removable", "Embedded", "Primary", "Boot"};
    return is_kind_of_disk(word) || any_of(word, others);
}

bool is_number(std::string_view word) { return !word.empty() && word.find_first_not_of(digits) == word.npos; }

bool is_device_name(std::string_view word) {
    const auto small = [](unsigned char c) { return std::islower(c) || std::isdigit(c) || c == '/' || c == '-' || c == '_'; };
    return word.size() <= 16 && std::islower(static_cast<unsigned char>(word[0])) && std::all_of(word.begin(), word.end(), small);
}

bool is_unit(std::string_view word) {
    static constexpr std::array<std::string_view, 6> units{"MB", "GB", "TB", "KB", "MiB", "GiB"};
    return any_of(word, units);
}

/// The words that hold the size: 2 for "3919 MB", 1 for "3919MB", 0 when there is none.
std::size_t size_words(const std::vector<std::string_view>& words) {
    const auto end = words[1].find_first_not_of("0123456789.");
    if (end == 0) return 0;
    if (end == words[1].npos) return words.size() > 2 && is_unit(words[2]) ? 2 : 0;
    return is_unit(words[1].substr(end)) ? 1 : 0;
}

std::size_t place_in(std::string_view text, std::string_view word) { return static_cast<std::size_t>(word.data() - text.data()); }

/// Where the description begins: the words at the end that describe disks.
std::size_t description_in(std::string_view text) {
    const auto words = words_of(text);
    auto first = words.size();
    bool named = false;
    while (first > 0) {
        const auto word = words[first - 1];
        const bool numbers_it = is_number(word) && first == words.size() && first > 1 && is_kind_of_disk(words[first - 2]);
        if (!numbers_it && !describes_disk(word)) break;
        named = named || is_kind_of_disk(word);
        --first;
    }
    return named ? place_in(text, words[first]) : text.size();
}

/// A description in words that nobody knows stands behind what can only be a serial.
std::size_t unknown_description_in(std::string_view text) {
    const auto blank_at = [text](std::size_t at) { return at >= text.size() || text[at] == ' '; };
    constexpr auto due = model_width + 1 + serial_width + 1;
    if (text.size() > due && blank_at(model_width) && blank_at(due - 1) && text[due] != ' ') return due;
    const auto words = words_of(text);
    for (auto i = words.size(); i > 1 && words[i - 1].find_first_of(digits) == std::string_view::npos; --i)
        if (const auto word = words[i - 2]; word.size() >= 6 && i > 2 && word.find_first_of(digits) != word.npos) return place_in(text, words[i - 1]);
    return text.size();
}

void take_model_and_serial(std::string_view text, Module& disk) {
    const auto words = trimmed(text);
    if (words.empty()) return;
    const bool no_model = text.find_first_not_of(' ') >= model_width;
    const bool no_serial = text.size() - (text.find_last_not_of(' ') + 1) > serial_width;
    const auto cells = cells_of(words);
    const auto blank = words.rfind(' ');
    if (no_model)
        disk.serial_number = words;
    else if (no_serial)
        disk.model_number = words;
    else if (cells.size() > 1) {
        disk.serial_number = cells.back();
        disk.model_number = trimmed(words.substr(0, place_in(words, cells.back())));
    } else if (blank != words.npos && words.find_first_of(digits, blank) != words.npos) {
        disk.serial_number = words.substr(blank + 1);
        disk.model_number = trimmed(words.substr(0, blank));
    } else {
        disk.model_number = words;
    }
}

}  // namespace

std::optional<Module> disk_in(std::string_view row) {
    const auto words = words_of(row);
    if (words.size() < 2 || !is_device_name(words[0])) return std::nullopt;
    const auto sized = size_words(words);
    if (sized == 0) return std::nullopt;
    Module disk;
    disk.name = words[0];
    auto rest = row.substr(place_in(row, words[sized]) + words[sized].size());
    rest.remove_prefix(std::min<std::size_t>(rest.starts_with("  ") ? 2 : 1, rest.size()));
    auto description = description_in(rest);
    if (description == rest.size()) description = unknown_description_in(rest);
    disk.description = trimmed(rest.substr(description));
    take_model_and_serial(rest.substr(0, description), disk);
    return disk;
}

}  // namespace drivers::junos
