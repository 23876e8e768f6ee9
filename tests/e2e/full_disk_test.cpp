// A disk that fills up while a unit is worked on: what was destroyed is in the record, or was not destroyed; who saw an error finds no pass.

#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"

#include <gmock/gmock.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace {

using e2e::Bench;
using reports::Verdict;

std::string contents(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

/// Runs the station with its records on a file system of its own of so many kilobytes; then there is room again, and what it left is copied out.
int run_on_a_disk_of(unsigned kilobytes, const Bench& bench, const std::vector<std::string>& arguments, const std::filesystem::path& left) {
    const auto script = bench.folder / "on-a-small-disk";
    std::ofstream{script} << "mkdir -p \"$1\" \"$3\" || exit 90\nmount -t tmpfs -o size=$2k none \"$1\" || exit 91\nrecords=$1 left=$3 log=$4; shift 4\n"
                             "\"$@\" > \"$log\" 2>&1 < /dev/null; code=$?\n"
                             "mount -o remount,size=64m \"$records\" && cp -a \"$records/.\" \"$left\" || exit 92\nexit $code\n";
    std::string command = "exec unshare -m --propagation private bash '" + script.string() + "' '" + bench.records.string() + "' " +
                          std::to_string(kilobytes) + " '" + left.string() + "' '" + (bench.folder / "output").string() + "' '" STATION_BIN_DIR "/station'";
    for (const auto& argument : arguments) command += " '" + argument + "'";
    const auto pid = ::fork();
    if (pid == 0) {
        ::execlp("bash", "bash", "-c", command.c_str(), nullptr);
        ::_exit(93);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void look_at_a_disk_of(unsigned kilobytes) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may mount a small disk";
    const Bench bench{"mx204-good", 200};
    const auto left = bench.folder / "left";
    const auto arguments = bench.run_arguments("BK512", bench.procedure("  - identify\n  - verify-serial\n  - reset: { network: false }\n"));
    const auto before = bench.control("remains");
    const int code = run_on_a_disk_of(kilobytes, bench, arguments, left);
    if (code == 91) GTEST_SKIP() << "this machine lets nobody mount";
    const auto output = contents(bench.folder / "output");
    ASSERT_TRUE(code >= 0 && code <= 3) << code << "\n" << output;
    const bool destroyed = bench.control("remains") != before;
    bool told = false, passed = false;
    reports::Store store{left};
    for (const auto& line : store.list())
        for (const auto& event : store.journal(line.id))
            if (const auto* step = std::get_if<reports::StepStarted>(&event.what)) told = told || step->destructive;
    store.close_interrupted(std::chrono::system_clock::now());
    for (const auto& line : store.list()) passed = passed || line.verdict == Verdict::pass;
    EXPECT_EQ(passed, code == 0) << kilobytes << " kB\n" << output;
    EXPECT_TRUE(told || !destroyed) << kilobytes << " kB: destroyed, and the record does not say so\n" << output;
}

class FullDisk : public testing::TestWithParam<unsigned> {};

TEST_P(FullDisk, ShowsWhatWasDestroyedAndNeverAPassAfterAnError) { look_at_a_disk_of(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Sizes, FullDisk, testing::Values(60, 150, 220, 300, 400, 20'000));

TEST(FullDiskOfAnySize, ShowsTheSame) {
    const auto* wanted = std::getenv("STATION_DISK_KB");
    if (!wanted) GTEST_SKIP() << "STATION_DISK_KB says how large";
    look_at_a_disk_of(static_cast<unsigned>(std::stoul(wanted)));
}

}  // namespace
