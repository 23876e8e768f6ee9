// Every platform row of what is known of package names, and names that are not for a unit.

#include "station/software/package_name.hpp"

#include "yang/schema.hpp"

#include <gmock/gmock.h>
#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace {

using testing::AllOf;
using testing::HasSubstr;

const drivers::Families& families() {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const drivers::Families all{schema, yang::data_folder() / "drivers" / "families"};
    return all;
}

std::variant<station::NamedPackage, station::NotForThisUnit> offered(const std::string& model, const std::string& engine, const std::string& file) {
    const auto* family = families().by_model(model, engine);
    if (!family) return station::NotForThisUnit{"no family for " + model};
    return station::package_for_unit(families(), *family, model, file);
}

struct Row {
    const char *model, *engine, *file, *family, *release;
};

class PlatformRow : public testing::TestWithParam<Row> {};

TEST_P(PlatformRow, HasItsPackage) {
    const auto& row = GetParam();
    const auto found = offered(row.model, row.engine, row.file);
    if (const auto* refused = std::get_if<station::NotForThisUnit>(&found)) FAIL() << row.model << ": " << refused->reason;
    const auto& named = std::get<station::NamedPackage>(found);
    EXPECT_EQ(named.family->name, row.family);
    EXPECT_EQ(named.release, row.release);
    EXPECT_FALSE(named.package->install.empty());
    EXPECT_EQ(named.package->file_for(named.release), row.file);
}

