// Telnet byte by byte, against the octets RFC 854, 856 and 2217 give; and the same whatever way the bytes were cut.

#include "drivers/telnet/outgoing.hpp"
#include "drivers/telnet/protocol.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers::telnet;
using namespace std::string_literals;

// A whole conversation of a server: agrees to everything, data with an escaped 0xff, a speed with 0xff in it, wires, data.
const std::string everything =
    "\xff\xfb\x03\xff\xfd\x03\xff\xfd\x00\xff\xfb\x00\xff\xfd\x2c"s  // WILL SGA DO SGA DO BINARY WILL BINARY DO COM-PORT
    "login: \xff\xff\r\0x"s
    "\xff\xfa\x2c\x65\x00\x00\xff\xff\x80\xff\xf0"s  // SB COM-PORT SET-BAUDRATE 0x0000ff80 SE
    "\xff\xf1"s                                      // NOP
    "\xff\xfa\x2c\x6b\xb0\xff\xf0"s                  // SB COM-PORT NOTIFY-MODEMSTATE carrier, DSR, CTS SE
    "root"s;

void expect_everything(const Protocol& protocol, const std::string& data, std::size_t cut) {
    EXPECT_EQ(data, "login: \xff\r\0xroot"s) << "cut at " << cut;
    EXPECT_TRUE(protocol.settled()) << "cut at " << cut;
    EXPECT_TRUE(protocol.serves_com_port()) << "cut at " << cut;
    EXPECT_EQ(protocol.com_port().baudrate(), 0xff80u) << "cut at " << cut;
    const drivers::ModemWires wires{true, true, true};
    EXPECT_EQ(protocol.com_port().wires(), wires) << "cut at " << cut;
}

TEST(Telnet, OpensWithOffers) {
    Protocol protocol;
    EXPECT_EQ(protocol.opening(), "\xff\xfb\x2c\xff\xfb\x00\xff\xfd\x00\xff\xfb\x03\xff\xfd\x03"s);
    EXPECT_FALSE(protocol.settled());
}

TEST(Telnet, UnderstandsTheSameHoweverBytesAreCut) {
    for (std::size_t cut = 0; cut <= everything.size(); ++cut) {
        Protocol protocol;
        protocol.opening();
        auto data = protocol.receive(everything.substr(0, cut));
        data += protocol.receive(everything.substr(cut));
        expect_everything(protocol, data, cut);
        EXPECT_EQ(protocol.take_answers(), "") << "answers to offers are not answered; cut at " << cut;
    }
    Protocol protocol;
    protocol.opening();
    std::string data;
    for (const char c : everything) data += protocol.receive({&c, 1});
    expect_everything(protocol, data, 1);
}

TEST(Telnet, EscapesData) {
    Protocol protocol;
    protocol.opening();
    protocol.receive("\xff\xfd\x00"s);
    EXPECT_EQ(protocol.encode("a\xff\r\n\r"), "a\xff\xff\r\n\r");
}

TEST(Telnet, SevenBitPeersGetTheirNul) {
    Protocol protocol;
    protocol.opening();
    protocol.receive("\xff\xfe\x00\xff\xfc\x00"s);
    EXPECT_EQ(protocol.encode("root\r"), "root\r\0"s);
    EXPECT_EQ(protocol.encode("a\r\nb\rc"), "a\r\nb\r\0c"s);
    EXPECT_EQ(protocol.receive("a\r"s), "a\r");
    EXPECT_EQ(protocol.receive("\0b\0\r\n"s), "b\0\r\n"s);
}

TEST(Telnet, RefusesWhatItDoesNotKnowAndAnswersOnce) {
    Protocol protocol;
    protocol.opening();
    protocol.receive("\xff\xfd\x18\xff\xfb\x01\xff\xfb\x05\xff\xfb\x01"s);  // DO TERMINAL-TYPE, WILL ECHO, WILL STATUS, WILL ECHO
    EXPECT_EQ(protocol.take_answers(), "\xff\xfc\x18\xff\xfd\x01\xff\xfe\x05"s);
}

TEST(Telnet, FallsBackWhereThePeerRefuses) {
    Protocol protocol;
    protocol.opening();
    protocol.receive("\xff\xfe\x2c\xff\xfe\x00\xff\xfc\x00\xff\xfe\x03\xff\xfc\x03"s);
    EXPECT_TRUE(protocol.settled());
    EXPECT_FALSE(protocol.serves_com_port());
    EXPECT_EQ(protocol.take_answers(), "");
}

