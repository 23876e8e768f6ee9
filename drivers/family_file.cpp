// Families from their files: each is read over a copy of the family it is based on, entry by entry.

#include "drivers/expect.hpp"
#include "drivers/family.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

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

template <class Kind, std::size_t n>
Kind kind_of(const std::pair<std::string_view, Kind> (&kinds)[n], const std::string& word) {
    const auto found = std::find_if(std::begin(kinds), std::end(kinds),
                                    [&](const auto& kind) { return kind.first == word; });
    return found == std::end(kinds) ? kinds[0].second : found->second;  // yang has checked the word
}

/// Reads one document over a family that holds what the parent says.
class FamilyFile {
  public:
    FamilyFile(const yang::Document& document, Family& family) : document_{document}, family_{family} {}
    void read();

  private:
    void text(std::string& value, const yang::Node& node) {
        if (node) value = node.text();
    }
    void pattern(std::string& value, const yang::Node& node) {
        if (!node) return;
        value = node.text();
        in_words(node, [&] { TextPattern{value}; });
    }
    void patterns(std::vector<std::string>& values, const yang::Node& parent, std::string_view name) {
        const auto nodes = parent.all(name);
        if (nodes.empty()) return;
        values.clear();
        for (const auto& node : nodes) pattern(values.emplace_back(), node);
    }
    void keys(std::string& value, const yang::Node& node) {
        if (!node) return;
        value = node.text();
        in_words(node, [&] { keystrokes(value); });
    }
    void span(Clock::duration& value, const yang::Node& node) {
        if (node) in_words(node, [&] { value = duration(node.text()); });
    }
    /// What YANG cannot check is said like what it can: with file and line.
    template <class Check>
    void in_words(const yang::Node& node, Check check) {
        try {
            check();
        } catch (const std::invalid_argument& wrong) {
            throw document_.error(node, wrong.what());
        }
    }
    /// The entry that `same` finds, or a new one before those of the parent, in the order of this file.
    template <class List, class Same>
    auto& entry(List& list, std::size_t& fresh, Same same) {
        if (const auto found = std::find_if(list.begin(), list.end(), same); found != list.end())
            return *found;
        return *list.emplace(list.begin() + static_cast<std::ptrdiff_t>(fresh++));
    }
    void require(bool there, const yang::Node& node, const char* what) {
        if (!there)
            throw document_.error(node, std::string{"has no "} + what + ", and no parent that says it");
    }

    void read_console(const yang::Node& node);
    void read_modes(const yang::Node& root);
    void read_mode(Mode& mode, const yang::Node& node);
    void read_marks(const yang::Node& boot);
    void read_queries(const yang::Node& root);
    void read_answers(std::vector<Answer>& answers, const yang::Node& node);
    void read_reset(const yang::Node& node);
    void read_packages(const yang::Node& root);
    void take_after(Package& package, const yang::Node& like);
    void read_package(Package& package, const yang::Node& node);
    void read_management(const yang::Node& node);
    void read_recovery(const yang::Node& root);
    void read_samples(const yang::Node& root);
    void check_moves(const yang::Node& root);

    const yang::Document& document_;
    Family& family_;
};

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
    read_modes(root);
    read_marks(root["boot"]);
    read_queries(root);
    read_reset(root["reset"]);
    read_packages(root);
    read_management(root["management"]);
    read_recovery(root);
    read_samples(root);
    check_moves(root);
}

void FamilyFile::read_console(const yang::Node& node) {
    if (const auto speeds = node.all("speeds"); !speeds.empty()) {
        family_.console.speeds.clear();
        for (const auto& speed : speeds)
            family_.console.speeds.push_back(static_cast<unsigned>(speed.integer()));
    }
    keys(family_.console.line_end, node["line-end"]);
    patterns(family_.console.refused, node, "refused");
    keys(family_.console.when_silent, node["when-silent"]);
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
        const auto name = node["name"].text();
        auto& mode = entry(family_.modes, fresh, [&](const auto& other) { return other.name == name; });
        mode.name = name;
        read_mode(mode, node);
        require(!mode.prompt.empty(), node, "prompt");
    }
}

