#include "drivers/ssh/algorithms.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers::ssh;
using testing::HasSubstr;

TEST(SshAlgorithms, ReadsLibsshsNoMatch) {
    const auto failure = parse_no_match(
        "kex error : no match for method server host key algo: server [ssh-rsa,ssh-dss], client "
        "[ssh-ed25519]");
    EXPECT_EQ(failure, (NoMatch{"server host key algo", {"ssh-rsa", "ssh-dss"}}));
    EXPECT_EQ(parse_no_match("Socket error: disconnected"), std::nullopt);
    EXPECT_EQ(parse_no_match(""), std::nullopt);
}

TEST(SshAlgorithms, OldOnesThatLibsshHasAreAMatterOfPermission) {
    const NoMatch failure{"kex algos", {"diffie-hellman-group1-sha1"}};
    EXPECT_TRUE(legacy_would_do(failure));
    EXPECT_THAT(advice(failure, false), HasSubstr("allow-legacy-crypto"));
}

TEST(SshAlgorithms, OldOnesThatNobodyHasLeadToTheConsole) {
    for (const auto& failure : {NoMatch{"server host key algo", {"ssh-dss"}},
                                NoMatch{"mac algo client to server", {"hmac-md5", "hmac-md5-96"}}}) {
        EXPECT_FALSE(legacy_would_do(failure));
        EXPECT_THAT(advice(failure, false), HasSubstr("use the console"));
        EXPECT_THAT(advice(failure, true), HasSubstr(failure.theirs.front()));
    }
}

}  // namespace
