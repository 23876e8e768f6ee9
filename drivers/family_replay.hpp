#pragma once
// What a family's data makes of the log of a console, line by line: prompts, boot windows, marks, claims, installers' words, noise. It asks the
// very functions that runs ask (Expect, PromptReader, ResetLevel::claim, judge_install, Recovery, Defect). Pure: text in, a value out, no unit.

#include "drivers/family.hpp"
#include "drivers/transcript.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace drivers {

/// One thing that a line is taken for.
struct Taken {
    std::string kind;    ///< prompt, typed, question, window, mark, fault, halted, started, claim, refusal, success, trouble, failure, defect, message, noise
    std::string name;    ///< of the mode, mark, claim or trouble
    std::string detail;  ///< the key of a window, the words of a claim, whose fault a trouble is and what is done about it
    bool operator==(const Taken&) const = default;
};

struct ReplayedLine {
    std::size_t number = 0;  ///< in the log, from 1
    std::string text;        ///< printable
    std::vector<Taken> taken;
};

struct Replay {
    std::vector<ReplayedLine> lines;
    /// What came of all of it: modes, marks, windows, defects, refusals, way-in, install, zeroize, claim, pending, copy NAME; several are parted by ", ".
    std::map<std::string, std::string> summary;
};

/// A log as people save it: who typed what is told by the prompts in it.
Replay replay_log(const Family& family, std::string_view log);
/// A transcript of the station, which knows who typed what, and when.
Replay replay_frames(const Family& family, const std::vector<TranscriptFrame>& frames);

/// What is expected of a replay: "install = success", "line 12 = prompt cli". Keys are the summary's; "any" is anything, "none" nothing.
using ReplayExpectations = std::vector<std::pair<std::string, std::string>>;
/// Lines of KEY = VALUE; blank ones and those that begin with # say nothing. Throws std::invalid_argument for another.
ReplayExpectations read_replay_expectations(std::string_view text);
/// In words; nothing where the replay is as expected.
std::vector<std::string> differences(const Replay& replay, const ReplayExpectations& expected);

}  // namespace drivers