void FamilyFile::read_mode(Mode& mode, const yang::Node& node) {
    if (node["kind"]) mode.kind = kind_of(mode_kinds, node["kind"].text());
    pattern(mode.prompt, node["prompt"]);
    pattern(mode.after, node["after"]);
    text(mode.ends, node["ends"]);
    keys(mode.answer, node["answer"]);
    span(mode.quiet, node["quiet"]);
    if (node["unverified"]) mode.unverified = node["unverified"].flag();
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
        const auto name = node["name"].text();
        auto& mark = entry(family_.marks, fresh, [&](const auto& other) { return other.name == name; });
        mark.name = name;
        pattern(mark.text, node["text"]);
        if (node["kind"]) mark.kind = kind_of(mark_kinds, node["kind"].text());
        span(mark.within, node["within"]);
        keys(mark.interrupt, node["interrupt"]);
        if (node["unverified"]) mark.unverified = node["unverified"].flag();
        require(!mark.text.empty(), node, "text");
    }
}

void FamilyFile::read_queries(const yang::Node& root) {
    std::size_t fresh = 0;
    for (const auto& node : root.all("queries")) {
        const auto name = node["name"].text();
        auto& query = entry(family_.queries, fresh, [&](const auto& other) { return other.name == name; });
        query.name = name;
        text(query.rpc, node["rpc"]);
        text(query.cli, node["cli"]);
        text(query.facts, node["facts"]);
        span(query.within, node["within"]);
        require(!query.rpc.empty() || !query.cli.empty(), node, "rpc or cli");
    }
}

void FamilyFile::read_answers(std::vector<Answer>& answers, const yang::Node& node) {
    std::size_t fresh = 0;
    for (const auto& item : node.all("answers")) {
        const auto question = item["pattern"].text();
        auto& answer = entry(answers, fresh, [&](const auto& other) { return other.pattern == question; });
        pattern(answer.pattern, item["pattern"]);
        text(answer.reply, item["reply"]);
    }
}

void FamilyFile::read_reset(const yang::Node& node) {
    constexpr std::string_view strength[] = {"unlink", "clear", "purge"};
    std::size_t fresh = 0;
    for (const auto& item : node.all("levels")) {
        const auto level = item["level"].text();
        auto& reset = entry(family_.resets, fresh, [&](const auto& other) { return other.level == level; });
        reset.level = level;
        text(reset.claims, item["claims"]);
        text(reset.command, item["command"]);
        text(reset.rpc, item["rpc"]);
        read_answers(reset.answers, item);
        patterns(reset.started, item, "started");
        span(reset.within, item["within"]);
        if (item["unverified"]) reset.unverified = item["unverified"].flag();
        require(!reset.command.empty() && !reset.started.empty(), item,
                "command and marks that prove it started");
    }
    const auto rank = [&](const ResetLevel& reset) {
        return std::find(std::begin(strength), std::end(strength), reset.level);
    };
    std::stable_sort(family_.resets.begin(), family_.resets.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    const auto factory = node["factory"];
    pattern(family_.factory.login, factory["login"]);
    text(family_.factory.user, factory["user"]);
    patterns(family_.factory.expected_alarms, factory, "expected-alarms");
    std::size_t fresh_proofs = 0;
    for (const auto& item : factory.all("proofs")) {
        const auto name = item["name"].text();
        auto& proof = entry(family_.factory.proofs, fresh_proofs,
                            [&](const auto& other) { return other.name == name; });
        proof.name = name;
        text(proof.command, item["command"]);
        pattern(proof.clean, item["clean"]);
        pattern(proof.dirty, item["dirty"]);
        require(!proof.command.empty() && !(proof.clean.empty() && proof.dirty.empty()), item,
                "command and pattern");
    }
}

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
    package.file.clear();
}

