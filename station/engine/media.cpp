#include "station/engine/media.hpp"

#include "drivers/family.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/lines.hpp"
#include "station/engine/access.hpp"

#include <set>

namespace station {

using drivers::Claim;
using drivers::Task;

namespace {

// A line says something of this engine: it names it, or names none and stands on its own console.
bool concerns(std::string_view line, std::size_t number, bool own_console) {
    static const drivers::TextPattern any_engine{"\\b(?:re|fpc|node)\\d+\\b"};
    if (!any_engine.found_in(line)) return own_console;
    const drivers::TextPattern this_engine{"\\b(?:re|fpc|node)" + std::to_string(number) + "\\b"};
    return this_engine.found_in(line);
}

/// The kernels' names of disks, as they stand in lines of a console.
const drivers::TextPattern& disk_name() {
    static const drivers::TextPattern pattern{"\\b(?P<disk>(?:ada?|da|nvd|nda|vtbd|mmcsd|mmcblk|mmc|emmc)\\d+|nvme\\d+|[shv]d[a-z]{1,2})(?:n\\d+)?\\b"};
    return pattern;
}

std::set<std::string> disks_in(std::string_view said) {
    std::set<std::string> disks;
    for (const auto line : drivers::lines_of(said))
        if (auto disk = disk_name().group("disk", line)) disks.insert(std::move(*disk));
    return disks;
}

/// A line that names no disk is about each of them.
bool is_about(std::string_view disk, std::string_view line) {
    const auto named = disk_name().group("disk", line);
    return !named || disk.empty() || *named == disk || disk.starts_with(*named + "n");
}

std::string lines_about(std::string_view disk, std::string_view said) {
    std::string about;
    for (const auto line : drivers::lines_of(said))
        if (is_about(disk, line)) about.append(line).append("\n");
    return about;
}

/// Lines, by the claim that each shows.
using LaterClaims = std::map<const Claim*, std::string>;

/// What came by on the engine's console after the command had ended.
LaterClaims later_claims(const drivers::ResetLevel& level, const std::vector<ConsoleLog>& logs, std::size_t engine) {
    LaterClaims later;
    if (engine >= logs.size()) return later;
    for (const auto& claim : level.claims)
        if (const auto lines = logs[engine].claims.find(claim.name); lines != logs[engine].claims.end())
            for (const auto line : drivers::lines_of(lines->second))
                if (!claim.is_excluded(line)) later[&claim].append(line).append("\n");
    return later;
}

Shown strongest(const drivers::ResetLevel& level, const std::string& said, const LaterClaims& later, std::string_view disk) {
    const auto shown = level.claim(said);
    for (const auto& claim : level.claims) {
        if (shown && shown->claim == &claim) return {claim.claims, claim.words, shown->line};
        const auto lines = later.find(&claim);
        if (lines == later.end()) continue;
        for (const auto line : drivers::lines_of(lines->second))
            if (is_about(disk, line)) return {claim.claims, claim.words, std::string{line}};
    }
    return {"none", "nothing is claimed: the console does not say what was done", ""};
}

int rank(const std::string& level) { return level == "purge" ? 2 : level == "clear" ? 1 : 0; }

/// The lines of all consoles that say something of this engine.
std::string said_of(const std::vector<ConsoleLog>& logs, std::size_t engine, std::size_t number) {
    std::string said;
    for (std::size_t console = 0; console < logs.size(); ++console)
        for (const auto line : drivers::lines_of(logs[console].said))
            if (concerns(line, number, console == engine)) said.append(line).append("\n");
    return said;
}

}  // namespace

Task<std::vector<SanitisedMedium>> media_of(Context& context) {
    const auto facts = co_await context.query("inventory-detail");
    std::vector<SanitisedMedium> media;
    for (std::size_t engine = 0; engine < context.engines(); ++engine) {
        const auto before = media.size();
        for (const auto* disk : drivers::junos::disk_modules(facts, context.engine_number(engine)))
            media.push_back({engine, disk->name, disk->model_number.empty() ? disk->description : disk->model_number, disk->serial_number});
        if (media.size() == before) media.push_back({engine, "all storage of the engine, which itemises none", "", ""});
    }
    co_return media;
}

Shown claim_for(const drivers::ResetLevel& level, const std::vector<ConsoleLog>& logs, const SanitisedMedium& medium, std::size_t number) {
    const auto said = said_of(logs, medium.engine, number);
    return strongest(level, lines_about(medium.name, said), later_claims(level, logs, medium.engine), medium.name);
}

// All storage of an engine is as sanitised as the worst of the disks that the console names.
Shown claim_for(const drivers::ResetLevel& level, const std::vector<ConsoleLog>& logs, std::size_t engine, std::size_t number) {
    const auto said = said_of(logs, engine, number);
    const auto later = later_claims(level, logs, engine);
    auto names = disks_in(said);
    for (const auto& [claim, lines] : later) names.merge(disks_in(lines));
    if (names.empty()) return strongest(level, said, later, "");
    std::optional<Shown> worst;
    for (const auto& disk : names) {
        auto shown = strongest(level, lines_about(disk, said), later, disk);
        if (!worst || rank(shown.level) < rank(worst->level)) worst = std::move(shown);
    }
    return *worst;
}

}  // namespace station
