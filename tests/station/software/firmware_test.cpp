#include "station/software/firmware.hpp"

#include "yang/schema.hpp"

#include <gmock/gmock.h>

namespace {

using drivers::junos::Firmware;
using reports::Verdict;
using station::compare_firmware;
using station::FirmwareJudgement;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Grade = FirmwareJudgement::Grade;

TEST(CompareFirmware, GoesByTheNumbers) {
    EXPECT_TRUE(compare_firmware("3.1", "3.15") < 0);
    EXPECT_TRUE(compare_firmware("3.9", "3.15") < 0) << "no decimal fraction";
    EXPECT_TRUE(compare_firmware("0.43.1", "0.53.0") < 0);
    EXPECT_TRUE(compare_firmware("NGRE_v00.53.00.01", "NGRE_v0.44") > 0);
    EXPECT_TRUE(compare_firmware("3.1", "3.1.2") < 0);
    EXPECT_TRUE(compare_firmware("3.1", "3.01.0") == 0);
    EXPECT_TRUE(compare_firmware("20260101000000000001", "20260101000000000002") < 0) << "longer than any number of ours";
}

TEST(CompareFirmware, DoesNotOrderWhatIsOfDifferentKinds) {
    EXPECT_EQ(compare_firmware("3.1", "PC Bios"), std::partial_ordering::unordered);
    EXPECT_EQ(compare_firmware("CDEN_1.2", "NGRE_1.3"), std::partial_ordering::unordered);
    EXPECT_EQ(compare_firmware("3.1", "3.1b"), std::partial_ordering::unordered);
    EXPECT_EQ(compare_firmware("", "3.1"), std::partial_ordering::unordered);
    EXPECT_EQ(compare_firmware("", ""), std::partial_ordering::unordered);
}

station::Catalogue catalogue(const std::string& status) {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    return station::catalogue_of(schema.parse_yaml("catalogue: test\nfirmware:\n  - { family: f, models: '^SRX3', part: '^Routing Engine', type: RE BIOS, "
                                                   "at-least: '3.15', as-of: 2026-01-01, source: s, status: " + status + " }\n", "c.yaml"));
}

Firmware bios(const std::string& version, const std::string& available = "") { return {"Routing Engine 0", "RE BIOS", "0", version, available, "OK"}; }

TEST(JudgeFirmware, ByTheRowThatNamesFamilyModelPartAndType) {
    const auto rows = catalogue("verified");
    const auto grade = [&](const Firmware& firmware, const char* family = "f", const char* model = "SRX320") {
        return station::judge_firmware(rows, family, model, firmware).grade;
    };
    EXPECT_EQ(grade(bios("3.1")), Grade::below);
    EXPECT_EQ(grade(bios("3.15")), Grade::good);
    EXPECT_EQ(grade(bios("PC Bios")), Grade::unclear);
    EXPECT_EQ(grade(bios("")), Grade::unclear);
    EXPECT_EQ(grade(bios("3.1"), "g"), Grade::unknown);
    EXPECT_EQ(grade(bios("3.1"), "f", "SRX1500"), Grade::unknown);
    EXPECT_EQ(grade({"Routing Engine 0", "RE BIOS Backup", "1", "3.1", "", "OK"}), Grade::unknown) << "another type";
    EXPECT_EQ(grade({"FPC 1", "RE BIOS", "0", "3.1", "", "OK"}), Grade::unknown);
}

station::FirmwareFinding found(const std::string& status, const Firmware& firmware) {
    const auto rows = catalogue(status);
    return station::finding_of(firmware, station::judge_firmware(rows, "f", "SRX320", firmware), "", "firmware");
}

TEST(FirmwareFinding, FailsTheUnitOnlyByAVerifiedRow) {
    const auto verified = found("verified", bios("3.1"));
    EXPECT_EQ(verified.below, "Routing Engine 0 RE BIOS runs 3.1, and has to be 3.15 at least");
    EXPECT_EQ(verified.measurement.verdict, Verdict::fail);
    EXPECT_THAT(verified.notes, IsEmpty());
    for (const auto* status : {"unverified", "derived"}) {
        const auto finding = found(status, bios("3.1"));
        EXPECT_EQ(finding.below, "");
        EXPECT_EQ(finding.measurement.verdict, Verdict::none);
        EXPECT_THAT(finding.notes, ElementsAre(HasSubstr("below the catalogue's 3.15 (s, 2026-01-01, " + std::string{status})));
    }
}

TEST(FirmwareFinding, ClaimsNothingOfWhatCannotBeCompared) {
    const auto finding = found("verified", bios("PC Bios"));
    EXPECT_EQ(finding.below, "");
    EXPECT_EQ(finding.measurement.verdict, Verdict::none);
    EXPECT_THAT(finding.notes, ElementsAre(HasSubstr("not to be compared")));
}

TEST(FirmwareFinding, PassesWhatIsNewEnough) {
    const auto finding = found("verified", bios("3.15", "3.15"));
    EXPECT_EQ(finding.measurement.verdict, Verdict::pass);
    EXPECT_EQ(finding.measurement.name, "firmware/Routing Engine 0 RE BIOS");
    EXPECT_THAT(finding.notes, IsEmpty());
    EXPECT_THAT(found("verified", bios("3.15", "3.16")).notes, ElementsAre(HasSubstr("holds 3.16 ready")));
}

}  // namespace
