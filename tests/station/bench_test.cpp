#include "station/bench/bench.hpp"

#include "tests/station/documents.hpp"

namespace {

using documents::schema;
using documents::written;
using testing::AllOf;
using testing::HasSubstr;

std::string refusal_of_bench(const std::string& slots) {
    try {
        station::read_bench(schema(), written("b.yaml", "bench: b\nslots:\n" + slots));
    } catch (const yang::DocumentError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Bench, NamesTheEndpointThatNobodyUnderstands) {
    EXPECT_THAT(refusal_of_bench("  - { name: A1, console: 'serail:///dev/ttyUSB0' }\n"),
                AllOf(HasSubstr("b.yaml:3: slots[A1].console"), HasSubstr("serial?")));
    EXPECT_THAT(refusal_of_bench("  - { name: A1, console: ttyUSB0 }\n"), HasSubstr("expected scheme:"));
    EXPECT_THAT(refusal_of_bench("  - { name: A1, console: 'serial:///dev/a', management: { address: 10.0.0.1 } }\n"), HasSubstr("198.51.100.11/24"));
}

TEST(Bench, HasTwoContactsOrOne) {
    const std::string slots = "slots:\n  - { name: A1, console: 'serial:///dev/a' }\n";
    const auto bench = station::read_bench(schema(), written("b.yaml", "bench: b\ncontacts: { technical: A. Engineer, backup: B. Engineer }\n" + slots));
    EXPECT_EQ(bench.contacts.technical, "A. Engineer");
    EXPECT_EQ(bench.contacts.backup, "B. Engineer");
    EXPECT_EQ(refusal_of_bench("  - { name: A1, console: 'serial:///dev/a' }\ncontacts: { technical: A. Engineer }\n"), "accepted");
    EXPECT_THAT(refusal_of_bench("  - { name: A1, console: 'serial:///dev/a' }\ncontacts: { technical: A. Engineer, backup: a.engineer }\n"),
                AllOf(HasSubstr("b.yaml:4: contacts.backup"), HasSubstr("expected another person")));
}

TEST(Bench, EveryExampleIsGood) {
    for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{STATION_SOURCE_DIR} / "udev" / "bench"})
        if (entry.path().extension() == ".yaml") {
            EXPECT_NO_THROW(station::read_bench(schema(), entry.path())) << entry.path();
        }
}

TEST(Bench, SaysWhichSlotsThereAre) {
    const auto bench = station::read_bench(schema(), written("b.yaml", "bench: b\nslots:\n  - { name: A1, console: 'serial:///dev/a' }\n"));
    try {
        bench.slot("A2");
        FAIL();
    } catch (const std::invalid_argument& wrong) {
        EXPECT_THAT(wrong.what(), HasSubstr("has no slot \"A2\" (it has A1); did you mean A1?"));
    }
}

// A bench file that wires one thing twice, or names what is not there, is wrong before anything is opened.

std::string slot(const std::string& name, const std::string& more) { return "  - { name: " + name + ", " + more + " }\n"; }

TEST(Wiring, APortIsOneThings) {
    const auto two = [](const std::string& one, const std::string& other) { return refusal_of_bench(slot("A1", "console: '" + one + "'") + slot("A2", "console: '" + other + "'")); };
    EXPECT_EQ(two("serial:///dev/a", "serial:///dev/b"), "accepted");
    EXPECT_EQ(two("telnet://192.0.2.9:2001", "telnet://192.0.2.9:2002"), "accepted");
    EXPECT_THAT(two("serial:///dev/a", "serial:///dev/a"), AllOf(HasSubstr("b.yaml:4: slots[A2].console"), HasSubstr("which line 3 has already"), HasSubstr("taken for another")));
    EXPECT_THAT(two("serial:///dev/a", "serial:///dev/a?baud=115200"), HasSubstr("which line 3 has already"));
    EXPECT_THAT(two("serial:///dev/a", "serial:///dev/../dev//a"), HasSubstr("which line 3 has already"));
    EXPECT_THAT(two("telnet://192.0.2.9:2001", "tcp://192.0.2.9:2001"), HasSubstr("which line 3 has already"));
    EXPECT_THAT(two("telnet://192.0.2.9", "telnet://192.0.2.9:23?baud=9600"), HasSubstr("which line 3 has already"));
    EXPECT_THAT(two("telnet://Console.example:2001", "telnet://console.EXAMPLE.:2001"), HasSubstr("which line 3 has already"));
    EXPECT_THAT(two("telnet://[2001:db8::1]:2001", "telnet://[2001:DB8:0:0::1]:2001"), HasSubstr("which line 3 has already"));
    EXPECT_THAT(two("telnet://localhost:2001", "tcp://127.0.0.1:2001"), HasSubstr("which line 3 has already"));
    EXPECT_THAT(two("ssh://a@192.0.2.9", "ssh://a@192.0.2.9:22"), HasSubstr("which line 3 has already"));
    EXPECT_EQ(two("ssh://a@192.0.2.9", "ssh://b@192.0.2.9"), "accepted") << "who logs in may choose the line";
}

