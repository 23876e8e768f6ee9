#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "drivers/junos/reply.hpp"

namespace drivers::junos {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Facts facts_of(std::string_view xml) {
    return read_xml(xml).facts;
}

std::vector<std::string> paths(const Unit& unit) {
    std::vector<std::string> all;
    for (const auto& module : unit.modules) all.push_back(module.path);
    return all;
}

TEST(ReadXml, ListsModulesInDocumentOrderWithTheirPaths) {
    const auto facts = facts_of(
        R"(<rpc-reply><chassis-inventory xmlns="urn:x"><chassis junos:style="inventory"><name>Chassis</name>
        <serial-number>JN1230000AFB</serial-number><description>BOX</description>
        <chassis-module><name>FPC 0</name><chassis-sub-module><name>PIC 1</name><chassis-sub-sub-module><name>Xcvr 0</name>
          <part-number>NON-JNPR</part-number></chassis-sub-sub-module></chassis-sub-module><description>after its parts</description></chassis-module>
        <chassis-module><name>Fan Tray</name></chassis-module></chassis></chassis-inventory></rpc-reply>)");
    ASSERT_EQ(facts.units.size(), 1u);
    EXPECT_THAT(paths(facts.units[0]), ElementsAre("FPC 0", "FPC 0/PIC 1", "FPC 0/PIC 1/Xcvr 0", "Fan Tray"));
    EXPECT_EQ(facts.units[0].modules[0].description, "after its parts");
    EXPECT_EQ(facts.units[0].modules[2].part_number, "NON-JNPR");
    EXPECT_EQ(facts.units[0].chassis, (Chassis{"BOX", "JN1230000AFB"}));
}

TEST(ReadXml, TakesTheChassisSerialFromBackplaneThenMidplane) {
    const auto serial = [](const std::string& modules) {
        const auto facts = facts_of("<chassis-inventory><chassis><name>Chassis</name>" + modules +
                                    "</chassis></chassis-inventory>");
        return facts.units.at(0).chassis ? facts.units[0].chassis->serial_number : std::string{};
    };
    const std::string midplane =
        "<chassis-module><name>Midplane</name><serial-number>M1</serial-number></chassis-module>";
    const std::string backplane =
        "<chassis-module><name>Backplane</name><serial-number>B1</serial-number></chassis-module>";
    EXPECT_EQ(serial(midplane + backplane), "B1");
    EXPECT_EQ(serial(midplane), "M1");
    EXPECT_EQ(serial("<serial-number>C1</serial-number>" + midplane + backplane), "C1");
    EXPECT_EQ(serial("<chassis-module><name>FPC 0</name><serial-number>F1</serial-number></chassis-module>"),
              "");
}

TEST(ReadXml, FindsTheVersionWhereTheReleaseKeepsIt) {
    const auto version = [](const std::string& inside) {
        const auto facts =
            facts_of("<software-information><host-name>h</host-name>" + inside + "</software-information>");
        return facts.units.at(0).software ? facts.units[0].software->version : std::string{};
    };
    const auto package = [](const std::string& name, const std::string& comment) {
        return "<package-information><name>" + name + "</name><comment>" + comment +
               "</comment></package-information>";
    };
    EXPECT_EQ(version("<junos-version>22.4R3.25</junos-version>" + package("junos", "JUNOS [1.1R1]")),
              "22.4R3.25");
    EXPECT_EQ(version(package("junos", "JUNOS Software Release [12.1X46-D10.2]")), "12.1X46-D10.2");
    EXPECT_EQ(version(package("junos", "JUNOS Base OS boot [14.2R1.1]") +
                      package("junos-version", "Junos: 14.2-20141220.0")),
              "14.2-20141220.0");
    EXPECT_EQ(version(package("JUNOS version", "JUNOS version : 17.4R1.1")), "17.4R1.1");
    EXPECT_EQ(version(package("jais", "AI-Scripts [6.0R2]")), "");
    EXPECT_EQ(version("<package-information><name>junos</name></package-information>"), "");
}

TEST(ReadXml, CarriesTheClassForwardAndReadsTheCelsiusAttribute) {
    const auto facts = facts_of(R"(<environment-information xmlns:junos="j">
        <environment-item><name>PEM 0</name><class>Temp</class><status>OK</status><temperature junos:celsius="35">35 degrees C / 95 degrees F</temperature></environment-item>
        <environment-item><name>CPU</name><status>Testing</status><temperature celsius="0">Testing</temperature></environment-item>
        <environment-item><name>Fan</name><class>Fans</class><status>OK</status><comment>Spinning</comment></environment-item>
        </environment-information>)");
    EXPECT_THAT(facts.units.at(0).environment,
                ElementsAre(EnvironmentItem{"PEM 0", "Temp", "OK", 35.0, ""},
                            EnvironmentItem{"CPU", "Temp", "Testing", std::nullopt, ""},
                            EnvironmentItem{"Fan", "Fans", "OK", std::nullopt, "Spinning"}));
}

TEST(ReadXml, TellsNoAlarmsFromNothingSaid) {
    const auto none =
        facts_of("<alarm-information><alarm-summary><no-active-alarms/></alarm-summary></alarm-information>");
    ASSERT_TRUE(none.units.at(0).alarms.has_value());
    EXPECT_THAT(*none.units[0].alarms, IsEmpty());
    const auto silent = read_xml("<alarm-information><alarm-summary></alarm-summary></alarm-information>");
    EXPECT_TRUE(silent.facts.empty());
    EXPECT_THAT(silent.unread, ElementsAre("<alarm-information>"));
}

TEST(ReadXml, KeepsRoutingEnginesApartAndSaysWhoRefused) {
    const auto facts = facts_of(R"(<rpc-reply><multi-routing-engine-results>
        <multi-routing-engine-item><re-name>re0</re-name><software-information><host-name>a</host-name><junos-version>21.4R1.1</junos-version></software-information></multi-routing-engine-item>
        <multi-routing-engine-item><re-name>re1</re-name><output>error: could not connect to re1</output></multi-routing-engine-item>
        <multi-routing-engine-item><software-information><host-name>c</host-name></software-information></multi-routing-engine-item>
        </multi-routing-engine-results></rpc-reply>)");
    ASSERT_EQ(facts.units.size(), 2u);
    EXPECT_EQ(facts.units[0].re_name, "re0");
    EXPECT_EQ(facts.units[1].re_name, "");
    EXPECT_EQ(facts.units[1].host_name, "c");
    EXPECT_THAT(facts.errors, ElementsAre(Message{"error", "could not connect to re1", "re1"}));
}

TEST(ReadXml, ReportsTheBackupsRefusal) {
    EXPECT_THAT(facts_of("<rpc-reply><output>\nAborted! This command can only be used on the master routing "
                         "engine.\n</output></rpc-reply>")
                    .errors,
                ElementsAre(Message{
                    "error", "Aborted! This command can only be used on the master routing engine.", ""}));
}

TEST(ReadXml, ReadsEveryKindOfError) {
    EXPECT_THAT(facts_of("<nc:rpc-reply "
                         "xmlns:nc='n'><nc:rpc-error><nc:error-severity>error</"
                         "nc:error-severity><nc:error-message>\nsyntax\n error\n"
                         "</nc:error-message><nc:error-info><nc:bad-element>get-x</nc:bad-element></"
                         "nc:error-info></nc:rpc-error></nc:rpc-reply>")
                    .errors,
                ElementsAre(Message{"error", "syntax error", "get-x"}));
    EXPECT_THAT(
        facts_of(
            "<rpc-reply><xnm:error><message>error: not "
            "enabled</message></xnm:error><xnm:warning><message>careful</message></xnm:warning></rpc-reply>")
            .errors,
        ElementsAre(Message{"error", "not enabled", ""}, Message{"warning", "careful", ""}));
    EXPECT_THAT(facts_of("<rpc-reply><load-configuration-results><rpc-error><error-severity>warning</"
                         "error-severity><error-message>statement not found"
                         "</error-message></rpc-error><ok/></load-configuration-results></rpc-reply>")
                    .errors,
                ElementsAre(Message{"warning", "statement not found", ""}));
    EXPECT_THAT(facts_of("<rpc-reply><error>\n Some error.</error></rpc-reply>").errors,
                ElementsAre(Message{"error", "Some error.", ""}));
    EXPECT_THAT(facts_of("<rpc-reply><rpc-error>\n</rpc-error></rpc-reply>").errors, IsEmpty());
}

TEST(ReadXml, ReadsWhatIsNotWellFormed) {
    const auto broken = read_xml(
        "<rpc-reply><system-information><host-name>h</host-name><os-version>21.4R1.1</os-version>"
        "<note>use <*> or <command> here & there</note><serial-number>JN\x07"
        "123</serial-number></system-information></rpc-reply>\n]]>]]>\nrest");
    EXPECT_TRUE(broken.damaged);
    ASSERT_EQ(broken.facts.units.size(), 1u);
    EXPECT_EQ(broken.facts.units[0].chassis->serial_number, "JN123");
    EXPECT_EQ(broken.facts.units[0].software->version, "21.4R1.1");
}

TEST(ReadXml, LeavesOutAValueThatTheEndCutOff) {
    const auto cut = read_xml("<rpc-reply><system-information><host-name>h</host-name><serial-number>JN12");
    EXPECT_TRUE(cut.damaged);
    ASSERT_EQ(cut.facts.units.size(), 1u);
    EXPECT_EQ(cut.facts.units[0].host_name, "h");
    EXPECT_FALSE(cut.facts.units[0].chassis.has_value());
}

}  // namespace
}  // namespace drivers::junos
