#include "station/app/outlook.hpp"

#include "yang/schema.hpp"

#include <gmock/gmock.h>

namespace {

using drivers::Family;
using drivers::ModeKind;
using drivers::Seen;
using station::outlook;
using testing::HasSubstr;

const Family& family(const std::string& name = "junos") {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const drivers::Families all{schema, yang::data_folder() / "drivers" / "families"};
    return *all.by_name(name);
}

/// What the console makes of this text.
Seen seen(const std::string& text, const Family& of = family()) {
    const drivers::PromptReader reader{of};
    auto expect = reader.expect();
    std::vector<drivers::Line> lines;
    expect.feed(text, lines);
    Seen found;
    if (const auto match = expect.standing()) found = reader.read(*match);
    for (const auto& line : lines)
        if (!line.text.empty()) found.heard.push_back(line.text);
    if (found.mode.empty()) found.text = drivers::printable(expect.tail());
    return found;
}

TEST(Outlook, SaysWhatStandsThereAndWhatComesNext) {
    const auto menu = outlook(family(), seen("Options Menu\r\n 6. [M]ain menu\r\n\r\nChoice: "), 1);
    EXPECT_TRUE(menu.known);
    EXPECT_EQ(menu.state, "options menu (certain)");
    EXPECT_THAT(menu.saw, testing::ElementsAre("Options Menu", " 6. [M]ain menu", "Choice: "));
    EXPECT_EQ(menu.next, "recover access: recovery CLI from the boot menu");
    EXPECT_TRUE(menu.wrong.empty());
}

TEST(Outlook, TellsAUnitWithoutConfigurationFromOneWithAnOwner) {
    EXPECT_THAT(outlook(family(), seen("Amnesiac (ttyu0)\r\n\r\nlogin: "), 2).next, HasSubstr("without a password"));
    EXPECT_THAT(outlook(family(), seen("edge-7 (ttyu0)\r\n\r\nlogin: "), 2).next, HasSubstr("the bench's credentials (2)"));
    EXPECT_THAT(outlook(family(), seen("edge-7 (ttyu0)\r\n\r\nlogin: "), 0).next, HasSubstr("no credentials"));
    EXPECT_EQ(outlook(family(), seen("{backup:1}\r\nroot@dut> "), 2).state, "cli (certain) of dut, backup 1");
}

TEST(Outlook, NamesDefectsAndRefusals) {
    EXPECT_THAT(outlook(family(), seen("Unable to load a kernel!\r\nloader> "), 1).wrong, testing::ElementsAre(HasSubstr("no kernel")));
    const auto insecure = outlook(family(), seen("Enter root password, or ^D to go multi-user\r\nPassword:"), 1);
    EXPECT_THAT(insecure.wrong, testing::ElementsAre(testing::AllOf(HasSubstr("insecure"), HasSubstr("USB"))));
}

TEST(Outlook, SaysOfAnUnverifiedPathThatItIs) {
    auto unseen = family("junos-evo");
    EXPECT_THAT(outlook(unseen, seen("grub> ", unseen), 1).next, testing::Not(HasSubstr("nobody here has seen it work")));
    for (auto& path : unseen.recovery.paths) path.unverified = true;
    EXPECT_THAT(outlook(unseen, seen("grub> ", unseen), 1).next, HasSubstr("nobody here has seen it work"));
}

TEST(Outlook, AConsoleThatShowsNothingKnownIsNotKnown) {
    Seen silent;
    silent.silent = true;
    EXPECT_FALSE(outlook(family(), silent, 1).known);
    EXPECT_THAT(outlook(family(), silent, 1).state, HasSubstr("silent"));
    Seen garbled;
    garbled.garbled = true;
    EXPECT_THAT(outlook(family(), garbled, 1).next, HasSubstr("?baud="));
    const auto booting = outlook(family(), seen("FreeBSD/x86 bootstrap loader, Revision 1.1\r\nMounting"), 1);
    EXPECT_FALSE(booting.known);
    EXPECT_EQ(booting.next, "wait for the boot to end");
    EXPECT_EQ(outlook(family(), seen("hello\r\n"), 1).next, "wait for something known to stand there");
}

TEST(Outlook, HasANextStepFromEveryMode) {
    for (const auto& mode : family().modes) {
        Seen found;
        found.mode = mode.name;
        found.kind = mode.kind;
        EXPECT_FALSE(outlook(family(), found, 1).next.empty()) << mode.name;
    }
}

}  // namespace
