// What of a configuration no unit has from the factory, as the shipped families tell it: each such line is dirt to one of their proofs, wherever
// it hides, and the configurations that makers ship are not.

#include "drivers/family.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using testing::IsEmpty;
using testing::Not;

const Families& shipped() {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const Families all{schema, yang::data_folder() / "drivers" / "families"};
    return all;
}

/// The proofs of a family for which the lines are dirt.
std::vector<std::string> dirty_for(const Family& family, const std::string& lines) {
    std::vector<std::string> names;
    const auto& factory = family.factory;
    for (const auto& proof : factory.proofs)
        if (proof.command.starts_with("show configuration | display set | except") && factory.read(proof, {"set version 21.4R3-S5.4\n" + lines + "\n"}, {}).shown == Shown::dirty)
            names.push_back(proof.name);
    return names;
}

class OwnersLine : public testing::TestWithParam<std::string> {};

TEST_P(OwnersLine, IsDirtToEveryFamily) {
    for (const auto& family : shipped().all()) EXPECT_THAT(dirty_for(family, GetParam()), Not(IsEmpty())) << family.name << ": " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    All, OwnersLine,
    testing::Values("set groups G system login user noc class super-user", "set groups \"two words\" interfaces <*> mtu 9000", "set apply-groups G",
                    "set interfaces ge-0/0/0 unit 0 apply-groups-except G", "deactivate system login user noc", "set logical-systems CUST interfaces lt-0/0/0 unit 1 vlan-id 7",
                    "set tenants CUST routing-instances R instance-type vrf", "set vlans CUSTOMER-A vlan-id 700", "set bridge-domains CUSTOMER-A vlan-id 700",
                    "set interfaces interface-range ACME member ge-0/0/1", "set security address-book global address acme dns-name acme.example",
                    "set security zones security-zone ACME interfaces ge-0/0/1.0", "set security policies from-zone ACME to-zone untrust policy p1 then permit",
                    "set security nat source pool ACME address 198.51.100.7/32", "set security nat source rule-set ACME from zone trust", "set applications application acme protocol tcp",
                    "set forwarding-options sampling instance a family inet output flow-server 198.51.100.9 port 2055", "set forwarding-options dhcp-relay server-group A 198.51.100.3",
                    "set forwarding-options analyzer ACME input ingress interface ge-0/0/0.0", "set services rpm probe acme test y target address 198.51.100.3",
                    "set services flow-monitoring version9 template ACME flow-active-timeout 60", "set access radius-server 198.51.100.3 port 1812",
                    "set access address-assignment pool ACME family inet network 192.168.1.0/24", "set access ldap-server ldap.acme.example",
                    "set virtual-chassis preprovisioned", "set virtual-chassis member 1 serial-number PD3716110345", "set snmp rmon alarm 1 interval 5", "set snmp filter-interfaces interfaces em0",
                    "set system scripts op file leak.slax", "set system extensions providers acme license-type juniper deployment-scope commercial",
                    "set system services dhcp-local-server group ACME interface irb.0", "set system license keys key \"JUNOS1 aeaqic\"",
                    "set protocols mstp configuration-name ACME", "set protocols lldp management-address 198.51.100.1", "set dynamic-profiles ACME interfaces pp0",
                    "set interfaces ge-0/0/0 unit 0 family inet6 filter input ACME", "set interfaces ge-0/0/1 unit 0 tunnel source 198.51.100.1", "set interfaces st0 unit 0 esi 00:11:22:33:44:55:66:77:88:99",
                    "set system syslog file acme.log any any", "set class-of-service classifiers dscp ACME import default", "set event-options policy leak events UI_COMMIT",
                    "set ethernet-switching-options voip interface all vlan PHONES", "set routing-options rib inet6.0 static route 2001:db8::/32 discard",
                    "set interfaces irb unit 0 family inet address 192.168.1.1/24 arp 192.168.1.7 mac 00:11:22:33:44:55"));

