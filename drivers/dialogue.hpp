#pragma once
// What a family says about conversations: questions a unit asks and what to answer, and lines to type one after the other. Data only;
// Console::dialogue holds them.

#include "drivers/deadline.hpp"

#include <string>
#include <vector>

namespace drivers {

/// A question the unit asks, and what to say.
struct Answer {
    std::string pattern;  ///< RE2, on the last line or the one before
    std::string reply;    ///< text; the line end is added
    bool secret = false;  ///< never to be seen in a transcript
    bool operator==(const Answer&) const = default;
};

struct DialogueLine {
    std::string command;          ///< {password}, {password-hash} are the caller's to fill in, here and in the answers
    std::vector<Answer> answers;  ///< those with {password} are secret
    std::string done;             ///< RE2 on a line that says it worked; empty: the next prompt does
    Clock::duration within{};
    bool operator==(const DialogueLine&) const = default;
};

/// Lines to type at a mode's prompt: how a password is set, how a unit is booted on.
struct Dialogue {
    std::string name;
    std::string mode;  ///< where it begins
    std::vector<DialogueLine> lines;
    bool unverified = false;
    bool operator==(const Dialogue&) const = default;
};

}  // namespace drivers
