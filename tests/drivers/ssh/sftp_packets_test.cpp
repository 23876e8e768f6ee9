// SFTP's packets against bytes written down by hand from the draft.
#include "drivers/ssh/sftp_packets.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <stdexcept>
#include <vector>

namespace {

using namespace drivers::ssh::sftp;
using namespace std::string_literals;

TEST(SftpPackets, WritesWhatTheDraftSays) {
    std::string bytes;
    Writer{bytes}.packet(Kind::init, 3).end();
    EXPECT_EQ(bytes, "\0\0\0\x05\x01\0\0\0\x03"s);
    bytes.clear();
    Writer{bytes}.packet(Kind::open, 0x01020304).text("/x").u32(open_write | open_create).u32(has_permissions).u32(0644).end();
    EXPECT_EQ(bytes, "\0\0\0\x17\x03\x01\x02\x03\x04\0\0\0\x02/x\0\0\0\x0a\0\0\0\x04\0\0\x01\xa4"s);
}

TEST(SftpPackets, LeavesRoomForAText) {
    std::string bytes;
    Writer writer{bytes};
    char* room = writer.packet(Kind::write, 9).text("h").u64(0x100000002).room_for_text(3);
    std::memcpy(room, "abc", 3);
    writer.end();
    EXPECT_EQ(bytes, "\0\0\0\x19\x06\0\0\0\x09\0\0\0\x01h\0\0\0\x01\0\0\0\x02\0\0\0\x03" "abc"s);
}

TEST(SftpPackets, TakesThemOffOneByOneWhereverTheyAreCut) {
    const auto two = "\0\0\0\x09\x66\0\0\0\x07\0\0\0\0"s + "\0\0\0\x05\x02\0\0\0\x03"s;
    std::string inbox;
    std::vector<Packet> packets;
    for (const char c : two) {
        inbox += c;
        while (auto packet = take_packet(inbox)) packets.push_back(*packet);
    }
    ASSERT_EQ(packets.size(), 2u);
    EXPECT_EQ(packets[0].kind, Kind::handle);
    EXPECT_EQ(packets[0].number, 7u);
    EXPECT_EQ(packets[0].body, "\0\0\0\0"s);
    EXPECT_EQ(packets[1].kind, Kind::version);
    EXPECT_TRUE(packets[1].body.empty());
    EXPECT_TRUE(inbox.empty());
}

TEST(SftpPackets, RefusesWhatIsNone) {
    std::string text = "This account is not available.\r\n", tiny = "\0\0\0\x01\x65"s;
    EXPECT_THROW(take_packet(text), std::invalid_argument);
    EXPECT_THROW(take_packet(tiny), std::invalid_argument);
}

TEST(SftpPackets, RefusesFieldsThatEndTooSoon) {
    const auto longer_than_it_is = "\0\0\0\x05" "abc"s;
    EXPECT_THROW(Fields{longer_than_it_is}.text(), std::invalid_argument);
    EXPECT_THROW(Fields{std::string_view("\0\0\0", 3)}.u32(), std::invalid_argument);
    const auto number_and_text = "\0\0\0\x01\0\0\0\x02z"s;
    Fields both{number_and_text};
    EXPECT_EQ(both.u32(), 1u);
    EXPECT_THROW(both.text(), std::invalid_argument);
}

}  // namespace
