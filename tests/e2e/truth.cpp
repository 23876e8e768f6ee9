#include "tests/e2e/truth.hpp"

#include "drivers/transcript.hpp"
#include "reports/sha256.hpp"
#include "tests/e2e/tape.hpp"

#include <algorithm>

namespace e2e {
namespace {

namespace fs = std::filesystem;
using reports::Verdict;

Verdict verdict_of(int code) {
    switch (code) {
        case 0: return Verdict::pass;
        case 1: return Verdict::fail;
        case 2: return Verdict::error;
        default: return Verdict::none;
    }
}

bool wiped(const reports::Record& record) {
    return std::any_of(record.steps.begin(), record.steps.end(), [](const auto& step) {
        return step.verdict == Verdict::pass && (step.started.action == "reset" || step.started.action == "leave-factory-default");
    });
}

// What was sent may have been split over frames: each direction is looked through as a whole.
void check_transcript(const fs::path& file, const fs::path& tape, std::vector<std::string>& untrue) {
    const auto name = file.filename().string();
    std::string sent, received;
    auto last = std::chrono::microseconds::zero();
    try {
        for (const auto& frame : drivers::read_transcript(file)) {
            (frame.sent ? sent : received) += frame.bytes;
            if (frame.at < last) untrue.push_back(name + " goes back in time");
            last = frame.at;
        }
        if (name.starts_with("console")) std::ranges::move(strays(file, tape), std::back_inserter(untrue));
    } catch (const std::exception& error) {
        untrue.push_back(std::string{"does not replay: "} + error.what());
    }
    for (const char* secret : {"juniper\r", "juniper\n", "$6$"})
        if ((sent + "\n" + received).find(secret) != std::string::npos) untrue.push_back(name + " holds a password or its hash");
}

void check_evidence(const Ending& ending, std::vector<std::string>& untrue) {
    for (const auto& evidence : ending.record->evidence) {
        const auto file = ending.evidence / evidence.file;
        if (!fs::exists(file))
            untrue.push_back("the record names " + evidence.file + ", which is not there");
        else if (reports::sha256_of_file(file) != evidence.sha256 || fs::file_size(file) != evidence.bytes)
            untrue.push_back(evidence.file + " is not what the record says");
        else if (file.extension() == ".transcript")
            check_transcript(file, ending.folder / "tape", untrue);
    }
}

}  // namespace

std::vector<std::string> untruths(const Ending& ending) {
    if (!ending.code) return {"hangs"};
    std::vector<std::string> untrue;
    if (verdict_of(*ending.code) == Verdict::none) untrue.push_back("ends with " + std::to_string(*ending.code));
    if (!ending.record) {
        untrue.push_back("leaves no sealed record");
        return untrue;
    }
    const auto& record = *ending.record;
    if (record.verdict != verdict_of(*ending.code))
        untrue.push_back("exit code " + std::to_string(*ending.code) + ", the record says " + std::string{reports::name(record.verdict)});
    if (record.verdict == Verdict::pass && wiped(record) && ending.remains != "none") untrue.push_back("passed, and there remains " + ending.remains);
    const bool leaves = ending.faults.find("zeroize-") != std::string::npos;  // maybe only what was the factory's anyway: that does not show from outside
    if (record.reason == "not-clean" && ending.remains == "none" && !leaves) untrue.push_back("not clean by the record, and nothing remains: " + record.summary);
    check_evidence(ending, untrue);
    return untrue;
}

}  // namespace e2e
