#include "drivers/family.hpp"
#include "station/app/commands.hpp"
#include "station/app/jobs.hpp"
#include "station/app/person.hpp"
#include "station/app/places.hpp"
#include "station/engine/label.hpp"
#include "yang/schema.hpp"

#include <unistd.h>

#include <iostream>

namespace station {
namespace {

int exit_code_of(reports::Verdict verdict) {
    switch (verdict) {
        case reports::Verdict::pass: return exit_code::pass;
        case reports::Verdict::fail: return exit_code::fail;
        case reports::Verdict::aborted: return exit_code::aborted;
        case reports::Verdict::error:
        case reports::Verdict::none: break;
    }
    return exit_code::error;
}

std::string past_tense(reports::Verdict verdict) {
    switch (verdict) {
        case reports::Verdict::pass: return "passed";
        case reports::Verdict::fail: return "failed";
        case reports::Verdict::aborted: return "stopped";
        case reports::Verdict::error:
        case reports::Verdict::none: break;
    }
    return "not finished (the station failed, not the unit)";
}

void close_earlier(reports::Store& store, std::ostream& out) {
    for (const auto& id : store.close_interrupted(std::chrono::system_clock::now())) {
        const auto record = reports::record_from_json(store.sealed(id)->json);  // one that had ended already keeps its verdict
        out << "an earlier run was cut off: " << id << " is closed as " << (record.reason.empty() ? reports::name(record.verdict) : record.reason)
            << "; `station records show " << id << "` says where\n";
    }
}

}  // namespace

int run_command(const RunOptions& options) {
    const auto schema = load_schema();
    const auto label = read_label(options.serial);
    const auto release = read_release(options.owner_release);
    const auto bench = read_bench(*schema, options.bench);
    const auto families = load_families(*schema, bench.own);
    const auto catalogue = load_catalogue(*schema, families, bench.own);
    const auto procedure = read_procedure(*schema, find_procedure(options.procedure.string(), bench.own), &families);
    const auto& slot = bench.slot(options.slot);
    for (const auto& note : label.notes) std::cout << note << "\n";
    reports::Store store{options.records};
    close_earlier(store, std::cout);

    const bool terminal = ::isatty(STDOUT_FILENO);
    Live live{std::cout, screen_of(STDOUT_FILENO), terminal, false};
    const auto name = options.operator_name.empty() ? bench.operator_name : options.operator_name;
    PersonAtTerminal person{live, name};
    Nobody nobody;
    const auto results = run_jobs({bench, families, catalogue, *schema, store},
                                  {{&slot, &procedure, {.scanned_serial = label.serial, .owner_release = release, .operator_name = name, .notes = label.notes}}}, live,
                                  options.unattended || !::isatty(STDIN_FILENO) ? static_cast<Person&>(nobody) : person);
    const auto& result = results.units.front();
    const auto code = exit_code_of(result.verdict);
    std::cout << past_tense(result.verdict) << ": record " << result.record.id;
    for (const auto& paper : result.papers) std::cout << "\n  " << paper.string();
    std::cout << "\n";
    if (!result.trouble.empty()) std::cout << "no paper: " << result.trouble << "\n";
    return code;
}

}  // namespace station
