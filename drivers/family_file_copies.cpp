// The part of a family's file that says where second copies of the system are.

#include "drivers/family_file.hpp"

namespace drivers {

void FamilyFile::read_copies(const yang::Node& root) {
    std::size_t fresh = 0;
    for (const auto& node : root.all("copies")) {
        if (withdrawn_by_name(family_.copies, node)) continue;
        auto& copy = named_entry(family_.copies, fresh, node);
        text(copy.title, node["title"]);
        text(copy.from, node["from"]);
        text(copy.before, node["before"]);
        text(copy.command, node["command"]);
        pattern(copy.medium, node["medium"]);
        pattern(copy.release, node["release"]);
        pattern(copy.none, node["none"]);
        text(copy.synchronise, node["synchronise"]);
        text(copy.unknown, node["unknown"]);
        span(copy.within, node["within"]);
        flag(copy.unverified, node["unverified"]);
        require(!copy.title.empty(), node, "title");
        require(!copy.unknown.empty() || !(copy.command.empty() || copy.synchronise.empty()), node, "unknown, for where it cannot be read or written over");
        require(copy.command.empty() || !copy.release.empty(), node, "release, which its command shows");
        if (!copy.synchronise.empty() && !family_.dialogue(copy.synchronise))
            throw document_.error(node, "there is no dialogue " + copy.synchronise);
    }
}

}  // namespace drivers
