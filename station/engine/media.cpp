#include "station/engine/media.hpp"

#include "drivers/expect.hpp"
#include "drivers/junos/identity.hpp"
#include "station/engine/access.hpp"
#include "drivers/family.hpp"

#include <algorithm>

namespace station {

using drivers::Task;
using drivers::junos::engine_name;

namespace {

// A line says something of this engine: it names it, or names none and stands on its own console.
bool concerns(std::string_view line, std::size_t engine, bool own_console) {
    static const drivers::TextPattern any_engine{"\\b(?:re|fpc|node)\\d+\\b"};
    if (!any_engine.found_in(line)) return own_console;
    const drivers::TextPattern this_engine{"\\b(?:re|fpc|node)" + std::to_string(engine) + "\\b"};
    return this_engine.found_in(line);
}

std::string line_about(const drivers::TextPattern& pattern, std::string_view text, std::size_t engine, bool own_console) {
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        if (pattern.found_in(line) && concerns(line, engine, own_console)) return std::string{line};
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return {};
}

std::string proof_of(const drivers::Claim& claim, const std::vector<ConsoleLog>& logs, std::size_t engine) {
    const drivers::TextPattern pattern{claim.log};
    for (std::size_t console = 0; console < logs.size(); ++console)
        if (auto line = line_about(pattern, logs[console].said, engine, console == engine); !line.empty()) return line;
    if (engine < logs.size() && logs[engine].claims.count(claim.name)) return "on its console while it went down: " + claim.log;
    return {};
}

}  // namespace

Task<std::vector<SanitisedMedium>> media_of(Context& context) {
    const auto facts = co_await context.query("inventory-detail");
    std::vector<SanitisedMedium> media;
    for (std::size_t engine = 0; engine < context.engines(); ++engine) {
        const auto before = media.size();
        for (const auto* disk : drivers::junos::disk_modules(facts, engine))
            media.push_back({engine, disk->name, disk->model_number.empty() ? disk->description : disk->model_number, disk->serial_number});
        if (media.size() == before) media.push_back({engine, "all storage of the engine, which itemises none", "", ""});
    }
    co_return media;
}

Shown claim_for(const drivers::ResetLevel& level, const std::vector<ConsoleLog>& logs, std::size_t engine) {
    for (const auto& claim : level.claims)
        if (auto proof = proof_of(claim, logs, engine); !proof.empty()) return {claim.claims, claim.words, std::move(proof)};
    return {"none", "nothing is claimed: the console does not say what was done", ""};
}

}  // namespace station
