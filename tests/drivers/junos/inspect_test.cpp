#include "drivers/junos/inspect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "drivers/junos/facts_json.hpp"
#include "tests/drivers/junos/samples.hpp"
#include "yang/schema.hpp"

namespace drivers::junos {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

Inspection inspect_sample(const std::string& name) {
    return inspect(samples::bytes_of("odd/" + name));
}

std::vector<std::string> serials(const Unit& unit) {
    std::vector<std::string> all;
    for (const auto& module : unit.modules) all.push_back(module.serial_number);
    return all;
}

TEST(Inspect, ReadsEveryReplyOfASession) {
    const auto session = inspect_sample("session.xml");
    EXPECT_EQ(session.format, "xml");
    EXPECT_THAT(session.facts.errors, ElementsAre(Message{"error", "syntax error", "get-chassis-inventry"},
                                                  Message{"warning", "statement not found", ""}));
    ASSERT_EQ(session.facts.units.size(), 1u);
    EXPECT_EQ(session.facts.units[0].host_name, "delta");
    EXPECT_EQ(session.facts.units[0].chassis->serial_number, "JN1D0E1F2AFC");
}

TEST(Inspect, ReadsAConsoleLogWithItsNoiseAndBrokenEnd) {
    const auto log = inspect_sample("console.log");
    EXPECT_EQ(log.format, "text");
    ASSERT_EQ(log.facts.units.size(), 1u);
    const auto& unit = log.facts.units[0];
    EXPECT_EQ(unit.host_name, "echo");
    EXPECT_EQ(unit.software->version, "23.2R1-S2.5");
    EXPECT_EQ(unit.software->packages.size(), 2u);
    EXPECT_EQ(unit.chassis, (Chassis{"MX240", "JN2A3B4C5AFC"}));
    EXPECT_THAT(serials(unit), ElementsAre("TR9001", "QCS1817N0A1", "ABBN7001", "BUILTIN",
                                           ""));  // the last one is cut: "AMX0"
    EXPECT_EQ(unit.modules.back().path, "FPC 1/PIC 0/Xcvr 0");
}

TEST(Inspect, JoinsTextXmlAndJsonOfOneUnit) {
    const auto mixed = inspect_sample("mixed.log");
    EXPECT_EQ(mixed.format, "mixed");
    ASSERT_EQ(mixed.facts.units.size(), 1u);
    const auto& unit = mixed.facts.units[0];
    EXPECT_EQ(unit.host_name, "golf");
    EXPECT_EQ(unit.software->version, "21.4R3-S5.4");
    EXPECT_EQ(unit.software->edition, "flex");
    EXPECT_EQ(unit.chassis->serial_number, "XH3700990007");
    EXPECT_EQ(unit.alarms, std::vector<Alarm>{});
    EXPECT_THAT(mixed.facts.errors, ElementsAre(Message{"error", "syntax error, expecting <command>.", ""}));
}

TEST(Inspect, ReadsJsonInsideAReply) {
    const auto facts = inspect_sample("json-in-reply.xml").facts;
    ASSERT_EQ(facts.units.size(), 1u);
    EXPECT_EQ(facts.units[0].host_name, "foxtrot");
    EXPECT_EQ(facts.units[0].software->version, "23.2R1-S2.5");
}

TEST(Inspect, ReadsXmlThatIsNotWellFormedAndBreaksOff) {
    const auto broken = inspect_sample("broken.xml");
    EXPECT_TRUE(broken.damaged);
    EXPECT_THAT(broken.facts.errors,
                ElementsAre(Message{"error", "syntax error, expecting <command> or <*> here & there", ""}));
    ASSERT_EQ(broken.facts.units.size(), 1u);
    EXPECT_EQ(broken.facts.units[0].chassis->serial_number, "JN3A4B5C6AFB");
    EXPECT_THAT(*broken.facts.units[0].alarms, ElementsAre(Alarm{"2026-03-01 08:15:02 UTC", "Minor", ""}));
}

TEST(Inspect, KeepsUnitsOfTwoPromptsApart) {
    const auto facts = inspect_sample("two-units.txt").facts;
    ASSERT_EQ(facts.units.size(), 2u);
    EXPECT_EQ(facts.units[0].host_name, "kilo");
    EXPECT_FALSE(facts.units[0].alarms.has_value());
    EXPECT_EQ(facts.units[1].host_name, "lima");
    EXPECT_TRUE(facts.units[1].alarms.has_value());
}

TEST(Inspect, JoinsVersionAndHardwareOfAMember) {
    const auto facts = inspect_sample("old-switch.txt").facts;
    ASSERT_EQ(facts.units.size(), 1u);
    const auto& unit = facts.units[0];
    EXPECT_EQ(unit.re_name, "fpc0");
    EXPECT_EQ(unit.software->version, "12.3R12.4");  // no "Junos:" line in that release
    EXPECT_EQ(unit.software->pending, "15.1R7.9");
    EXPECT_EQ(unit.chassis->serial_number, "BP0299990001");
    EXPECT_THAT(serials(unit), ElementsAre("BP0299990001", "BP0299990001", "BUILTIN", "BUILTIN",
                                           "AT0599990001", ""));  // no header line
}

TEST(Inspect, DoesNotGiveAnUnnamedAnswerToAnotherEngine) {
    const auto facts = inspect_sample("one-engine-down.xml").facts;
    ASSERT_EQ(facts.units.size(), 2u);
    EXPECT_EQ(facts.units[0].re_name, "re0");
    EXPECT_EQ(facts.units[1].re_name, "");
    EXPECT_EQ(facts.units[1].host_name, "nobody-said-which");
    EXPECT_THAT(facts.errors,
                ElementsAre(Message{"error", "could not connect to re1 : No route to host", "re1"}));
}

TEST(Inspect, ReadsTheModelsAndTheExtensiveForm) {
    const auto models = inspect(samples::bytes_of("router/hardware-models.txt")).facts;
    ASSERT_EQ(models.units.size(), 1u);
    ASSERT_FALSE(models.units[0].modules.empty());
    EXPECT_EQ(models.units[0].modules[0].clei_code, "IPMU810ARA");
    EXPECT_EQ(models.units[0].modules[0].model_number, "CHAS-BP-X1-S");
    EXPECT_FALSE(models.units[0].chassis.has_value());
    const auto extensive = inspect(samples::bytes_of("router/hardware-extensive.txt")).facts;
    ASSERT_EQ(extensive.units.size(), 1u);
    EXPECT_EQ(extensive.units[0].chassis, (Chassis{"MX480", "JN12A4B7CAFB"}));
    EXPECT_THAT(serials(extensive.units[0]), ElementsAre("TR3307", "ABDF2002", "ABDF2003"));
    EXPECT_EQ(extensive.units[0].modules[1].model_number, "MPC5EQ-40G10G");
    EXPECT_EQ(extensive.units[0].modules[1].clei_code, "COUIBEBBAB");
    EXPECT_EQ(extensive.units[0].modules[2].path, "FPC 0/CPU");
}

TEST(Inspect, PrintsTheDocumentWithoutWhatWasNotSaid) {
    const auto facts = inspect(
                           "<rpc-reply><chassis-inventory><chassis><name>Chassis</name><serial-number>S1</"
                           "serial-number><chassis-module><name>PEM 0</name>"
                           "</chassis-module></chassis></chassis-inventory></rpc-reply>")
                           .facts;
    EXPECT_EQ(to_json(facts, "saved.xml", "xml"), R"({
  "source": "saved.xml",
  "format": "xml",
  "units": [
    {
      "chassis": {
        "serial-number": "S1"
      },
      "modules": [
        {
          "path": "PEM 0",
          "name": "PEM 0"
        }
      ]
    }
  ],
  "errors": []
})");
}

