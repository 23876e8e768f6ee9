#include "station/app/outlook.hpp"

#include <algorithm>

namespace station {
namespace {

using drivers::Confidence;
using drivers::Family;
using drivers::MarkSeen;
using drivers::ModeKind;
using drivers::Seen;
using drivers::TextPattern;

std::string in_words(std::string name) {
    std::replace(name.begin(), name.end(), '-', ' ');
    return name;
}

std::string state_of(const Seen& seen) {
    if (seen.silent) return "silent: nothing came, not even after line ends";
    if (seen.echo) return "echo only: the line ends that were typed came back, and nobody answers";
    if (seen.garbled) return "garbled: what comes is mostly no text";
    if (seen.mode.empty()) return "unknown: it talks, and nothing known stands there";
    auto text = in_words(seen.mode) + (seen.confidence == Confidence::certain ? " (certain)" : " (likely: never seen on a unit by those who described it)");
    if (!seen.host.empty()) text += " of " + seen.host;
    if (!seen.role.empty()) text += ", " + seen.role + (seen.member.empty() ? "" : " " + seen.member);
    return text;
}

std::vector<std::string> marks_in(const Family& family, const std::vector<std::string>& lines) {
    std::vector<std::string> marks;
    for (const auto& line : lines)
        for (const auto& mark : family.marks)
            if (TextPattern{mark.text}.found_in(line)) marks.push_back(mark.name);
    return marks;
}

std::vector<std::string> wrong_in(const Family& family, const std::vector<std::string>& lines, const std::vector<std::string>& marks) {
    std::vector<std::string> wrong;
    std::vector<MarkSeen> boot;
    for (const auto& mark : marks) boot.push_back({mark, {}});
    for (const auto* defect : family.defects_of(boot)) wrong.push_back(defect->means + "; " + defect->advice);
    for (const auto& line : lines)
        if (const auto* refusal = family.recovery.refusal(line)) wrong.push_back(refusal->means + "; what is left: " + refusal->left);
    return wrong;
}

std::string recovery(const drivers::RecoveryPath& path) {
    return "recover access: " + path.title + (path.unverified ? " (nobody here has seen it work; the operator is asked first)" : "");
}

std::string log_in(const Family& family, const Seen& seen, std::size_t credentials) {
    if (TextPattern{family.factory.login}.found_in(seen.host)) return "log in as " + family.factory.user + " without a password: the unit has no configuration";
    if (credentials == 0) return "power the unit off and on and recover access the way its boot shows: the bench has no credentials to try";
    return "log in with the bench's credentials (" + std::to_string(credentials) + "); when none is let in, power the unit off and on and recover access the way its boot shows";
}

std::string next_from(const Family& family, const Seen& seen, std::size_t credentials) {
    switch (seen.kind) {
        case ModeKind::login:
        case ModeKind::password: return log_in(family, seen, credentials);
        case ModeKind::cli: return "go on at the CLI: read who the unit is";
        case ModeKind::shell: return "go to the CLI and read who the unit is";
        case ModeKind::config: return "leave the configuration, with changes that nobody committed dropped";
        case ModeKind::halted: return "power the unit off and on: it is halted, and power may be cut";
        case ModeKind::debugger: return "note that the kernel stopped in its debugger, and power the unit off and on";
        default: break;
    }
    if (const auto* path = family.recovery.way_in({seen.mode})) return recovery(*path);
    for (const auto* goal : {"cli", "login"})
        if (const auto* move = family.way(seen.mode, goal)) return "leave it with \"" + move->send + "\"";
    return "power the unit off and on, and watch it boot";
}

}  // namespace

Outlook outlook(const Family& family, const Seen& seen, std::size_t credentials) {
    Outlook out;
    out.known = !seen.mode.empty();
    out.state = state_of(seen);
    out.saw = seen.heard;
    const bool said = std::find(out.saw.begin(), out.saw.end(), seen.text) != out.saw.end();
    auto last = seen.lines.empty() ? seen.text : seen.lines.back();
    if (!last.empty() && !said) out.saw.push_back(std::move(last));
    const auto marks = marks_in(family, out.saw);
    out.wrong = wrong_in(family, out.saw, marks);
    if (out.known)
        out.next = next_from(family, seen, credentials);
    else if (seen.silent)
        out.next = "power the unit off and on, and watch for a sign of life; is it powered, and the cable in the right port?";
    else if (seen.echo)
        out.next = "type nothing but line ends, and wait until somebody answers: the unit may be booting";
    else if (seen.garbled)
        out.next = "try other speeds; one that is known goes into the bench file as ?baud=";
    else
        out.next = marks.empty() ? "wait for something known to stand there" : "wait for the boot to end";
    return out;
}

}  // namespace station
