#include "reports/programme.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>

namespace reports {
namespace {

constexpr const char* not_shown = "not shown by this record";

bool passed(const Record& record, const std::string& step) {
    const auto found =
        std::ranges::find_if(record.steps, [&step](const StepRecord& s) { return s.started.step == step; });
    return found != record.steps.end() && found->verdict == Verdict::pass;
}

bool serials_verified(const Record& record) {
    return std::ranges::any_of(record.steps, [](const StepRecord& s) {
        return s.started.action == "verify-serial" && s.verdict == Verdict::pass;
    });
}

std::string joined(const std::set<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

void from_software(const Record& record, PartOfProgramme& part) {
    if (record.software.empty()) return;
    std::set<std::string> loads;
    for (const SoftwareLoaded& row : record.software) {
        if (!passed(record, row.step) || row.after.empty()) {
            part.basis = "software was loaded, but its step did not pass";
            return;
        }
        loads.insert((row.routing_engine.empty() ? "" : row.routing_engine + " ") + row.after);
    }
    part.answer = Answer::done;
    part.basis = fmt::format("loaded and read back: {}; the release wanted is that of procedure {} v{}",
                             joined(loads), record.run.procedure, record.run.procedure_version);
}

void from_media(const Record& record, PartOfProgramme& part) {
    if (record.media.empty()) return;
    std::set<std::string> levels;
    for (const MediumSanitised& row : record.media) {
        if (!passed(record, row.step) || row.level.empty() || row.level == "none") {
            part.basis = "a reset was begun, but is not proven for every medium";
            return;
        }
        levels.insert(row.level);
    }
    part.answer = Answer::done;
    part.basis = fmt::format("{} media reset, level proven: {}", record.media.size(), joined(levels));
}

void from_verdict(const Record& record, PartOfProgramme& part) {
    if (record.verdict != Verdict::pass)
        part.basis = "the test was not passed";
    else if (!serials_verified(record))
        part.basis = "tests passed, but the serial number was not verified in this run";
    else {
        part.answer = Answer::done;
        part.basis = fmt::format("{} steps passed, serial numbers verified", record.steps.size());
    }
}

/// A person's word, for what the run itself cannot show.
void from_person(const Answered& answered, PartOfProgramme& part) {
    if (answered.question != "cpo/" + part.key || part.basis != not_shown) return;
    const std::string by = answered.by.empty() ? "" : " (" + answered.by + ")";
    for (const auto& [word, answer] :
         {std::pair{"done", Answer::done}, std::pair{"not needed: ", Answer::not_needed}})
        if (answered.answer.starts_with(word)) {
            part.answer = answer;
            const auto colon = answered.answer.find(": ");
            part.basis = (colon == std::string::npos ? "" : answered.answer.substr(colon + 2)) + by;
        }
}

}  // namespace

std::vector<PartOfProgramme> parts_of_programme(const Record& record) {
    std::vector<PartOfProgramme> parts{{"repair", "Repair and replacement of components"},
                                       {"software", "Latest revision of the embedded software"},
                                       {"reset", "Reset to the default configuration"},
                                       {"packaging", "Original packaging and labelling"},
                                       {"test", "Qualifying test and serial number verification"},
                                       {"orders", "Latest engineering change orders"}};
    for (PartOfProgramme& part : parts) {
        part.basis = not_shown;
        if (part.key == "software") from_software(record, part);
        if (part.key == "reset") from_media(record, part);
        if (part.key == "test") from_verdict(record, part);
        for (const StepRecord& step : record.steps)
            if (step.verdict == Verdict::pass)
                for (const Answered& answered : step.answers) from_person(answered, part);
        for (const Answered& answered : record.answers) from_person(answered, part);
    }
    return parts;
}

bool all_answered(const std::vector<PartOfProgramme>& parts) {
    return std::ranges::none_of(
        parts, [](const PartOfProgramme& part) { return part.answer == Answer::not_answered; });
}

}  // namespace reports
