#include "drivers/netconf/clean.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

std::string cleaned(std::string text) {
    drivers::netconf::clean(text);
    return text;
}

}  // namespace

TEST(Clean, LeavesWellFormedTextAlone) {
    for (const std::string text :
         {"", "plain", "tab\tand\r\nline ends, 40 bytes of them ........", "gr\xc3\xbc\xc3\x9f",
          "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xef\xbf\xbd", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
        EXPECT_EQ(cleaned(text), text);
}

TEST(Clean, BlanksControlCharactersWhereverTheyStand) {
    constexpr std::size_t size = 200;  // three blocks and a rest
    for (const char control : {'\0', '\a', '\v', '\x1f', '\x7f'})
        for (std::size_t at = 0; at < size; ++at) {
            std::string text(size, 'x'), expected = text;
            text[at] = control;
            expected[at] = ' ';
            EXPECT_EQ(cleaned(text), expected);
        }
    EXPECT_EQ(cleaned(std::string{"\0\x01\x1b[0m\x7f", 7}), "   [0m ");
}

TEST(Clean, MarksBytesThatAreNotUtf8) {
    EXPECT_EQ(cleaned("\xff\xfe"), "??");
    EXPECT_EQ(cleaned("a\xc3"), "a?");                 // cut off
    EXPECT_EQ(cleaned("\xc0\xaf"), "??");              // overlong
    EXPECT_EQ(cleaned("\xe0\x9f\xbf"), "???");         // overlong
    EXPECT_EQ(cleaned("\xed\xa0\x80"), "???");         // a surrogate
    EXPECT_EQ(cleaned("\xf4\x90\x80\x80"), "????");    // beyond Unicode
    EXPECT_EQ(cleaned("\xef\xbf\xbf"), "???");         // U+FFFF
    EXPECT_EQ(cleaned("caf\xe9 ol\xe9"), "caf? ol?");  // Latin-1
}

TEST(Clean, KeepsCharactersThatCrossBlocks) {
    for (std::size_t lead = 0; lead < 140; ++lead) {
        const auto text = std::string(lead, 'x') + "\xf0\x9f\x98\x80" + std::string(140, 'y');
        EXPECT_EQ(cleaned(text), text);
    }
}
