#include "reports/programme.hpp"

#include "reports/history.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
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

std::string joined(const std::set<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// The release that the last load was to bring the unit to; what came before it was on the way.
void from_software(const Record& record, PartOfProgramme& part) {
    if (record.software.empty()) return;
    std::set<std::string> loads;
    bool was_there = true;
    for (const SoftwareLoaded& row : record.software) {
        if (!passed(record, row.step) || row.after.empty()) {
            part.basis = "software was loaded, but its step did not pass";
            return;
        }
        if (!record.wanted.empty() && row.step != record.wanted.back().step) continue;
        loads.insert((row.routing_engine.empty() ? "" : row.routing_engine + " ") + row.after);
        was_there = was_there && row.package.empty() && row.before == row.after;
    }
    const std::string read = (was_there ? "it ran already: " : "loaded and read back: ") + joined(loads);
    const auto why_not =
        loads.empty() ? std::vector<std::string>{"it was not read back"} : why_not_latest(record);
    if (!why_not.empty()) {
        part.basis =
            fmt::format("{}; nothing shows that this is the latest: {}", read, fmt::join(why_not, "; "));
        return;
    }
    const ReleaseWanted& row = record.wanted.back();
    part.answer = Answer::done;
    part.basis = fmt::format("{}; the latest by the catalogue's row of {} ({})", read, row.as_of, row.source);
}

bool wipes(const StepRecord& step) {
    return std::ranges::any_of(step.measurements,
                               [](const Measurement& m) { return m.name.starts_with("wiped/"); });
}

/// The default configuration is shown by the proofs that the last wiping step took. The level at which media
/// were sanitised is another matter.
void from_proofs(const Record& record, PartOfProgramme& part) {
    const auto last = std::find_if(record.steps.rbegin(), record.steps.rend(), wipes);
    if (last == record.steps.rend()) {
        if (!record.media.empty()) part.basis = "a reset was begun, but nothing proves it";
        return;
    }
    if (last->verdict != Verdict::pass) {
        part.basis = "a reset was begun, but is not proven";
        return;
    }
    const auto loads = [](const StepRecord& step) { return step.started.action == "load-software"; };
    if (std::any_of(record.steps.rbegin(), last, loads)) {
        part.basis = "software was loaded after the last reset, and nothing proves how that left the unit";
        return;
    }
    std::size_t clean = 0, open = 0;
    for (const Measurement& m : last->measurements)
        if (m.name.starts_with("wiped/")) (m.verdict == Verdict::pass ? clean : open) += 1;
    if (clean == 0) {
        part.basis = "a reset passed, but none of its proofs could be verified";
        return;
    }
    part.answer = Answer::done;
    part.basis = fmt::format("{} of {} proofs of the factory state are clean{}", clean, clean + open,
                             open == 0 ? "" : fmt::format(", {} could not be verified", open));
}

/// A test is one that held the unit's values against limits; to know who it is, or what was loaded, is none.
bool tests(const StepRecord& step) {
    return step.started.action == "check" && step.verdict == Verdict::pass &&
           std::ranges::any_of(step.measurements, [](const Measurement& m) { return m.limits.any(); });
}

void from_verdict(const Record& record, PartOfProgramme& part) {
    const auto checks = std::ranges::count_if(record.steps, tests);
    if (record.verdict != Verdict::pass)
        part.basis = "the test was not passed";
    else if (checks == 0)
        part.basis = "nothing was held against limits in this run";
    else if (!is_identified(record))
        part.basis = "tests passed, but the serial number was not verified in this run";
    else {
        part.answer = Answer::done;
        part.basis =
            fmt::format("{} {} passed, serial numbers verified", checks, checks == 1 ? "check" : "checks");
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
            part.basis = (colon == std::string::npos ? "as answered" : answered.answer.substr(colon + 2)) + by;
        }
}

}  // namespace

std::vector<std::string> why_not_latest(const Record& record) {
    if (record.wanted.empty()) return {"this record does not show what the catalogue knew of it"};
    const ReleaseWanted& row = record.wanted.back();
    std::vector<std::string> why = row.against;
    if (row.as_of.empty() && why.empty()) why.emplace_back("no row of the catalogue names it");
    if (!row.as_of.empty() && row.status != "verified" && why.empty())
        why.push_back("its row is " + (row.status.empty() ? "of unknown standing" : row.status));
    if (!row.as_of.empty() && row.source.empty() && why.empty()) why.emplace_back("its row names no source");
    return why;
}

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
        if (part.key == "reset") from_proofs(record, part);
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
