#include "drivers/family.hpp"
#include "drivers/junos/facts_json.hpp"
#include "reports/store.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "station/engine/text.hpp"
#include "station/software/judgement.hpp"
#include "station/software/plan.hpp"
#include "yang/schema.hpp"

#include <chrono>
#include <iostream>
#include <memory>
#include <stdexcept>

namespace station {
namespace {

struct Subject {
    std::string model, routing_engine, known_from;
    std::vector<std::pair<std::string, std::string>> running;
};

Subject subject_given(const PlanOptions& options) {
    if (options.from.empty()) throw std::invalid_argument{"--model needs --from: the release it runs"};
    Subject subject{options.model, options.routing_engine, "as given", {}};
    for (int engine = 0; engine < options.engines; ++engine) subject.running.emplace_back("re" + std::to_string(engine), options.from);
    return subject;
}

Subject subject_of(const reports::Record& record) {
    Subject subject;
    const auto facts = drivers::junos::from_yang_json(record.facts_json);
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
    subject.known_from = "as record " + record.id + " has it";
    return subject;
}

Subject subject_recorded(const PlanOptions& options, const reports::Store* store) {
    const auto serial = cleaned_serial(options.serial);
    for (const auto& line : store ? store->list() : std::vector<reports::RecordLine>{}) {  // newest first
        if (!line.sealed || (!options.slot.empty() && line.slot != options.slot) || (!serial.empty() && line.serial != serial)) continue;
        const auto record = reports::record_from_json(store->sealed(line.id)->json);
        if (!record.facts_json.empty()) return subject_of(record);
    }
    throw std::runtime_error{"no record in " + options.records.string() + " says what stands there; run procedures/inspect.yaml first, or give --model and --from"};
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

}  // namespace

int plan_command(const PlanOptions& options) {
    if (options.slot.empty() && options.serial.empty() && options.model.empty()) throw std::invalid_argument{"say which unit: --slot, --serial or --model"};
    const auto schema = load_schema();
    const auto families = load_families(*schema);
    const auto catalogue = read_catalogue(*schema, options.catalogue.empty() ? catalogue_file() : options.catalogue);
    const auto bench = read_bench(*schema, options.bench);
    if (!options.slot.empty()) bench.slot(options.slot);
    const auto store = std::filesystem::is_directory(options.records) ? std::make_unique<reports::Store>(options.records) : nullptr;  // makes none
    const auto subject = options.model.empty() ? subject_recorded(options, store.get()) : subject_given(options);
    const auto* family = families.by_model(subject.model, subject.routing_engine);
    if (!family) throw std::runtime_error{"no family describes \"" + subject.model + "\""};

    const auto* target = catalogue.target(family->name, subject.model);
    if (options.release == "target" && !target) throw std::runtime_error{"the catalogue has no target release for family " + family->name};
    const auto release = options.release == "target" ? target->release : options.release;
    std::cout << subject.model << ", " << family->title << ", " << subject.known_from << "\n";
    if (options.release == "target") {
        const auto judgement = judge(catalogue, *target, subject.model, std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
        for (const auto& words : judgement.words) std::cout << (judgement.grade == Judgement::Grade::refuse ? "  REFUSED " : "  target  ") << words << "\n";
    }
    const ImageStore images{*schema, bench.images};
    const auto plan = plan_load(catalogue, {family, subject.model, subject.running, release}, files_of(images), learnt_from(store.get(), subject.model, bench.simulated));
    std::cout << plan_text(plan);
    return plan.missing.empty() && plan.path.way != Path::Way::media ? exit_code::pass : exit_code::error;
}

}  // namespace station
