#include "drivers/replay_section.hpp"

#include "drivers/lines.hpp"

#include <algorithm>

namespace drivers {
namespace {

std::string_view without_pipe(std::string_view command) { return without_end_blanks(command.substr(0, command.find(" | "))); }

bool begins_like(std::string_view typed, std::string_view command) {
    const auto words = without_end_blanks(command.substr(0, command.find('{')));
    return !words.empty() && typed.starts_with(words);
}

bool is_command(std::string_view typed, std::string_view command) { return !command.empty() && without_pipe(typed) == without_pipe(command); }

std::string words_of(const InstallTrouble& trouble) {
    static constexpr std::pair<InstallTrouble::Remedy, const char*> all[] = {
        {InstallTrouble::Remedy::roll_back, "roll back"},   {InstallTrouble::Remedy::make_space, "make room"}, {InstallTrouble::Remedy::wait, "wait"},
        {InstallTrouble::Remedy::copy_again, "copy again"}, {InstallTrouble::Remedy::set_clock, "set the clock"}, {InstallTrouble::Remedy::other_path, "another path"}};
    std::string words = trouble.means + "; fault of the " + (trouble.blame == InstallTrouble::Blame::unit ? "unit" : "station");
    for (const auto remedy : trouble.remedies)
        for (const auto& [known, name] : all)
            if (known == remedy) words += std::string{"; "} + name;
    return words;
}

std::string joined_all(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts) all += (all.empty() ? "" : ", ") + part;
    return all;
}

std::string word_for(const InstallJudgement& judgement) {
    if (judgement.end == InstallEnd::succeeded) return "success";
    if (judgement.end == InstallEnd::unclear) return "unclear";
    return judgement.trouble ? "trouble:" + judgement.trouble->name : "failure";
}

/// The first judgement of the packages that is one.
InstallJudgement judged_by(const std::vector<const Package*>& packages, std::string_view said) {
    for (const auto* package : packages)
        if (auto judgement = judge_install(*package, said); judgement.end != InstallEnd::unclear) return judgement;
    return {};
}

bool any_found(const std::vector<std::string>& patterns, const std::string& text) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return TextPattern{pattern}.found_in(text); });
}

}  // namespace

ReplaySection::ReplaySection(const Family& family) : family_{family} {
    for (const auto& package : family.packages)
        if (!package.file.empty()) packages_.push_back(&package);
}

bool ReplaySection::is_install() const {
    if (command_.find(" software in-service-upgrade") != command_.npos || command_.find(" software nonstop-upgrade") != command_.npos) return true;
    return std::any_of(packages_.begin(), packages_.end(), [this](const auto* package) {
        return begins_like(command_, package->install) || begins_like(command_, package->rollback);
    });
}

void ReplaySection::begin(const std::string& command, ReplayedLine& line) {
    command_ = command;
    const ResetLevel* meant = nullptr;  // the longest command that this one begins with
    for (const auto& level : family_.resets)
        if (begins_like(command, level.command) && (!meant || level.command.size() >= meant->command.size())) meant = &level;
    if (!meant) return;
    resets_ = {meant};
    reset_begun_ = true;
    line.taken.push_back({"reset", meant->level, meant->command});
}

void ReplaySection::take(const std::string& text, ReplayedLine& line) {
    if (text.empty()) return;
    said_ += text + "\n";
    take_reset(text, line);
    take_installer(text, line);
}

void ReplaySection::take_reset(const std::string& text, ReplayedLine& line) {
    const ResetLevel* begun = nullptr;
    for (const auto& level : family_.resets) {
        const bool meant = resets_.empty() || resets_.front() == &level;
        if (!begun && meant && any_found(level.started, text)) begun = &level;
    }
    if (begun) {
        line.taken.push_back({"started", begun->level, ""});
        if (resets_.empty()) resets_ = {begun};
        reset_begun_ = true;
    }
    for (const auto* level : resets_)
        if (const auto shown = level->claim(text)) {
            line.taken.push_back({"claim", shown->claim->name, shown->claim->claims + ": " + shown->claim->words});
            if (std::find(claims_.begin(), claims_.end(), shown->claim->name) == claims_.end()) {
                claims_.push_back(shown->claim->name);
                levels_.push_back(shown->claim->claims);
            }
        }
}

