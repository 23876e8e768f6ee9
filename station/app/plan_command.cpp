#include "drivers/family.hpp"
#include "drivers/junos/facts_json.hpp"
#include "drivers/junos/identity.hpp"
#include "reports/store.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "station/engine/label.hpp"
#include "station/engine/procedure.hpp"
#include "station/loading/by_hand.hpp"
#include "station/software/judgement.hpp"
#include "station/software/plan.hpp"
#include "yang/schema.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <stdexcept>

namespace station {
namespace {

struct Subject {
    std::string model, routing_engine, known_from;
    std::size_t engines = 0;
    std::vector<std::pair<std::string, std::string>> running;
};

Subject subject_given(const PlanOptions& options) {
    if (options.from.empty()) throw std::invalid_argument{"--model needs --from: the release it runs"};
    Subject subject{options.model, options.routing_engine, "as given", static_cast<std::size_t>(options.engines), {}};
    for (int engine = 0; engine < options.engines; ++engine) subject.running.emplace_back("re" + std::to_string(engine), options.from);
    return subject;
}

Subject subject_of(const reports::Record& record, const drivers::junos::Facts& facts) {
    Subject subject;
    for (const auto& unit : facts.units) {
        if (unit.chassis && subject.model.empty()) subject.model = unit.chassis->model;
        if (!unit.routing_engines.empty() && subject.routing_engine.empty()) subject.routing_engine = unit.routing_engines.front().model;
        if (unit.software && !unit.software->version.empty())
            subject.running.emplace_back(unit.re_name.empty() ? "re" + std::to_string(subject.running.size()) : unit.re_name, unit.software->version);
    }
    // What was loaded in that run came after what it was found with.
    for (const auto& loaded : record.software)
        for (auto& [engine, release] : subject.running)
            if (engine == loaded.routing_engine) release = loaded.after;
    subject.engines = drivers::junos::engines(facts);
    subject.known_from = drivers::junos::chassis_serial(facts) + " as record " + record.id + " has it";
    return subject;
}

// What the unit itself said, not what was scanned: a record of a label that was on another unit is about that other unit.
bool is_of(const drivers::junos::Facts& facts, const std::string& serial) {
    return std::any_of(facts.units.begin(), facts.units.end(), [&](const auto& unit) { return unit.chassis && unit.chassis->serial_number == serial; });
}

// A serial is one unit's wherever it stood; without one it is the unit that stood last in the slot.
Subject subject_recorded(const PlanOptions& options, const reports::Store* store) {
    const auto serial = options.serial.empty() ? std::string{} : read_label(options.serial).serial;
    for (const auto& line : store ? store->list() : std::vector<reports::RecordLine>{}) {  // newest first
        if (!line.sealed || (serial.empty() ? line.slot != options.slot : line.serial != serial)) continue;
        const auto record = reports::record_from_json(store->sealed(line.id)->json);
        if (record.facts_json.empty()) continue;
        const auto facts = drivers::junos::from_yang_json(record.facts_json);
        if (serial.empty() || is_of(facts, serial)) return subject_of(record, facts);
    }
    throw std::runtime_error{"no record in " + options.records.string() + " says what " + (serial.empty() ? "stands in " + options.slot : serial + " is") +
                             "; run the procedure inspect first, or give --model and --from"};
}

Learnt learnt_from(const reports::Store* store, std::string model, bool simulated) {
    return [store, model = std::move(model), simulated](const std::string& what) -> std::optional<std::chrono::duration<double>> {
        if (!store) return std::nullopt;
        if (what != "upload") {
            const auto seconds = store->usual_number("duration/" + what, model, simulated);
            return seconds ? std::optional{std::chrono::duration<double>{*seconds}} : std::nullopt;
        }
        const auto rate = store->usual_number("rate/upload", model, simulated);
        return rate && *rate > 0 ? std::optional{std::chrono::duration<double>{1 / *rate}} : std::nullopt;
    };
}

/// What all that follows is worked out from.
struct Matter {
    const PlanOptions& options;
    const Bench& bench;
    const drivers::Family& family;
    const Catalogue& catalogue;
    const Subject& subject;
};

// What the procedure loads; without one that loads, the target.
std::string release_wanted(const PlanOptions& options, const Procedure& procedure) {
    if (!options.release.empty()) return options.release;
    for (const auto& planned : procedure.steps)
        if (auto release = planned.step->needs().release; !release.empty()) return release;
    return options.procedure.empty() ? "target" : "";
}

std::vector<Lack> say_target(const Matter& matter, const Target& target) {
    std::vector<Lack> lacks;
    const auto judgement = judge(matter.catalogue, target, matter.subject.model, today());
    const bool refused = judgement.grade == Judgement::Grade::refuse;
    for (const auto& words : judgement.words) std::cout << (refused ? "  REFUSED " : "  target  ") << words << "\n";
    if (refused && !matter.bench.simulated)
        lacks.push_back({"target-refused", "the catalogue's " + target.release + " certifies nothing: " + judgement.words.front(),
                         "look the release up again and put it into the catalogue (station catalogue import)"});
    return lacks;
}

// Prints the way, and returns what is lacking on it.
std::vector<Lack> plan_of(const Matter& matter, const yang::Schema& schema, const reports::Store* store, const std::string& wanted) {
    const auto& [options, bench, family, catalogue, subject] = matter;
    const auto* target = catalogue.target(family.name, subject.model);
    if (wanted == "target" && !target)
        return {{"no-target-release", "the catalogue has no target release for family " + family.name,
                 "put one into the catalogue (station catalogue import), or name a release"}};
    auto lacks = wanted == "target" ? say_target(matter, *target) : std::vector<Lack>{};
    const auto release = wanted == "target" ? target->release : wanted;
    const ImageStore images{schema, bench.images};
    auto plan = plan_load(catalogue, {&family, subject.model, subject.running, release}, files_of(images), learnt_from(store, subject.model, bench.simulated));
    const bool somebody_there = !options.unattended && ::isatty(STDIN_FILENO);
    const auto* slot = options.slot.empty() ? nullptr : &bench.slot(options.slot);
    if (slot) {
        for (auto& lack : lacking_for_load(plan, *slot, somebody_there, medium_for(family, subject.model, release))) lacks.push_back(std::move(lack));
        plan = as_this_slot_can(std::move(plan), *slot);
    } else {
        for (const auto& missing : plan.missing) lacks.push_back({"image-missing", missing, "station images add it, or name another release in the catalogue"});
    }
    std::cout << plan_text(plan);
    if (plan.path.way == Path::Way::media && lacks.empty())
        lacks.push_back({"needs-media", "it has to be installed from USB by a person", "have a stick with " + medium_for(family, subject.model, release) + " at hand"});
    return lacks;
}

std::optional<std::uintmax_t> room_for(const std::filesystem::path& records) {
    auto folder = std::filesystem::absolute(records);
    while (!std::filesystem::exists(folder) && folder.has_relative_path()) folder = folder.parent_path();
    std::error_code failure;
    const auto space = std::filesystem::space(folder, failure);
    return failure ? std::nullopt : std::optional{space.available};
}

std::string name_of_load(const Procedure& procedure) {
    for (const auto& planned : procedure.steps)
        if (!planned.step->needs().release.empty()) return planned.name;
    return "load-software";
}

// The list that a run makes before it destroys anything, as far as it can be told without the unit.
std::vector<Lack> lacks_of(const Matter& matter, const Procedure& procedure) {
    std::vector<Lack> all;
    if (matter.options.slot.empty()) return all;
    const Around around{.bench = matter.bench,
                        .slot = matter.bench.slot(matter.options.slot),
                        .somebody_there = !matter.options.unattended && ::isatty(STDIN_FILENO),
                        .engines = matter.subject.engines,
                        .free_bytes = room_for(matter.options.records)};
    for (const auto& planned : procedure.steps)
        for (auto& lack : lacking(planned.name, planned.step->needs(), around)) {
            const bool known = std::any_of(all.begin(), all.end(), [&](const Lack& other) { return other.what == lack.what; });
            if (!known) all.push_back(std::move(lack));
        }
    return all;
}

}  // namespace

int plan_command(const PlanOptions& options) {
    if (options.slot.empty() && options.serial.empty() && options.model.empty()) throw std::invalid_argument{"say which unit: --slot, --serial or --model"};
    const auto schema = load_schema();
    const auto bench = read_bench(*schema, options.bench);
    const auto families = load_families(*schema, bench.own);
    const auto catalogue = options.catalogue.empty() ? load_catalogue(*schema, families, bench.own) : load_catalogue_file(*schema, families, options.catalogue);
    const auto procedure = read_procedure(*schema, find_procedure(options.procedure.empty() ? "certify" : options.procedure, bench.own), &families);
    if (!options.slot.empty()) bench.slot(options.slot);
    const auto store = std::filesystem::is_directory(options.records) ? std::make_unique<reports::Store>(options.records) : nullptr;  // makes none
    const auto subject = options.model.empty() ? subject_recorded(options, store.get()) : subject_given(options);
    const auto* family = families.by_model(subject.model, subject.routing_engine);
    if (!family) throw std::runtime_error{"no family describes \"" + subject.model + "\""};

    std::cout << subject.model << ", " << family->title << ", " << subject.known_from << "\n";
    const Matter matter{options, bench, *family, catalogue, subject};
    auto lacks = lacks_of(matter, procedure);
    if (const auto wanted = release_wanted(options, procedure); !wanted.empty())
        for (auto& lack : plan_of(matter, *schema, store.get(), wanted)) {
            lack.step = name_of_load(procedure);
            lacks.push_back(std::move(lack));
        }
    const bool stops = std::any_of(lacks.begin(), lacks.end(), [](const Lack& lack) { return lack.stops; });
    if (!options.slot.empty() || stops)
        std::cout << "for procedure " << procedure.name << (options.slot.empty() ? "" : " in " + options.slot) << (lacks.empty() ? ": nothing is lacking" : ":") << "\n"
                  << lacks_text(lacks);
    return stops ? exit_code::error : exit_code::pass;
}

}  // namespace station
