#include "station/software/plan.hpp"

#include "yang/schema.hpp"

#include <gmock/gmock.h>

namespace {

using station::Catalogue;
using station::Path;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const yang::Schema& schema() {
    static const yang::Schema one{yang::data_folder() / "yang"};
    return one;
}

const drivers::Families& families() {
    static const drivers::Families all{schema(), yang::data_folder() / "drivers" / "families"};
    return all;
}

/// The shipped trains and rules, without what is there for the simulated bench.
Catalogue rules() {
    auto catalogue = station::read_catalogue(schema(), yang::data_folder() / "procedures" / "catalogue" / "releases.yaml");
    catalogue.exceptions.clear();
    return catalogue;
}

std::vector<std::string> stops(const Path& path) {
    std::vector<std::string> all;
    for (const auto& train : path.stops) all.push_back(train.text());
    return all;
}

Path path(const std::string& from, const std::string& to, const std::vector<std::string>& at_hand = {}, const Catalogue& catalogue = rules()) {
    return station::path_between(catalogue, "mx-x86", from, to, [&](const station::Train& train) {
        return std::find(at_hand.begin(), at_hand.end(), train.text()) != at_hand.end();
    });
}

// The example of the 21.3 release notes: from 20.4 to 21.1, 21.2, 21.3 by the first rule, to 21.2 and 21.4 by the second.
TEST(Path, OneInstallationGoesAsFarAsTheRuleSays) {
    for (const auto* to : {"20.4R3-S10", "21.1R3", "21.2R3", "21.3R3", "21.4R3-S5.4"}) EXPECT_EQ(path("20.4R3-S4.8", to).way, Path::Way::direct) << to;
    EXPECT_EQ(path("20.4R3-S4.8", "22.1R3").way, Path::Way::hops);
    EXPECT_EQ(path("20.3R3", "21.2R3").way, Path::Way::direct) << "three trains";
    EXPECT_EQ(path("20.3R3", "21.3R3").way, Path::Way::hops) << "four, and neither is extended";
    EXPECT_EQ(path("21.4R3", "21.1R3").way, Path::Way::direct) << "three back";
    EXPECT_EQ(path("21.4R3", "20.4R3").way, Path::Way::hops) << "four back: the rule of the extended ones is for going forward";
}

TEST(Path, GoesTheFewestHops) {
    EXPECT_THAT(stops(path("17.3R3-S9.3", "21.4R3-S5.4")), ElementsAre("18.2", "19.2", "20.2", "21.2"));
    EXPECT_THAT(stops(path("20.4R3", "23.4R2")), ElementsAre("21.4", "22.4"));
}

TEST(Path, PrefersStopsWhoseImagesAreAtHand) {
    EXPECT_THAT(stops(path("20.4R3", "22.4R3", {"21.4"})), ElementsAre("21.4"));
    EXPECT_THAT(stops(path("20.4R3", "22.4R3", {"21.2", "21.3", "22.2"})), ElementsAre("21.3", "22.2")) << "one more, and all there";
    EXPECT_THAT(stops(path("20.4R3", "22.4R3", {"21.2"})), ElementsAre("21.4")) << "nothing goes with what is there: the shortest";
}

TEST(Path, WithoutARuleOnlyMediaIsLeft) {
    EXPECT_EQ(path("12.3R8.7", "21.4R3").way, Path::Way::media);
    EXPECT_THAT(path("12.3R8.7", "21.4R3").why, HasSubstr("does not know train 12.3"));
    EXPECT_EQ(path("15.1X49-D240", "21.4R3").way, Path::Way::media);
    EXPECT_EQ(path("21.4R3", "22.2R3-EVO").way, Path::Way::media);
    EXPECT_EQ(path("15.1-20161209.0", "21.4R3").way, Path::Way::media);
    EXPECT_EQ(path("21.4R3-S5.4", "21.4R3-S5").way, Path::Way::none);
}

TEST(Path, ANamedExceptionOverridesTheRule) {
    auto catalogue = rules();
    catalogue.exceptions.push_back({"srx-branch", "15.1X49", "15.1X49", {"2026-01-01", "notes", "verified"}});
    catalogue.exceptions.push_back({"", "15.1", "19.4", {"2026-01-01", "the notes of 19.4R3", "verified"}});
    EXPECT_EQ(path("15.1R7", "19.4R3", {}, catalogue).way, Path::Way::direct);
    EXPECT_THAT(path("15.1R7", "19.4R3", {}, catalogue).why, HasSubstr("the notes of 19.4R3"));
    EXPECT_EQ(path("15.1R7", "20.1R3", {}, catalogue).way, Path::Way::hops);
}

TEST(Path, TheLimitsAreData) {
    auto catalogue = rules();
    catalogue.trains_per_step = 50;
    EXPECT_EQ(path("17.3R3-S9.3", "21.4R3-S5.4", {}, catalogue).way, Path::Way::direct);
}

station::LoadPlan plan(const std::string& from, const std::string& to, const std::map<std::string, std::uint64_t>& images, const station::Learnt& learnt = {}) {
    const auto nothing = [](const std::string&) -> std::optional<std::chrono::duration<double>> { return std::nullopt; };
    return plan_load(rules(), {families().by_model("MX480"), "MX480", {{"re0", from}, {"re1", from}}, to}, images, learnt ? learnt : nothing);
}

constexpr auto stem = "junos-install-mx-x86-64-";

TEST(Plan, NamesEachStepItsTimeAndWhatItDestroys) {
    const auto one = plan("20.4R3-S4.8", "21.4R3-S5.4", {{stem + std::string{"21.4R3-S5.4.tgz"}, 700'000'000}});
    EXPECT_THAT(one.missing, IsEmpty());
    ASSERT_EQ(one.hops.size(), 1u);
    EXPECT_EQ(one.hops[0].file, "junos-install-mx-x86-64-21.4R3-S5.4.tgz");
    std::vector<std::string> what;
    for (const auto& action : one.actions) {
        what.push_back(action.what);
        EXPECT_FALSE(action.learnt) << action.what;
    }
    EXPECT_THAT(what, ElementsAre("make room on the unit", HasSubstr("copy junos-install"), HasSubstr("digest"), "re0: install 21.4R3-S5.4", "re1: install 21.4R3-S5.4", "reboot",
                                  HasSubstr("delete"), HasSubstr("read the release back")));
    EXPECT_THAT(one.actions[3].destroys, HasSubstr("may not boot"));
    EXPECT_THAT(plan_text(one), AllOf(HasSubstr("one installation"), HasSubstr("at most 30:00"), HasSubstr("at stake: the unit may not boot"), HasSubstr("family's limit")));
}

TEST(Plan, NamesTheSecondCopiesThatAreWrittenOver) {
    const auto nobody = [](const std::string&) -> std::optional<std::chrono::duration<double>> { return std::nullopt; };
    const auto one = station::plan_load(rules(), {families().by_name("mx-vmhost"), "MX204", {{"re0", "20.4R3-S4.8"}}, "21.4R3-S5.4"},
                                        {{"junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz", 1}}, nobody);
    ASSERT_FALSE(one.actions.empty());
    EXPECT_EQ(one.actions.back().what, "re0: write 21.4R3-S5.4 over the snapshot on the second disk");
    EXPECT_THAT(one.actions.back().destroys, HasSubstr("where it holds another release"));
}

TEST(Copies, AreKeptAsTheRunningReleaseDoes) {
    const auto* family = families().by_name("mx-x86");
    EXPECT_TRUE(station::keeps("14.2R7.5", *family->copy("other-medium")));
    EXPECT_FALSE(station::keeps("21.4R3-S5.4", *family->copy("other-medium")));
    EXPECT_TRUE(station::keeps("15.1R1", *family->copy("second-copy")));
    EXPECT_FALSE(station::keeps("14.2R7.5", *family->copy("second-copy")));
}

TEST(Plan, LearnsTimesFromEarlierRuns) {
    const auto learnt = [](const std::string& what) -> std::optional<std::chrono::duration<double>> {
        if (what == "upload") return std::chrono::duration<double>{0.1};  // of one megabyte
        return std::chrono::duration<double>{60};
    };
    const auto one = plan("20.4R3-S4.8", "21.4R3-S5.4", {{stem + std::string{"21.4R3-S5.4.tgz"}, 700'000'000}}, learnt);
    EXPECT_EQ(one.actions[1].expected, std::chrono::seconds{70});
    EXPECT_TRUE(one.actions[1].learnt);
    EXPECT_EQ(one.actions[3].expected, std::chrono::seconds{60});
    EXPECT_THAT(plan_text(one), HasSubstr("about 1:10"));
}

TEST(Plan, WalksTheHopsWithTheNewestImageOfEachTrain) {
    const auto one = plan("20.4R3", "22.4R3",
                          {{stem + std::string{"21.4R3-S5.4.tgz"}, 1}, {stem + std::string{"21.4R3-S10.2.tgz"}, 1}, {stem + std::string{"22.4R3.25.tgz"}, 1},
                           {"junos-vmhost-install-mx-x86-64-21.4R3-S11.tgz", 1}});
    EXPECT_EQ(one.path.way, Path::Way::hops);
    EXPECT_THAT(one.hops, ElementsAre(Field(&station::Hop::release, "21.4R3-S10.2"), Field(&station::Hop::release, "22.4R3.25")));
    EXPECT_THAT(plan_text(one), HasSubstr("2 installations: 20.4R3 -> 21.4R3-S10.2 -> 22.4R3.25"));
}

TEST(Plan, SaysWhichImagesAreMissing) {
    const auto one = plan("20.4R3", "22.4R3-S2.7", {});
    EXPECT_THAT(one.missing, ElementsAre(HasSubstr("no image of 21.4R1"), AllOf(HasSubstr("no image of 22.4R3-S2.7"), HasSubstr("junos-install-mx-x86-64-22.4R3-S2.7.tgz"))));
    EXPECT_THAT(plan_text(one), HasSubstr("MISSING"));
}

TEST(Plan, TheEngineWithTheLongestWayDecides) {
    const auto none = [](const std::string&) -> std::optional<std::chrono::duration<double>> { return std::nullopt; };
    const auto one = plan_load(rules(), {families().by_model("MX480"), "MX480", {{"re0", "22.4R3"}, {"re1", "20.4R3"}}, "22.4R3"}, {}, none);
    EXPECT_EQ(one.from, "20.4R3");
    EXPECT_EQ(one.path.way, Path::Way::hops);
}

TEST(Plan, SaysWhatOfTheWayNobodyHasSeenWork) {
    const auto nobody_knows = [](const std::string&) -> std::optional<std::chrono::duration<double>> { return std::nullopt; };
    const auto text = [&](const std::string& model, const std::string& file) {
        return plan_text(plan_load(rules(), {families().by_model(model), model, {{"re0", "21.1R3-S1.7"}}, "21.2R3-S1.7"}, {{file, 1}}, nobody_knows));
    };
    const std::string unseen = "junos-vmhost-install-qfx-x86-64-21.2R3-S1.7.tgz", usual = "jinstall-host-qfx-10-f-x86-64-21.2R3-S1.7-secure-signed.tgz";
    EXPECT_THAT(text("QFX10008", unseen), HasSubstr("  not verified on hardware: how " + unseen + " is installed\n"));
    EXPECT_THAT(text("QFX10008", usual), Not(HasSubstr("not verified")));
    const std::string room = "junos-vmhost-install-mx-x86-64-21.2R3-S1.7.tgz";
    EXPECT_THAT(text("MX204", room), HasSubstr("  not verified on hardware: how room is made for " + room + "\n")) << "only that, there";
    EXPECT_THAT(text("MX204", room), HasSubstr("  not verified on hardware: how the snapshot on the second disk is read\n"));
}

TEST(Plan, MediaIsLeftToPeople) {
    const auto one = plan("12.3R8.7", "21.4R3-S5.4", {});
    EXPECT_THAT(one.actions, IsEmpty());
    EXPECT_THAT(plan_text(one), AllOf(HasSubstr("USB"), HasSubstr("erases"), HasSubstr("does not know train 12.3")));
}

}  // namespace
