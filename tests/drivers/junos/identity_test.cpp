#include "drivers/junos/identity.hpp"

#include <gtest/gtest.h>

namespace {

using namespace drivers::junos;

Unit answer_of(const std::string& re_name, const std::vector<std::string>& engines = {}) {
    Unit unit;
    unit.re_name = re_name;
    for (const auto& engine : engines) {
        Module module;
        module.path = module.name = engine;
        unit.modules.push_back(module);
    }
    return unit;
}

TEST(Identity, EnginesOfAChassisAreThoseOfItsInventory) {
    const Facts facts{{answer_of("", {"Routing Engine 0", "Routing Engine 1"})}, {}};
    EXPECT_EQ(engines(facts), 2u);
    EXPECT_EQ(engine_name(facts, 1), "re1");
    EXPECT_EQ(engine_name({{answer_of("re0"), answer_of("re1")}, {}}, 1), "re1");
}

TEST(Identity, MembersAreCalledWhatTheUnitCallsThem) {
    const Facts chassis{{answer_of("fpc0", {"Routing Engine 0"}), answer_of("fpc1"), answer_of("fpc2")}, {}};
    EXPECT_EQ(engines(chassis), 3u) << "the third is master of nothing, and has to be wiped all the same";
    EXPECT_EQ(engine_name(chassis, 2), "fpc2");
    const Facts cluster{{answer_of("node0"), answer_of("node1")}, {}};
    EXPECT_EQ(engines(cluster), 2u);
    EXPECT_EQ(engine_name(cluster, 0), "node0");
}

TEST(Identity, MembersMayHaveAnyNumbers) {
    const Facts chassis{{answer_of("fpc3", {"Routing Engine 3"}), answer_of("fpc1"), answer_of("fpc10")}, {}};
    EXPECT_EQ(engine_name(chassis, 0), "fpc1");
    EXPECT_EQ(engine_name(chassis, 2), "fpc10");
    EXPECT_EQ(engine_number(chassis, 1), 3u);
    EXPECT_EQ(engine_name({{answer_of("", {"Routing Engine"})}, {}}, 0), "re0") << "an engine without a number";
}

TEST(Identity, AUnitThatHasNotSaidHasOneEngine) {
    EXPECT_EQ(engines({}), 1u);
    EXPECT_EQ(engine_name({}, 0), "re0");
}

Unit chassis_of(const std::string& re_name, const std::string& serial) {
    Unit unit;
    unit.re_name = re_name;
    unit.chassis.emplace().serial_number = serial;
    return unit;
}

TEST(Identity, OfAClusterIsThatOfTheNodeOneStandsOn) {
    const Facts cluster{{chassis_of("node0", "AA1"), chassis_of("node1", "BB2")}, {}};
    EXPECT_EQ(chassis_serial(cluster, {"primary", "0"}), "AA1");
    EXPECT_EQ(chassis_serial(cluster, {"secondary", "1"}), "BB2") << "not the first of the reply";
    EXPECT_EQ(chassis_serial(cluster, {"primary", "1"}), "BB2");
    EXPECT_EQ(chassis_serial(cluster), "") << "a prompt that says nothing tells none of the two";
    EXPECT_EQ(chassis_serial(cluster, {"hold", "2"}), "") << "no node of this reply";
    EXPECT_EQ(chassis_serial({{chassis_of("node0", "AA1")}, {}}, {"secondary", "1"}), "") << "the other node answered alone";
}

TEST(Identity, OfAMemberIsItsOwnUnlessItSpeaksForAll) {
    auto one = chassis_of("", "MASTER1");
    one.members = {{.id = "0", .status = "Prsnt", .serial_number = "MASTER1"}, {.id = "1", .status = "Prsnt", .serial_number = "MEMBER2"}};
    const Facts chassis{{one}, {}};
    EXPECT_EQ(chassis_serial(chassis, {"master", "0"}), "MASTER1");
    EXPECT_EQ(chassis_serial(chassis, {"backup", "1"}), "MEMBER2");
    EXPECT_EQ(chassis_serial(chassis, {"linecard", "1"}), "MEMBER2");
    EXPECT_EQ(member_serial(chassis, "1"), "MEMBER2");
    EXPECT_EQ(member_serial(chassis, "2"), "");
    EXPECT_EQ(chassis_serial(chassis, {"", "1"}), "MASTER1") << "a prompt without a role speaks for the chassis";
    one.members[1].status = "NotPrsnt";
    EXPECT_EQ(member_serial({{one}, {}}, "1"), "") << "what a chassis remembers of a member that left it is nobody's word";
    one.members[1].status = "Inactive";
    EXPECT_EQ(member_serial({{one}, {}}, "1"), "MEMBER2");
    auto listed = chassis_of("", "MASTER1");
    listed.modules = {{.path = "FPC 1", .name = "FPC 1", .serial_number = "MEMBER2"}};
    EXPECT_EQ(member_serial({{listed}, {}}, "1"), "MEMBER2");
    EXPECT_EQ(member_serial({{chassis_of("fpc1", "MEMBER2"), listed}, {}}, "1"), "MEMBER2");
    EXPECT_EQ(member_serial({{chassis_of("fpc1", "ITS OWN"), listed}, {}}, "1"), "ITS OWN") << "its own word before the master's list";
    EXPECT_EQ(member_serial({{chassis_of("fpc2", "ANOTHER"), listed}, {}}, "1"), "MEMBER2");
    EXPECT_EQ(member_serial({{listed}, {}}, "2"), "") << "the serial of another slot's card";
    listed.modules[0].serial_number.clear();
    EXPECT_EQ(member_serial({{listed}, {}}, "1"), "");
}

TEST(Identity, OfAChassisWithCardsIsNotThatOfACard) {
    auto chassis = chassis_of("", "CHASSIS");
    chassis.modules = {{.path = "FPC 0", .name = "FPC 0", .serial_number = "CARD"}};
    EXPECT_EQ(chassis_serial({{chassis}, {}}, {"primary", "0"}), "CHASSIS");
    EXPECT_EQ(chassis_serial({{chassis}, {}}, {"master", "0"}), "CHASSIS");
    EXPECT_EQ(chassis_serial({{Unit{}, chassis}, {}}), "CHASSIS") << "an engine that answered without an inventory";
}

TEST(Identity, RoutingEnginesAreTheModulesThemselves) {
    Unit unit;
    unit.modules = {{.path = "Routing Engine 0", .name = "Routing Engine 0"}, {.path = "Routing Engine 0/ad0", .name = "ad0"}, {.path = "FPC 0", .name = "FPC 0"}};
    EXPECT_EQ(routing_engine_modules({{unit}, {}}).size(), 1u);
}

TEST(Identity, OfRepliesThatDisagreeIsNone) {
    EXPECT_EQ(chassis_serial({{chassis_of("", "AA1"), chassis_of("", "BB2")}, {}}), "");
    EXPECT_EQ(chassis_serial({{chassis_of("re0", "AA1"), chassis_of("re1", "AA1")}, {}}), "AA1");
    EXPECT_EQ(chassis_serial({{chassis_of("", "")}, {}}), "");
    EXPECT_EQ(chassis_serial({}), "");
}

std::vector<std::string> disks_among(const std::vector<std::string>& names) {
    Unit unit;
    for (const auto& name : names) unit.modules.push_back({.path = "Routing Engine 0/" + name, .name = name});
    const Facts facts{{unit}, {}};
    std::vector<std::string> found;
    for (const auto* disk : disk_modules(facts, 0)) found.push_back(disk->name);
    return found;
}

TEST(Identity, DisksAreKnownByEachKernelsNames) {
    const std::vector<std::string> disks{"ad0", "ada1", "ad10", "da0", "md0", "usb0", "sda", "sdb", "sdaa", "hda", "vda", "nvme0", "nvme0n1", "nvme10n2", "mmcblk0", "mmcsd0", "emmc0", "mmc0", "vtbd0"};
    EXPECT_EQ(disks_among(disks), disks);
    EXPECT_EQ(disks_among({"usb", "ad", "sd", "sda1", "sdabc", "SDA", "ada0s1", "nvme", "nvme0n", "nvmen1", "mmc", "cpu0", "DIMM 0", "fan0", "sd-card", "da0x"}), std::vector<std::string>{});
}

TEST(Identity, DisksAreThoseOfTheirEngine) {
    Unit unit;
    unit.modules = {{.path = "Routing Engine 1/ad0", .name = "ad0"}, {.path = "FPC 0/ad0", .name = "ad0"}};
    EXPECT_TRUE(disk_modules({{unit}, {}}, 0).empty());
    EXPECT_EQ(disk_modules({{unit}, {}}, 1).size(), 1u);
}

TEST(Identity, TheModelIsWhatTheSoftwareSaysElseTheChassis) {
    auto unit = chassis_of("", "AA1");
    EXPECT_EQ(model({{unit}, {}}), "");
    EXPECT_EQ(model({{Unit{}}, {}}), "");
    unit.chassis->model = "MX-A";
    EXPECT_EQ(model({{unit}, {}}), "MX-A");
    unit.software.emplace();
    EXPECT_EQ(model({{unit}, {}}), "MX-A");
    unit.software->model = "mx-b";
    EXPECT_EQ(model({{unit}, {}}), "mx-b");
}

}  // namespace
