#include "station/engine/host_keys.hpp"

#include <gmock/gmock.h>

namespace {

using station::fingerprints_in;
using testing::ElementsAre;
using testing::IsEmpty;

// Keys made for this test; the fingerprints are those of `ssh-keygen -l`.
constexpr auto keys = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0VN6spJpL2t+GWIFqT+1jEUJAyAs5YgA1mXFiLVgnl x\r\n"
                      "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBAlffsqrqS+pnZHHxUye03GGZbeUlCDYpe7y80eWfkXW1r5ynXtbrhhpOKFKfTP517dAWqB/EH97hoa4ou7WZLA=\r\n";

TEST(HostKeys, AreReadAsTheConsoleShowsThem) {
    EXPECT_THAT(fingerprints_in(keys), ElementsAre("SHA256:/+Jgsyb/4oVXWe6Hh97wS1+/wNfRFjA6/Nzr6nnAFi8", "SHA256:mDKg/2IVd9B/B9mBHL/C1Tbhrndd9Jlj9z+JhjBS3jk"));
}

TEST(HostKeys, AreNotReadOutOfNoise) {
    EXPECT_THAT(fingerprints_in("cat: /etc/ssh/ssh_host_*_key.pub: No such file or directory\n"), IsEmpty());
    EXPECT_THAT(fingerprints_in("ssh-rsa not/base=64! root@dut\nssh-rsa\n\n"), IsEmpty());
}

}  // namespace
