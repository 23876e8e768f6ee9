#include "drivers/seen.hpp"

namespace drivers {
namespace {

void take(Seen& seen, const TextPattern& pattern, std::string_view text) {
    const auto groups = pattern.groups(text);
    if (!groups) return;
    for (const auto& [name, value] : *groups) {
        auto* member = name == "user"     ? &seen.user
                       : name == "host"   ? &seen.host
                       : name == "role"   ? &seen.role
                       : name == "member" ? &seen.member
                                          : nullptr;
        if (member && member->empty()) *member = value;
    }
}

}  // namespace

PromptReader::PromptReader(const Family& family) : family_{&family} {
    for (const auto& mode : family.modes)
        prompts_.push_back({mode.name, TextPattern{mode.prompt}, TextPattern{mode.after}});
    for (const auto& banner : family.banners) banners_.emplace_back(banner);
}

Expect PromptReader::expect() const {
    std::vector<Prompt> prompts;
    for (const auto& mode : family_->modes)
        prompts.push_back({mode.name, mode.prompt, mode.after, mode.ends, mode.ended});
    return Expect{prompts, family_->noise, family_->interruptions};
}

Seen PromptReader::read(const Match& match) const {
    Seen seen;
    const auto* mode = family_->mode(match.name);
    if (!mode) return seen;
    seen.mode = mode->name;
    seen.kind = mode->kind;
    seen.confidence = mode->unverified ? Confidence::likely : Confidence::certain;
    for (const auto& patterns : prompts_)
        if (patterns.mode == match.name) take(seen, patterns.prompt, match.text);
    for (const auto& line : match.before)
        for (const auto& banner : banners_) take(seen, banner, line);
    for (const auto& line : match.before) {
        seen.lines.insert(seen.lines.begin(), printable(line));
        seen.text.insert(0, line + "\n");
    }
    seen.lines.push_back(printable(match.text));
    seen.text = printable(seen.text + match.text);
    return seen;
}

std::string PromptReader::host_banner(const Match& match) const {
    for (const auto& line : match.before)
        for (const auto& banner : banners_) {
            Seen seen;
            take(seen, banner, line);
            if (!seen.host.empty()) return line;
        }
    return {};
}

bool PromptReader::introduces(const std::string& line, std::string_view mode) const {
    for (const auto& banner : banners_)
        if (banner.found_in(line)) return true;
    for (const auto& patterns : prompts_)
        if (patterns.mode == mode && !family_->mode(mode)->after.empty() && patterns.after.found_in(line))
            return true;
    return false;
}

std::string printable(std::string_view text, std::size_t size) {
    if (text.size() > size) text.remove_prefix(text.size() - size);
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n')
            out += " | ";
        else if (c != '\r')
            out += byte >= 0x20 && byte < 0x7f ? c : '.';
    }
    return out;
}

}  // namespace drivers
