#include "drivers/family.hpp"
#include "station/app/commands.hpp"
#include "station/app/demo_bench.hpp"
#include "station/app/jobs.hpp"
#include "station/app/places.hpp"
#include "station/terminal/output.hpp"
#include "yang/schema.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <iomanip>
#include <iostream>
#include <sstream>

namespace station {
namespace {

constexpr int time_scale = 120;  // two minutes of a real unit are a second of the demo

// The demo's technician does what he is asked.
class Obliging : public Person {
  public:
    drivers::Task<std::optional<std::vector<Reply>>> ask(std::string, std::vector<Question> questions) override {
        std::vector<Reply> replies;
        for (const auto& question : questions) replies.push_back({question.answers.front()});
        co_return replies;
    }
    std::string name() const override { return "demo"; }
};

const JobResult* first_of(const std::vector<JobResult>& results, reports::Verdict verdict) {
    for (const auto& result : results)
        if (result.verdict == verdict && !result.papers.empty()) return &result;
    return nullptr;
}

// What a newcomer should open, and the one command to try next.
void point_at(const std::vector<JobResult>& results, const Floor& floor, const std::filesystem::path& records) {
    std::cout << "\nworth opening:\n";
    if (const auto* passed = first_of(results, reports::Verdict::pass)) std::cout << "  " << passed->papers.front().string() << "\n";
    if (const auto* failed = first_of(results, reports::Verdict::fail)) std::cout << "  " << failed->papers.front().string() << "\n";
    std::cout << "  " << (floor.store.folder(results.front().record.id) / "record.json").string() << "\n";
    std::cout << "all records are in " << records.string() << "; try: station records list --records " << records.string() << "\n";
}

bool as_deserved(const std::vector<SimulatedUnit>& units, const std::vector<JobResult>& results) {
    bool all = true;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const bool right = units[i].deserves == results[i].verdict;
        all = all && right;
        std::cout << "  " << units[i].slot << "  " << (right ? "as it deserves: " : "WRONG: ") << reports::name(results[i].verdict)
                  << (right ? "" : ", deserves " + std::string{reports::name(units[i].deserves)}) << "  " << units[i].title << "\n";
        if (!results[i].trouble.empty()) {
            std::cout << "      no paper: " << results[i].trouble << "\n";
            all = false;
        }
    }
    return all;
}

// What it cost this process, for those who want to know how many slots a bench can have.
std::string figures(std::chrono::steady_clock::time_point began, const Stalls& stalls) {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](timeval time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << "took " << std::chrono::duration<double>{std::chrono::steady_clock::now() - began}.count() << " s, "
         << seconds(used.ru_utime) + seconds(used.ru_stime) << " s of it CPU of the station, which was " << static_cast<double>(used.ru_maxrss) / 1024 << " MB at its largest;\n"
         << stalls.own << " waits of more than " << Pulse::late.count() << " ms for the station's own work, " << stalls.other << " for the machine (the longest "
         << std::chrono::duration_cast<std::chrono::milliseconds>(stalls.longest).count() << " ms)";
    return text.str();
}

}  // namespace

int demo_command(const DemoOptions& options) {
    const auto began = std::chrono::steady_clock::now();
    const auto schema = load_schema();
    const auto families = load_families(*schema);
    const auto catalogue = load_catalogue(*schema, families);
    const auto out = std::filesystem::absolute(options.out);  // ttys are named by their whole path
    auto units = start_units(*schema, out / "consoles", {options.only, options.copies, time_scale});
    const auto bench = read_bench(*schema, write_bench(out, units, families, catalogue, options.image_megabytes * std::uint64_t{1'000'000}));
    const auto procedure = read_procedure(*schema, yang::data_folder() / "procedures" / "certify.yaml", &families);
    reports::Store store{out / "records"};
    store.close_interrupted(std::chrono::system_clock::now());
    const Floor floor{bench, families, catalogue, *schema, store, options.pdf};

    std::vector<Job> jobs;
    for (const auto& unit : units)
        jobs.push_back({&bench.slot(unit.slot), &procedure,
                        {.scanned_serial = unit.label_serial, .owner_release = "demo", .operator_name = bench.operator_name}});
    Obliging person;
    const auto results = [&] {
        PatientOutput output{STDOUT_FILENO};
        std::ostream shown{&output};
        Live live{shown, place_at(STDOUT_FILENO, output), Live::Shows::table};
        return run_jobs(floor, jobs, live, person);
    }();
    std::cout << "\n";
    const bool right = as_deserved(units, results.units);
    point_at(results.units, floor, out / "records");
    std::cout << figures(began, results.stalls) << "\n";
    return right ? exit_code::pass : exit_code::fail;
}

}  // namespace station
