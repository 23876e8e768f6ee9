// The part of a family's file that says how software is loaded.

#include "drivers/family_file.hpp"

namespace drivers {

void FamilyFile::read_packages(const yang::Node& root) {
    std::size_t fresh = 0;
    for (const auto& node : root.all("packages")) {
        const auto name = node["name"].text();
        const auto same = [&](const auto& other) { return other.name == name; };
        // Of several packages that fit, the first is loaded: the order is this file's, also for what the parent named.
        if (const auto known = std::find_if(family_.packages.begin(), family_.packages.end(), same); known != family_.packages.end()) {
            std::rotate(family_.packages.begin() + static_cast<std::ptrdiff_t>(fresh), known, known + 1);
            ++fresh;
        }
        auto& package = entry(family_.packages, fresh, same);
        if (node["like"]) take_after(package, node["like"]);
        package.name = name;
        read_package(package, node);
        // An entry without a file is a template for the families below.
        require(package.file.empty() || (!package.install.empty() && !package.stage.empty()), node,
                "stage and install.command");
    }
}

void FamilyFile::take_after(Package& package, const yang::Node& like) {
    const auto& all = family_.packages;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Package& other) { return other.name == like.text(); });
    if (found == all.end())
        throw document_.error(like, "there is no package " + like.text() + " before this one");
    const auto model = *found;
    package = model;
    // Its verbs and marks, not what it is for.
    for (auto* own : {&package.file, &package.model, &package.from, &package.before, &package.media}) own->clear();
}

void FamilyFile::read_package(Package& package, const yang::Node& node) {
    text(package.file, node["file"]);
    pattern(package.model, node["model"]);
    text(package.from, node["from"]);
    text(package.before, node["before"]);
    text(package.stage, node["stage"]);
    text(package.fetch, node["fetch"]);
    text(package.checksum, node["checksum"]["command"]);
    text(package.checksum_rpc, node["checksum"]["rpc"]);
    span(package.checksum_within, node["checksum"]["within"]);
    const auto install = node["install"];
    text(package.install, install["command"]);
    text(package.install_rpc, install["rpc"]);
    text(package.install_each, install["each"]);
    text(package.install_member, install["member"]);
    span(package.install_within, install["within"]);
    patterns(package.success, install, "success");
    patterns(package.failure, install, "failure");
    text(package.reboot, node["reboot"]["command"]);
    text(package.reboot_rpc, node["reboot"]["rpc"]);
    text(package.reboot_all, node["reboot"]["all"]);
    text(package.reboot_members, node["reboot"]["members"]);
    patterns(package.rebooting, node["reboot"], "started");
    span(package.reboot_within, node["reboot"]["within"]);
    text(package.rollback, node["rollback"]);
    read_answers(package.answers, node);
    text(package.remove, node["remove"]["command"]);
    text(package.list, node["remove"]["list"]);
    pattern(package.absent, node["remove"]["absent"]);
    text(package.media, node["media"]);
    flag(package.unverified, node["unverified"]);
    flag(package.space_unverified, node["space"]["unverified"]);
    texts(package.space, node["space"], "commands");
    span(package.space_within, node["space"]["within"]);
    for (const auto& trouble : install.all("troubles")) read_trouble(package, trouble);
    read_pending(package, node);
    text(package.clock.command, node["clock"]["command"]);
    pattern(package.clock.set, node["clock"]["set"]);
    span(package.clock.within, node["clock"]["within"]);
}

// What a family asks replaces what its parent does: a command of the parent may mean something else there.
void FamilyFile::read_pending(Package& package, const yang::Node& node) {
    const auto queries = node.all("pending");
    if (!queries.empty()) package.pending.clear();
    for (const auto& item : queries) {
        auto& query = package.pending.emplace_back();
        text(query.command, item["command"]);
        pattern(query.release, item["release"]);
        pattern(query.none, item["none"]);
        span(query.within, item["within"]);
        flag(query.unverified, item["unverified"]);
        require(query.release.find("(?P<release>") != query.release.npos, item, "group called release");
    }
}

void FamilyFile::read_trouble(Package& package, const yang::Node& node) {
    using enum InstallTrouble::Blame;
    using enum InstallTrouble::Remedy;
    std::size_t fresh = package.troubles.size();
    auto& trouble = named_entry(package.troubles, fresh, node);
    pattern(trouble.text, node["text"]);
    text(trouble.means, node["means"]);
    text(trouble.advice, node["advice"]);
    word(trouble.blame, node["blame"],
         {{"unit", unit}, {"station", station}, {"image", image}, {"path", path}, {"clock", clock}, {"room", room}, {"pending", pending}});
    const auto remedies = node.all("remedies");
    if (!remedies.empty()) trouble.remedies.clear();
    for (const auto& remedy : remedies)
        word(trouble.remedies.emplace_back(), remedy,
             {{"roll-back", roll_back}, {"make-space", make_space}, {"wait", wait}, {"copy-again", copy_again}, {"set-clock", set_clock}, {"other-path", other_path}});
    require(!trouble.text.empty() && !trouble.means.empty(), node, "text and means");
}

}  // namespace drivers
