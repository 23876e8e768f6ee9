#include "station/terminal/questioning.hpp"

#include "station/terminal/line_editor.hpp"

#include <gmock/gmock.h>

namespace {

using namespace station;
using testing::ElementsAre;
using testing::HasSubstr;

const Question fans{.text = "Look at the fans.", .picture = {}, .answers = {"done", "cannot", "cannot see"}};
const Question count{.text = "How many supplies?", .picture = {}, .answers = {"0", "1", "2"}};

TEST(Questioning, TakesANumberOrTheAnswerItselfWithAComment) {
    EXPECT_EQ(reply_in(fans, "1"), (Reply{"done"}));
    EXPECT_EQ(reply_in(fans, " 2 scratched fan tray \r"), (Reply{"cannot", "scratched fan tray"}));
    EXPECT_EQ(reply_in(fans, "2: scratched"), (Reply{"cannot", "scratched"}));
    EXPECT_EQ(reply_in(fans, "Done, twice"), (Reply{"done", "twice"}));
    EXPECT_EQ(reply_in(fans, "cannot see the left one"), (Reply{"cannot see", "the left one"}));
    EXPECT_EQ(reply_in(fans, "cannot seem to"), (Reply{"cannot", "seem to"}));
}

TEST(Questioning, TakesNothingElse) {
    for (const char* line : {"", " ", "0", "4", "-1", "2x", "donee", "yes", "1e9", "99999999999999999999"})
        EXPECT_EQ(reply_in(fans, line), std::nullopt) << line;
    EXPECT_THAT(rejection(fans, "7"), HasSubstr("\"7\" is none of the answers: a number from 1 to 3"));
    EXPECT_THAT(rejection(fans, " "), HasSubstr("nothing was typed"));
}

TEST(Questioning, NumbersNoAnswersThatAreNumbersThemselves) {
    EXPECT_EQ(reply_in(count, "1"), (Reply{"1"})) << "what stands on the screen, not the first of them";
    EXPECT_EQ(reply_in(count, "3"), std::nullopt);
    EXPECT_THAT(question_lines(count), ElementsAre(HasSubstr("How many"), "        0", "        1", "        2", HasSubstr("then Enter:")));
}

TEST(Questioning, ShowsAllAnswersOnceMore) {
    EXPECT_THAT(review_lines({fans, count}, {{"cannot", "scratched"}, {"2"}}),
                ElementsAre("        1  Look at the fans.: cannot (scratched)", "        2  How many supplies?: 2", HasSubstr("Enter accepts")));
    EXPECT_EQ(reviewed({fans, count}, 2, "").means, Reviewed::Means::accept);
    const auto second = reviewed({fans, count}, 2, "2");
    EXPECT_EQ(second.means, Reviewed::Means::change);
    EXPECT_EQ(second.index, 1u);
    for (const char* line : {"3", "0", "done", "y"}) EXPECT_EQ(reviewed({fans, count}, 2, line).means, Reviewed::Means::unknown) << line;
}

TEST(Questioning, ChangesASingleAnswerByTypingAnother) {
    const auto changed = reviewed({fans}, 1, "2 scratched");
    EXPECT_EQ(changed.means, Reviewed::Means::change);
    EXPECT_EQ(changed.reply, (Reply{"cannot", "scratched"}));
    EXPECT_EQ(reviewed({fans}, 1, "maybe").means, Reviewed::Means::unknown);
}

std::string typed(const std::string& keys) {
    LineEditor editor;
    for (const char key : keys) editor.take(key);
    return editor.text();
}

TEST(LineEditor, TakesWhatIsTypedAndForgetsWhatIsTakenBack) {
    EXPECT_EQ(typed("abc\x7f\x08z"), "az");
    EXPECT_EQ(typed("abc\x15z"), "z");
    EXPECT_EQ(typed("a\xC3\xA4\x7f\x62"), "ab") << "a character goes as a whole";
    EXPECT_EQ(typed("\x7f\x7f"), "");
    EXPECT_EQ(typed("a\x1b[A\x1b[3~\x1bOPb\x04\x1a\tc"), "abc") << "arrows and functions are no text";
    EXPECT_EQ(typed(std::string(1000, 'x')).size(), LineEditor::longest);
}

TEST(LineEditor, EndsALineOnceForReturnAndLineFeed) {
    LineEditor editor;
    EXPECT_EQ(editor.take('1'), LineEditor::Became::longer_or_shorter);
    EXPECT_EQ(editor.take('\r'), LineEditor::Became::whole);
    EXPECT_EQ(editor.take('\n'), LineEditor::Became::unchanged);
    EXPECT_EQ(editor.take('\n'), LineEditor::Became::whole);
    EXPECT_EQ(editor.take('\x03'), LineEditor::Became::interrupted);
}

}  // namespace
