#include "drivers/family_listing.hpp"

#include "drivers/lines.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <sstream>

namespace drivers {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// "Nov 30 23:51:42 2026", as ls and date of a BSD have it.
std::optional<sys_seconds> time_of(const std::string& text) {
    std::istringstream words{text};
    std::string name;
    unsigned day_number = 0, hour = 0, minute = 0, second = 0;
    int year_number = 0;
    char colon = 0, another = 0;
    if (!(words >> name >> day_number >> hour >> colon >> minute >> another >> second >> year_number)) return std::nullopt;
    const auto month_at = std::find(months.begin(), months.end(), name);
    if (month_at == months.end() || colon != ':' || another != ':') return std::nullopt;
    const year_month_day day{year{year_number}, month{static_cast<unsigned>(month_at - months.begin()) + 1}, std::chrono::day{day_number}};
    if (!day.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return sys_days{day} + hours{hour} + minutes{minute} + seconds{second};
}

std::string group_of(const std::vector<std::pair<std::string, std::string>>& groups, std::string_view name) {
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == name; });
    return found == groups.end() ? std::string{} : found->second;
}

std::optional<Listed> entry_in(const TextPattern& pattern, std::string_view line) {
    const auto groups = pattern.groups(line);
    if (!groups) return std::nullopt;
    const auto kind = group_of(*groups, "kind");
    const auto time = time_of(group_of(*groups, "time"));
    if (kind.empty() || !time) return std::nullopt;
    Listed entry{kind.front(), group_of(*groups, "path"), group_of(*groups, "size"), "", *time};
    constexpr std::string_view arrow{" -> "};
    const auto at = entry.kind == 'l' ? entry.path.find(arrow) : std::string::npos;
    if (at == std::string::npos) return entry;
    entry.target = entry.path.substr(at + arrow.size());
    entry.path.resize(at);
    return entry;
}

}  // namespace

std::string Listed::shown() const {
    if (kind == 'l') return path + "@ -> " + target;
    return is_folder() && path != "/" ? path + "/" : path;
}

std::variant<WholeListing, BrokenListing> Listing::read(std::string_view printed) const {
    const TextPattern entry_pattern{entry}, clock_pattern{clock}, end_pattern{end}, no_matter{alternatives(vanished)};
    std::optional<WholeListing> whole;
    bool ended = false;
    std::string cut;  // a row whose name reads like a message of the syslog: that end of it came as a line of its own, before the rest
    for (const auto line : lines_of(printed)) {
        if (without_blanks(line).empty()) continue;
        if (!cut.empty()) {
            auto joined = entry_in(entry_pattern, std::string{line} + " " + cut);
            if (!joined || entry_in(entry_pattern, line)) return BrokenListing{"a line of it is not understood: " + cut};
            whole->entries.push_back(std::move(*joined));
            cut.clear();
            continue;
        }
        if (ended) return BrokenListing{"it goes on after its end: " + std::string{line}};
        if (const auto began = clock_pattern.group("time", line)) {
            const auto time = time_of(*began);
            if (!time || whole) return BrokenListing{"its clock is not understood: " + std::string{line}};
            whole.emplace().clock = *time;
        } else if (!whole) {
            return BrokenListing{"it begins with " + std::string{line}};
        } else if (end_pattern.found_in(line)) {
            ended = true;
        } else if (auto found = entry_in(entry_pattern, line)) {
            whole->entries.push_back(std::move(*found));
        } else if (vanished.empty() || !no_matter.found_in(line)) {
            cut = line;
        }
    }
    if (!cut.empty()) return BrokenListing{"a line of it is not understood: " + cut};
    if (!whole || !ended) return BrokenListing{whole ? "it does not come to its end" : "it printed nothing"};
    std::set<std::string_view> paths;
    for (const auto& one : whole->entries) paths.insert(one.path);
    for (const auto& path : must_list)
        if (!paths.contains(path)) return BrokenListing{"it does not show " + path + ", which every unit has"};
    return std::move(*whole);
}

}  // namespace drivers
