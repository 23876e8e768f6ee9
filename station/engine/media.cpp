#include "station/engine/media.hpp"

#include "drivers/family.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/lines.hpp"
#include "station/engine/access.hpp"

namespace station {

using drivers::Task;

namespace {

// A line says something of this engine: it names it, or names none and stands on its own console.
bool concerns(std::string_view line, std::size_t number, bool own_console) {
    static const drivers::TextPattern any_engine{"\\b(?:re|fpc|node)\\d+\\b"};
    if (!any_engine.found_in(line)) return own_console;
    const drivers::TextPattern this_engine{"\\b(?:re|fpc|node)" + std::to_string(number) + "\\b"};
    return this_engine.found_in(line);
}

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

Shown claim_for(const drivers::ResetLevel& level, const std::vector<ConsoleLog>& logs, std::size_t engine, std::size_t number) {
    const auto shown = level.claim(said_of(logs, engine, number));
    for (const auto& claim : level.claims) {
        if (shown && shown->claim == &claim) return {claim.claims, claim.words, shown->line};
        if (engine >= logs.size()) continue;
        if (const auto later = logs[engine].claims.find(claim.name); later != logs[engine].claims.end()) return {claim.claims, claim.words, later->second};
    }
    return {"none", "nothing is claimed: the console does not say what was done", ""};
}

}  // namespace station
