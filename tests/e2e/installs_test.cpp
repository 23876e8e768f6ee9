// The quick rows of the installs, and that no platform is forgotten in the table. All of it: `cmake --build --preset dev --target installs`.

#include "drivers/family.hpp"
#include "station/app/places.hpp"
#include "station/software/package_name.hpp"
#include "tests/e2e/installs.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace e2e {

void PrintTo(const Install& install, std::ostream* out) { *out << install.name(); }

}  // namespace e2e

namespace {

using e2e::Install;

const std::vector<Install>& all_installs() {
    static const auto all = e2e::read_installs(STATION_SOURCE_DIR "/tests/e2e/installs.txt");
    return all;
}

// As their maker names them: what is loaded how, and where it comes with two routing engines or as a virtual chassis.
struct Platform {
    const char* name;
    const char* prefix;  ///< of its package's file name
    std::vector<std::string> shapes;
};

const std::vector<Platform> platforms{
    {"mx-ppc", "jinstall-ppc-", {"single", "dual"}},  // MX5 to MX80; MX104 has two
    {"mx-jinstall", "jinstall-1", {"single", "dual"}},
    {"mx-jinstall", "jinstall64-", {"dual"}},
    {"mx-x86", "junos-install-mx-x86-64-", {"single", "dual"}},
    {"mx-x86", "junos-install-mx-x86-32-", {"dual"}},
    {"mx-vmhost", "junos-vmhost-install-mx-x86-64-", {"single", "dual"}},
    {"ex-jinstall", "jinstall-ex-2200-", {"single"}},
    {"ex-jinstall", "jinstall-ex-3200-", {"single"}},
    {"ex-jinstall", "jinstall-ex-3300-", {"vc"}},
    {"ex-jinstall", "jinstall-ex-4200-", {"vc"}},
    {"ex-jinstall", "jinstall-ex-4500-", {"single", "vc"}},
    {"ex4300", "jinstall-ex-4300-", {"single", "vc"}},
    {"ex4300-mp", "jinstall-host-ex-4300mp-", {"single", "vc"}},
    {"ex4600", "jinstall-host-ex-4600-", {"single", "vc"}},
    {"ex4650", "jinstall-host-ex-4e-", {"single", "vc"}},
    {"ex2300", "junos-arm-32-", {"single", "vc"}},  // and EX3400
    {"ex4100", "junos-install-ex-arm-64-", {"single", "vc"}},
    {"ex4400", "junos-install-ex-x86-64-", {"single", "vc"}},
    {"ex9200", "junos-install-ex92xx-x86-64-", {"single", "dual"}},
    {"qfx5100", "jinstall-host-qfx-5-", {"single", "vc"}},
    {"qfx5e", "jinstall-host-qfx-5e-", {"single", "vc"}},
    {"qfx10-host", "jinstall-host-qfx-10-", {"single", "dual"}},
    {"qfx10-vmhost", "junos-vmhost-install-qfx-", {"single", "dual"}},
    {"srx300", "junos-srxsme-", {"single"}},
    {"srx1500", "junos-srxentedge-", {"single"}},
    {"srx4600", "junos-srxhe-", {"single"}},
    {"srx-vmhost", "junos-vmhost-install-srx-", {"single", "dual"}},  // SRX5000 with RE3; SRX1600, 2300, 4300
    {"ptx-fixed", "junos-evo-install-ptx-fixed-", {"single"}},
    {"ptx-modular", "junos-evo-install-ptx-x86-", {"dual"}},
    {"acx-fixed", "junos-evo-install-acx-f-", {"single"}},
    {"acx-modular", "junos-evo-install-acx-x86-", {"dual"}},
    {"qfx-evo", "junos-evo-install-qfx-ms-", {"single"}},
};

std::string file_of(const Install& install) { return install.trial.images.at(0).first; }

TEST(Installs, NoPlatformAndNoShapeOfItIsForgotten) {
    for (const auto& platform : platforms)
        for (const auto& shape : platform.shapes)
            EXPECT_TRUE(std::any_of(all_installs().begin(), all_installs().end(), [&](const Install& one) {
                return one.platform == platform.name && one.shape == shape && file_of(one).starts_with(platform.prefix);
            })) << platform.name << " " << platform.prefix << " " << shape;
}

TEST(Installs, EveryPackageOfEveryFamilyIsInstalled) {
    const auto schema = station::load_schema();
    const auto families = station::load_families(*schema);
    std::set<std::string> installed;
    for (const auto& one : all_installs())
        for (const auto& named : station::packages_named(families, file_of(one)))
            if (station::takes(*named.package, one.model, named.release)) installed.insert(named.family->name + "/" + named.package->name);
    for (const auto& family : families.all())
        for (const auto& package : family.packages)
            EXPECT_TRUE(family.model.empty() || package.file.empty() || installed.contains(family.name + "/" + package.name))
                << family.name << " " << package.file;
}

class Installed : public testing::TestWithParam<Install> {};

TEST_P(Installed, RunsWhatWasWanted) {
    const auto ending = e2e::attempt(GetParam().trial);
    EXPECT_THAT(complaints(GetParam(), ending), testing::IsEmpty()) << ending.folder << "\n" << ending.output << "\n" << ending.software;
}

std::vector<Install> quick() {
    auto rows = all_installs();
    std::erase_if(rows, [](const auto& one) { return !one.quick; });
    return rows;
}

INSTANTIATE_TEST_SUITE_P(Quick, Installed, testing::ValuesIn(quick()), [](const auto& tested) {
    auto name = tested.param.platform + "_" + tested.param.shape;
    std::replace_if(name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
});

}  // namespace
