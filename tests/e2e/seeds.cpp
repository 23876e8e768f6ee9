#include "tests/e2e/seeds.hpp"

#include "tests/e2e/matrix.hpp"
#include "tests/e2e/truth.hpp"

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace e2e {
namespace {

using reports::Verdict;
namespace fs = std::filesystem;

const fs::path root = STATION_SOURCE_DIR;

constexpr std::array units{"mx204-good",           "mx240-good",           "stubborn/mx240-old",    "ex4300-good",
                           "stubborn/ex3400-menus", "stubborn/ex4300-vc",   "stubborn/qfx5100-host", "stubborn/srx320-branch",
                           "families/srx1600",     "families/mx80",        "families/qfx10002"};
constexpr std::array states{"login", "unknown-password", "booting", "ztp", "cli"};
constexpr std::uint64_t certify_every = 10;  ///< so many seeds; the others reset

}  // namespace

Trial trial_of(std::uint64_t seed) {
    Trial trial;
    trial.seed = seed;
    trial.unit = units[seed % units.size()];
    trial.states = states[seed / units.size() % states.size()];
    trial.wire = seed % 4 == 3 ? Wire::rfc2217 : Wire::pty;
    trial.procedure = root / "procedures" / "reset.yaml";
    if (seed % certify_every != 0) return trial;
    trial.unit = "mx204-good";
    trial.procedure = root / "procedures" / "certify.yaml";
    trial.images = {{"junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz", "21.4R3-S5.4"}};
    return trial;
}

std::string words_of(const Trial& trial) {
    return trial.procedure.stem().string() + " " + trial.unit + " " + trial.states + " " + std::string{name(trial.wire)};
}

FaultTable::FaultTable(const fs::path& file) {
    std::ifstream lines{file};
    if (!lines) throw std::runtime_error{file.string() + " cannot be read"};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream text{line.substr(0, line.find('#'))};
        std::string kind, fault;
        if (!(text >> kind)) continue;
        if (kind != "fault" || !(text >> fault)) throw std::runtime_error{file.string() + ": no such row: " + line};
        for (std::string verdict; text >> verdict;) rows_[fault].insert(verdict_of(verdict));
    }
}

std::set<Verdict> FaultTable::allowed(std::string_view schedule) const {
    std::set<Verdict> any;
    bool may_pass = true;
    while (!schedule.empty() && schedule != "none") {
        const auto fault = schedule.substr(0, schedule.find(','));
        schedule.remove_prefix(std::min(fault.size() + 1, schedule.size()));
        const auto row = rows_.find(fault.substr(0, fault.find(':')));
        if (row == rows_.end()) throw std::runtime_error{std::string{fault} + " has no row in faults.txt"};
        any.insert(row->second.begin(), row->second.end());
        may_pass = may_pass && (row->second.contains(Verdict::pass) || !fault.ends_with("@0"));
    }
    any.insert(Verdict::pass);
    if (!may_pass) any.erase(Verdict::pass);
    return any;
}

std::vector<std::string> complaints(const FaultTable& table, const Ending& ending) {
    auto all = untruths(ending);
    if (!ending.record) return all;
    const auto& record = *ending.record;
    if (!table.allowed(ending.faults).contains(record.verdict))
        all.push_back(std::string{reports::name(record.verdict)} + " " + record.reason + " is not true of a unit with " + ending.faults + ": " + record.summary);
    return all;
}

}  // namespace e2e
