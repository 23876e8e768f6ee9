#include "station/software/judgement.hpp"

#include <algorithm>
#include <cctype>

namespace station {
namespace {

using Grade = Judgement::Grade;

void judge_age(const Catalogue& catalogue, const Target& target, Day today, Judgement& judgement) {
    const auto looked = parse_day(target.known.as_of);
    if (!looked || *looked > today) return judgement.say(Grade::refuse, "its row is of " + target.known.as_of + ", which is yet to come: is the clock right?");
    const auto days = (today - *looked).count();
    const auto words = "its row was last looked at on " + target.known.as_of + ", " + std::to_string(days) + " days ago";
    if (days > catalogue.refuse_after)
        judgement.say(Grade::refuse, words + "; rows older than " + std::to_string(catalogue.refuse_after) + " days certify nothing");
    else if (days > catalogue.warn_after)
        judgement.say(Grade::warn, words + "; look again");
}

void judge_train(const Catalogue& catalogue, const Target& target, Day today, Judgement& judgement) {
    const auto train = train_of(target.release);
    const auto* row = train ? catalogue.train(*train) : nullptr;
    if (!row || row->ended.empty() || *parse_day(row->ended) >= today) return;
    judgement.say(Grade::warn, "train " + train->text() + " ended on " + row->ended + (target.exception.empty() ? "" : "; accepted: " + target.exception));
}

std::string hole(const SecurityFloor& floor, const drivers::junos::Version& release, const Train& train) {
    const auto since = " (" + floor.known.source + ", " + floor.known.as_of + ")";
    if (train.evolved != floor.train.evolved || train.special != floor.train.special) return {};
    if (train == floor.train) {
        if (floor.release.empty()) return "no release of train " + train.text() + " is mended" + since;
        const auto bound = drivers::junos::parse_version(floor.release);
        const auto order = compare(release, bound);
        if (floor.inclusive) return order <= 0 || matches(bound, release) ? "it is not after " + floor.release + since : "";
        return order < 0 ? "it is below " + floor.release + since : "";
    }
    if (!floor.older_trains || train > floor.train) return {};
    return "train " + train.text() + " has no mended release, the first is " +
           (floor.release.empty() ? "after " + floor.train.text() : (floor.inclusive ? "after " : "") + floor.release) + since;
}

// Rows that only show the shape say so, in any case of letters.
bool is_example(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text.find("example") != std::string::npos;
}

}  // namespace

void Judgement::say(Grade said, std::string text) {
    grade = std::max(grade, said);
    words.push_back(std::move(text));
}

std::vector<std::string> holes_on_some(const Catalogue& catalogue, std::string_view release, std::string_view family) {
    const auto version = drivers::junos::parse_version(release);
    const auto train = train_of(version);
    std::vector<std::string> all;
    const auto line = family.substr(0, family.find('-'));
    for (const auto& floor : catalogue.floors)
        for (const auto& platform : floor.platforms) {
            const auto letters = platform.substr(0, platform.find_first_of("0123456789"));
            const bool of_line = std::equal(letters.begin(), letters.end(), line.begin(), line.end(),
                                            [](unsigned char a, char b) { return std::tolower(a) == b; });
            if (!train || !of_line) continue;
            if (auto words = hole(floor, version, *train); !words.empty()) all.push_back("on " + platform + ": " + words);
        }
    return all;
}

std::vector<std::string> holes(const Catalogue& catalogue, std::string_view release, std::string_view model) {
    const auto version = drivers::junos::parse_version(release);
    const auto train = train_of(version);
    std::vector<std::string> all;
    if (!train) return all;
    for (const auto& floor : catalogue.floors) {
        if (!floor.concerns(model)) continue;
        if (auto words = hole(floor, version, *train); !words.empty()) all.push_back(std::move(words));
    }
    return all;
}

Judgement judge(const Catalogue& catalogue, const Target& target, std::string_view model, Day today) {
    Judgement judgement;
    judge_age(catalogue, target, today, judgement);
    judge_train(catalogue, target, today, judgement);
    for (const auto& words : holes(catalogue, target.release, model))
        if (target.exception.empty())
            judgement.say(Grade::refuse, words);
        else
            judgement.say(Grade::warn, words + "; accepted: " + target.exception);
    if (target.known.status != "verified") judgement.say(Grade::warn, "its row is " + target.known.status + ": " + target.known.source);
    return judgement;
}

std::vector<std::string> against_latest(const Catalogue& catalogue, const Target& target, std::string_view model, Day today) {
    Judgement judgement;
    judge_age(catalogue, target, today, judgement);
    if (target.exception.empty()) judge_train(catalogue, target, today, judgement);
    for (auto& words : holes(catalogue, target.release, model)) judgement.say(Grade::warn, std::move(words));
    if (target.known.status != "verified") judgement.say(Grade::warn, "its row is " + target.known.status);
    if (is_example(target.known.source) || is_example(target.exception)) judgement.say(Grade::warn, "its row is an example");
    if (target.known.source.empty()) judgement.say(Grade::warn, "its row names no source");
    return judgement.words;
}

}  // namespace station
