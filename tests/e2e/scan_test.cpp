// `station bench scan` on a machine of umockdev's making: two USB adapters, and a socket of an 8250 with no chip in it. Its ttys know
// too few ioctls to be spoken to, so the unit is on a pty.

#include "tests/e2e/bench.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/support/uart.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto machine = R"(P: /devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.1/1-2.1:1.0/ttyUSB0
E: DRIVER=ftdi_sio
E: SUBSYSTEM=usb-serial

P: /devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.1/1-2.1:1.0/ttyUSB0/tty/ttyUSB0
N: ttyUSB0
E: DEVNAME=/dev/ttyUSB0
E: SUBSYSTEM=tty
E: MAJOR=188
E: MINOR=0
E: ID_BUS=usb
E: ID_VENDOR=FTDI
E: ID_MODEL=FT232R_USB_UART
E: ID_SERIAL_SHORT=A50285BI
E: ID_PATH=pci-0000:00:14.0-usb-0:2.1:1.0
E: DEVLINKS=/dev/serial/by-path/pci-0000:00:14.0-usb-0:2.1:1.0-port0 /dev/station/pci-0000:00:14.0-usb-0:2.1:1.0 /dev/station/a1
A: dev=188:0\n

P: /devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.2/1-2.2:1.0/ttyUSB1
E: DRIVER=ftdi_sio
E: SUBSYSTEM=usb-serial

P: /devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.2/1-2.2:1.0/ttyUSB1/tty/ttyUSB1
N: ttyUSB1
E: DEVNAME=/dev/ttyUSB1
E: SUBSYSTEM=tty
E: MAJOR=188
E: MINOR=1
E: ID_BUS=usb
E: ID_MODEL=USB-Serial_Controller
E: ID_PATH=pci-0000:00:14.0-usb-0:2.2:1.0
E: DEVLINKS=/dev/serial/by-path/pci-0000:00:14.0-usb-0:2.2:1.0-port0 /dev/station/pci-0000:00:14.0-usb-0:2.2:1.0
A: dev=188:1\n

P: /devices/platform/serial8250/tty/ttyS3
N: ttyS3
E: DEVNAME=/dev/ttyS3
E: SUBSYSTEM=tty
E: MAJOR=4
E: MINOR=67
A: type=0\n
A: dev=4:67\n

P: /devices/virtual/tty/ptmx
N: ptmx
E: DEVNAME=/dev/ptmx
E: SUBSYSTEM=tty
E: MAJOR=5
E: MINOR=2
A: dev=5:2\n
)";

/// Runs it on the machine; what it printed.
std::string scan(const support::TempFolder& folder, const std::string& arguments) {
    std::ofstream{folder / "machine"} << machine;
    const auto command = "umockdev-run -d " + (folder / "machine").string() + " -- " + STATION_BIN_DIR "/station bench scan " + arguments + " >" + (folder / "printed").string() + " 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ostringstream text;
    text << std::ifstream{folder / "printed"}.rdbuf();
    return text.str();
}

class Scan : public testing::Test {
  protected:
    void SetUp() override {
        if (std::system("command -v umockdev-run >/dev/null") != 0) GTEST_SKIP() << "umockdev is not installed";
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        GTEST_SKIP() << "umockdev and the sanitizers both want to be loaded first";
#endif
    }
};

TEST_F(Scan, ListsThePortsThatAreThere) {
    const support::TempFolder folder;
    const auto printed = scan(folder, "--names-only");
    EXPECT_THAT(printed, HasSubstr("serial:///dev/station/a1\n    not looked at\n    /dev/ttyUSB0, FTDI FT232R USB UART A50285BI"));
    EXPECT_THAT(printed, HasSubstr("serial:///dev/serial/by-path/pci-0000:00:14.0-usb-0:2.2:1.0-port0"));
    EXPECT_THAT(printed, HasSubstr("SYMLINK+=\"station/p2\"")) << "the rule that would name it";
    EXPECT_THAT(printed, Not(HasSubstr("ttyS3"))) << "a socket without a chip";
    EXPECT_THAT(printed, Not(HasSubstr("ptmx")));
}

TEST(ScanOfAConsole, SaysWhatIsAliveAndProposesABench) {
    const support::TempFolder folder;
    const support::Pty pty;
    const support::UnitAtSpeed unit{pty, 115200};
    const auto printed = e2e::run("station", {"bench", "scan", "serial://" + pty.path(), "--out", (folder / "bench.yaml").string()}).output;
    EXPECT_THAT(printed, HasSubstr("serial://" + pty.path() + "\n    login prompt of edge, at 115200 bits a second"));
    const auto checked = e2e::run("station", {"check", (folder / "bench.yaml").string()});
    EXPECT_EQ(checked.code, 0) << checked.output;
    std::ostringstream proposed;
    proposed << std::ifstream{folder / "bench.yaml"}.rdbuf();
    EXPECT_THAT(proposed.str(), HasSubstr("console: \"serial://" + pty.path() + "?baud=115200\""));
}

}  // namespace
