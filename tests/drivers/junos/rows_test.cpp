// Rows of CLI text that do not keep to their columns: disks, sensors with long names, lines that a terminal has broken, frames of engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "drivers/junos/facts_json.hpp"
#include "drivers/junos/inspect.hpp"
#include "tests/drivers/junos/samples.hpp"

namespace drivers::junos {
namespace {

using ::testing::HasSubstr;

const std::string heading = "Hardware inventory:\nItem             Version  Part number  Serial number     Description\n"
                            "Chassis                                JN1199999AFA      MX960\n";

Unit unit_of(const std::string& text) {
    const auto facts = inspect(text).facts;
    return facts.units.empty() ? Unit{} : facts.units.front();
}

TEST(ChassisRow, OfSomebodysMessageLeavesNoSerial) {
    const std::string parts = "CB 0             REV 11   750-055976   CAEC5530          Enhanced MX SCB\n";
    const std::string another = "Chassis                                BBB222            MX960\n", same = "Chassis                                JN1199999AFA      MX960\n";
    EXPECT_EQ(unit_of(heading + parts).chassis.value_or(Chassis{}).serial_number, "JN1199999AFA");
    EXPECT_EQ(unit_of(heading + same + parts).chassis.value_or(Chassis{}).serial_number, "JN1199999AFA") << "a row that came twice";
    EXPECT_EQ(unit_of(heading + another + parts).chassis.value_or(Chassis{}).serial_number, "") << "nobody can tell which of them it is";
    EXPECT_EQ(unit_of(heading + another + same + parts).chassis.value_or(Chassis{}).serial_number, "");
}

TEST(ChassisElement, ThatNamesTwoSerialsHasNone) {
    const auto serial_of = [](const std::string& chassis) { return unit_of("<rpc-reply><chassis-inventory>" + chassis + "</chassis-inventory></rpc-reply>").chassis.value_or(Chassis{}).serial_number; };
    const std::string ours = "<serial-number>AAA111</serial-number>", theirs = "<serial-number>BBB222</serial-number>", model = "<name>Chassis</name><description>MX960</description>";
    EXPECT_EQ(serial_of("<chassis>" + model + ours + "</chassis>"), "AAA111");
    EXPECT_EQ(serial_of("<chassis>" + model + ours + theirs + "</chassis>"), "");
    EXPECT_EQ(serial_of("<chassis>" + model + ours + "</chassis><chassis>" + model + theirs + "</chassis>"), "");
}

struct DiskRow {
    std::string row, name, model, serial, description;
};
void PrintTo(const DiskRow& disk, std::ostream* out) { *out << disk.row; }

class Disks : public ::testing::TestWithParam<DiskRow> {};

TEST_P(Disks, AreReadInEverySpelling) {
    const auto& [row, name, model, serial, description] = GetParam();
    const auto unit = unit_of(heading + "Routing Engine 0 REV 01   740-052100   9009999267        RE-S-1800x4\n" + row + "\nCB 0\n");
    ASSERT_EQ(unit.modules.size(), 3u);
    const auto& disk = unit.modules[1];
    EXPECT_EQ(disk.path, "Routing Engine 0/" + name);
    EXPECT_EQ(disk.model_number, model);
    EXPECT_EQ(disk.serial_number, serial);
    EXPECT_EQ(disk.description, description);
}

INSTANTIATE_TEST_SUITE_P(
    Spellings, Disks,
    ::testing::Values(
        DiskRow{"  ad0    3919 MB  604784               000060099934B000099D Compact Flash", "ad0", "604784", "000060099934B000099D", "Compact Flash"},
        DiskRow{"  ad1   28496 MB  StorFly - VSFA18PI032G- P1T12009991504199303 Disk 1", "ad1", "StorFly - VSFA18PI032G-", "P1T12009991504199303", "Disk 1"},
        DiskRow{"  ad2   28496 MB  ST9100                                    Hard Disk", "ad2", "ST9100", "", "Hard Disk"},
        DiskRow{"  sda   200049 MB  StorFly VSFBM8CC-000 P1T02009991102777777 Solid State Disk", "sda", "StorFly VSFBM8CC-000", "P1T02009991102777777", "Solid State Disk"},
        DiskRow{"  sdb   200.5 GB  SFSA100GM2AK4TO-    00006018999697000099 Solid State Disk", "sdb", "SFSA100GM2AK4TO-", "00006018999697000099", "Solid State Disk"},
        DiskRow{"  nvme0 480103 MB  EPM3750-M8480GB5    511240703133777269 NVMe Solid State Disk", "nvme0", "EPM3750-M8480GB5", "511240703133777269", "NVMe Solid State Disk"},
        DiskRow{"  nvme0n1 2 TB  DSM28-400DP1KWAEFP-B553B Y9999501160070119 NVMe SSD", "nvme0n1", "DSM28-400DP1KWAEFP-B553B", "Y9999501160070119", "NVMe SSD"},
        DiskRow{"  da0    7600MB   eUSB DISK            9999A2C1 USB Flash Drive", "da0", "eUSB DISK", "9999A2C1", "USB Flash Drive"},
        DiskRow{"  mmc0   3600 MB  MMC04G               0x1234abcd           eMMC", "mmc0", "MMC04G", "0x1234abcd", "eMMC"},
        DiskRow{"  mmcblk0 15028 MB  DF4016  0x99e21a40", "mmcblk0", "DF4016", "0x99e21a40", ""},
        DiskRow{"  ada1  28626 MB  UGB94BPH32H0S1-KCI", "ada1", "UGB94BPH32H0S1-KCI", "", ""},
        DiskRow{"  ad3    3919 MB  604784               000060099934B000099D Something New", "ad3", "604784", "000060099934B000099D", "Something New"}),
    [](const auto& test) { return "Row" + std::to_string(test.index); });

struct SensorRow {
    std::string row, name, status;
    std::optional<double> celsius, rpm;
};
void PrintTo(const SensorRow& sensor, std::ostream* out) { *out << sensor.row; }

class Sensors : public ::testing::TestWithParam<SensorRow> {};

TEST_P(Sensors, AreReadHoweverLongTheirNamesAre) {
    const auto& [row, name, status, celsius, rpm] = GetParam();
    const auto unit = unit_of("Class Item                           Status     Measurement\nTemp  PEM 0                          OK         30 degrees C / 86 degrees F\n" +
                              row + "\n");
    ASSERT_EQ(unit.environment.size(), 2u);
    EXPECT_EQ(unit.environment[1].name, name);
    EXPECT_EQ(unit.environment[1].status, status);
    EXPECT_EQ(unit.environment[1].celsius, celsius);
    EXPECT_EQ(unit.environment[1].rpm, rpm);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Sensors,
    ::testing::Values(
        SensorRow{"      Routing Engine 0 CPU Temperature OK       43 degrees C / 109 degrees F", "Routing Engine 0 CPU Temperature", "OK", 43, {}},
        SensorRow{"      Routing Engine 0 Temp Hotswap Controller OK 34 degrees C / 93 degrees F", "Routing Engine 0 Temp Hotswap Controller", "OK", 34, {}},
        SensorRow{"      Routing Engine 0 Ch-0 DIMM-0 Temp OK      58 degrees C / 136 degrees F", "Routing Engine 0 Ch-0 DIMM-0 Temp", "OK", 58, {}},
        SensorRow{"      Routing Engine 0 MP2940c Temperature Failed", "Routing Engine 0 MP2940c Temperature", "Failed", {}, {}},
        SensorRow{"      A name of thirty characters ok Testing", "A name of thirty characters ok", "Testing", {}, {}},
        SensorRow{"      Fan Tray 0 Controller Rear Fan Number 1 OK 8000 RPM", "Fan Tray 0 Controller Rear Fan Number 1", "OK", {}, 8000},
        SensorRow{"      Fan Tray 0 Controller Rear Fan Number 2 Check 0 RPM", "Fan Tray 0 Controller Rear Fan Number 2", "Check", {}, 0},
        SensorRow{"      Fan Tray 0 Rear                OK         Spinning at normal speed", "Fan Tray 0 Rear", "OK", {}, {}},
        SensorRow{"      Cold one outside in a long long cabinet OK -5 degrees C / 23 degrees F", "Cold one outside in a long long cabinet", "OK", -5, {}}),
    [](const auto& test) { return "Row" + std::to_string(test.index); });

TEST(BrokenRows, BelongToTheRowAbove) {
    const auto unit = unit_of(heading +
                              "Fan Tray 0                                               Enhanced Front Lower Fan\nTray\n"
                              "PEM 0            Rev 03   740-013682   PM17711           PS 1.7kW; 100-240V AC i\nn\n"
                              "FPC 0            REV 20   750-028467   ABBN7711          MPC 3D 16x 10GE\n"
                              "  PIC 0                   BUILTIN      BUILTIN           4x 10GE(LAN) SFP+ with F\null Rate\n"
                              "    Xcvr 0       REV 01   740-031980   AMB7711           SFP+-10G-SR\n"
                              "CB 0             REV 03   710-021523   ABBC9999          MX S with a long name S\nCB 1\n");
    ASSERT_EQ(unit.modules.size(), 7u);
    EXPECT_EQ(unit.modules[0].description, "Enhanced Front Lower Fan Tray");
    EXPECT_EQ(unit.modules[1].description, "PS 1.7kW; 100-240V AC in");
    EXPECT_EQ(unit.modules[3].description, "4x 10GE(LAN) SFP+ with Full Rate");
    EXPECT_EQ(unit.modules[4].path, "FPC 0/PIC 0/Xcvr 0");
    EXPECT_EQ(unit.modules[6].name, "CB 1");  // a board that says nothing, not the rest of a row
}

TEST(BrokenRows, OfOtherCommandsToo) {
    const auto alarms = unit_of("2 alarms currently active\nAlarm time               Class  Description\n"
                                "2026-01-01 10:00:00 UTC  Major  FPC 1 Major Errors - XM Chip Error code: 0x7002\n0cd\n"
                                "2026-01-01 10:00:01 UTC  Minor  PEM 1 Absent\n");
    ASSERT_EQ(alarms.alarms->size(), 2u);
    EXPECT_EQ(alarms.alarms->at(0).description, "FPC 1 Major Errors - XM Chip Error code: 0x70020cd");
    const auto disks = unit_of("Filesystem      Size  Used Avail Use% Mounted on\n/dev/mapper/a-very-long-name\n                7.9G  160M  7.3G   3% /var\n");
    ASSERT_EQ(disks.storage.size(), 1u);
    EXPECT_EQ(disks.storage[0].name, "/dev/mapper/a-very-long-name");
    EXPECT_EQ(disks.storage[0].mounted_on, "/var");
    const auto version = unit_of("Hostname: a\nModel: qfx5100\nJunos: 18.4R2.7\n"
                                 "JUNOS Packet Forwarding Engine Support (Long Chip Name) [18.4R2.7_20190611.0_build\ner]\nJUNOS Kernel [1]\n");
    ASSERT_EQ(version.software->packages.size(), 2u);
    EXPECT_EQ(version.software->packages[0].version, "18.4R2.7_20190611.0_builder");
}

class Frames : public ::testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(Frames, TellWhoseTheAnswerIs) {
    const auto& [first, second] = GetParam();
    const std::string table = "Filesystem      Size  Used Avail Use% Mounted on\n";
    const auto facts = inspect("admin@spine> show system storage\n" + first + table + "/dev/sda5       7.9G  160M  7.3G   3% /var\n\n" + second + table +
                               "/dev/sda5       7.9G  6.9G  610M  92% /var\n\nadmin@spine> \n")
                           .facts;
    ASSERT_EQ(facts.units.size(), 2u);
    EXPECT_THAT(first, HasSubstr(facts.units[0].re_name));
    EXPECT_THAT(second, HasSubstr(facts.units[1].re_name));
    ASSERT_EQ(facts.units[0].storage.size(), 1u);
    EXPECT_EQ(facts.units[0].storage[0].used_percent, 3u);
    EXPECT_EQ(facts.units[1].storage.at(0).used_percent, 92u);
}

const std::string dashes(40, '-');
std::pair<std::string, std::string> between_rules(const std::string& a, const std::string& b) {
    return {dashes + "\n" + a + "\n" + dashes + "\n", dashes + "\n" + b + "\n" + dashes + "\n"};
}
std::pair<std::string, std::string> over_rules(const std::string& a, const std::string& b) { return {a + "\n" + dashes + "\n", b + "\n" + dashes + "\n"}; }

INSTANTIATE_TEST_SUITE_P(Kinds, Frames,
                         ::testing::Values(between_rules("node: re0", "node: re1"), between_rules("node: re1 (master)", "node: re0 (backup)"), over_rules("re0:", "re1:"), over_rules("fpc0:", "fpc10:"),
                                           over_rules("node0:", "node1:"), between_rules("node0:", "node1:"), over_rules("member0:", "member1:"),
                                           std::pair<std::string, std::string>{"---- node: re0 ----\n", "---- node: re1 ----\n"},
                                           std::pair<std::string, std::string>{"-----\nnode: re0\n-----\n", "-----\nnode: re1\n-----\n"}),
                         [](const auto& test) { return "Frame" + std::to_string(test.index); });

TEST(Light, ThatIsNotThereIsReadAsTheUnitSaysIt) {
    for (const auto* dark : {"- Inf", "-Inf", "-inf", "- INF"}) {
        const auto unit = unit_of("Physical interface: xe-0/0/0\n    Laser output power                        :  0.0000 mW / " + std::string{dark} + " dBm\n");
        ASSERT_EQ(unit.optics.size(), 1u) << dark;
        EXPECT_EQ(unit.optics[0].tx_mw, 0.0);
        ASSERT_TRUE(unit.optics[0].tx_dbm) << dark;
        EXPECT_TRUE(std::isinf(*unit.optics[0].tx_dbm) && *unit.optics[0].tx_dbm < 0) << dark;
        EXPECT_THAT(to_json(Facts{{unit}, {}}, "", ""), HasSubstr("\"tx-dbm\": \"-Inf\""));
    }
    EXPECT_FALSE(unit_of("Physical interface: xe-0/0/0\n    Laser output power  :  N/A\n").optics.at(0).tx_dbm);
}

TEST(EvolvedVersion, KeepsTheImage) {
    const auto unit = unit_of("Model: qfx5200-32c-32q\nJunos: 19.4R1.9-EVO\nJunos Package: junos-evo-install-qfx-ms-x86-64-19.4R1.9-EVO.iso\nYocto: 2.2.1\n");
    ASSERT_EQ(unit.software->packages.size(), 1u);
    EXPECT_EQ(unit.software->packages[0], (Package{"junos-evo-install-qfx-ms-x86-64-19.4R1.9-EVO.iso", "19.4R1.9-EVO"}));
}

TEST(Text, ThatBreaksOffIsNotWhole) {
    const auto page = heading + "FPC 0            REV 41   750-045715   ABDF2002          MPC5E 3D 24XGE+6XLGE";
    EXPECT_TRUE(inspect(page.substr(0, page.find("2002"))).cut) << "half a serial is none";
    EXPECT_TRUE(inspect(page.substr(0, page.find("5715"))).cut);
    EXPECT_FALSE(inspect(page).cut) << "tools that save replies take the last line's end away";
    EXPECT_TRUE(inspect(page).damaged);
    EXPECT_FALSE(inspect(page + "\n").cut);
    EXPECT_FALSE(inspect(page + "\n\nroot@bench> ").cut);
}

}  // namespace
}  // namespace drivers::junos
