#include "drivers/output.hpp"

#include <gmock/gmock.h>

namespace {

using drivers::after_echo;
using drivers::is_echoed;
using drivers::Line;
using testing::ElementsAre;

std::vector<Line> lines(std::initializer_list<std::string> texts) {
    std::vector<Line> all;
    for (const auto& text : texts)
        all.push_back({.number = all.size() + 1, .text = text, .overwritten = text.starts_with('~')});
    return all;
}

TEST(Output, BeginsAfterTheEcho) {
    EXPECT_THAT(after_echo(lines({"root> show version", "Model: x", ""}), "show version"),
                ElementsAre("Model: x"));
}

TEST(Output, IsWholeWhenTheEchoWasWrappedOrItsBlanksDoubled) {
    EXPECT_THAT(after_echo(lines({"root> show  configuration inter", "faces ge-0/0/0", "x;"}),
                           "show configuration interfaces ge-0/0/0"),
                ElementsAre("x;"));
}

TEST(Output, LeavesOutWhatWasWipedAway) {
    EXPECT_THAT(after_echo(lines({"root> a", "~---(more)---", "b", "", "c"}), "a"),
                ElementsAre("b", "", "c"));
}

TEST(Output, IsEverythingWhereNothingIsEchoed) {
    EXPECT_THAT(after_echo(lines({"one", "two"}), "show version"), ElementsAre("one", "two"));
}

TEST(Output, MayRepeatTheCommand) {
    EXPECT_THAT(after_echo(lines({"root> show x", "12:00 root ran: show x", "end"}), "show x"),
                ElementsAre("12:00 root ran: show x", "end"));
}

TEST(Output, AnEchoIsSeenAsSoonAsEnoughOfItIs) {
    EXPECT_TRUE(is_echoed({}, "root> show ver", "show ver"));
    EXPECT_TRUE(is_echoed(lines({"root> request system software add", "/var/tmp/"}), "jun",
                          "request system software add /var/tmp/junos.tgz"));
    EXPECT_FALSE(is_echoed(lines({"root> "}), "root> ", "show version"));
}

std::vector<std::string> without_torn(std::vector<std::string> printed) {
    drivers::drop_torn_prompts(printed, "root> ");
    return printed;
}

TEST(Output, LeavesOutAPromptThatAMessageToreOrRanOver) {
    EXPECT_THAT(without_torn({"noc/", "ro", "fxp0: link state changed to UP", "ot>"}), ElementsAre("noc/"));
    EXPECT_THAT(without_torn({"noc/", "", "root>", "", "Broadcast Message from root@dut", "Maintenance"}), ElementsAre("noc/", ""));
    EXPECT_THAT(without_torn({"noc/", "ro", "fxp0: x", "ot>", "root", "fxp0: y", ">"}), ElementsAre("noc/"));
}

TEST(Output, LeavesInWhatOnlyLooksLikeABeginningOfThePrompt) {
    EXPECT_THAT(without_torn({"ro"}), ElementsAre("ro"));
    EXPECT_THAT(without_torn({"root", "ro", "Nov 22 x", "ot>"}), ElementsAre("root"));
    EXPECT_THAT(without_torn({"ro", "oot>"}), ElementsAre("ro", "oot>"));
}

}  // namespace
