#include "drivers/family.hpp"

#include "drivers/install_words.hpp"
#include "drivers/seen.hpp"
#include "tests/support/temp_folder.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>

namespace {

using namespace drivers;
using testing::HasSubstr;

const Families& shipped() {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const Families all{schema, yang::data_folder() / "drivers" / "families"};
    return all;
}

// Every family's own samples: what units print, and what has to be made of it.

struct Case {
    const Family* family;
    const Sample* sample;
};

/// What the console would make of this text.
struct Reading {
    std::vector<Line> lines;
    std::string tail;
    std::optional<Seen> seen;
};

/// A family's matcher is made once: that costs more than most samples.
Reading read(const Family& family, const std::string& text) {
    static std::map<const Family*, std::pair<PromptReader, Expect>> readers;
    auto found = readers.find(&family);
    if (found == readers.end()) {
        PromptReader reader{family};
        auto expect = reader.expect();
        found = readers.emplace(&family, std::pair{std::move(reader), std::move(expect)}).first;
    }
    auto& [reader, expect] = found->second;
    expect.clear();
    Reading reading;
    expect.feed(text, reading.lines);
    reading.tail = expect.tail();
    if (const auto match = expect.standing()) reading.seen = reader.read(*match);
    return reading;
}

bool any_line(const Reading& reading, const std::vector<std::string>& patterns) {
    for (const auto& pattern : patterns) {
        const TextPattern re{pattern};
        if (re.found_in(reading.tail)) return true;
        for (const auto& line : reading.lines)
            if (re.found_in(line.text)) return true;
    }
    return false;
}

std::string first_mark(const Family& family, const Reading& reading) {
    for (const auto& mark : family.marks)
        if (any_line(reading, {mark.text})) return mark.name;
    return "none";
}

/// The marks of each line, as if they had come all at once.
std::vector<MarkSeen> boot(const Family& family, const Reading& reading) {
    std::vector<MarkSeen> marks;
    for (const auto& line : reading.lines)
        for (const auto& mark : family.marks)
            if (TextPattern{mark.text}.found_in(line.text)) marks.push_back({mark.name, Clock::time_point{}});
    return marks;
}

std::string all_text(const Reading& reading) {
    std::string text;
    for (const auto& line : reading.lines) text += line.text + "\n";
    return text + reading.tail;
}

std::string chosen_path(const Family& family, const Reading& reading) {
    std::vector<std::string> seen;
    for (const auto& mark : family.marks)
        if (any_line(reading, {mark.text})) seen.push_back(mark.name);
    if (reading.seen) seen.push_back(reading.seen->mode);
    const auto* path = family.recovery.way_in(seen);
    return path ? path->name : "none";
}

std::string refusal(const Family& family, const Reading& reading) {
    for (const auto& line : reading.lines)
        if (const auto* found = family.recovery.refusal(line.text)) return found->name;
    const auto* found = family.recovery.refusal(reading.tail);
    return found ? found->name : "none";
}

std::string defect(const Family& family, const Reading& reading) {
    const auto found = family.defects_of(boot(family, reading));
    return found.empty() ? "none" : found.front()->name;
}

std::string shown(const Family& family, const Reading& reading, const std::string& name) {
    const auto* proof = family.factory.proof(name);
    if (!proof) return "there is no such proof";
    static const std::map<Shown, std::string> words{
        {Shown::clean, "clean"}, {Shown::dirty, "dirty"}, {Shown::unverifiable, "unverifiable"}, {Shown::unanswered, "unanswered"}};
    return words.at(family.factory.read(*proof, {all_text(reading)}).shown);
}

std::string held(const Family& family, const Reading& reading, const std::string& name) {
    const auto* copy = family.copy(name);
    if (!copy) return "there is no such copy";
    std::string all;
    for (const auto& shown : copy->read(all_text(reading)))
        for (const auto& release : shown.releases) all += (all.empty() ? "" : ", ") + release;
    return !all.empty() ? all : copy->is_absent(all_text(reading)) ? "none" : "unreadable";
}

std::string started(const Family& family, const Reading& reading, const std::string& level) {
    for (const auto& reset : family.resets)
        if ((level == "none" || reset.level == level) && any_line(reading, reset.started)) return reset.level;
    return "none";
}

std::string claimed(const Family& family, const Reading& reading, const std::string& level) {
    const auto* reset = family.reset(level);
    const auto shown = reset ? reset->claim(all_text(reading)) : std::nullopt;
    return shown ? shown->claim->name : "none";
}

std::string rows(const Family& family, const std::string& text, const std::string& name) {
    const auto* query = family.query(name);
    if (!query) return "there is no such query";
    std::string all;
    for (const auto& row : query->rows(text)) all += (all.empty() ? "" : " ") + row;
    return all.empty() ? "none" : all;
}

InstallJudgement judged(const Package& package, const Reading& reading) { return judge_install(package, all_text(reading)); }

std::string install_outcome(const Package& package, const Reading& reading) {
    switch (judged(package, reading).end) {
        case InstallEnd::succeeded: return "success";
        case InstallEnd::failed: return "failure";
        case InstallEnd::unclear: break;
    }
    return "unclear";
}

std::string trouble(const Package& package, const Reading& reading) {
    const auto* found = judged(package, reading).trouble;
    return found ? found->name : "none";
}

std::string pending(const Package& package, const Reading& reading) {
    std::string all;
    bool answered = false;
    for (const auto& query : package.pending) {
        const auto answer = read_pending(query, all_text(reading));
        answered = answered || answer.answered;
        for (const auto& release : answer.releases) all += (all.empty() ? "" : ", ") + release;
    }
    return !answered ? "unknown" : all.empty() ? "none" : all;
}

std::string outcome(const Case& test, const std::string& key) {
    const auto& [family, sample] = test;
    const auto reading = read(*family, sample->text);
    const auto seen = reading.seen.value_or(Seen{});
    const auto value = [&](const std::string& name) {
        const auto found = sample->expected.find(name);
        return found == sample->expected.end() ? std::string{} : found->second;
    };
    if (key == "mode") return seen.mode.empty() ? "none" : seen.mode;
    if (key == "user") return seen.user;
    if (key == "host") return seen.host;
    if (key == "role") return seen.role;
    if (key == "member") return seen.member;
    if (key == "mark") return first_mark(*family, reading);
    if (key == "reset") return started(*family, reading, value(key));
    if (key == "claim") return claimed(*family, reading, value("reset"));
    if (key == "path") return chosen_path(*family, reading);
    if (key == "refusal") return refusal(*family, reading);
    if (key == "defect") return defect(*family, reading);
    if (key == "shows") return shown(*family, reading, value("proof"));
    if (key == "holds") return held(*family, reading, value("copy"));
    if (key == "row") return rows(*family, sample->text, value("query"));
    if (key == "proof" || key == "copy" || key == "query") return value(key);
    if (key == "noise") {
        for (const auto& line : reading.lines)
            if (!line.text.empty()) return "\"" + line.text + "\" is left";
        return "true";
    }
    if (key == "model") {
        const auto* found = shipped().by_model(value(key), value("routing-engine"));
        return found == family ? value(key) : "a model of " + (found ? found->name : "no family");
    }
    for (const auto& package : family->packages) {
        if (package.name != value("package")) continue;
        if (key == "install") return install_outcome(package, reading);
        if (key == "trouble") return trouble(package, reading);
        if (key == "pending") return pending(package, reading);
        if (key == "release") return package.release_of(value("file"));
        if (key == "file") return package.file_for(value("release"));
        return package.name;
    }
    return key == "routing-engine" ? value(key) : "there is no such package";
}

void check(const Case& test) {
    const auto& [family, sample] = test;
    ASSERT_FALSE(sample->expected.empty()) << family->name << ".yaml:" << sample->line;
    for (const auto& [key, expected] : sample->expected)
        EXPECT_EQ(outcome(test, key), expected) << key << " as " << family->name << ", sample on line "
                                                << sample->line << ": " << printable(sample->text);
}

class FamilySamples : public testing::TestWithParam<std::string> {};

TEST_P(FamilySamples, AreReadAsTheySay) {
    const auto* family = shipped().by_name(GetParam());
    EXPECT_FALSE(family->samples.empty());
    for (const auto& sample : family->samples) check({family, &sample});
    // A child has to understand what its parents do.
    for (const auto* parent = shipped().by_name(family->based_on); parent;
         parent = shipped().by_name(parent->based_on))
        for (const auto& sample : parent->samples)
            if (sample.expected.contains("mode") || sample.expected.contains("noise"))
                check({family, &sample});
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& family : shipped().all()) all.push_back(family.name);
    return all;
}

