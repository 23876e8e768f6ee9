// Families from their files: each is read over a copy of the family it is based on, entry by entry.

#include "drivers/family_file.hpp"

namespace drivers {
namespace {

constexpr std::pair<std::string_view, ModeKind> mode_kinds[] = {
    {"login", ModeKind::login},        {"password", ModeKind::password},
    {"shell", ModeKind::shell},        {"cli", ModeKind::cli},
    {"config", ModeKind::config},      {"pager", ModeKind::pager},
    {"confirm", ModeKind::confirm},    {"question", ModeKind::question},
    {"loader", ModeKind::loader},      {"menu", ModeKind::menu},
    {"halted", ModeKind::halted},      {"debugger", ModeKind::debugger},
    {"elsewhere", ModeKind::elsewhere}};
constexpr std::pair<std::string_view, MarkKind> mark_kinds[] = {{"progress", MarkKind::progress},
                                                                {"window", MarkKind::window},
                                                                {"fault", MarkKind::fault},
                                                                {"halted", MarkKind::halted}};

}  // namespace

void FamilyFile::pattern(std::string& value, const yang::Node& node) {
    if (!node) return;
    value = node.text();
    in_words(node, [&] { TextPattern{value}; });
}
void FamilyFile::patterns(std::vector<std::string>& values, const yang::Node& parent, std::string_view name) {
    const auto nodes = parent.all(name);
    if (nodes.empty()) return;
    values.clear();
    for (const auto& node : nodes) pattern(values.emplace_back(), node);
}
void FamilyFile::texts(std::vector<std::string>& values, const yang::Node& parent, std::string_view name) {
    const auto nodes = parent.all(name);
    if (nodes.empty()) return;
    values.clear();
    for (const auto& node : nodes) values.push_back(node.text());
}
void FamilyFile::keys(std::string& value, const yang::Node& node) {
    if (!node) return;
    value = node.text();
    in_words(node, [&] { keystrokes(value); });
}
void FamilyFile::span(Clock::duration& value, const yang::Node& node) {
    if (node) in_words(node, [&] { value = duration(node.text()); });
}

void FamilyFile::read() {
    const auto root = document_.root();
    family_.name = root["family"].text();
    family_.title = root["title"].text_or(family_.name);
    family_.based_on = root["based-on"].text_or("");
    family_.model.clear();
    family_.routing_engine.clear();
    family_.samples.clear();
    pattern(family_.model, root["match"]["model"]);
    pattern(family_.routing_engine, root["match"]["routing-engine"]);
    read_console(root["console"]);
    patterns(family_.banners, root, "banners");
    patterns(family_.noise, root, "noise");
    patterns(family_.interruptions, root, "interruptions");
    read_modes(root);
    read_marks(root["boot"]);
    read_defects(root);
    read_queries(root);
    read_dialogues(root);
    read_refusals(root["recovery"]);
    read_levels(root["reset"]);
    read_factory(root["reset"]["factory"]);
    read_packages(root);
    read_copies(root);
    read_management(root["management"]);
    read_omissions(root);
    read_paths(root["recovery"]);
    read_samples(root);
    check_names(root);
}

void FamilyFile::read_console(const yang::Node& node) {
    if (const auto speeds = node.all("speeds"); !speeds.empty()) {
        family_.console.speeds.clear();
        for (const auto& speed : speeds)
            family_.console.speeds.push_back(static_cast<unsigned>(speed.integer()));
    }
    keys(family_.console.line_end, node["line-end"]);
    patterns(family_.console.refused, node, "refused");
    text(family_.console.netconf, node["netconf"]);
    text(family_.console.other_engine, node["other-engine"]);
    std::size_t fresh = 0;
    for (const auto& item : node.all("quiet")) {
        const auto command = item["command"].text();
        auto& quiet = entry(family_.console.quiet_commands, fresh,
                            [&](const auto& other) { return other.command == command; });
        quiet.command = command;
        pattern(quiet.acknowledgement, item["acknowledgement"]);
    }
}

void FamilyFile::read_modes(const yang::Node& root) {
    std::size_t fresh = 0;
    for (const auto& node : root.all("modes")) {
        auto& mode = named_entry(family_.modes, fresh, node);
        read_mode(mode, node);
        require(!mode.prompt.empty(), node, "prompt");
    }
}

void FamilyFile::read_mode(Mode& mode, const yang::Node& node) {
    word(mode.kind, node["kind"], mode_kinds);
    pattern(mode.prompt, node["prompt"]);
    pattern(mode.after, node["after"]);
    text(mode.ends, node["ends"]);
    flag(mode.ended, node["ended"]);
    keys(mode.answer, node["answer"]);
    span(mode.quiet, node["quiet"]);
    flag(mode.unverified, node["unverified"]);
    std::size_t fresh = 0;
    for (const auto& item : node.all("to")) {
        const auto to = item["mode"].text();
        auto& move = entry(mode.moves, fresh, [&](const auto& other) { return other.to == to; });
        move.to = to;
        keys(move.send, item["send"]);
        span(move.within, item["within"]);
    }
}

void FamilyFile::read_marks(const yang::Node& boot) {
    std::size_t fresh = 0;
    for (const auto& node : boot.all("marks")) {
        auto& mark = named_entry(family_.marks, fresh, node);
        pattern(mark.text, node["text"]);
        flag(mark.whole, node["whole"]);
        word(mark.kind, node["kind"], mark_kinds);
        span(mark.within, node["within"]);
        keys(mark.interrupt, node["interrupt"]);
        flag(mark.unverified, node["unverified"]);
        require(!mark.text.empty(), node, "text");
    }
}

void FamilyFile::read_queries(const yang::Node& root) {
    std::size_t fresh = 0;
    for (const auto& node : root.all("queries")) {
        auto& query = named_entry(family_.queries, fresh, node);
        text(query.rpc, node["rpc"]);
        text(query.cli, node["cli"]);
        text(query.facts, node["facts"]);
        pattern(query.row, node["row"]);
        span(query.within, node["within"]);
        require(!query.rpc.empty() || !query.cli.empty(), node, "rpc or cli");
        require(query.row.empty() || (!query.cli.empty() && query.row.find("(?P<row>") != query.row.npos), node, "cli and a group called row");
    }
}

void FamilyFile::read_answers(std::vector<Answer>& answers, const yang::Node& node) {
    std::size_t fresh = 0;
    for (const auto& item : node.all("answers")) {
        const auto question = item["pattern"].text();
        auto& answer = entry(answers, fresh, [&](const auto& other) { return other.pattern == question; });
        pattern(answer.pattern, item["pattern"]);
        text(answer.reply, item["reply"]);
        answer.secret = answer.reply.find("{password}") != answer.reply.npos;
    }
}

void FamilyFile::read_management(const yang::Node& node) {
    auto& management = family_.management;
    text(management.interface, node["interface"]);
    text(management.members_interface, node["members-interface"]);
    texts(management.configuration, node, "configuration");
    text(management.load_rpc, node["load-rpc"]);
    text(management.by_shell, node["by-shell"]);
    text(management.host_keys, node["host-keys"]);
    text(management.check, node["check"]);
    text(management.commit, node["commit"]);
    pattern(management.committed, node["committed"]);
}

void FamilyFile::read_omissions(const yang::Node& root) {
    std::size_t fresh = 0;
    for (const auto& node : root.all("omissions")) {
        const auto part = node["part"].text();
        auto& omission = entry(family_.omissions, fresh, [&](const auto& other) { return other.part == part; });
        omission.part = part;
        pattern(omission.model, node["model"]);
        text(omission.source, node["source"]);
        flag(omission.unverified, node["unverified"]);
        require(!omission.model.empty(), node, "model");
        require(!omission.source.empty(), node, "source");
    }
}

void FamilyFile::read_samples(const yang::Node& root) {
    for (const auto& node : root.all("samples")) {
        auto& sample = family_.samples.emplace_back();
        sample.line = node.line();
        for (const auto& leaf : node.children()) {
            if (leaf.name() == "text")
                sample.text = leaf.text();
            else if (leaf.name() != "source")
                sample.expected[leaf.name()] = leaf.text();
        }
    }
}

}  // namespace drivers