TEST(Inspect, EverySampleSurvivesTheModuleAndComesBack) {
    const yang::Schema schema{STATION_SOURCE_DIR "/yang"};
    for (const auto& file : samples::all()) {
        SCOPED_TRACE(file);
        const auto facts = inspect(samples::bytes_of(file)).facts;
        EXPECT_NO_THROW(schema.parse_json(to_yang_json(facts), file));
        EXPECT_EQ(from_yang_json(to_yang_json(facts)), facts);
    }
}

TEST(Inspect, RejectsTextThatIsNoFactsDocument) {
    EXPECT_THROW(from_yang_json("not json"), std::invalid_argument);
    EXPECT_THROW(from_yang_json("{}"), std::invalid_argument);
}

class InspectFiles : public ::testing::Test {
  protected:
    int run(const std::vector<std::string>& names) {
        std::vector<std::filesystem::path> files;
        for (const auto& name : names) files.push_back(samples::folder / name);
        return inspect_files(files, out, err);
    }
    std::ostringstream out, err;
};

TEST_F(InspectFiles, PrintOneDocumentEach) {
    EXPECT_EQ(run({"odd/session.xml", "router/system.txt"}), 0);
    std::istringstream printed{out.str()};
    nlohmann::json first, second;
    printed >> first >> second;
    EXPECT_THAT(first["source"].get<std::string>(), HasSubstr("odd/session.xml"));
    EXPECT_EQ(second["format"], "text");
    EXPECT_EQ(err.str(), "");
}

TEST_F(InspectFiles, SayWhyAFileWasNotUnderstoodAndPrintTheOthers) {
    EXPECT_EQ(run({"odd/configuration.conf", "router/system.xml", "odd/no-such-file.xml", "odd"}), 2);
    EXPECT_THAT(out.str(), AllOf(HasSubstr("router/system.xml"), HasSubstr("JN12A4B7CAFB")));
    EXPECT_THAT(
        err.str(),
        AllOf(HasSubstr(
                  "odd/configuration.conf: nothing here that I can read; seen: a configuration; expected: "),
              HasSubstr("odd/no-such-file.xml: cannot be read: No such file or directory"),
              HasSubstr("odd: cannot be read: it is a folder")));
}

TEST_F(InspectFiles, SayWhenAFileIsNotWhole) {
    EXPECT_EQ(run({"odd/broken.xml"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("odd/broken.xml: not whole: it breaks off"));
    EXPECT_THAT(out.str(), HasSubstr("JN3A4B5C6AFB"));
}

TEST(Refusal, NamesWhatWasSeen) {
    EXPECT_THAT(refusal(inspect_sample("interfaces.xml")), HasSubstr("seen: <interface-information>;"));
    EXPECT_THAT(refusal(inspect_sample("ok.xml")), HasSubstr("seen: <ok>;"));
    EXPECT_THAT(refusal(inspect_sample("empty.txt")), HasSubstr("seen: nothing;"));
    EXPECT_THAT(
        refusal(inspect("bench@unit> show interfaces terse\nInterface  Admin Link\nge-0/0/0   up    up\n")),
        HasSubstr("seen: the text of \"show interfaces terse\";"));
    EXPECT_THAT(refusal(inspect("{\"a\": 1}")), HasSubstr("seen: "));
    EXPECT_EQ(refusal(inspect_sample("session.xml")), "");
}

}  // namespace
}  // namespace drivers::junos
