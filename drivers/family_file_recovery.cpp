// The part of a family's file that says what is wrong with a unit that boots, and how one gets into it.

#include "drivers/family_file.hpp"

namespace drivers {
namespace {

constexpr std::pair<std::string_view, Purpose> purposes[] = {{"access", Purpose::access}, {"repair", Purpose::repair}};

}  // namespace

void FamilyFile::read_defects(const yang::Node& root) {
    std::size_t fresh = 0;
    for (const auto& node : root.all("defects")) {
        auto& defect = named_entry(family_.defects, fresh, node);
        texts(defect.marks, node, "marks");
        if (node["more-than"]) defect.more_than = static_cast<unsigned>(node["more-than"].integer());
        span(defect.within, node["within"]);
        text(defect.means, node["means"]);
        text(defect.advice, node["advice"]);
        flag(defect.ends_boot, node["ends-boot"]);
        text(defect.repair, node["repair"]);
        flag(defect.unverified, node["unverified"]);
        require(!defect.marks.empty() && !defect.means.empty(), node, "marks and means");
    }
}

void FamilyFile::read_dialogues(const yang::Node& root) {
    std::size_t fresh = 0;
    for (const auto& node : root.all("dialogues")) {
        auto& dialogue = named_entry(family_.dialogues, fresh, node);
        text(dialogue.mode, node["mode"]);
        flag(dialogue.unverified, node["unverified"]);
        const auto lines = node.all("lines");
        if (!lines.empty()) dialogue.lines.clear();
        for (const auto& item : lines) {
            auto& line = dialogue.lines.emplace_back();
            text(line.command, item["command"]);
            read_answers(line.answers, item);
            pattern(line.done, item["done"]);
            span(line.within, item["within"]);
        }
        require(!dialogue.mode.empty() && !dialogue.lines.empty(), node, "mode and lines");
    }
}

void FamilyFile::read_paths(const yang::Node& recovery) {
    std::size_t fresh = 0;
    for (const auto& node : recovery.all("paths")) {
        if (withdrawn_by_name(family_.recovery.paths, node)) continue;
        auto& path = named_entry(family_.recovery.paths, fresh, node);
        read_path(path, node);
        require(!path.when.empty() && !path.reaches.empty(), node, "when and reaches");
        require(!path.unverified || !path.confirm.empty(), node, "confirm, which an unverified path needs");
    }
}

void FamilyFile::read_path(RecoveryPath& path, const yang::Node& node) {
    text(path.title, node["title"]);
    word(path.purpose, node["purpose"], purposes);
    texts(path.when, node, "when");
    text(path.after, node["after"]);
    text(path.confirm, node["confirm"]);
    text(path.reaches, node["reaches"]);
    span(path.within, node["within"]);
    text(path.set_password, node["set-password"]);
    text(path.boot_on, node["boot-on"]);
    flag(path.unverified, node["unverified"]);
    const auto steps = node.all("steps");
    if (!steps.empty()) path.steps.clear();
    for (const auto& item : steps) {
        auto& step = path.steps.emplace_back();
        text(step.await, item["await"]);
        keys(step.send, item["send"]);
        if (item["repeat"]) step.repeat = static_cast<unsigned>(item["repeat"].integer());
        span(step.every, item["every"]);
        flag(step.optional, item["optional"]);
        span(step.within, item["within"]);
        require(step.repeat == 1 || step.every > Clock::duration::zero(), item, "every, which repeat needs");
        require(step.within > Clock::duration::zero(), item, "within");
    }
}

void FamilyFile::read_refusals(const yang::Node& recovery) {
    std::size_t fresh = 0;
    for (const auto& node : recovery.all("refusals")) {
        auto& refusal = named_entry(family_.recovery.refusals, fresh, node);
        pattern(refusal.text, node["text"]);
        text(refusal.means, node["means"]);
        text(refusal.left, node["left"]);
        flag(refusal.unverified, node["unverified"]);
        require(!refusal.text.empty() && !refusal.means.empty() && !refusal.left.empty(), node, "text, means and left");
    }
}

// Names are checked when all is read: an entry may name what stands below it, and a child may say what its parent's entry names.
void FamilyFile::check_names(const yang::Node& root) {
    for (const auto& mode : family_.modes)
        for (const auto& move : mode.moves)
            if (!family_.mode(move.to)) throw document_.error(root, "mode " + mode.name + " leads to " + move.to + ", which is no mode");
    for (const auto& defect : family_.defects) {
        for (const auto& mark : defect.marks)
            if (!family_.mark(mark)) throw document_.error(root, "defect " + defect.name + " is shown by " + mark + ", which is no mark");
        if (!defect.repair.empty() && !family_.recovery.path(defect.repair))
            throw document_.error(root, "defect " + defect.name + " is mended by " + defect.repair + ", which is no recovery path");
    }
    for (const auto& dialogue : family_.dialogues)
        if (!family_.mode(dialogue.mode)) throw document_.error(root, "dialogue " + dialogue.name + " begins in " + dialogue.mode + ", which is no mode");
    for (const auto& path : family_.recovery.paths) check_path(path, root);
}

void FamilyFile::check_path(const RecoveryPath& path, const yang::Node& root) {
    const auto known = [&](const std::string& name) { return family_.mode(name) || family_.mark(name); };
    const auto need = [&](bool there, const std::string& name, const char* what) {
        if (!there) throw document_.error(root, "recovery path " + path.name + " names " + name + ", which is no " + what);
    };
    for (const auto& name : path.when) need(known(name), name, "mode or mark");
    for (const auto& step : path.steps) need(known(step.await), step.await, "mode or mark");
    need(family_.mode(path.reaches), path.reaches, "mode");
    for (const auto& name : {path.set_password, path.boot_on}) need(name.empty() || family_.dialogue(name), name, "dialogue");
    need(path.after.empty() || family_.recovery.path(path.after), path.after, "recovery path");
}

}  // namespace drivers