void ReplaySection::take_installer(const std::string& text, ReplayedLine& line) const {
    if (!command_.empty() && !is_install()) return;
    const auto judgement = judged_by(packages_, text);
    if (judgement.end == InstallEnd::succeeded) line.taken.push_back({"success", "", ""});
    if (judgement.trouble) line.taken.push_back({"trouble", judgement.trouble->name, words_of(*judgement.trouble)});
    if (judgement.end == InstallEnd::failed && !judgement.trouble && is_install()) line.taken.push_back({"failure", "", ""});
}

std::string ReplaySection::answer_to(const std::string& question) const {
    const auto reply = [&](const std::vector<Answer>& answers, const std::string& where) -> std::string {
        for (const auto& answer : answers)
            if (TextPattern{answer.pattern}.found_in(question)) return "answered \"" + answer.reply + "\" by " + where;
        return {};
    };
    const bool any = command_.empty();
    for (const auto& level : family_.resets)
        if (any || begins_like(command_, level.command))
            if (auto words = reply(level.answers, "reset " + level.level); !words.empty()) return words;
    const bool of_packages = any || is_install() || std::any_of(packages_.begin(), packages_.end(), [this](const auto* package) {
        return begins_like(command_, package->reboot);
    });
    for (const auto* package : packages_)
        if (of_packages)
            if (auto words = reply(package->answers, "package " + package->name); !words.empty()) return words;
    for (const auto& dialogue : family_.dialogues)
        for (const auto& line : dialogue.lines)
            if (auto words = reply(line.answers, "dialogue " + dialogue.name); !words.empty()) return words;
    return "nobody answers it";
}

void ReplaySection::end() {
    judge();
    read_copies();
    read_pendings();
    command_.clear();
    said_.clear();
}

/// An excerpt without its command is an installation where it says so in words that only installers use.
void ReplaySection::judge() {
    auto judgement = judged_by(packages_, said_);
    const bool asked = is_install();
    if (!asked && (!command_.empty() || judgement.end == InstallEnd::unclear || (judgement.end == InstallEnd::failed && !judgement.trouble))) return;
    installs_.push_back(word_for(judgement));
}

void ReplaySection::read_copies() {
    for (const auto& copy : family_.copies) {
        if (!command_.empty() && !is_command(command_, copy.command)) continue;
        std::string releases;
        for (const auto& shown : copy.read(said_))
            for (const auto& release : shown.releases) releases += (releases.empty() ? "" : ", ") + release;
        if (releases.empty() && !command_.empty() && copy.is_absent(said_)) releases = "absent";
        if (!releases.empty()) copies_[copy.name] = releases;
    }
}

void ReplaySection::read_pendings() {
    if (command_.empty()) return;
    for (const auto* package : packages_)
        for (const auto& query : package->pending) {
            if (!is_command(command_, query.command)) continue;
            const auto answer = read_pending(query, said_);
            auto words = !answer.answered ? "unknown" : answer.releases.empty() ? "nothing" : joined_all(answer.releases);
            if (std::find(pendings_.begin(), pendings_.end(), words) == pendings_.end()) pendings_.push_back(std::move(words));
        }
}

void ReplaySection::summarize(std::map<std::string, std::string>& summary) const {
    const auto put = [&summary](const std::string& key, const std::vector<std::string>& parts) {
        if (!parts.empty()) summary[key] = joined_all(parts);
    };
    put("install", installs_);
    put("claim", claims_);
    put("pending", pendings_);
    if (reset_begun_) summary["zeroize"] = levels_.empty() ? "no claim" : joined_all(levels_);
    for (const auto& [name, releases] : copies_) summary["copy " + name] = releases;
}

}  // namespace drivers
