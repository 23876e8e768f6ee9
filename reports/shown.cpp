#include "reports/shown.hpp"

#include "reports/titles.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace reports {
namespace {

int rank(const std::string& level) {
    constexpr std::array<std::string_view, 3> levels{"clear", "purge", "destroy"};
    const auto at = std::ranges::find(levels, level);
    if (at != levels.end()) return 2 + static_cast<int>(at - levels.begin());
    return level.empty() || level == "none" ? 0 : 1;
}

bool says(const Measurement& m, std::string_view word) {
    const auto* text = std::get_if<std::string>(&m.value);
    return text != nullptr && *text == word;
}

bool has_prefix(const Measurement& m, std::string_view prefix) {
    return m.name.starts_with(prefix);
}

}  // namespace

std::vector<MediumShown> media_once(const Record& record) {
    std::vector<MediumShown> all;
    for (const MediumSanitised& row : record.media) {
        auto at = std::ranges::find_if(all, [&row](const MediumShown& m) {
            return m.engine == row.routing_engine && m.medium == row.medium && m.serial == row.serial;
        });
        if (at == all.end()) {
            all.push_back({row.routing_engine, row.medium, row.model, row.serial, {}, "none", ""});
            at = all.end() - 1;
        }
        if (std::ranges::find(at->methods, row.method) == at->methods.end())
            at->methods.push_back(row.method);
        if (rank(row.level) <= rank(at->level)) continue;
        at->level = row.level;
        at->proof = row.proof;
    }
    return all;
}

std::string sanitisation_words(const Record& record) {
    const auto media = media_once(record);
    if (media.empty()) return "no medium was wiped in this run";
    std::map<std::string, std::size_t> levels;
    for (const MediumShown& medium : media) ++levels[medium.level];
    const auto count = [&media](std::size_t n) {
        return fmt::format("({} of {} {})", n, media.size(), media.size() == 1 ? "medium" : "media");
    };
    std::vector<std::string> shown;
    for (const auto& [level, n] : levels)
        if (rank(level) > 0) shown.push_back(level + " " + count(n));
    if (shown.empty()) return fmt::format("none shown ({} {})", media.size(), media.size() == 1 ? "medium" : "media");
    return fmt::format("{}{}", fmt::join(shown, ", "),
                       levels.contains("none") ? ", none shown for the others" : "");
}

std::string sanitisation_advice(const Record& record) {
    const auto media = media_once(record);
    if (std::ranges::all_of(media, [](const MediumShown& m) { return rank(m.level) >= 2; })) return {};
    return "take the media out and erase them by a method that NIST SP 800-88 names for their kind "
           "(clear: overwritten whole; purge: the drive's own sanitize or cryptographic erase), or destroy them";
}

std::vector<ProofShown> proofs_once(const Record& record) {
    std::vector<ProofShown> all;
    std::map<std::string, std::size_t> places;
    for (const StepRecord& step : record.steps)
        for (const Measurement& m : step.measurements) {
            const auto name = proof_name(m.name);
            if (name.title.empty()) continue;
            const auto [place, is_new] = places.emplace(m.name, all.size());
            if (is_new) all.push_back({name.engine, name.title, m.source, {}});
            all[place->second].looks.emplace_back(step.started.step, &m);
        }
    return all;
}

bool is_verified(const Measurement& proof) {
    return says(proof, "clean") || says(proof, "dirty");
}

std::vector<std::string> unverified(const Record& record) {
    std::vector<std::string> all;
    for (const ProofShown& proof : proofs_once(record))
        if (!is_verified(proof.last())) all.push_back(title_of(proof.last().name));
    std::map<std::string, bool> unread;  // a later look may have read it
    for (const StepRecord& step : record.steps)
        for (const Measurement& m : step.measurements)
            if (!has_prefix(m, "wiped/")) unread[m.name] = says(m, "not read");
    for (const auto& [name, is_unread] : unread)
        if (is_unread) all.push_back(title_of(name));
    return all;
}

std::string value_for_customers(const Measurement& m) {
    const auto* text = std::get_if<std::string>(&m.value);
    if (text == nullptr) return value_words(m);
    for (const char* ours : {"wiped/", "release/", "firmware/", "serial/"})
        if (has_prefix(m, ours)) return value_words(m);
    const bool chosen = std::ranges::find(m.limits.one_of, *text) != m.limits.one_of.end();
    const bool of_a_query = m.source.find(": ") != std::string::npos;
    return chosen || !of_a_query ? value_words(m) : "kept in the record";
}

std::string release_words(const Record& record) {
    std::vector<std::pair<std::string, std::string>> running;
    for (const SoftwareLoaded& row : record.software) {
        if (row.after.empty()) continue;
        const auto at =
            std::ranges::find(running, row.routing_engine, [](const auto& one) { return one.first; });
        if (at == running.end())
            running.emplace_back(row.routing_engine, row.after);
        else
            at->second = row.after;
    }
    std::set<std::string> releases;
    std::string each;
    for (const auto& [engine, release] : running) {
        releases.insert(release);
        each += (each.empty() ? "" : ", ") + (engine.empty() ? "" : engine + " ") + release;
    }
    return releases.size() == 1 ? *releases.begin() : each;
}

}  // namespace reports