TEST(Telnet, GivesUpAnOptionThatIsTakenBack) {
    Protocol protocol;
    protocol.opening();
    protocol.receive("\xff\xfd\x2c"s);
    protocol.receive("\xff\xfe\x2c"s);
    EXPECT_FALSE(protocol.serves_com_port());
    EXPECT_EQ(protocol.take_answers(), "\xff\xfc\x2c"s);
}

TEST(Telnet, WritesComPortCommands) {
    EXPECT_EQ(set_baudrate(9600), "\xff\xfa\x2c\x01\x00\x00\x25\x80\xff\xf0"s);
    EXPECT_EQ(set_baudrate(0xff), "\xff\xfa\x2c\x01\x00\x00\x00\xff\xff\xff\xf0"s);
    EXPECT_EQ(set(ComPort::set_control, control::break_on), "\xff\xfa\x2c\x05\x05\xff\xf0"s);
}

TEST(Telnet, PassesOverNonsense) {
    Protocol protocol;
    protocol.opening();
    protocol.receive("\xff\xfa\x2c\xff\xf0\xff\xfa\x2c\x65\x01\xff\xf0\xff\xfa\x2c\x6b\xff\xf0\xff\xfa\x2c\xc8\x01\xff\xf0"s);
    EXPECT_FALSE(protocol.com_port().baudrate());
    EXPECT_FALSE(protocol.com_port().wires());
    EXPECT_EQ(protocol.receive("\xff\xfa\x2c" + std::string(1 << 20, 'x') + "\xff\xf0" + "still here"), "still here");
    EXPECT_EQ(protocol.receive("\xff\xfa\x2c\x6b\x10\xff\xfd\x00ok"s), "ok") << "a subnegotiation that was never ended";
    EXPECT_TRUE(protocol.com_port().wires()->clear_to_send);
}

TEST(Telnet, SuspendsAndResumes) {
    Protocol protocol;
    protocol.receive("\xff\xfa\x2c\x6c\xff\xf0"s);
    EXPECT_TRUE(protocol.com_port().suspended());
    protocol.receive("\xff\xfa\x2c\x6d\xff\xf0"s);
    EXPECT_FALSE(protocol.com_port().suspended());
}

TEST(TelnetOutgoing, CommandsGoFirstButNeverIntoAnEscapedByte) {
    const std::string data = escaped("a\xff\xff" "b"), command = "\xff\xf3";
    for (std::size_t went = 0; went <= data.size(); ++went) {
        Outgoing outgoing;
        outgoing.data(data);
        std::string wire = outgoing.next().substr(0, went);
        outgoing.sent(went);
        outgoing.command(command);
        for (auto next = outgoing.next(); !next.empty(); next = outgoing.next()) {
            wire += next.front();
            outgoing.sent(1);
        }
        std::string read;
        std::size_t commands = 0;
        for (const auto& event : Decoder{}.feed(wire))
            event.kind == Event::Kind::data ? void(read += event.bytes) : void(++commands);
        EXPECT_EQ(read, "a\xff\xff" "b") << went;
        EXPECT_EQ(commands, 1u) << went;
    }
}

TEST(TelnetOutgoing, ACommandThatComesWhileDataIsOnItsWayIsNotTakenForSent) {
    Outgoing outgoing;
    outgoing.data("show version");
    ASSERT_EQ(outgoing.next(), "show version");
    outgoing.command("\xff\xfb\x01"s);
    outgoing.sent(5);
    EXPECT_EQ(outgoing.next(), "\xff\xfb\x01"s);
    outgoing.sent(3);
    EXPECT_EQ(outgoing.next(), "version");
}

TEST(TelnetOutgoing, WhatIsDroppedIsNeverTypedLater) {
    const std::string data = escaped("a\xff" "b");
    for (std::size_t went = 0; went <= data.size(); ++went) {
        Outgoing outgoing;
        outgoing.data(data);
        std::string wire = data.substr(0, went);
        outgoing.sent(went);
        outgoing.drop_data();
        wire += outgoing.next();
        EXPECT_EQ(wire, went == 2 ? "a\xff\xff" : data.substr(0, went));
    }
}

}  // namespace