INSTANTIATE_TEST_SUITE_P(All, FamilySamples, testing::ValuesIn(names()), [](const auto& test) {
    auto name = test.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(Families, SayHowEveryUnitIsReachedResetAndLoaded) {
    for (const auto& family : shipped().all()) {
        if (family.model.empty()) continue;
        for (const auto* mode : {"login", "password", "shell", "cli", "config"})
            EXPECT_TRUE(family.mode(mode)) << family.name << " " << mode;
        for (const auto* query :
             {"software", "inventory", "environment", "alarms", "storage", "routing-engines"})
            EXPECT_TRUE(family.query(query)) << family.name << " " << query;
        EXPECT_TRUE(family.reset("best")) << family.name;
        EXPECT_FALSE(family.factory.login.empty()) << family.name;
        EXPECT_FALSE(family.management.interface.empty()) << family.name;
        EXPECT_FALSE(family.recovery.paths.empty()) << family.name;
        ASSERT_FALSE(family.packages.empty()) << family.name;
        EXPECT_TRUE(std::any_of(family.packages.begin(), family.packages.end(), [](const auto& package) { return !package.file.empty(); }))
            << family.name;
        for (const auto& package : family.packages) {
            if (package.file.empty()) continue;  // a template of its parent's
            EXPECT_GT(package.install_within, Clock::duration::zero()) << family.name << " " << package.name;
            EXPECT_FALSE(package.success.empty() || package.failure.empty())
                << family.name << " " << package.name;
        }
    }
}

TEST(Families, AModularChassisIsKnownByItsRoutingEngine) {
    const auto name = [](const Family* family) { return family ? family->name : "none"; };
    EXPECT_EQ(name(shipped().by_model("MX480")), "mx-x86");
    EXPECT_EQ(name(shipped().by_model("MX480", "RE-S-1800x4")), "mx-x86");
    EXPECT_EQ(name(shipped().by_model("MX480", "RE-S-X6-64G")), "mx-vmhost-re");
    EXPECT_EQ(name(shipped().by_model("Model 7")), "none");
}

// The rules of the files, on a folder of the test's own.

class FamilyFolder : public testing::Test {
  protected:
    void write(const std::string& name, const std::string& text) {
        std::ofstream{folder_ / (name + ".yaml")} << text;
    }
    Families load() { return Families{yang::Schema{yang::data_folder() / "yang"}, folder_.path()}; }
    std::string complaint() {
        try {
            load();
        } catch (const yang::DocumentError& e) {
            return e.what();
        }
        return "none";
    }
    support::TempFolder folder_;
};

TEST_F(FamilyFolder, AChildSaysOnlyWhatDiffers) {
    write("a",
          "family: a\nbased-on: b\nmatch: { model: X }\nmodes:\n  menu: { kind: menu, prompt: 'Choice:' }\n  "
          "cli: { quiet: 1s }\n");
    write("b",
          "family: b\nconsole: { speeds: [9600, 115200], line-end: \"<enter>\" }\nmodes:\n  cli: { kind: "
          "cli, prompt: '>', to: { cli: { send: x } } }\n"
          "queries: { software: { rpc: <a/>, within: 1h30min } }\nsamples: [ { text: a, mode: cli } ]\n");
    const auto families = load();
    const auto* a = families.by_name("a");
    ASSERT_TRUE(a);
    ASSERT_EQ(a->modes.size(), 2u);
    EXPECT_EQ(a->modes[0].name, "menu") << "new modes come first";
    EXPECT_EQ(a->modes[1].prompt, ">");
    EXPECT_EQ(a->modes[1].quiet, std::chrono::seconds{1});
    EXPECT_EQ(a->console.speeds, (std::vector<unsigned>{9600, 115200}));
    EXPECT_EQ(a->query("software")->within, std::chrono::minutes{90});
    EXPECT_TRUE(a->samples.empty());
    EXPECT_EQ(families.by_name("b")->model, "");
}

TEST_F(FamilyFolder, SaysWhereAPatternIsWrong) {
    write("a", "family: a\nmodes:\n  cli: { kind: cli, prompt: '(' }\n");
    EXPECT_THAT(complaint(), HasSubstr("a.yaml:3"));
    EXPECT_THAT(complaint(), HasSubstr("missing ): ("));
}

TEST_F(FamilyFolder, SaysWhichKeyIsNone) {
    write("a", "family: a\nmodes:\n  cli: { kind: cli, prompt: '>', to: { cli: { send: 'q<escape>' } } }\n");
    EXPECT_THAT(complaint(), HasSubstr("there is no key <escape>"));
}

TEST_F(FamilyFolder, SaysThatAParentIsMissing) {
    write("a", "family: a\nbased-on: b\n");
    EXPECT_THAT(complaint(), HasSubstr("a.yaml:2"));
}

TEST_F(FamilyFolder, SaysThatAMoveLeadsNowhere) {
    write("a", "family: a\nmodes:\n  cli: { kind: cli, prompt: '>', to: { moon: { send: q } } }\n");
    EXPECT_THAT(complaint(), HasSubstr("mode cli leads to moon, which is no mode"));
}

TEST_F(FamilyFolder, AChildMayWithdrawWhatItsParentOffers) {
    write("a", "family: a\nmodes: { cli: { kind: cli, prompt: '>' } }\nreset:\n  levels:\n    - { level: unlink, command: wipe, started: [x], within: 1h }\n"
               "    - { level: clear, command: wipe media, started: [x], within: 1h }\n"
               "  factory: { proofs: [ { name: p, title: t, command: c, answered: [a], dirty: d } ] }\n");
    write("b", "family: b\nbased-on: a\nreset:\n  levels: [ { level: clear, offered: false } ]\n  factory: { proofs: [ { name: p, offered: false } ] }\n");
    const auto families = load();
    EXPECT_EQ(families.by_name("a")->reset("best")->level, "clear");
    EXPECT_EQ(families.by_name("b")->reset("best")->level, "unlink");
    EXPECT_TRUE(families.by_name("b")->factory.proofs.empty());
}

TEST_F(FamilyFolder, AnUnverifiedPathNeedsSomethingToAgreeTo) {
    const std::string path = "family: a\nmodes: { cli: { kind: cli, prompt: '>' } }\nrecovery: { paths: { p: { when: [cli], reaches: cli, unverified: true";
    write("a", path + " } } }\n");
    EXPECT_THAT(complaint(), HasSubstr("has no confirm"));
    write("a", path + ", confirm: 'Go on' } } }\n");
    EXPECT_EQ(complaint(), "none");
}

TEST_F(FamilyFolder, SaysWhichNameOfARecoveryIsNone) {
    const std::string head = "family: a\nmodes: { cli: { kind: cli, prompt: '>' } }\n";
    write("a", head + "recovery: { paths: { p: { when: [moon], reaches: cli } } }\n");
    EXPECT_THAT(complaint(), HasSubstr("recovery path p names moon, which is no mode or mark"));
    write("a", head + "recovery: { paths: { p: { when: [cli], reaches: cli, boot-on: moon } } }\n");
    EXPECT_THAT(complaint(), HasSubstr("names moon, which is no dialogue"));
    write("a", head + "defects: { d: { marks: [moon], means: m } }\n");
    EXPECT_THAT(complaint(), HasSubstr("defect d is shown by moon, which is no mark"));
    write("a", head + "recovery: { paths: { p: { when: [cli], reaches: cli, steps: [ { await: cli, send: x, repeat: 3, within: 1s } ] } } }\n");
    EXPECT_THAT(complaint(), HasSubstr("has no every"));
}

TEST_F(FamilyFolder, AProofHasToProveOrToSayWhyNot) {
    write("a", "family: a\nmodes: { cli: { kind: cli, prompt: '>' } }\nreset: { factory: { proofs: [ { name: p, title: t, command: c } ] } }\n");
    EXPECT_THAT(complaint(), HasSubstr("has no clean, dirty or unverifiable"));
}

TEST_F(FamilyFolder, ACopyHasToSayWhatIsNotKnownAndNameADialogue) {
    const std::string head = "family: a\nmodes: { cli: { kind: cli, prompt: '>' } }\ncopies: { c: { title: t, ";
    write("a", head + "command: x, release: r } }\n");
    EXPECT_THAT(complaint(), HasSubstr("has no unknown"));
    write("a", head + "command: x, unknown: u } }\n");
    EXPECT_THAT(complaint(), HasSubstr("has no release"));
    write("a", head + "unknown: u, synchronise: d } }\n");
    EXPECT_THAT(complaint(), HasSubstr("there is no dialogue d"));
}

TEST_F(FamilyFolder, SaysThatAModeHasNoPrompt) {
    write("a", "family: a\nmodes:\n  cli: { kind: cli }\n");
    EXPECT_THAT(complaint(), HasSubstr("has no prompt"));
}

}  // namespace
