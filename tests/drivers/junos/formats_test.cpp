// The same answers of the same units as XML, JSON and CLI text: equal facts, as far as the text says as much.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "drivers/junos/facts_json.hpp"
#include "drivers/junos/inspect.hpp"
#include "tests/drivers/junos/samples.hpp"

namespace drivers::junos {
namespace {

struct Sample {
    const char* name;
    void (*not_in_text)(Unit&) = [](Unit&) {};  ///< clears what the XML says and the CLI text does not
};
void PrintTo(const Sample& sample, std::ostream* out) {
    *out << sample.name;
}

/// The text lists the same packages by their comments; the names stand in the XML only.
void packages_without_names(Unit& unit) {
    unit.software->product_name.clear();
    for (auto& package : unit.software->packages) package.name.clear();
}
void models_and_codes(Unit& unit) {
    for (auto& module : unit.modules) {
        if (module.name != "ad0") module.model_number.clear();
        module.clei_code.clear();
    }
}
void states(Unit& unit) {
    for (auto& engine : unit.routing_engines) engine.status.clear();
}
void blocks(Unit& unit) {
    for (auto& filesystem : unit.storage)
        filesystem.total_blocks = filesystem.used_blocks = filesystem.available_blocks = std::nullopt;
}

class Formats : public ::testing::TestWithParam<Sample> {
  protected:
    static Facts facts(const std::string& ending) {
        const auto inspection = inspect(samples::bytes_of(GetParam().name + ending));
        EXPECT_TRUE(inspection.understood()) << refusal(inspection);
        EXPECT_EQ("." + (inspection.format == "text" ? "txt" : inspection.format), ending);
        return inspection.facts;
    }
};

TEST_P(Formats, JsonSaysWhatXmlSays) {
    EXPECT_EQ(to_json(facts(".json"), "", ""), to_json(facts(".xml"), "", ""));
    EXPECT_EQ(facts(".json"), facts(".xml"));
}

TEST_P(Formats, TextSaysWhatXmlSays) {
    auto text = facts(".txt"), xml = facts(".xml");
    for (auto& unit : xml.units) GetParam().not_in_text(unit);
    ASSERT_EQ(text.units.size(), xml.units.size());
    for (std::size_t i = 0; i < text.units.size(); ++i) {
        auto& unit = text.units[i];
        if (unit.software)
            for (auto& package : unit.software->packages) package.name.clear();
        if (xml.units[i].host_name.empty())
            unit.host_name.clear();  // a prompt names its unit, the XML of most replies does not
    }
    EXPECT_EQ(to_json(text, "", ""), to_json(xml, "", ""));
    EXPECT_EQ(text, xml);
}

INSTANTIATE_TEST_SUITE_P(
    Samples, Formats,
    ::testing::Values(Sample{"router/version", packages_without_names},
                      Sample{"router/system", [](Unit& unit) { unit.chassis.reset(); }},
                      Sample{"router/hardware", models_and_codes},
                      Sample{"router/hardware-detail", models_and_codes}, Sample{"router/environment"},
                      Sample{"router/component"}, Sample{"router/alarms"}, Sample{"router/no-alarms"},
                      Sample{"router/routing-engine", states}, Sample{"router/fpc"}, Sample{"router/pic"},
                      Sample{"router/storage", blocks}, Sample{"router/optics"}, Sample{"router/power"},
                      Sample{"router/firmware"}, Sample{"router/chassis-firmware"},
                      Sample{"switch/version", packages_without_names},
                      Sample{"switch/hardware", models_and_codes}, Sample{"switch/virtual-chassis"},
                      Sample{"cluster/version", packages_without_names}, Sample{"cluster/hardware"},
                      Sample{"cluster/status"}),
    [](const auto& sample) {
        std::string name = sample.param.name;
        for (auto& c : name)
            if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
        return name;
    });

}  // namespace
}  // namespace drivers::junos