void FamilyFile::read_package(Package& package, const yang::Node& node) {
    text(package.file, node["file"]);
    pattern(package.model, node["model"]);
    text(package.from, node["from"]);
    text(package.before, node["before"]);
    text(package.stage, node["stage"]);
    text(package.checksum, node["checksum"]["command"]);
    text(package.checksum_rpc, node["checksum"]["rpc"]);
    span(package.checksum_within, node["checksum"]["within"]);
    const auto install = node["install"];
    text(package.install, install["command"]);
    text(package.install_rpc, install["rpc"]);
    text(package.install_each, install["each"]);
    span(package.install_within, install["within"]);
    patterns(package.success, install, "success");
    patterns(package.failure, install, "failure");
    text(package.reboot, node["reboot"]["command"]);
    text(package.reboot_rpc, node["reboot"]["rpc"]);
    text(package.reboot_all, node["reboot"]["all"]);
    patterns(package.rebooting, node["reboot"], "started");
    span(package.reboot_within, node["reboot"]["within"]);
    text(package.pending, node["pending"]);
    text(package.rollback, node["rollback"]);
    read_answers(package.answers, node);
}

void FamilyFile::read_management(const yang::Node& node) {
    auto& management = family_.management;
    text(management.interface, node["interface"]);
    if (const auto lines = node.all("configuration"); !lines.empty()) {
        management.configuration.clear();
        for (const auto& line : lines) management.configuration.push_back(line.text());
    }
    text(management.check, node["check"]);
    text(management.commit, node["commit"]);
    pattern(management.committed, node["committed"]);
}

void FamilyFile::read_recovery(const yang::Node& root) {
    const auto steps = root.all("recovery");
    if (!steps.empty()) family_.recovery.clear();
    for (const auto& node : steps) {
        auto& step = family_.recovery.emplace_back();
        step.await = node["await"].text();
        keys(step.send, node["send"]);
        if (node["repeat"]) step.repeat = static_cast<unsigned>(node["repeat"].integer());
        span(step.within, node["within"]);
        if (!family_.mode(step.await) && !family_.mark(step.await))
            throw document_.error(node, "there is no mode or mark " + step.await);
    }
}

void FamilyFile::read_samples(const yang::Node& root) {
    for (const auto& node : root.all("samples")) {
        auto& sample = family_.samples.emplace_back();
        sample.line = node.line();
        for (const auto& leaf : node.children()) {
            if (leaf.name() == "text")
                sample.text = leaf.text();
            else
                sample.expected[leaf.name()] = leaf.text();
        }
    }
}

void FamilyFile::check_moves(const yang::Node& root) {
    for (const auto& mode : family_.modes)
        for (const auto& move : mode.moves)
            if (!family_.mode(move.to))
                throw document_.error(root,
                                      "mode " + mode.name + " leads to " + move.to + ", which is no mode");
}

}  // namespace

Families::Families(const yang::Schema& schema, const std::filesystem::path& folder) {
    std::vector<yang::Document> waiting;
    std::vector<std::filesystem::path> files;
    for (const auto& item : std::filesystem::directory_iterator{folder})
        if (item.path().extension() == ".yaml") files.push_back(item.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) waiting.push_back(schema.read_yaml(file));
    while (!waiting.empty()) {
        // Parents first: whoever's parent is there, or who has none, is read now.
        const auto ready = std::find_if(waiting.begin(), waiting.end(), [&](const yang::Document& document) {
            const auto parent = document.root()["based-on"].text_or("");
            return parent.empty() || by_name(parent);
        });
        if (ready == waiting.end())
            throw waiting.front().error(waiting.front().root()["based-on"],
                                        "there is no such family to build on");
        const auto* parent = by_name(ready->root()["based-on"].text_or(""));
        Family family = parent ? *parent : Family{};
        FamilyFile{*ready, family}.read();
        if (by_name(family.name)) throw ready->error(ready->root()["family"], "is there twice");
        all_.push_back(std::move(family));
        waiting.erase(ready);
    }
}

}  // namespace drivers
