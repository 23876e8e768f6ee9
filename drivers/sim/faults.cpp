#include "drivers/sim/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace drivers::sim {
namespace {

using enum Effect;

const std::vector<FaultKind> all{
    // coming up
    {"slow-boot", false, 4, passes, "", "boots take VALUE times as long"},
    {"late-management", false, 5, passes, "",
     "after the login prompt the CLI takes VALUE times as long to answer"},
    {"boot-loop", false, 0, defect, "", "resets half-way through the boot, VALUE times; 0: for ever"},
    {"no-kernel", false, 0, defect, "", "the loader finds no kernel"},
    {"fsck-damaged", false, 0, passes, "", "the boot stops until somebody repairs the file system with fsck"},
    {"media-errors", false, 0, defect, "", "boots with errors of its flash, and works"},
    {"backup-image", false, 0, defect, "", "comes up from the other copy of its system, and says so"},
    {"kernel-panic", true, 0, defect, "", "panics and boots again"},
    {"debugger", true, 0, defect, "", "panics and waits at the kernel debugger"},
    {"keys-lost", false, 1, passes, "", "the windows of a boot end before a key is heard, VALUE times; 0: always", true},
    {"power-glitch", true, 4, passes, "", "the mains are gone for VALUE seconds"},
    // its console
    {"torn-prompts", false, 3, passes, "", "a log line lands in the middle of every VALUE-th prompt"},
    {"log-chatter", false, 9, passes, "", "a log line on the console every VALUE seconds"},
    {"wall", true, 0, passes, "", "a message to all users, with bells"},
    {"doubled-characters", false, 0, passes, "", "the loader prints every character twice"},
    {"wrong-speed", false, 115200, passes, "", "the console runs at VALUE baud, until a reset"},
    {"idle-logout", true, 0, passes, "", "whoever is logged in on the console is logged out"},
    {"port-vanishes", true, 20, passes, "", "the console's port is gone for VALUE seconds"},
    {"console-dies", true, 0, defect, "", "nothing more comes out of the console"},
    // management
    {"ztp-lock", false, 60, passes, "",
     "once in factory state, the upgrade daemon holds the configuration for VALUE seconds after a boot"},
    {"commit-fails", false, 0, defect, "", "commits fail, VALUE times; 0: always"},
    {"ssh-refused", false, 0, defect, "", "SSH never listens, whatever the configuration says"},
    {"netconf-drops", false, 1, passes, "", "the NETCONF session ends in the middle of a reply, VALUE times"},
    // a reset that does not take everything
    {"zeroize-keeps-hostname", false, 0, dirty, "",
     "the prompt has the old host name, the configuration does not"},
    {"zeroize-leaves-users", false, 0, dirty, "", "login users stay in the configuration"},
    {"zeroize-leaves-keys", false, 0, dirty, "", "authorised keys and SSH host keys stay"},
    {"zeroize-leaves-rescue", false, 0, dirty, "", "the rescue configuration stays"},
    {"zeroize-leaves-rollbacks", false, 0, dirty, "", "the commit history stays"},
    {"zeroize-leaves-logs", false, 0, dirty, "", "/var/log stays"},
    {"zeroize-leaves-cores", false, 0, dirty, "", "core dumps stay"},
    {"zeroize-leaves-tmp", false, 0, dirty, "", "/var/tmp stays"},
    {"zeroize-leaves-homes", false, 0, dirty, "", "/var/home stays"},
    {"zeroize-leaves-crontab", false, 0, dirty, "", "root's crontab stays"},
    {"zeroize-leaves-scripts", false, 0, dirty, "", "/var/db/scripts stays"},
    {"zeroize-leaves-certificates", false, 0, dirty, "", "/var/db/certs stays"},
    {"zeroize-leaves-licences", false, 0, dirty, "", "licence keys stay"},
    {"zeroize-leaves-alternate", false, 0, dirty, "",
     "the other slice, set or snapshot keeps the old system"},
    {"zeroize-kills", false, 0, defect, "", "a reset takes the system with it: no kernel any more"},
    {"re1-left-dirty", false, 0, dirty, "redundant", "a reset does not reach the other routing engine"},
    {"member-not-wiped", false, 0, dirty, "members",
     "a reset says it wipes a member that is not the master, and does not"},
    // software
    {"storage-full", false, 1, passes, "", "there is no room for an upload until storage was cleaned up VALUE times; 0: never any", true},
    {"no-scp", false, 0, passes, "", "files come by SFTP alone", true},
    {"upload-cut", false, 100000, passes, "", "the connection of an upload breaks after VALUE bytes, once", true},
    {"upload-spoils", false, 1, passes, "", "an upload is kept with a wrong bit, VALUE times; 0: always", true},
    {"install-pending", false, 1, passes, "", "an installation from before waits for its reboot", true},
    {"install-busy", false, 1, passes, "", "another installation is in progress, VALUE times", true},
    {"install-no-space", false, 1, passes, "", "the installer finds too little room, VALUE times; 0: always", true},
    {"install-corrupted", false, 1, passes, "", "the installer takes the image for damaged, VALUE times; 0: always", true},
    {"install-not-found", false, 1, passes, "", "the installer does not find the image, VALUE times; 0: always", true},
    {"install-invalid", false, 0, defect, "", "the configuration does not let a new release in", true},
    {"install-other-platform", false, 0, defect, "", "the installer takes the image for another platform's", true},
    {"install-refuses", false, 0, defect, "", "the installer says ERROR and nothing else that is known", true},
    {"install-unclear", false, 0, defect, "", "the installer ends without saying what it did", true},
    {"install-lost", false, 0, defect, "", "the installer ends without a word, and nothing was installed", true},
    {"install-clock", false, 0, passes, "", "the clock is wrong until it is set, and no signature is valid", true},
    {"install-truncated", false, 1, passes, "", "the installer takes the image for cut off, VALUE times; 0: always", true},
    {"install-downgrade", false, 0, passes, "", "the installer does not take this release from the one that runs", true},
    {"install-unknown-verb", false, 0, defect, "", "the CLI does not know the installer's command", true},
    {"rollback-refused", false, 0, defect, "", "an installation cannot be rolled back", true},
    {"validation-noise", false, 0, passes, "", "an installation complains on the way, and means nothing by it", true},
    {"no-package-result", false, 0, passes, "", "over NETCONF an installation has no <package-result>", true},
    {"boots-old-release", false, 1, defect, "", "the boot after an installation brings the old release, VALUE times; 0: always", true},
    {"snapshot-fails", false, 0, defect, "", "the running system cannot be written over the other copy, VALUE times; 0: always", true},
    {"snapshot-keeps-old", false, 0, defect, "", "writing over the other copy says that it worked, and leaves it as it was", true},
    {"re1-other-release", false, 0, passes, "redundant", "the other routing engine runs the release before", true},
};

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere, which <random>'s distributions do not
/// promise.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}
    std::uint64_t below(std::uint64_t limit) {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (z ^ (z >> 31)) % limit;
    }

