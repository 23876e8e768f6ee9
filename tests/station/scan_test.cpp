// What a scan proposes is a bench file that is taken, whatever the ports are called and whatever was seen on them.

#include "drivers/family.hpp"
#include "drivers/ports.hpp"
#include "drivers/worker.hpp"
#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "station/bench/scan.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/support/uart.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using namespace station;
using testing::HasSubstr;

const yang::Schema& schema() {
    static const auto one = load_schema();
    return *one;
}

Bench taken(const std::vector<PortSeen>& ports) {
    const support::TempFolder folder;
    std::ofstream{folder / "bench.yaml"} << proposed_bench(ports, "bench-7");
    return read_bench(schema(), folder / "bench.yaml");
}

PortSeen port(std::string device, std::string station, std::string socket) {
    return to_look_at(drivers::SerialPort{.device = std::move(device), .station = std::move(station), .by_path = "", .socket = std::move(socket), .adapter = ""});
}

TEST(Scan, ProposesABenchThatIsTaken) {
    auto odd = to_look_at("telnet://192.0.2.9:2001");
    odd.seen = "login: \"x\"\n\x1b[2J: {[";
    auto fast = port("/dev/ttyUSB2", "/dev/station/b4", "pci-0000:00:14.0-usb-0:2.2:1.0");
    fast.baud = 115200;
    const auto bench = taken({odd, port("/dev/ttyUSB0", "", "pci-0000:00:14.0-usb-0:2.1:1.0"), fast});
    ASSERT_EQ(bench.slots.size(), 3u);
    EXPECT_EQ(bench.slots[0].name, "P1");
    EXPECT_EQ(bench.slots[0].console.text, "telnet://192.0.2.9:2001");
    EXPECT_EQ(bench.slots[1].console.text, "serial:///dev/ttyUSB0");
    EXPECT_EQ(bench.slots[2].name, "B4") << "as it is painted";
    EXPECT_EQ(bench.slots[2].console.text, "serial:///dev/station/b4?baud=115200");
}

TEST(Scan, KeepsTheEnginesOfAUnitTogether) {
    const auto bench = taken({port("/dev/ttyUSB0", "/dev/station/a1", ""), port("/dev/ttyUSB1", "/dev/station/a1-re1", ""),
                              port("/dev/ttyUSB2", "/dev/station/a2-re1", "")});
    ASSERT_EQ(bench.slots.size(), 2u);
    ASSERT_EQ(bench.slots[0].other_consoles.size(), 1u);
    EXPECT_EQ(bench.slots[0].other_consoles[0].text, "serial:///dev/station/a1-re1");
    EXPECT_EQ(bench.slots[1].name, "A2-RE1") << "nobody is lost whose first engine has no port";
}

TEST(Scan, SaysWhichRuleGivesAPortAName) {
    const auto text = proposed_bench({port("/dev/ttyUSB0", "", "pci-0000:00:14.0-usb-0:2.1:1.0")}, "bench-7");
    EXPECT_THAT(text, HasSubstr("# SUBSYSTEM==\"tty\", ENV{ID_PATH}==\"pci-0000:00:14.0-usb-0:2.1:1.0\", SYMLINK+=\"station/p1\""));
}

PortSeen looked_at(const std::string& endpoint) {
    const auto families = load_families(schema());
    drivers::Worker worker{1};
    auto port = to_look_at(endpoint);
    support::run(look_at(port, families.base(), worker));
    return port;
}

TEST(Scan, FindsTheSpeedAndThePrompt) {
    const support::Pty pty;
    const support::UnitAtSpeed unit{pty, 38400};
    const auto seen = looked_at("serial://" + pty.path());
    EXPECT_TRUE(seen.alive);
    EXPECT_EQ(seen.baud, 38400u);
    EXPECT_EQ(seen.seen, "login prompt of edge");
}

TEST(Scan, SaysWhyAPortCannotBeLookedAt) {
    const auto seen = looked_at("serial:///dev/station/none");
    EXPECT_FALSE(seen.alive);
    EXPECT_THAT(seen.seen, HasSubstr("is the adapter plugged in?"));
}

}  // namespace
