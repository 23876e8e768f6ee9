#include "station/engine/needs.hpp"

#include "station/bench/bench.hpp"
#include "station/engine/preflight.hpp"
#include "station/loading/by_hand.hpp"

#include <gmock/gmock.h>

namespace {

using namespace station;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Place {
    Bench bench;
    Slot slot;

    Place() {
        slot.name = "A1";
        bench.records_space = 100'000'000;
    }
    Around around(bool somebody_there = true, std::size_t engines = 1, std::uintmax_t free = 1'000'000'000) const {
        return {.bench = bench, .slot = slot, .somebody_there = somebody_there, .engines = engines, .free_bytes = free};
    }
};

std::vector<std::string> stopping(const std::vector<Lack>& lacks) {
    std::vector<std::string> reasons;
    for (const auto& lack : lacks)
        if (lack.stops) reasons.push_back(lack.reason);
    return reasons;
}

std::vector<std::string> told(const std::vector<Lack>& lacks) {
    std::vector<std::string> reasons;
    for (const auto& lack : lacks)
        if (!lack.stops) reasons.push_back(lack.reason);
    return reasons;
}

TEST(Needs, OfNothingLackNothing) { EXPECT_THAT(lacking("s", {}, Place{}.around(false, 4, 0)), IsEmpty()); }

TEST(Needs, EveryEngineWantsItsConsole) {
    Place place;
    EXPECT_THAT(lacking("wipe", {.every_console = true}, place.around(true, 1)), IsEmpty());
    EXPECT_THAT(lacking("wipe", {.every_console = true}, place.around(true, 0)), IsEmpty()) << "nobody knows yet how many there are";
    const auto lacks = lacking("wipe", {.every_console = true}, place.around(true, 2));
    ASSERT_THAT(stopping(lacks), ElementsAre("console-missing"));
    EXPECT_THAT(lacks[0].what, HasSubstr("2 routing engines or members, slot A1 has 1 console"));
    EXPECT_EQ(lacks[0].step, "wipe");
    place.slot.other_consoles.push_back(drivers::parse_endpoint("serial:///dev/a1-re1"));
    EXPECT_THAT(lacking("wipe", {.every_console = true}, place.around(true, 2)), IsEmpty());
}

TEST(Needs, ATerminalServersUserHasAPassword) {
    Place place;
    place.slot.other_consoles.push_back(drivers::parse_endpoint("ssh://console@192.0.2.9:2202"));
    EXPECT_THAT(stopping(lacking("wipe", {.every_console = true}, place.around())), ElementsAre("no-credentials"));
    place.bench.credentials.push_back({.user = "console", .password = "x", .private_key = {}});
    EXPECT_THAT(lacking("wipe", {.every_console = true}, place.around()), IsEmpty());
}

TEST(Needs, TheRecordWantsRoom) {
    const Place place;
    EXPECT_THAT(lacking("wipe", {.room = true}, place.around(true, 1, 100'000'000)), IsEmpty());
    const auto lacks = lacking("wipe", {.room = true}, place.around(true, 1, 99'999'999));
    ASSERT_THAT(stopping(lacks), ElementsAre("no-room"));
    EXPECT_THAT(lacks[0].what, AllOf(HasSubstr("99 MB free"), HasSubstr("needs 100 MB")));
}

TEST(Needs, WhatOnlyStaysOpenIsToldAndStopsNothing) {
    Place place;
    const Needs needs{.questions = {"undamaged?", "packed?"}, .mains = true, .credentials = true, .contacts = true};
    const auto lacks = lacking("s", needs, place.around(false));
    EXPECT_THAT(stopping(lacks), IsEmpty());
    EXPECT_THAT(told(lacks), ElementsAre("no-mains", "no-credentials", "no-contacts", "nobody-there", "nobody-there"));
    place.bench.credentials.push_back({.user = "root", .password = "x", .private_key = {}});
    place.bench.contacts = {"A", "B"};
    EXPECT_THAT(lacking("s", needs, place.around(true)), IsEmpty());
    place.slot.power = drivers::parse_endpoint("manual:");
    EXPECT_THAT(told(lacking("s", {.mains = true}, place.around(false))), ElementsAre("no-mains")) << "a switch that is somebody's hands";
    place.slot.power = drivers::parse_endpoint("exec:/bin/switch");
    EXPECT_THAT(lacking("s", {.mains = true}, place.around(false)), IsEmpty());
}

TEST(Needs, AreOneListWithWhatStopsFirst) {
    const auto text = lacks_text({{"a", "may stay open", "do", false, "ask"}, {"b", "cannot be", "mend it", true, "wipe"}});
    EXPECT_EQ(text, "  LACKING wipe: cannot be; mend it\n  open    ask: may stay open; do\n");
}

TEST(Refusal, TellsAllThatStopsNotOnlyTheFirst) {
    EXPECT_FALSE(refusal_for({{"a", "w", "", false, "s"}}));
    const auto one = refusal_for({{"no-network", "no way", "wire it", true, "load"}});
    EXPECT_EQ(one->verdict, reports::Verdict::error);
    EXPECT_EQ(one->reason, "no-network");
    EXPECT_EQ(one->summary, "load cannot be done, so nothing was destroyed: no way");
    const auto both = refusal_for({{"no-network", "no way", "wire it", true, "load"}, {"x", "told", "", false, "ask"}, {"no-room", "no room", "make some", true, "wipe"}});
    EXPECT_EQ(both->reason, "no-network");
    EXPECT_EQ(both->summary, "nothing was destroyed, for 2 things are lacking: 1. load: no way; 2. wipe: no room");
    EXPECT_EQ(both->advice, "1. wire it; 2. make some");
}

LoadPlan one_installation(std::vector<std::string> missing = {}) {
    LoadPlan plan;
    plan.path = {Path::Way::direct, {}, "the rule"};
    plan.from = "20.4R3", plan.to = "21.4R3";
    plan.hops.emplace_back();
    plan.missing = std::move(missing);
    return plan;
}

TEST(Load, WithoutANetworkIsForAPersonWithAStick) {
    Place place;
    const auto nobody = lacking_for_load(one_installation({"no image of 21.4R3"}), place.slot, false, "a.img");
    ASSERT_THAT(stopping(nobody), ElementsAre("no-network", "image-missing")) << "both at once";
    EXPECT_THAT(nobody[0].what, AllOf(HasSubstr("slot A1 has no management"), HasSubstr("nobody is there to install it from USB")));
    EXPECT_THAT(nobody[0].advice, AllOf(HasSubstr("a.img"), HasSubstr("(management)")));
    EXPECT_THAT(lacking_for_load(one_installation({"no image of 21.4R3"}), place.slot, true, "a.img"), IsEmpty()) << "the stick is asked for elsewhere";
    const auto way = as_this_slot_can(one_installation({"no image"}), place.slot);
    EXPECT_EQ(way.path.way, Path::Way::media);
    EXPECT_THAT(way.hops, IsEmpty());
    EXPECT_THAT(way.missing, IsEmpty());
    auto nothing_to_do = one_installation();
    nothing_to_do.path.way = Path::Way::none;
    EXPECT_EQ(as_this_slot_can(nothing_to_do, place.slot).path.way, Path::Way::none);
}

TEST(Load, WithANetworkWantsItsImages) {
    Place place;
    place.slot.management = Management{.address = "198.51.100.11/24", .gateway = "", .ssh_port = 22};
    EXPECT_THAT(stopping(lacking_for_load(one_installation({"one", "two"}), place.slot, true, "a.img")), ElementsAre("image-missing", "image-missing"));
    EXPECT_THAT(lacking_for_load(one_installation(), place.slot, false, "a.img"), IsEmpty());
    EXPECT_EQ(as_this_slot_can(one_installation(), place.slot).path.way, Path::Way::direct);
    auto by_hand = one_installation();
    by_hand.path = {Path::Way::media, {}, "no rule"};
    EXPECT_THAT(stopping(lacking_for_load(by_hand, place.slot, false, "a.img")), ElementsAre("needs-media"));
}

}  // namespace
