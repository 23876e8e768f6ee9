#include "drivers/family.hpp"
#include "station/app/commands.hpp"
#include "station/app/jobs.hpp"
#include "station/app/person.hpp"
#include "station/app/places.hpp"
#include "station/engine/label.hpp"
#include "station/app/unattended.hpp"
#include "station/engine/text.hpp"
#include "station/terminal/output.hpp"
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

// Why nobody can be asked; "" where somebody can.
std::string why_nobody_is_there(const RunOptions& options) {
    if (options.unattended) return "nobody is here to answer (--unattended)";
    if (!::isatty(STDIN_FILENO)) return "nobody can answer (this is no terminal)";
    return is_attended(STDIN_FILENO) ? "" : "nobody can answer (this runs in the background of its terminal)";
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

    const auto name = options.operator_name.empty() ? bench.operator_name : options.operator_name;
    const auto absent = why_nobody_is_there(options);
    const auto results = [&] {
        PatientOutput output{STDOUT_FILENO};
        std::ostream out{&output};
        if (!absent.empty()) out << unattended_words(procedure, slot, absent) << std::flush;
        Live live{out, place_at(STDOUT_FILENO, output), Live::Shows::steps};
        Keyboard keyboard{STDIN_FILENO, ::isatty(STDOUT_FILENO) && absent.empty() ? Echo::ours : Echo::the_terminals};
        PersonAtTerminal person{keyboard, live, name};
        Nobody nobody;
        return run_jobs({bench, families, catalogue, *schema, store},
                        {{&slot, &procedure, {.scanned_serial = label.serial, .owner_release = release, .operator_name = name, .notes = label.notes}}}, live,
                        absent.empty() ? static_cast<Person&>(person) : nobody);
    }();
    const auto& result = results.units.front();
    const auto code = exit_code_of(result.verdict);
    std::cout << past_tense(result.verdict) << ": record " << result.record.id;
    for (const auto& paper : result.papers) std::cout << "\n  " << paper.string();
    std::cout << "\n";
    if (!result.way_in.empty()) std::cout << result.way_in << "\n";
    if (!result.trouble.empty()) std::cout << "no paper: " << result.trouble << "\n";
    return code;
}

}  // namespace station
