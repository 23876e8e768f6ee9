// What a store tells of the runs before a run.

#include "reports/store.hpp"
#include "tests/reports/fixtures.hpp"
#include "tests/support/temp_folder.hpp"

#include <gtest/gtest.h>

using namespace reports;
using fixtures::noon;
using support::TempFolder;

namespace {

std::string failed_run(Store& store) {
    const auto journal = fixtures::failed();
    const std::string id = store.begin(std::get<RunStarted>(journal.front().what), journal.front().at);
    store.append(id, {journal.begin() + 1, journal.end()});
    return id;
}

/// A run on the label `scanned` in which the unit told `told`.
std::string run_that_reads(Store& store, const std::string& scanned, const Happening& told) {
    RunStarted started = fixtures::started();
    started.scanned_serial = scanned;
    const std::string id = store.begin(started, noon());
    store.append(id, {{.at = noon(), .what = told}});
    return id;
}

Measured reading(const std::string& name, const std::string& serial) {
    return {.step = "verify-serial", .measurement = {.name = name, .value = serial}};
}

}  // namespace

TEST(StoreHistory, TellsWhatCameBeforeARunOnItsSerial) {
    const TempFolder folder;
    Store store{folder.path()};
    const std::string failed = failed_run(store);
    store.seal(failed, noon());
    const std::string open = store.begin(fixtures::started(), noon());
    RunStarted other = fixtures::started();
    other.scanned_serial = "OTHER1";
    store.begin(other, noon());
    const std::string now = store.begin(fixtures::started(), noon());
    store.begin(fixtures::started(), noon());
    const History before = store.history(now);
    ASSERT_EQ(before.size(), 2U);
    EXPECT_EQ(before[0], looked_back_at(record_from_json(store.sealed(failed)->json)));
    EXPECT_EQ(before[1].id, open);
    EXPECT_EQ(before[1].state, EarlierRun::State::open);
    EXPECT_TRUE(store.history(failed).empty());
    EXPECT_THROW(store.history("NOBODY-1"), std::logic_error);
}

TEST(StoreHistory, TellsWhatCameBeforeAUnitUnderAnotherLabel) {
    const TempFolder folder;
    Store store{folder.path()};
    const auto read = run_that_reads(store, "LABEL1", reading("serial/cli", "unit7"));
    const auto identified = run_that_reads(
        store, "LABEL2",
        Identified{.step = "identify",
                   .facts_json =
                       R"({"station-facts:facts":{"units":[{"chassis":{"serial-number":"UNIT7"}}]}})"});
    run_that_reads(store, "LABEL3", reading("serial/label", "UNIT7"));
    run_that_reads(store, "LABEL4", reading("serial/cli", "UNIT8"));
    const auto later = store.begin({.scanned_serial = "UNIT7"}, noon());
    const History before = store.history(later);
    ASSERT_EQ(before.size(), 2U);
    EXPECT_EQ(before[0].id, read);
    EXPECT_EQ(before[1].id, identified);

    const auto relabelled = run_that_reads(store, "LABEL5", reading("serial/inventory", "UNIT7"));
    EXPECT_EQ(store.history(relabelled).size(), 3U) << "by what was told in this run";
}
