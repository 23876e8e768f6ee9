#include "station/engine/label.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace {

using namespace station;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string refusal(std::string_view scanned) {
    try {
        return "taken for " + read_label(scanned).serial;
    } catch (const std::invalid_argument& wrong) {
        return wrong.what();
    }
}

std::string release_or_refusal(std::string_view given) {
    try {
        return read_release(given);
    } catch (const std::invalid_argument& wrong) {
        return wrong.what();
    }
}

TEST(Label, IsTakenAsItIsWhereNothingIsWrongWithIt) {
    EXPECT_EQ(read_label("JN1249018AFB"), (Label{"JN1249018AFB", {}}));
    EXPECT_EQ(read_label("0BK512").serial, "0BK512") << "another unit's: nothing is put right";
    EXPECT_EQ(read_label("AB-12").serial, "AB-12");
}

TEST(Label, LosesTheBlanksOfAScannerAndItsSmallLettersAndSaysSo) {
    EXPECT_THAT(read_label("BK512\r\n"), (Label{"BK512", {"the label was given as \"BK512\\x0d\\x0a\" and is taken for BK512: blanks and line ends around it dropped"}}));
    EXPECT_THAT(read_label("bk512"), (Label{"BK512", {"the label was given as \"bk512\" and is taken for BK512: small letters taken for capitals"}}));
    const auto both = read_label("\t Bk512 ");
    EXPECT_EQ(both.serial, "BK512");
    EXPECT_THAT(both.notes, ElementsAre(AllOf(HasSubstr("\\x09 Bk512 "), HasSubstr("dropped, small letters"))));
}

struct Foreign {
    const char* what;
    std::string_view scanned;
    const char* shown;    ///< what was scanned, as it is shown
    const char* because;  ///< the character and its place
};

class ForeignCharacter : public testing::TestWithParam<Foreign> {};

TEST_P(ForeignCharacter, IsRefusedAndShown) {
    const auto& [what, scanned, shown, because] = GetParam();
    EXPECT_THAT(refusal(scanned), AllOf(HasSubstr(std::string{"\""} + shown + "\" is no serial"), HasSubstr(because))) << what;
}

using namespace std::string_view_literals;
INSTANTIATE_TEST_SUITE_P(
    All, ForeignCharacter,
    testing::Values(Foreign{"Cyrillic", "\u0412K512", "\\u0412K512", "U+0412 at place 1"}, Foreign{"Greek", "B\u039a512", "B\\u039a512", "U+039A at place 2"},
                    Foreign{"fullwidth", "\uff22\uff2b512", "\\uff22\\uff2b512", "U+FF22 at place 1, U+FF2B at place 2"},
                    Foreign{"zero width behind", "BK512\u200b", "BK512\\u200b", "U+200B at place 6"}, Foreign{"byte order mark", "\ufeffBK512", "\\ufeffBK512", "U+FEFF at place 1"},
                    Foreign{"no-break blank within", "BK\u00a0512", "BK\\u00a0512", "U+00A0 at place 3"}, Foreign{"no-break blank behind", "BK512\u00a0", "BK512\\u00a0", "U+00A0"},
                    Foreign{"combining mark", "BK512\u0301", "BK512\\u0301", "U+0301 at place 6"}, Foreign{"right to left", "\u202eBK512", "\\u202eBK512", "U+202E"},
                    Foreign{"beyond the first plane", "BK512\U0001d7d8", "BK512\\U0001d7d8", "U+1D7D8"}, Foreign{"escape", "BK\x1b[1m512", "BK\\x1b[1m512", "U+001B at place 3"},
                    Foreign{"nul", "BK5\0"
                                   "12"sv,
                            "BK5\\x0012", "U+0000 at place 4"},
                    Foreign{"backspace", "BK5\b12", "BK5\\x0812", "U+0008"}, Foreign{"delete", "BK512\x7f", "BK512\\x7f", "U+007F"}, Foreign{"quote", "BK512'", "BK512'", "\"'\" (U+0027) at place 6"},
                    Foreign{"dot", "BK.12", "BK.12", "\".\" (U+002E) at place 3"}, Foreign{"slash", "../BK512", "../BK512", "\"/\""}, Foreign{"star", "*", "*", "\"*\""},
                    Foreign{"inner blank", "BK 512", "BK 512", "U+0020 at place 3"}, Foreign{"inner tab", "BK\t512", "BK\\x09512", "U+0009"},
                    Foreign{"two lines", "BK512\nBK513", "BK512\\x0aBK513", "U+000A"}, Foreign{"no UTF-8", "BK512\xff", "BK512\\xff", "the byte 0xFF at place 6"},
                    Foreign{"cut UTF-8", "BK512\xd0", "BK512\\xd0", "the byte 0xD0"}, Foreign{"a byte of a character's middle first", "BK512\x9f\xbf", "BK512\\x9f\\xbf", "the byte 0x9F"}, Foreign{"a byte that begins nothing", "BK512\xf9\x80\x80\x80", "BK512\\xf9\\x80\\x80\\x80", "the byte 0xF9"},
                    Foreign{"beyond Unicode", "BK512\xf4\x90\x80\x80", "BK512\\xf4\\x90\\x80\\x80", "the byte 0xF4"}, Foreign{"overlong of three", "BK512\xe0\x80\xaf", "BK512\\xe0\\x80\\xaf", "the byte 0xE0"},
                    Foreign{"overlong", "BK512\xc0\xaf", "BK512\\xc0\\xaf", "the byte 0xC0"},
                    Foreign{"a dash alone", "-", "-", "\"-\""}, Foreign{"a dash before", "-BK512", "-BK512", "\"-\" (U+002D) at place 1"}, Foreign{"backslash", "BK\\512", "BK\\\\512", "U+005C"}));

