#include "drivers/netconf/framing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace drivers::netconf;

namespace {

std::vector<std::string> fed_in_pieces(Framing framing, const std::string& bytes, std::size_t piece) {
    Deframer deframer;
    deframer.expect(framing);
    std::vector<std::string> messages;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        deframer.feed(bytes.substr(at, piece));
        while (auto message = deframer.next()) messages.push_back(std::move(*message));
    }
    return messages;
}

void expect_at_every_split(Framing framing, const std::string& bytes,
                           const std::vector<std::string>& messages) {
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
        EXPECT_EQ(fed_in_pieces(framing, bytes, piece), messages) << piece;
}

}  // namespace

TEST(Framing, FindsMarkedMessagesHoweverTheyAreSplit) {
    expect_at_every_split(Framing::end_marker, "<a/>]]>]]>\n<b>x</b>\n]]>]]>\r\n  <c/>]]>]]>",
                          {"<a/>", "<b>x</b>\n", "<c/>"});
}

TEST(Framing, TakesABracketBeforeTheMarkerAsContent) {
    expect_at_every_split(Framing::end_marker, "<a>[edit]</a>]]]>]]>\n]]]]]>]]>x]]>]]>",
                          {"<a>[edit]</a>]", "]]]", "x"});
}

TEST(Framing, KeepsWhatIsUnfinishedForMessages) {
    Deframer deframer;
    deframer.feed("\n<a/>]]>]]>\n<rpc-reply>half");
    EXPECT_EQ(deframer.next(), "<a/>");
    EXPECT_EQ(deframer.next(), std::nullopt);
    EXPECT_EQ(deframer.unfinished(), "<rpc-reply>half");
    EXPECT_EQ(deframer.take_unfinished(), "<rpc-reply>half");
    EXPECT_EQ(deframer.unfinished(), "");
}

TEST(Framing, CutsOutAnEchoedMarkerInsideAReply) {
    const std::string line =
        "<rpc message-id=\"1\"><x/></rpc><rpc-reply><a>one\n]]>]]>\ntwo</a></rpc-reply>\n]]>]]>\n";
    const auto messages = fed_in_pieces(Framing::end_marker, line, 7);
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0], "<rpc message-id=\"1\"><x/></rpc><rpc-reply><a>one\n\ntwo</a></rpc-reply>\n");
}

TEST(Framing, LeavesAnEchoThatCameWhole) {
    expect_at_every_split(Framing::end_marker, "<rpc><x/></rpc>\n]]>]]>\n<rpc-reply/>]]>]]>",
                          {"<rpc><x/></rpc>\n", "<rpc-reply/>"});
    expect_at_every_split(Framing::end_marker, "<rpc><x/></rpc><rpc-reply/>]]>]]>\n]]>]]>",
                          {"<rpc><x/></rpc><rpc-reply/>", ""});
}

TEST(Framing, JoinsChunksHoweverTheyAreSplit) {
    expect_at_every_split(Framing::chunked, "\n#4\n<a/>\n##\n\n#1\n<\n#3\nb/>\n##\n", {"<a/>", "<b/>"});
}

TEST(Framing, DropsNoiseBetweenChunkedMessages) {
    expect_at_every_split(Framing::chunked,
                          "\n\n<!-- # note -->\n# no header\n#2\nab\n##\n\n\r\n\n#2\ncd\n##\n", {"ab", "cd"});
}

TEST(Framing, TakesMarkersInsideChunksAsContent) {
    expect_at_every_split(Framing::chunked, "\n#12\n]]>]]>\n##\nab\n##\n", {"]]>]]>\n##\nab"});
}

TEST(Framing, RefusesAChunkThatIsNotOneInsideAMessage) {
    for (const std::string bad : {"\n#2\nabx", "\n#2\nab\n#0\n", "\n#2\nab\n#12x\n", "\n#2\nab\n#\n",
                                  "\n#2\nab\n#99999999999\n", "\n#2\nab\n#4294967296\n"}) {
        Deframer deframer;
        deframer.expect(Framing::chunked);
        deframer.feed(bad);
        EXPECT_THROW(deframer.next(), FramingError) << bad;
    }
}

TEST(Framing, ChangesFramingBehindTheHello) {
    Deframer deframer;
    deframer.feed("<hello/>]]>]]>\n#2\nab\n##\n");
    EXPECT_EQ(deframer.next(), "<hello/>");
    deframer.expect(Framing::chunked);
    EXPECT_EQ(deframer.next(), "ab");
}

TEST(Framing, FramesBothWays) {
    EXPECT_EQ(framed("<a/>", Framing::end_marker), "<a/>]]>]]>");
    EXPECT_EQ(framed("<a/>", Framing::end_marker, true), "<a/>\n]]>]]>\n");
    EXPECT_EQ(framed("<a/>", Framing::chunked), "\n#4\n<a/>\n##\n");
}
