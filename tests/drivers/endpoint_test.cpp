#include "drivers/endpoint.hpp"

#include <gmock/gmock.h>

namespace {

using drivers::Endpoint;
using drivers::parse_endpoint;

std::string complaint(const std::string& text) {
    try {
        parse_endpoint(text);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "none";
}

TEST(Endpoint, HasItsParts) {
    const auto endpoint = parse_endpoint("ssh://root@192.0.2.7:2222/x%20y?legacy=yes&a");
    EXPECT_EQ(endpoint.scheme, "ssh");
    EXPECT_EQ(endpoint.user, "root");
    EXPECT_EQ(endpoint.host, "192.0.2.7");
    EXPECT_EQ(endpoint.port, 2222u);
    EXPECT_EQ(endpoint.path, "/x y");
    EXPECT_EQ(endpoint.option("legacy", "no"), "yes");
    EXPECT_EQ(endpoint.option("a", "no"), "");
    EXPECT_EQ(endpoint.option("b", "no"), "no");
    EXPECT_EQ(endpoint.text, "ssh://root@192.0.2.7:2222/x%20y?legacy=yes&a");
}

TEST(Endpoint, MayHaveNoHost) {
    const auto serial = parse_endpoint("serial:///dev/station/a1?baud=9600");
    EXPECT_EQ(serial.host, "");
    EXPECT_EQ(serial.path, "/dev/station/a1");
    EXPECT_EQ(serial.option("baud", ""), "9600");
    EXPECT_EQ(parse_endpoint("manual:").scheme, "manual");
}

TEST(Endpoint, TakesIpv6InBrackets) {
    const auto endpoint = parse_endpoint("ssh://[2001:db8::1]:830");
    EXPECT_EQ(endpoint.host, "2001:db8::1");
    EXPECT_EQ(endpoint.port, 830u);
}

TEST(Endpoint, SaysWhatIsWrong) {
    EXPECT_THAT(complaint("/dev/ttyUSB0"), testing::HasSubstr("expected scheme:"));
    EXPECT_THAT(complaint("ssh://host:0"), testing::HasSubstr("is not 1..65535"));
    EXPECT_THAT(complaint("ssh://host:99999"), testing::HasSubstr("is not 1..65535"));
    EXPECT_THAT(complaint("ssh://host:22x"), testing::HasSubstr("is not 1..65535"));
    EXPECT_THAT(complaint("ssh://root:secret@host"),
                testing::HasSubstr("passwords do not belong in endpoints"));
    EXPECT_THAT(complaint("ssh://[::1"), testing::HasSubstr("']'"));
    EXPECT_THAT(complaint("a b://x"), testing::HasSubstr("a scheme is letters"));
}

}  // namespace
