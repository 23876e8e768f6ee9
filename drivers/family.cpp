#include "drivers/family.hpp"

#include "drivers/expect.hpp"
#include "drivers/lines.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <stdexcept>

namespace drivers {
namespace {

template <class List>
auto named(List& list, std::string_view name) -> decltype(list.data()) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.name == name; });
    return found == list.end() ? nullptr : &*found;
}

/// Around the star of a package's file name: what comes before and after {release}.
std::pair<std::string_view, std::string_view> halves(std::string_view file) {
    const auto at = file.find("{release}");
    return at == file.npos ? std::pair{file, std::string_view{}}
                           : std::pair{file.substr(0, at), file.substr(at + 9)};
}

}  // namespace

const Mode* Family::mode(std::string_view wanted) const {
    return named(modes, wanted);
}
const Mark* Family::mark(std::string_view wanted) const {
    return named(marks, wanted);
}
const Query* Family::query(std::string_view wanted) const {
    return named(queries, wanted);
}

const Dialogue* Family::dialogue(std::string_view wanted) const {
    return named(dialogues, wanted);
}

const SystemCopy* Family::copy(std::string_view wanted) const {
    return named(copies, wanted);
}

const Omission* Family::built_without(std::string_view part, std::string_view chassis) const {
    for (const auto& omission : omissions)
        if (omission.part == part && TextPattern{omission.model}.found_in(chassis)) return &omission;
    return nullptr;
}

std::vector<const Defect*> Family::defects_of(const std::vector<MarkSeen>& boot) const {
    std::vector<const Defect*> shown;
    for (const auto& defect : defects)
        if (defect.shown_by(boot)) shown.push_back(&defect);
    return shown;
}

const Move* Family::way(std::string_view from, std::string_view to) const {
    struct Reached {
        const Mode* mode;
        const Move* first;
    };
    std::vector<Reached> reached{{mode(from), nullptr}};
    if (!reached[0].mode) return nullptr;
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const auto here = reached[i];
        for (const auto& move : here.mode->moves) {
            const auto* first = here.first ? here.first : &move;
            if (move.to == to) return first;
            const auto* next = mode(move.to);
            const auto known = std::any_of(reached.begin(), reached.end(),
                                           [&](const auto& other) { return other.mode == next; });
            if (!known) reached.push_back({next, first});
        }
    }
    return nullptr;
}

const ResetLevel* Family::reset(std::string_view level) const {
    if (level == "best") return resets.empty() ? nullptr : &resets.back();
    const auto found =
        std::find_if(resets.begin(), resets.end(), [&](const auto& entry) { return entry.level == level; });
    return found == resets.end() ? nullptr : &*found;
}

const Package* Family::package_of(std::string_view file_name) const {
    for (const auto& package : packages)
        if (!package.release_of(file_name).empty()) return &package;
    return nullptr;
}

std::vector<std::string> Query::rows(std::string_view text) const {
    std::vector<std::string> all;
    if (row.empty()) return all;
    const TextPattern pattern{row};
    for (const auto line : lines_of(text))
        if (auto value = pattern.group("row", line)) all.push_back(std::move(*value));
    return all;
}

std::string Package::release_of(std::string_view file_name) const {
    const auto [head, tail] = halves(file);
    if (!file_name.starts_with(head) || file_name.size() < head.size() + tail.size()) return {};
    auto rest = file_name.substr(head.size());
    if (!rest.ends_with(tail)) return {};
    rest.remove_suffix(tail.size());
    const bool begins_with_digit = !rest.empty() && rest[0] >= '0' && rest[0] <= '9';
    return begins_with_digit && rest.find('/') == rest.npos ? std::string{rest} : std::string{};
}

std::string Package::file_for(std::string_view release) const {
    return filled(file, {{"release", std::string{release}}});
}

std::string filled(std::string text, const std::map<std::string, std::string>& values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('{', at), close = open == text.npos ? open : text.find('}', open);
        if (close == text.npos) return out + text.substr(at);
        const auto value = values.find(text.substr(open + 1, close - open - 1));
        if (value == values.end()) {
            out += text.substr(at, open + 1 - at);
            at = open + 1;
        } else {
            out += text.substr(at, open - at) + value->second;
            at = close + 1;
        }
    }
    return out;
}

std::string keystrokes(std::string_view keys) {
    std::string bytes;
    while (!keys.empty()) {
        const auto open = keys.find('<');
        bytes += keys.substr(0, open);
        if (open == keys.npos) break;
        const auto close = keys.find('>', open);
        const auto key = keys.substr(open + 1, close == keys.npos ? keys.npos : close - open - 1);
        if (key == "enter")
            bytes += '\r';
        else if (key == "space")
            bytes += ' ';
        else if (key == "tab")
            bytes += '\t';
        else if (key == "up")
            bytes += "\x1b[A";
        else if (key == "down")
            bytes += "\x1b[B";
        else if (key == "lt")
            bytes += '<';
        else if (key.size() == 6 && key.starts_with("ctrl-") && key[5] >= 'a' && key[5] <= 'z')
            bytes += static_cast<char>(key[5] - 'a' + 1);
        else
            throw std::invalid_argument{"there is no key <" + std::string{key} +
                                        ">: expected <enter>, <space>, <tab>, <up>, <down>, <ctrl-c> or <lt>"};
        keys.remove_prefix(close + 1);
    }
    return bytes;
}

}  // namespace drivers