class FactoryLines : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(FactoryLines, AreNoDirt) {
    const auto& [family, lines] = GetParam();
    const auto* of = shipped().by_name(family);
    ASSERT_NE(of, nullptr);
    EXPECT_THAT(dirty_for(*of, lines), IsEmpty());
}

// In the shapes of the makers' own guides, lines that name things beside each other.
INSTANTIATE_TEST_SUITE_P(
    All, FactoryLines,
    testing::Values(std::pair{"junos", "set system syslog user * any emergency\nset system syslog file messages any notice\nset system syslog file messages authorization info\n"
                                       "set system syslog file interactive-commands interactive-commands any\nset system commit synchronize\nset chassis auto-image-upgrade\n"
                                       "set interfaces fxp0 unit 0 family inet dhcp vendor-id Juniper-mx240"},
                    std::pair{"ex-legacy", "set system commit factory-settings reset-virtual-chassis-configuration\nset protocols igmp-snooping vlan default\nset protocols rstp interface ge-0/0/0\n"
                                           "set protocols lldp interface all\nset protocols lldp-med interface all\nset ethernet-switching-options storm-control interface all\nset vlans default\n"
                                           "set vlans default l3-interface vlan.0\nset poe interface all\nset interfaces ge-0/0/0 unit 0 family ethernet-switching\nset interfaces vlan unit 0 family inet dhcp"},
                    std::pair{"ex-upgraded", "set system auto-snapshot\nset system services netconf rfc-compliant\nset forwarding-options storm-control-profiles default all\nset vlans default vlan-id 1\n"
                                             "set vlans default l3-interface irb.0\nset interfaces ge-0/0/0 unit 0 family ethernet-switching storm-control default\nset protocols igmp-snooping vlan default\n"
                                             "set system phone-home server https://redirect.juniper.net\nset system phone-home rfc-compliant"},
                    std::pair{"srx-branch", "set system services ssh\nset system services web-management https system-generated-certificate\nset system services dhcp-local-server group jdhcp-group interface irb.0\n"
                                            "set system name-server 8.8.8.8\nset system syslog archive size 100k\nset system syslog archive files 3\nset system syslog file messages any any\n"
                                            "set system max-configurations-on-flash 5\nset system license autoupdate url https://ae1.juniper.net/junos/key_retrieval\n"
                                            "set security screen ids-option untrust-screen icmp ping-death\nset security nat source rule-set trust-to-untrust from zone trust\n"
                                            "set security nat source rule-set trust-to-untrust rule source-nat-rule match source-address 0.0.0.0/0\n"
                                            "set security policies from-zone trust to-zone untrust policy trust-to-untrust match source-address any\n"
                                            "set security policies from-zone trust to-zone trust policy trust-to-trust then permit\nset security policies pre-id-default-policy then log session-close\n"
                                            "set security zones security-zone trust host-inbound-traffic system-services all\nset security zones security-zone untrust screen untrust-screen\n"
                                            "set security zones security-zone untrust interfaces ge-0/0/0.0 host-inbound-traffic system-services dhcp\n"
                                            "set interfaces irb unit 0 family inet address 192.168.1.1/24\nset access address-assignment pool junosDHCPPool1 family inet network 192.168.1.0/24\n"
                                            "set access address-assignment pool junosDHCPPool1 family inet range junosRange low 192.168.1.2\n"
                                            "set access address-assignment pool junosDHCPPool1 family inet dhcp-attributes router 192.168.1.1\n"
                                            "set access address-assignment pool junosDHCPPool1 family inet dhcp-attributes propagate-settings ge-0/0/0.0\n"
                                            "set vlans vlan-trust vlan-id 3\nset vlans vlan-trust l3-interface irb.0\nset protocols l2-learning global-mode switching\nset protocols rstp interface all\n"
                                            "set interfaces interface-range interfaces-trust member ge-0/0/1"}));

}  // namespace
