// Every personality is sound, and the bad ones are bad in the way they say.
#include "drivers/sim/commands.hpp"
#include "drivers/sim/unit.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace {

using namespace drivers::sim;
using testing::AnyOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;

const std::filesystem::path folder = STATION_SOURCE_DIR "/drivers/sim/units";

std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
        if (entry.is_regular_file())
            out.push_back(entry.path().lexically_relative(folder).replace_extension().string());
    return out;
}

struct Personalities : testing::TestWithParam<std::string> {};

TEST_P(Personalities, IsSound) {
    const Personality p = load_personality(folder / (GetParam() + ".yaml"));
    EXPECT_EQ(p.name, std::filesystem::path{GetParam()}.filename());
    EXPECT_THAT(p.deserves, AnyOf("pass", "fail", "error"));
    EXPECT_THAT(p.serial_number,
                AnyOf(MatchesRegex("JN[0-9A-F]{7}[A-Z]{3}"), MatchesRegex("[A-Z]{1,2}[0-9]{3,4}"),
                      MatchesRegex("[A-Z]{2}[0-9]{10}"), MatchesRegex("[A-Z]{2}[0-9]{4}[A-Z]{2}[0-9]{4}")));
    EXPECT_FALSE(p.configuration.empty());
    EXPECT_GT(p.times.zeroize.count(), 0);
    Unit unit{p, 1};
    EXPECT_TRUE(unit.master().password_fits("root", "juniper", false));
    EXPECT_FALSE(unit.master().password_fits("root", "", true));
}

std::string identifier(std::string name) {
    std::erase_if(name, [](char c) { return c == '-' || c == '/'; });
    return name;
}
INSTANTIATE_TEST_SUITE_P(All, Personalities, testing::ValuesIn(names()),
                         [](const auto& unit) { return identifier(unit.param); });

TEST(Units, SerialNumbersAreTheirOwn) {
    std::set<std::string> seen;
    for (const std::string& name : names())
        EXPECT_TRUE(seen.insert(load_personality(folder / (name + ".yaml")).serial_number).second) << name;
}

std::vector<Alarm> alarms(const std::string& name) {
    Unit unit{load_personality(folder / (name + ".yaml")), 1};
    for (Engine& engine : unit.engines()) engine.phase = Phase::up;
    return unit.chassis_alarms();
}

TEST(Units, AlarmsFollowFromTheSensors) {
    for (const char* good : {"mx240-good", "mx204-good", "ex4300-good", "mx240-relabelled"})
        EXPECT_THAT(alarms(good), IsEmpty()) << good;
    EXPECT_THAT(alarms("mx240-hot"), Contains(Field(&Alarm::description, "Top Middle Fan Failure")));
    EXPECT_THAT(alarms("mx240-hot"), Contains(Field(&Alarm::description, "FPC 1 Exhaust A Temperature Hot")));
    EXPECT_THAT(alarms("mx480-no-pem"), Contains(Field(&Alarm::description, "PEM 1 Absent")));
    EXPECT_THAT(alarms("mx480-no-pem"), Contains(Field(&Alarm::description, "PEM 2 Not OK")));
}

TEST(Units, RelabelledOneHasAnotherLabel) {
    const Personality p = load_personality(folder / "mx240-relabelled.yaml");
    EXPECT_NE(p.label_serial, p.serial_number);
    EXPECT_EQ(load_personality(folder / "mx240-good.yaml").label_serial, "JN12A70C1AFC");
}

TEST(Units, TellTheirFirmwareOnlyWhereTheyKnowTheCommand) {
    Unit silent{load_personality(folder / "ex4300-good.yaml"), 1};
    EXPECT_FALSE(find_rpc(silent, "get-system-firmware-information"));
    Unit unit{load_personality(folder / "mx204-good.yaml"), 1};
    const Found found = find_rpc(unit, "get-system-firmware-information");
    ASSERT_TRUE(found.query);
    const Answer told = found.query->answer({unit, unit.master()}, {});
    EXPECT_THAT(told.text, HasSubstr("\nRouting Engine 0 RE BIOS           0   0.53.1                0.53.1                OK\n"));
    ASSERT_EQ(told.xml.size(), 1u);
    EXPECT_EQ(told.xml[0].children.size(), 2u);
}

}  // namespace
