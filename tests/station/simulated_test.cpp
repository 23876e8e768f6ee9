#include "station/app/simulated.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace {

using station::read_ready_line;

TEST(ReadyLine, NamesTheConsolesAndThePort) {
    const auto ready = read_ready_line("ready console=/x/a1 console-re1=/x/a1-re1 ssh=41234");
    EXPECT_EQ(ready.console, "/x/a1");
    EXPECT_THAT(ready.other_consoles, testing::ElementsAre("/x/a1-re1"));
    EXPECT_EQ(ready.ssh_port, 41234u);
}

TEST(ReadyLine, IsRefusedWhenItIsNone) {
    EXPECT_THROW(read_ready_line("unit-sim: no such personality"), std::runtime_error);
    EXPECT_THROW(read_ready_line("ready console=/x/a1"), std::runtime_error);
}

}  // namespace
