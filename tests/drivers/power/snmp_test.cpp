// PDUs that lie, are slow, say no or are not there; and the data that says how each kind is told.

#include "drivers/power.hpp"
#include "drivers/power/pdu.hpp"
#include "drivers/worker.hpp"
#include "tests/drivers/power/snmpd.hpp"
#include "tests/support/complaint.hpp"
#include "tests/support/run.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using testing::HasSubstr;

std::optional<LinkError> switched_off(const std::string& text, Clock::duration patience = 10s) {
    Worker worker{1};
    return support::failure([&] {
        support::run([](std::string to, Worker& pool, Deadline deadline) -> Task<> {
            LinkContext context;
            context.worker = &pool;
            auto endpoint = check_endpoint(to, Use::power);
            auto power = co_await open_power(std::move(endpoint), std::move(context), deadline);
            co_await power->off(deadline);
        }(text, worker, within(patience, "power off")));
    });
}

std::string complaint(const std::string& text) { return support::complaint(text, Use::power); }

TEST(Snmp, BelievesAnOutletOnlyWhenItSaysSo) {
    const support::Snmpd agent;
    agent.make_stuck(3);
    const auto error = switched_off(agent.endpoint("2,3"), 1s);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::timeout);
    EXPECT_THAT(error->what(), HasSubstr("outlet 3 to be off"));
    EXPECT_EQ(error->last_seen(), "outlet 3 reads 2");
}

TEST(Snmp, WaitsForASlowOutlet) {
    const support::Snmpd agent;
    agent.make_slow(2, 3);
    const auto error = switched_off(agent.endpoint("2"));
    EXPECT_FALSE(error) << error->what() << "; " << error->last_seen();
    EXPECT_FALSE(agent.outlet_is_on(2));
    EXPECT_TRUE(agent.outlet_is_on(1)) << "nobody else's outlet was touched";
    EXPECT_TRUE(agent.outlet_is_on(3));
}

TEST(Snmp, SaysThatThereIsNoSuchOutlet) {
    const support::Snmpd agent;
    const auto error = switched_off(agent.endpoint("9"));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::refused);
    EXPECT_THAT(error->what(), HasSubstr("the PDU says no"));
}

TEST(Snmp, AWrongCommunityIsNotAnswered) {
    const support::Snmpd agent;
    const auto error = switched_off(agent.endpoint("1", "wrong"), 20s);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::unreachable);
    EXPECT_THAT(error->what(), HasSubstr("does not take this community"));
    EXPECT_TRUE(agent.outlet_is_on(1));
}

TEST(Snmp, AWrongPasswordIsRefused) {
    const support::Snmpd agent;
    const auto error = switched_off(agent.endpoint("1", "wrong-user"), 20s);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::refused) << error->what();
    EXPECT_TRUE(agent.outlet_is_on(1));
}

TEST(Snmp, AKeysFileThatIsMissingIsNamed) {
    const auto error = switched_off("snmp://127.0.0.1/apc-rpdu2?outlet=1&keys=/nowhere/keys");
    ASSERT_TRUE(error);
    EXPECT_THAT(error->what(), HasSubstr("\"/nowhere/keys\" cannot be read; expected a line \"community NAME\""));
}

TEST(Snmp, EndpointsAreCheckedWithoutTouchingThem) {
    EXPECT_EQ(complaint("snmp://192.0.2.20/servertech-sentry3?outlet=1.1.4,1.2.4&keys=/etc/station/pdu.keys"), "none");
    EXPECT_THAT(complaint("snmp://192.0.2.20/raritan-pud2?outlet=1&keys=/k"), HasSubstr("did you mean raritan-pdu2?"));
    EXPECT_THAT(complaint("snmp://192.0.2.20?outlet=1&keys=/k"), HasSubstr("what kind of PDU"));
    EXPECT_THAT(complaint("snmp://192.0.2.20/apc-rpdu2?keys=/k"), HasSubstr("names no outlet"));
    EXPECT_THAT(complaint("snmp://192.0.2.20/apc-rpdu2?outlet=1,x&keys=/k"), HasSubstr("\"x\" is no outlet"));
    EXPECT_THAT(complaint("snmp://192.0.2.20/apc-rpdu2?outlet=1"), HasSubstr("keys has to be the whole path"));
    EXPECT_THAT(complaint("snmp://secret@192.0.2.20/apc-rpdu2?outlet=1&keys=/k"), HasSubstr("belong in the file"));
    EXPECT_THAT(complaint("serial:///dev/ttyS0"), HasSubstr("is no endpoint I know"));
    EXPECT_THAT(complaint("exec:switch"), HasSubstr("whole path"));
    EXPECT_THAT(complaint("manual:?txet=x"), HasSubstr("did you mean text?"));
    EXPECT_THAT(complaint("manual://bench"), HasSubstr("hands have no address"));
}

TEST(Pdus, AllThatComeWithTheProgramAreGood) {
    EXPECT_GE(power::pdus().size(), 5u);
    for (const auto& pdu : power::pdus()) {
        EXPECT_THAT(pdu.control, HasSubstr("{outlet}")) << pdu.name;
        EXPECT_NE(pdu.on.write, pdu.off.write) << pdu.name;
        if (pdu.state.empty()) continue;
        EXPECT_FALSE(pdu.on.reads.empty()) << pdu.name << " has a state that it cannot read";
        for (const int value : pdu.on.reads) EXPECT_EQ(pdu.is_on(value), true) << pdu.name;
        for (const int value : pdu.off.reads) EXPECT_EQ(pdu.is_on(value), false) << pdu.name;
        EXPECT_EQ(pdu.is_on(99), std::nullopt) << pdu.name;
    }
}

TEST(Pdus, PutTheOutletIntoTheName) { EXPECT_EQ(power::for_outlet("1.3.{outlet}.7", "1.4"), "1.3.1.4.7"); }

}  // namespace