TEST(Label, NamesAFewOfManyForeignCharacters) { EXPECT_THAT(refusal("********"), AllOf(HasSubstr("at place 5 and 3 more"), Not(HasSubstr("place 6")))); }

TEST(Label, OfNothingIsNone) {
    for (const auto* nothing : {"", " ", "\t", "\r\n"}) EXPECT_THAT(refusal(nothing), HasSubstr("nothing was scanned")) << nothing;
    EXPECT_THAT(refusal(std::string(65, 'A')), HasSubstr("longer than 64"));
}

TEST(Label, ThatSaysMoreThanTheSerialIsRefusedWithTheSerialInIt) {
    for (const auto* scanned : {"S/N: BK512", "S/N BK512", "s/n:bk512", "SN: BK512", "Serial: BK512", "SERIAL NO. BK512", "Serial Number BK512"})
        EXPECT_THAT(refusal(scanned), HasSubstr("scan the serial alone, which seems to be BK512")) << scanned;
    EXPECT_EQ(refusal("SN512"), "taken for SN512") << "that may be a serial";
    EXPECT_THAT(refusal("S/N:"), Not(HasSubstr("which seems to be")));
    EXPECT_THAT(refusal("S/N: B*512"), HasSubstr("it holds"));
}

TEST(Release, OfBlanksDashesAndOtherPunctuationIsNone) {
    for (const auto* none : {" ", "    ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "-", "--", "\u2010", "\u2013", "\u2014", "\u2212", "\u30fc", "_", ".", "?", "/", "#", "'", "\"\"", "***", "- -",
                            "n/a", "N.A.", "none", "NONE", "(none)", "null", "tbd"}) {
        EXPECT_FALSE(is_reference(none)) << escaped(none);
        EXPECT_THAT(release_or_refusal(none), HasSubstr("is no reference of an owner's release")) << escaped(none);
    }
    EXPECT_EQ(release_or_refusal(""), "") << "not given";
    EXPECT_FALSE(is_reference(""));
}

TEST(Release, IsAReferenceThatCouldBeLookedUp) {
    for (const auto* reference : {"RMA-4711", "7", "Auftrag \u00dc 12", "mail of 2026-11-30, A. Owner"}) EXPECT_EQ(release_or_refusal(reference), reference);
    EXPECT_EQ(release_or_refusal(" RMA-4711\r\n"), "RMA-4711");
    EXPECT_THAT(release_or_refusal("RMA\x1b[2J-1"), AllOf(HasSubstr("\\x1b"), HasSubstr("U+001B")));
}

}  // namespace