INSTANTIATE_TEST_SUITE_P(
    Facts, PlatformRow,
    testing::Values(
        Row{"MX5-T", "", "jinstall-ppc-21.2R3-S8.5-signed.tgz", "mx-legacy", "21.2R3-S8.5"},
        Row{"MX104", "", "jinstall-ppc-18.4R3-S10-signed.tgz", "mx-legacy", "18.4R3-S10"},
        Row{"MX480", "", "jinstall-14.2R7.5-domestic-signed.tgz", "mx-x86", "14.2R7.5"},
        Row{"MX480", "", "jinstall64-14.2R7.5-domestic-signed.tgz", "mx-x86", "14.2R7.5"},
        Row{"MX960", "RE-S-1800x4", "junos-install-mx-x86-64-17.3R3-S9.3.tgz", "mx-x86", "17.3R3-S9.3"},
        Row{"MX240", "", "junos-install-mx-x86-32-20.1R1.5.tgz", "mx-x86", "20.1R1.5"},
        Row{"MX2010", "REMX2K-X8-64G", "junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz", "mx-vmhost-re", "21.4R3-S5.4"},
        Row{"MX480", "RE-S-X6-64G-S", "junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz", "mx-vmhost-re", "21.4R3-S5.4"},
        Row{"MX204", "", "junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz", "mx-vmhost", "21.4R3-S5.4"},
        Row{"MX10003", "", "junos-vmhost-install-mx-x86-64-23.4R2-S7.tgz", "mx-vmhost", "23.4R2-S7"},
        Row{"MX304", "", "junos-vmhost-install-mx-x86-64-23.4R2-S7.tgz", "mx-vmhost", "23.4R2-S7"},
        Row{"MX10008", "", "junos-vmhost-install-mx-x86-64-23.4R2-S7.tgz", "mx-vmhost", "23.4R2-S7"},
        Row{"EX2200-48T-4G", "", "jinstall-ex-2200-12.3R12-S20.1-domestic-signed.tgz", "ex-legacy", "12.3R12-S20.1"},
        Row{"EX3200-24T", "", "jinstall-ex-3200-12.3R12-S20.1-domestic-signed.tgz", "ex-legacy", "12.3R12-S20.1"},
        Row{"EX3300-48P", "", "jinstall-ex-3300-12.3R12-S20.1-domestic-signed.tgz", "ex-legacy", "12.3R12-S20.1"},
        Row{"EX4200-48T", "", "jinstall-ex-4200-15.1R7-S6.3-domestic-signed.tgz", "ex-legacy", "15.1R7-S6.3"},
        Row{"EX4500-40F", "", "jinstall-ex-4500-15.1R7-S6.3-domestic-signed.tgz", "ex-legacy", "15.1R7-S6.3"},
        Row{"EX4300-48T", "", "jinstall-ex-4300-21.4R3-S5.4-signed.tgz", "ex-legacy", "21.4R3-S5.4"},
        Row{"EX4300-48MP", "", "jinstall-host-ex-4300mp-x86-64-22.4R3.25-secure-signed.tgz", "ex-hosted", "22.4R3.25"},
        Row{"EX4600-40F", "", "jinstall-host-ex-4600-21.4R3-S5.4-signed.tgz", "ex-hosted", "21.4R3-S5.4"},
        Row{"EX4650-48Y", "", "jinstall-host-ex-4e-x86-64-21.4R3-S5.4-secure-signed.tgz", "ex-hosted", "21.4R3-S5.4"},
        Row{"EX2300-24T", "", "junos-arm-32-21.4R3-S5.4.tgz", "ex-upgraded", "21.4R3-S5.4"},
        Row{"EX3400-48P", "", "junos-arm-32-18.2R3-S2.9.tgz", "ex-upgraded", "18.2R3-S2.9"},
        Row{"EX4100-F-12P", "", "junos-install-ex-arm-64-22.4R3-S6.5.tgz", "ex-64", "22.4R3-S6.5"},
        Row{"EX4400-48P", "", "junos-install-ex-x86-64-22.4R3-S6.5.tgz", "ex-64", "22.4R3-S6.5"},
        Row{"EX9208", "", "junos-install-ex92xx-x86-64-20.4R3-S7.2.tgz", "ex-9200", "20.4R3-S7.2"},
        Row{"QFX5100-48S-6Q", "", "jinstall-host-qfx-5-20.2R3-S8.4-domestic-signed.tgz", "qfx-5", "20.2R3-S8.4"},
        Row{"QFX5120-48Y-8C", "", "jinstall-host-qfx-5e-x86-64-21.4R3-S5.4-secure-signed.tgz", "qfx-5", "21.4R3-S5.4"},
        Row{"QFX10002-72Q", "", "jinstall-host-qfx-10-f-x86-64-20.4R3-S7.2-secure-signed.tgz", "qfx-10", "20.4R3-S7.2"},
        Row{"QFX10008", "", "junos-vmhost-install-qfx-x86-64-21.2R3-S1.7.tgz", "qfx-10", "21.2R3-S1.7"},
        Row{"SRX340", "", "junos-srxsme-21.4R3-S5.4.tgz", "srx-branch", "21.4R3-S5.4"},
        Row{"SRX320", "", "junos-srxsme-15.1X49-D240.3-domestic.tgz", "srx-branch", "15.1X49-D240.3"},
        Row{"SRX1500", "", "junos-srxentedge-x86-64-21.4R3-S5.4.tgz", "srx-hosted", "21.4R3-S5.4"},
        Row{"SRX4600", "", "junos-srxhe-x86-64-21.4R3-S5.4.tgz", "srx-hosted", "21.4R3-S5.4"},
        Row{"SRX5800", "SRX5K-RE3-128G", "junos-vmhost-install-srx-x86-64-21.4R3-S5.4.tgz", "srx-5000", "21.4R3-S5.4"},
        Row{"SRX1600", "", "junos-vmhost-install-srx-x86-64-23.4R2-S4.11.tgz", "srx-vmhost", "23.4R2-S4.11"},
        Row{"PTX10001-36MR", "", "junos-evo-install-ptx-fixed-x86-64-22.2R3-S3.18-EVO.iso", "ptx-evo", "22.2R3-S3.18-EVO"},
        Row{"PTX10008", "", "junos-evo-install-ptx-x86-64-21.3R1.9-EVO.iso", "ptx-evo", "21.3R1.9-EVO"},
        Row{"ACX7024", "", "junos-evo-install-acx-f-x86-64-23.4R2-EVO.iso", "acx-evo", "23.4R2-EVO"},
        Row{"ACX7509", "", "junos-evo-install-acx-x86-64-23.4R2-EVO.iso", "acx-evo", "23.4R2-EVO"},
        Row{"QFX5130-32CD", "", "junos-evo-install-qfx-ms-x86-64-23.2R2-S1.4-EVO.iso", "qfx-evo", "23.2R2-S1.4-EVO"},
        Row{"ACX5048", "", "jinstall-host-acx5k-17.2R1.13-signed.tgz", "acx-hosted", "17.2R1.13"}),
    [](const auto& tested) {
        auto name = std::string{tested.param.family} + "_" + tested.param.model + "_" + std::to_string(tested.index);
        std::replace_if(name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
        return name;
    });

std::string reason(const std::string& model, const std::string& file) {
    const auto found = offered(model, "", file);
    const auto* refused = std::get_if<station::NotForThisUnit>(&found);
    return refused ? refused->reason : "taken";
}

TEST(PackageName, IsRefusedWithTheReason) {
    EXPECT_THAT(reason("EX4600-40F", "jinstall-host-qfx-5-20.2R3-S8.4-domestic-signed.tgz"), AllOf(HasSubstr("is for QFX5100"), HasSubstr("this unit is of EX Series")));
    EXPECT_THAT(reason("QFX5100-48S-6Q", "jinstall-host-qfx-5e-x86-64-21.4R3-S5.4-secure-signed.tgz"), HasSubstr("is for other models of QFX5100"));
    EXPECT_THAT(reason("QFX5100-48S-6Q", "jinstall-host-qfx-5-flex-20.2R3-S8.4-domestic-signed.tgz"), HasSubstr("automation-enhanced (flex)"));
    EXPECT_THAT(reason("EX4300-48T", "jinstall-ex-4300-21.4R3-S5.4-domestic-signed.tgz"), AllOf(HasSubstr("domestic-signed edition"), HasSubstr("jinstall-ex-4300-21.4R3-S5.4-signed.tgz")));
    EXPECT_THAT(reason("MX480", "jinstall-14.2R7.5-export-signed.tgz"), AllOf(HasSubstr("export-signed edition"), HasSubstr("domestic-signed")));
    EXPECT_THAT(reason("MX480", "junos-install-mx-x86-64-21.4R3-S5.4-limited.tgz"), HasSubstr("limited edition"));
    EXPECT_THAT(reason("MX480", "jinstall64-17.3R3-S9.3-domestic-signed.tgz"), AllOf(HasSubstr("is no package of release 17.3R3-S9.3"), HasSubstr("junos-install-mx-x86-64-17.3R3-S9.3.tgz")));
    EXPECT_THAT(reason("MX480", "junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz"), HasSubstr("is for MX Series, vmhost"));
    EXPECT_THAT(reason("MX204", "junos-vmhost-install-usb-mx-x86-64-21.4R3-S5.4.img"), HasSubstr("installation media"));
    EXPECT_THAT(reason("MX240", "jam-mpc-2e-3e-ng64-14.1R4-C1.2.tgz"), HasSubstr("continuity package"));
    EXPECT_THAT(reason("MX240", "jinstall-xyz-14.1R4-signed.tgz"), HasSubstr("no platform that a family describes"));
    EXPECT_THAT(reason("MX240", "notes-21.4.txt"), HasSubstr("no software package"));
    EXPECT_THAT(reason("MX240", "junos.tgz"), HasSubstr("no release is in its name"));
}

// Whatever looks like a package anywhere in the captures is told for what it is: never taken by a unit it is not for, never a crash.
TEST(PackageName, OfEveryCaptureIsAFamilysOrRefusedWithAReason) {
    const std::filesystem::path captures = STATION_CAPTURES_DIR;
    if (!std::filesystem::is_directory(captures)) GTEST_SKIP() << "there are no captures at " << captures;
    std::set<std::string> names;
    const re2::RE2 name{R"(\b((?:jinstall|junos|jbundle|jam)[A-Za-z0-9_+-]*-[A-Za-z0-9_+.-]*\d{1,2}\.\d[RXFI][A-Za-z0-9_.-]*\.(?:tgz|iso|img|gz)))"};
    for (const auto& entry : std::filesystem::recursive_directory_iterator{captures}) {
        if (!entry.is_regular_file()) continue;
        std::ostringstream text;
        text << std::ifstream{entry.path()}.rdbuf();
        const auto content = text.str();
        re2::StringPiece rest{content};
        for (std::string found; re2::RE2::FindAndConsume(&rest, name, &found);) names.insert(found);
    }
    EXPECT_GE(names.size(), 2u);
    for (const auto& one : names)
        if (station::packages_named(families(), one).empty()) {
            EXPECT_THAT(station::why_no_package(families(), one), HasSubstr("is ")) << one;
        }
}

}  // namespace
