#include "station/engine/survivors.hpp"

#include <gmock/gmock.h>

namespace {

using namespace station;
using namespace std::chrono_literals;
using drivers::Listed;
using drivers::Listing;
using drivers::WholeListing;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::chrono::sys_seconds wiped_at = std::chrono::sys_days{std::chrono::year{2026} / 12 / 1};
constexpr auto since = 600s;
const auto last_year = wiped_at - std::chrono::hours{24 * 300};
const auto fresh = wiped_at + 300s;

Listed file(std::string path, std::chrono::sys_seconds time, std::string size = "7") { return {'-', std::move(path), std::move(size), "", time}; }
Listed folder(std::string path, std::chrono::sys_seconds time) { return {'d', std::move(path), "512", "", time}; }

Listing family() {
    Listing family;
    family.system = {{"^/etc/services$", "hier"}, {"^/var/log/$", "hier"}};
    family.image = {{"^/etc/", "hier"}};
    family.owner = {{"^/var/home/.", "docs"}};
    return family;
}

std::optional<BeforeWipe> before(std::vector<Listed> entries) { return remembered({wiped_at, std::move(entries)}, {}); }

Leftovers after(const std::optional<BeforeWipe>& was, std::vector<Listed> entries) {
    return left_behind(family(), was, WholeListing{wiped_at + since, std::move(entries)}, since);
}

TEST(Survivors, AreWhatWasThereAndStillIsWhateverItIsCalled) {
    const auto odd = file("/data/a: b.c", wiped_at + 24h * 900);  // dated ahead of every clock
    EXPECT_THAT(after(before({odd}), {odd}).left, ElementsAre("/data/a: b.c"));
    EXPECT_THAT(after(before({file("/var/log/x", last_year)}), {}).left, IsEmpty());
}

TEST(Survivors, AreToldByATimeFromBeforeTheWipeToo) {
    EXPECT_THAT(after(before({}), {file("/opt/x", last_year)}).left, ElementsAre("/opt/x"));
    EXPECT_THAT(after(std::nullopt, {file("/opt/x", last_year)}).left, ElementsAre("/opt/x"));
}

TEST(Survivors, AreNotWhatIsNew) {
    const auto found = after(before({file("/var/log/messages", last_year, "900")}), {file("/var/log/messages", fresh, "80")});
    EXPECT_THAT(found.left, IsEmpty());
    EXPECT_THAT(found.unexplained, IsEmpty());
    EXPECT_EQ(found.fresh, 1u);
}

TEST(Survivors, AFileThatOnlyGrewIsUnexplained) {
    EXPECT_THAT(after(before({file("/var/log/wtmp", last_year, "80")}), {file("/var/log/wtmp", fresh, "120")}).unexplained, ElementsAre("/var/log/wtmp"));
}

TEST(Survivors, OfTheImageAreKnownByNameOrUndecided) {
    const auto services = file("/etc/services", last_year), psk = file("/etc/ipsec/psk.txt", last_year);
    const auto found = after(before({services, psk}), {services, psk});
    EXPECT_THAT(found.undecided, ElementsAre("/etc/ipsec/psk.txt"));
    EXPECT_THAT(found.left, IsEmpty());
    EXPECT_EQ(found.fresh, 1u);
}

TEST(Survivors, AFolderIsUnexplainedAndAnOwnersPlaceIsNeverClean) {
    const auto found = after(before({folder("/var/x", last_year)}), {folder("/var/x", last_year), folder("/var/log", last_year), file("/var/home/noc/new", fresh)});
    EXPECT_THAT(found.unexplained, ElementsAre("/var/x/"));
    EXPECT_THAT(found.left, ElementsAre("/var/home/noc/new"));
}

TEST(Survivors, AFileThatIsCalledLikeAKnownLinkIsNone) {
    Listing known = family();
    known.system.push_back({"^/root/\\.cshrc@ -> /packages/", "a list"});
    const auto odd = file("/root/.cshrc@ -> /packages/notes", last_year);
    const Listed link{'l', "/root/.cshrc", "7", "/packages/cshrc", last_year};
    const auto found = left_behind(known, before({odd, link}), WholeListing{wiped_at + since, {odd, link}}, since);
    EXPECT_THAT(found.left, ElementsAre("/root/.cshrc@ -> /packages/notes"));
    EXPECT_EQ(found.fresh, 1u);
}

TEST(Survivors, WithoutAListingFromBeforeNothingNewIsTakenForGranted) {
    EXPECT_THAT(after(std::nullopt, {file("/var/log/messages", fresh)}).unexplained, ElementsAre("/var/log/messages"));
}

TEST(Survivors, AClockThatWasSetBackBlamesNothingNew) {
    const WholeListing now{std::chrono::sys_days{std::chrono::year{2010} / 1 / 1} + 600s, {file("/var/log/messages", std::chrono::sys_days{std::chrono::year{2010} / 1 / 1} + 300s)}};
    EXPECT_THAT(left_behind(family(), before({}), now, since).left, IsEmpty());
}

TEST(Survivors, AClockThatWasSetAheadHidesNothing) {
    const WholeListing now{wiped_at + 24h * 30, {file("/opt/x", wiped_at - 1s)}};
    EXPECT_THAT(left_behind(family(), std::nullopt, now, since).left, ElementsAre("/opt/x"));
    const auto between = file("/opt/y", wiped_at + 24h);  // after the wipe by the clock before, before it by the clock now
    EXPECT_THAT(left_behind(family(), before({}), WholeListing{wiped_at + 24h * 30, {between}}, since).left, IsEmpty());
    EXPECT_THAT(left_behind(family(), std::nullopt, WholeListing{wiped_at + 24h * 30, {between}}, since).left, ElementsAre("/opt/y"));
}

TEST(Survivors, AFileThatIsNewHasNotGrown) {
    EXPECT_THAT(after(before({file("/var/log/a", last_year)}), {file("/var/log/b", fresh, "900")}).unexplained, IsEmpty());
}

TEST(Survivors, NamesAreKeptAsDigestsOnly) {
    const auto kept = *before({file("/var/home/noc", last_year)});
    for (const auto& entry : kept.entries) EXPECT_EQ(entry.find("noc"), std::string::npos);
    for (const auto& [path, size] : kept.sizes) EXPECT_EQ(path.find("noc"), std::string::npos);
}

}  // namespace
