#include "tests/e2e/cuts.hpp"

#include "reports/sha256.hpp"
#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"

#include <chrono>
#include <filesystem>
#include <random>

namespace e2e {
namespace {

constexpr auto release = "21.4R3-S5.4";
const auto image = "junos-vmhost-install-mx-x86-64-" + std::string{release} + ".tgz";

std::vector<std::string> unit_arguments(const Cut& cut) {
    std::vector<std::string> arguments{"--fault", "upload-cut:" + std::to_string(cut.at)};
    if (cut.by == CopiedBy::sftp) arguments.insert(arguments.end(), {"--fault", "no-scp"});
    return arguments;
}

std::string notes_of(const Bench& bench) {
    const reports::Store store{bench.records};
    std::string all;
    for (const auto& step : reports::record_from_json(store.sealed(store.list().at(0).id)->json).steps)
        for (const auto& note : step.notes) all += note.text + "\n";
    return all;
}

std::uint64_t number_after(const std::string& words, const std::string& text) {
    const auto at = text.find(words);
    return at == text.npos ? 0 : std::strtoull(text.c_str() + at + words.size(), nullptr, 10);
}

}  // namespace

std::string name(CopiedBy by) { return by == CopiedBy::scp ? "scp" : "sftp"; }

std::vector<std::uint64_t> places(std::uint64_t seed, unsigned count, std::uint64_t bytes) {
    std::mt19937_64 random{seed};  // its numbers are the same everywhere; a distribution's are not
    std::vector<std::uint64_t> all;
    while (all.size() < count) all.push_back(1 + random() % (bytes - 1));
    return all;
}

CutEnding attempt(const Cut& cut) {
    const auto began = std::chrono::steady_clock::now();
    const Bench bench{"mx204-good", 300, unit_arguments(cut)};
    bench.add_image(image, release, cut.of);
    const auto procedure = bench.procedure("  - identify\n  - verify-serial\n  - load-software: { release: " + std::string{release} + " }\n");
    const auto ended = run("station", bench.run_arguments("BK512", procedure));
    CutEnding ending;
    if (ended.code != 0) ending.wrong.push_back("ended with " + std::to_string(ended.code) + ":\n" + ended.output);
    const auto notes = notes_of(bench);
    if (notes.find("the upload broke") == notes.npos) ending.wrong.push_back("the upload was never cut: " + notes);
    if (notes.find("by " + name(cut.by)) == notes.npos) ending.wrong.push_back("not by " + name(cut.by) + ": " + notes);
    const auto expected = image + " " + reports::sha256_of_file(bench.folder / "images" / image), installed = bench.control("installed");
    if (installed.find(expected) == installed.npos) ending.wrong.push_back("the unit installed " + installed + ", not " + expected);
    ending.resumed_at = number_after("went on at byte ", notes);
    ending.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::error_code kept;
    if (ending.wrong.empty()) std::filesystem::remove_all(bench.folder, kept);
    return ending;
}

}  // namespace e2e