  private:
    std::uint64_t state_;
};

std::string likeliest(std::string_view name) {
    std::vector<std::string> known;
    for (const FaultKind& kind : all) known.emplace_back(kind.name);
    return yang::nearest(name, known);
}

}  // namespace

const std::vector<FaultKind>& fault_kinds() {
    return all;
}

bool fits(const FaultKind& kind, const Personality& p) {
    if (kind.needs == "redundant") return p.engines.size() > 1 && p.member.empty();
    if (kind.needs == "members") return p.engines.size() > 1 && !p.member.empty();
    return true;
}

PlannedFault parse_fault(std::string_view text) {
    const std::size_t at = text.find('@');
    std::string_view head = text.substr(0, at);
    const std::size_t colon = head.find(':');
    const std::string_view name = head.substr(0, colon);
    const auto kind =
        std::find_if(all.begin(), all.end(), [name](const FaultKind& k) { return k.name == name; });
    if (kind == all.end()) {
        const std::string meant = likeliest(name);
        throw std::invalid_argument(
            fmt::format("there is no fault \"{}\"{}; `unit-sim list` says which there are", name,
                        meant.empty() ? "" : ", did you mean \"" + meant + "\"?"));
    }
    const auto number = [text](std::string_view digits) {
        char* end = nullptr;
        const std::string copy{digits};
        const double value = std::strtod(copy.c_str(), &end);
        if (copy.empty() || *end || value < 0)
            throw std::invalid_argument(fmt::format("\"{}\" is not NAME[:VALUE][@SECONDS]", text));
        return value;
    };
    PlannedFault fault{&*kind, kind->value, {}};
    if (colon != head.npos) fault.value = number(head.substr(colon + 1));
    if (at != text.npos)
        fault.at = std::chrono::seconds{static_cast<std::int64_t>(number(text.substr(at + 1)))};
    return fault;
}

std::string text_of(const std::vector<PlannedFault>& plan) {
    std::string out;
    for (const PlannedFault& fault : plan)
        out += fmt::format("{}{}:{}@{}", out.empty() ? "" : ",", fault.kind->name, fault.value,
                           fault.at.count());
    return out.empty() ? "none" : out;
}

std::vector<PlannedFault> random_faults(std::uint64_t seed, const Personality& p) {
    std::vector<const FaultKind*> pool;
    for (const FaultKind& kind : all)
        if (fits(kind, p) && (p.may_fault.empty() ? !kind.only_asked
                                                  : std::find(p.may_fault.begin(), p.may_fault.end(), kind.name) != p.may_fault.end()))
            pool.push_back(&kind);
    Dice dice{seed};
    std::vector<PlannedFault> plan;
    for (std::uint64_t left = 1 + dice.below(4); left > 0 && !pool.empty(); --left) {
        const auto chosen = pool.begin() + static_cast<std::ptrdiff_t>(dice.below(pool.size()));
        const FaultKind& kind = **chosen;
        pool.erase(chosen);
        // What leaves traces of a reset holds from the start; so does what is wrong with the boot, half the
        // time.
        const bool from_start = kind.effect == dirty || (!kind.once && dice.below(2) == 0);
        plan.push_back({&kind, kind.value, std::chrono::seconds{from_start ? 0 : 5 + dice.below(1800)}});
    }
    std::stable_sort(plan.begin(), plan.end(),
                     [](const PlannedFault& a, const PlannedFault& b) { return a.at < b.at; });
    return plan;
}

void LiveFaults::end(std::string_view name) {
    if (const auto found = values_.find(name); found != values_.end()) values_.erase(found);
}

double LiveFaults::value(std::string_view name, double otherwise) const {
    const auto found = values_.find(name);
    return found == values_.end() ? otherwise : found->second;
}

bool LiveFaults::strike(std::string_view name) {
    const auto found = values_.find(name);
    if (found == values_.end()) return false;
    if (found->second > 0 && --found->second <= 0) values_.erase(found);
    return true;
}

std::string LiveFaults::text() const {
    std::string out;
    for (const auto& [name, value] : values_)
        out += fmt::format("{}{}:{}", out.empty() ? "" : ",", name, value);
    return out.empty() ? "none" : out;
}

}  // namespace drivers::sim
