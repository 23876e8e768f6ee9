// What consoles may print beside a wipe, and what no family may take it for.

#include "drivers/family.hpp"
#include "yang/schema.hpp"

#include <gtest/gtest.h>

namespace {

using namespace drivers;

const Families& shipped() {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const Families all{schema, yang::data_folder() / "drivers" / "families"};
    return all;
}

/// What the strongest of all levels of all families claims by that text, and by which claim.
std::string worst_claim(const std::string& said) {
    for (const auto& family : shipped().all())
        for (const auto& level : family.resets)
            if (const auto shown = level.claim(said); shown && shown->claim->claims != "none") return family.name + " " + level.level + " " + shown->claim->name;
    return "none";
}

class NoClaim : public testing::TestWithParam<std::string> {};

TEST_P(NoClaim, IsTakenForOne) { EXPECT_EQ(worst_claim(GetParam() + "\n"), "none"); }

INSTANTIATE_TEST_SUITE_P(
    All, NoClaim,
    testing::Values("no disks were overwritten", "None of the disks were overwritten", "0 disks overwritten", "0 of 2 disks erased", "neither ada0 nor ada1 was erased",
                    "disk ada0 was never overwritten", "disk ada0: erased 12%", "disk ada0: 12 % overwritten", "disks erased: false", "nothing was overwritten on disk ada0",
                    "ada0 left without being overwritten", "disk ada0 overwritten (dry run)", "disk ada0 overwritten (simulated)", "disk ada0 erasure done: pending a reboot",
                    "erasing of disk ada0 scheduled, will be erased", "sda: level used: none (PURGE not done)", "sda: sanitized by none of PURGE", "no disks were sanitized by PURGE",
                    "sda: PURGE requested, none used", "sda: purge passed over, 0 blocks done", "nothing was sanitized with PURGE", "zeroization failed", "Zeroize was not done on re0",
                    "error: zeroizing re0: refused", "warning: zeroizing re0 skipped", "cannot be zeroized: zeroizing re0 is denied", "sda: ATA secure erase done: false",
                    "disk ada0 to be overwritten at the next boot", "media scrubbed: 0", "sda: secure erase started"));

TEST(Claim, IsStillMadeByWhatSaysIt) {
    EXPECT_EQ(worst_claim("disk ada0 overwritten\n"), "junos clear overwritten");
    EXPECT_NE(worst_claim("warning: zeroizing re0\n"), "none");
    EXPECT_NE(worst_claim("sda: CRYPTO SCRAMBLE (PURGE): completed\n"), "none");
    EXPECT_NE(worst_claim("ada0: 100 sectors, media erased\n"), "none");
}

}  // namespace