TEST(Wiring, APortIsOneThingsWithinASlotToo) {
    EXPECT_THAT(refusal_of_bench(slot("A1", "console: 'serial:///dev/a', other-consoles: ['serial:///dev/b', 'serial:///dev/a']")), HasSubstr("other-consoles"));
    EXPECT_THAT(refusal_of_bench(slot("A1", "console: 'serial:///dev/a', other-consoles: ['serial:///dev/b']") + slot("A2", "console: 'serial:///dev/b'")),
                HasSubstr("b.yaml:4: slots[A2].console"));
}

TEST(Wiring, ALinkIsThePortItLeadsTo) {
    const auto device = written("device", "");
    const auto link = device.parent_path() / "link";
    std::filesystem::remove(link);
    std::filesystem::create_symlink(device, link);
    EXPECT_THAT(refusal_of_bench(slot("A1", "console: 'serial://" + device.string() + "'") + slot("A2", "console: 'serial://" + link.string() + "'")), HasSubstr("which line 3 has already"));
}

TEST(Wiring, AnOutletIsOneSlots) {
    const auto keys = written("keys", "community x\n");
    std::filesystem::permissions(keys, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const auto powered = [&](const std::string& name, const std::string& outlets) {
        return slot(name, "console: 'serial:///dev/" + name + "', power: 'snmp://192.0.2.20/apc-rpdu2?outlet=" + outlets + "&keys=" + keys.string() + "'");
    };
    EXPECT_EQ(refusal_of_bench(powered("A1", "1,2") + powered("A2", "3,4")), "accepted");
    EXPECT_THAT(refusal_of_bench(powered("A1", "1,2") + powered("A2", "2,3")), AllOf(HasSubstr("slots[A2].power"), HasSubstr("outlet 2 of 192.0.2.20")));
    std::filesystem::permissions(keys, std::filesystem::perms::group_read | std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    EXPECT_THAT(refusal_of_bench(powered("A1", "1")), AllOf(HasSubstr("keys"), HasSubstr("can be read or written by others")));
    std::filesystem::remove(keys);
    EXPECT_THAT(refusal_of_bench(powered("A1", "1")), HasSubstr("cannot be read"));
}

TEST(Wiring, AProgramIsThereAndCanBeRun) {
    const auto of = [](const std::string& program) { return refusal_of_bench(slot("A1", "console: 'serial:///dev/a', power: 'exec:" + program + "?with=A1'")); };
    EXPECT_EQ(of("/bin/true"), "accepted");
    EXPECT_THAT(of("/nowhere/switch"), AllOf(HasSubstr("b.yaml:3: slots[A1].power"), HasSubstr("there is no program /nowhere/switch")));
    EXPECT_THAT(of(written("switch", "#!/bin/sh\n").string()), HasSubstr("is no program that can be run"));
    EXPECT_THAT(of("/bin"), HasSubstr("is no program that can be run"));
}

std::string refusal_of_address(const std::string& address, const std::string& gateway = "") {
    return refusal_of_bench(slot("A1", "console: 'serial:///dev/a', management: { address: '" + address + "'" + (gateway.empty() ? "" : ", gateway: '" + gateway + "'") + " }"));
}

TEST(Wiring, AddressesAreSuchAsAUnitCanHave) {
    for (const auto* good : {"198.51.100.11/24", "198.51.100.0/31", "127.0.0.1/8", "198.51.100.11/32", "2001:db8::7/64"}) EXPECT_EQ(refusal_of_address(good), "accepted") << good;
    EXPECT_THAT(refusal_of_address("10.0.0.300/24"), AllOf(HasSubstr("b.yaml:3: slots[A1].management.address"), HasSubstr("is no IP address")));
    EXPECT_THAT(refusal_of_address("10.0.0/24"), HasSubstr("is no IP address"));
    EXPECT_THAT(refusal_of_address("2001:db8:::7/64"), HasSubstr("is no IP address"));
    EXPECT_THAT(refusal_of_address("10.0.0.3/99"), HasSubstr("expected /1 to /32"));
    EXPECT_THAT(refusal_of_address("10.0.0.3/0"), HasSubstr("expected /1 to /32"));
    EXPECT_THAT(refusal_of_address("2001:db8::7/129"), HasSubstr("expected /1 to /128"));
    EXPECT_THAT(refusal_of_address("198.51.100.0/24"), HasSubstr("is the network itself"));
    EXPECT_THAT(refusal_of_address("198.51.100.255/24"), HasSubstr("broadcast"));
    EXPECT_THAT(refusal_of_address("239.1.1.1/24"), HasSubstr("multicast"));
    EXPECT_THAT(refusal_of_address("255.255.255.255/24"), HasSubstr("of no network"));
    EXPECT_THAT(refusal_of_address("0.0.0.7/24"), HasSubstr("stands for no host"));
}

TEST(Wiring, AGatewayIsInTheUnitsNetwork) {
    EXPECT_EQ(refusal_of_address("198.51.100.11/24", "198.51.100.1"), "accepted");
    EXPECT_EQ(refusal_of_address("2001:db8::7/64", "2001:db8::1"), "accepted");
    EXPECT_THAT(refusal_of_address("198.51.100.11/24", "198.51.101.1"), AllOf(HasSubstr("management.gateway"), HasSubstr("is not in the network of 198.51.100.11/24")));
    EXPECT_THAT(refusal_of_address("198.51.100.11/24", "2001:db8::1"), HasSubstr("is not in the network"));
    EXPECT_THAT(refusal_of_address("198.51.100.11/24", "198.51.100.11"), HasSubstr("the unit's own address"));
    EXPECT_THAT(refusal_of_address("198.51.100.11/24", "198.51.100.255"), HasSubstr("broadcast"));
    EXPECT_THAT(refusal_of_address("198.51.100.11/24", "198.51.100.256"), HasSubstr("is no IP address"));
}

TEST(Wiring, AnAddressIsOneUnits) {
    const auto two = [](const std::string& one, const std::string& other) {
        return refusal_of_bench(slot("A1", "console: 'serial:///dev/a', management: { address: " + one + " }") + slot("A2", "console: 'serial:///dev/b', management: { address: " + other + " }"));
    };
    EXPECT_THAT(two("198.51.100.11/24", "198.51.100.11/24"), AllOf(HasSubstr("slots[A2].management.address"), HasSubstr("the address on line 3 too")));
    EXPECT_THAT(two("198.51.100.11/24", "198.51.100.11/25"), HasSubstr("the address on line 3 too"));
    EXPECT_THAT(two("'2001:db8::7/64'", "'2001:DB8:0::7/64'"), HasSubstr("the address on line 3 too"));
    EXPECT_EQ(two("198.51.100.11/24", "198.51.100.12/24"), "accepted");
    EXPECT_EQ(two("127.0.0.1/8, ssh: 2201", "127.0.0.1/8, ssh: 2202"), "accepted") << "two ports of this machine";
    EXPECT_THAT(two("198.51.100.11/24", "198.51.100.12/24, gateway: 198.51.100.11"), HasSubstr("the address that a unit gets on line 3"));
}

TEST(Wiring, AHostInDigitsIsAnAddress) {
    EXPECT_THAT(refusal_of_bench(slot("A1", "console: 'telnet://192.0.2.900:2001'")), HasSubstr("is no IPv4 address"));
    EXPECT_THAT(refusal_of_bench(slot("A1", "console: 'telnet://[2001:zz::1]:2001'")), HasSubstr("is no IPv6 address"));
    EXPECT_THAT(refusal_of_bench(slot("A1", "console: 'serial:///dev/a'") + "images-address: 10.0.0.300\n"), HasSubstr("b.yaml:4: images-address"));
}

TEST(Wiring, TellsAllThatIsWrongAtOnce) {
    EXPECT_THAT(refusal_of_bench(slot("A1", "console: 'serial:///dev/a', power: 'exec:/nowhere/switch'") + slot("a1", "console: 'serail:///dev/b', management: { address: 10.0.0.300/24 }")),
                AllOf(HasSubstr("there is no program"), HasSubstr("in capitals alone"), HasSubstr("serial?"), HasSubstr("is no IP address")));
}

TEST(Bench, KeepsItsCredentialsToItself) {
    namespace fs = std::filesystem;
    const auto of = [](const std::string& file) { return refusal_of_bench(slot("A1", "console: 'serial:///dev/a'") + "credentials: " + file + "\n"); };
    EXPECT_THAT(of("none"), AllOf(HasSubstr("b.yaml:4: credentials"), HasSubstr("cannot be read: No such file")));
    const auto file = written("credentials", "# a comment\r\nroot:pass:word\r\n");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_read);
    EXPECT_THAT(of("credentials"), AllOf(HasSubstr("can be read or written by others (mode 0604)"), HasSubstr("chmod 600")));
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    const auto bench = station::read_bench(schema(), written("c.yaml", "bench: b\ncredentials: credentials\nslots:\n  - { name: A1, console: 'serial:///dev/a' }\n"));
    ASSERT_EQ(bench.credentials.size(), 1u);
    EXPECT_EQ(bench.credentials[0].password, "pass:word") << "without the line end of another system";
    EXPECT_THAT(of("/"), HasSubstr("is no file"));
}

// What a bench brings along.

TEST(OwnData, HasToBeThere) {
    for (const auto* what : {"catalogue", "families", "procedures"})
        EXPECT_THAT(refusal_of_bench(slot("A1", "console: 'serial:///dev/a'") + what + ": none\n"), AllOf(HasSubstr(std::string{"b.yaml:4: "} + what), HasSubstr("there is no f")));
}

TEST(OwnData, ProceduresAreFoundByTheirName) {
    const auto own = written("procedures/mine.yaml", "").parent_path();
    written("procedures/reset.yaml", "");
    const station::OwnData data{.catalogue = {}, .families = {}, .procedures = own};
    EXPECT_EQ(station::find_procedure("mine", data), own / "mine.yaml");
    EXPECT_EQ(station::find_procedure("reset", data), own / "reset.yaml") << "the bench's before the shipped one";
    EXPECT_EQ(station::find_procedure("certify", data), yang::data_folder() / "procedures" / "certify.yaml");
    EXPECT_EQ(station::find_procedure("certify.yaml", {}), yang::data_folder() / "procedures" / "certify.yaml");
    EXPECT_EQ(station::find_procedure("some/where.yaml", data), "some/where.yaml");
    try {
        station::find_procedure("certfy", data);
        FAIL();
    } catch (const std::invalid_argument& wrong) {
        EXPECT_THAT(wrong.what(), AllOf(HasSubstr("there is no procedure \"certfy\""), HasSubstr("mine"), HasSubstr("did you mean certify?")));
    }
}

TEST(OwnData, CatalogueAndFamiliesLieOverTheShippedOnes) {
    const auto folder = written("families/pilot.yaml", "family: pilot\ntitle: A pilot\nbased-on: junos\nmatch: { model: '^PILOT' }\n").parent_path();
    written("families/mx-x86.yaml", "family: mx-x86\ntitle: Ours\n");
    const auto catalogue = written("releases.yaml", "catalogue: ours\nages: { warn-after: 5 }\ntargets:\n"
                                                    "  - { family: pilot, release: 22.4R3, as-of: 2020-01-02, source: s, status: verified }\n"
                                                    "  - { family: mx-x86, release: 23.4R2-S8.13, as-of: 2020-01-02, source: s, status: verified }\n");
    const station::OwnData data{.catalogue = catalogue, .families = folder, .procedures = {}};
    const auto all = station::load_families(schema(), data);
    ASSERT_TRUE(all.by_model("PILOT-1"));
    EXPECT_EQ(all.by_model("MX480")->title, "Ours");
    const auto rows = station::load_catalogue(schema(), all, data);
    EXPECT_EQ(rows.target("pilot")->release, "22.4R3");
    EXPECT_EQ(rows.target("mx-x86", "MX480")->release, "23.4R2-S8.13");
    EXPECT_TRUE(rows.target("ex-legacy")) << "the shipped rows are there too";
    EXPECT_EQ(rows.warn_after, 5u);
    EXPECT_EQ(rows.refuse_after, 365u) << "not said, so the shipped one's";
    EXPECT_THROW(station::load_catalogue(schema(), station::load_families(schema()), data), yang::DocumentError) << "pilot is the bench's own";
}

}  // namespace
