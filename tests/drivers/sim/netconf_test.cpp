// The bytes of NETCONF as they leave the unit, fetched by OpenSSH's `ssh -s`: framing, comments, namespaces,
// warnings beside <ok/>, errors.
#include "tests/drivers/sim/simulated.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using support::Simulated;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

/// What the unit sends when each of `requests` goes out in an <rpc>, and then the session is closed.
std::string session(const Simulated& unit, const std::vector<std::string>& requests) {
    std::string input =
        "<hello><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities></"
        "hello>]]>]]>\n";
    int id = 0;
    for (const std::string& request : requests)
        input += "<rpc message-id=\"" + std::to_string(++id) + "\">" + request + "</rpc>]]>]]>\n";
    return unit.ssh({"-s", "netconf"}, input + "<rpc message-id=\"end\"><close-session/></rpc>]]>]]>\n")
        .output;
}

TEST(Netconf, SaysHelloInTheDialect) {
    const Simulated unit{"mx240-good"};
    const std::string said = session(unit, {});
    EXPECT_TRUE(
        said.starts_with("<!-- No zombies were killed during the creation of this user interface -->\n<!-- "
                         "user root, class super-user -->\n<hello "));
    EXPECT_THAT(said,
                AllOf(HasSubstr("urn:ietf:params:netconf:base:1.0"),
                      HasSubstr("urn:ietf:params:xml:ns:netconf:base:1.0"), Not(HasSubstr("base:1.1"))));
    EXPECT_THAT(said,
                ContainsRegex("</hello>\n]]>]]>\n<rpc-reply "
                              ".*message-id=\"end\">\n<ok/>\n</rpc-reply>\n]]>]]>\n<!-- session end at "));
}

TEST(Netconf, NamespacesCarryTheRelease) {
    const Simulated unit{"mx240-good"};
    const std::string said = session(unit, {"<get-chassis-inventory/>", "<get-environment-information/>"});
    EXPECT_THAT(said,
                HasSubstr("xmlns:junos=\"http://xml.juniper.net/junos/17.3R3/junos\" message-id=\"1\">\n"));
    EXPECT_THAT(
        said,
        HasSubstr("<chassis-inventory xmlns=\"http://xml.juniper.net/junos/17.3R3/junos-chassis\">\n<chassis "
                  "junos:style=\"inventory\">\n"));
    EXPECT_THAT(said,
                HasSubstr("<temperature junos:celsius=\"30\">30 degrees C / 86 degrees F</temperature>"));
    // Only the first of a group says its class.
    EXPECT_THAT(said, HasSubstr("<name>PEM 0</name>\n<class>Temp</class>\n<status>OK</status>"));
    EXPECT_THAT(said, HasSubstr("<name>PEM 1</name>\n<status>OK</status>"));
}

TEST(Netconf, MemberRepliesAreWrapped) {
    const Simulated unit{"ex4300-good"};
    EXPECT_THAT(session(unit, {"<get-software-information/>"}),
                HasSubstr("<multi-routing-engine-results>\n<multi-routing-engine-item>\n<re-name>fpc0</"
                          "re-name>\n<software-information>\n"));
}

TEST(Netconf, ErrorsHaveNewlinesAroundTheirText) {
    const Simulated unit{"mx240-good"};
    EXPECT_THAT(session(unit, {"<get-nonsense/>"}),
                HasSubstr("<error-severity>error</error-severity>\n<error-message>\nsyntax "
                          "error\n</error-message>\n<error-info>\n<bad-element>get-nonsense</bad-element>"));
}

TEST(Netconf, WarnsBesideOk) {
    const Simulated unit{"mx240-good"};
    const std::string said = session(unit, {"<commit/>"});  // graceful switchover, not synchronised
    EXPECT_THAT(said, HasSubstr("<error-severity>warning</error-severity>"));
    EXPECT_THAT(said, HasSubstr("</rpc-error>\n<ok/>\n</rpc-reply>"));
}

TEST(Netconf, CommandAnswersInTextOrXml) {
    const Simulated unit{"mx204-good"};
    EXPECT_THAT(session(unit, {"<command format=\"text\">show version | match nothing</command>"}),
                HasSubstr("<output>\nHostname: pe-204.ber.example\nModel: mx204\n"));
    EXPECT_THAT(session(unit, {"<command>show version</command>"}),
                HasSubstr("<junos-version>20.4R3-S4.8</junos-version>"));
}

TEST(Netconf, ZeroizeWarnsAndTheSessionDies) {
    const Simulated unit{"mx204-good"};
    const std::string said =
        unit.ssh({"-s", "netconf"}, "<rpc><request-vmhost-zeroize/></rpc>]]>]]>\n").output;
    EXPECT_THAT(said, HasSubstr("<error-message>\nzeroizing vmhost re0\n</error-message>"));
    EXPECT_THAT(said, Not(HasSubstr("<ok/>")));
}

TEST(Netconf, TenSessionsAtOnce) {
    const Simulated unit{"mx240-good"};
    const std::string one = "ssh -p " + unit.port() +
                            " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "
                            "-s root@127.0.0.1 netconf";
    const auto ran = support::run_program(
        {"sh", "-c",
         "for i in 1 2 3 4 5 6 7 8 9 10; do echo "
         "'<rpc><get-chassis-inventory/></rpc>]]>]]><rpc><close-session/></rpc>]]>]]>' | "
         "timeout 60 " +
             one + " | grep -c JN12A70C1AFC & done; wait"});
    EXPECT_EQ(ran.output, "1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n");
}

}  // namespace
