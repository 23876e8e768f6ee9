// Families of several folders: what a later one says comes over what an earlier one does.

#include "drivers/family.hpp"

#include "tests/support/temp_folder.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using drivers::Families;
using testing::AllOf;
using testing::HasSubstr;

class Layers : public testing::Test {
  protected:
    void write(const support::TempFolder& folder, const std::string& name, const std::string& text) { std::ofstream{folder / (name + ".yaml")} << text; }
    Families load() { return Families{yang::Schema{yang::data_folder() / "yang"}, std::vector<std::filesystem::path>{shipped_.path(), own_.path()}}; }
    std::string complaint() {
        try {
            load();
        } catch (const yang::DocumentError& wrong) {
            return wrong.what();
        }
        return "none";
    }
    support::TempFolder shipped_, own_;
};

constexpr auto base = "family: base\ntitle: Base\nqueries: { software: { cli: show version, within: 1min } }\n";

TEST_F(Layers, AFamilyOfItsOwnIsBasedOnAShippedOne) {
    write(shipped_, "base", base);
    write(own_, "pilot", "family: pilot\nbased-on: base\nmatch: { model: '^P' }\n");
    const auto all = load();
    ASSERT_TRUE(all.by_model("P1"));
    EXPECT_EQ(all.by_model("P1")->query("software")->cli, "show version");
    EXPECT_EQ(all.by_model("P1")->layer, 1u);
}

TEST_F(Layers, OneOfAShippedNameSaysOnlyWhatDiffers) {
    write(shipped_, "base", base);
    write(shipped_, "a", "family: a\ntitle: A\nbased-on: base\nmatch: { model: '^A' }\nqueries: { alarms: { cli: show alarms, within: 1min } }\n");
    write(own_, "a", "family: a\nqueries: { alarms: { cli: show chassis alarms } }\n");
    const auto all = load();
    const auto* a = all.by_model("A1");
    ASSERT_TRUE(a) << "it is still of those models";
    EXPECT_EQ(a->title, "A");
    EXPECT_EQ(a->based_on, "base");
    EXPECT_EQ(a->query("alarms")->cli, "show chassis alarms");
    EXPECT_EQ(a->query("alarms")->within, std::chrono::minutes{1});
    EXPECT_TRUE(a->query("software")) << "what its parent says";
}

TEST_F(Layers, WhatIsSaidOfAParentIsItsChildrensToo) {
    write(shipped_, "base", base);
    write(shipped_, "a", "family: a\nbased-on: base\nmatch: { model: '^A' }\n");
    write(own_, "base", "family: base\nqueries: { software: { cli: show system software } }\n");
    EXPECT_EQ(load().by_model("A1")->query("software")->cli, "show system software");
}

TEST_F(Layers, OfTwoThatAreForAModelTheLaterFoldersCounts) {
    write(shipped_, "base", base);
    write(shipped_, "a", "family: a\nbased-on: base\nmatch: { model: '^A' }\n");
    write(own_, "z", "family: z\nbased-on: base\nmatch: { model: '^A1' }\n");
    EXPECT_EQ(load().by_model("A1")->name, "z");
    EXPECT_EQ(load().by_model("A2")->name, "a");
}

TEST_F(Layers, SayWhatIsWrongWithAFile) {
    write(shipped_, "base", base);
    write(own_, "a", "family: a\nbased-on: bsae\n");
    EXPECT_THAT(complaint(), AllOf(HasSubstr("a.yaml:2"), HasSubstr("did you mean base?")));
    write(own_, "a", "family: a\nbased-on: base\n");
    write(own_, "b", "family: a\nbased-on: base\n");
    EXPECT_THAT(complaint(), AllOf(HasSubstr("b.yaml:1"), HasSubstr("is there twice")));
    write(own_, "b", "bench: b\nslots:\n  - { name: A1, console: 'manual:' }\n");
    EXPECT_THAT(complaint(), AllOf(HasSubstr("b.yaml:1"), HasSubstr("is a bench, expected a family")));
}

TEST_F(Layers, AModelMayBeBuiltWithoutAPart) {
    write(shipped_, "base", std::string{base} + "omissions: [ { part: fans, model: '-C$', source: its guide, unverified: true } ]\n");
    write(shipped_, "a", "family: a\nbased-on: base\nmatch: { model: '^A' }\nomissions: [ { part: fans, model: '-F$', source: another guide } ]\n");
    const auto all = load();
    EXPECT_EQ(all.by_name("base")->built_without("fans", "A-C")->source, "its guide");
    EXPECT_EQ(all.by_name("a")->built_without("fans", "A-F")->source, "another guide");
    EXPECT_FALSE(all.by_name("a")->built_without("fans", "A-C"));
    EXPECT_FALSE(all.by_name("a")->built_without("power-supplies", "A-F"));
    write(own_, "b", "family: b\nomissions: [ { part: fans, model: 'x' } ]\n");
    EXPECT_THAT(complaint(), HasSubstr("has no source"));
}

TEST(ShippedFamilies, KnowWhichModelsAreBuiltWithoutFans) {
    const Families all{yang::Schema{yang::data_folder() / "yang"}, yang::data_folder() / "drivers" / "families"};
    const auto fanless = [&](const std::string& model) { return all.by_model(model) && all.by_model(model)->built_without("fans", model); };
    for (const auto* model : {"EX4100-F-12P", "ex4100-f-12t", "EX2300-C-12P", "EX2200-C-12T-2G", "SRX300"}) EXPECT_TRUE(fanless(model)) << model;
    for (const auto* model : {"EX4100-48P", "EX4100-F-48P", "EX2300-24P", "EX2200-24T-4G", "SRX320", "MX480", "EX3400-48P"}) EXPECT_FALSE(fanless(model)) << model;
}

}  // namespace
