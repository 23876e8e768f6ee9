// Small words of a family's file: keys, what is filled in, names of packages.

#include "drivers/family.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using namespace drivers;

TEST(Keystrokes, AreWrittenByName) {
    EXPECT_EQ(keystrokes("boot -s<enter>"), "boot -s\r");
    EXPECT_EQ(keystrokes("<ctrl-c><space><tab><lt>5"), "\x03 \t<5");
    EXPECT_EQ(keystrokes("<down><up>"), "\x1b[B\x1b[A");
    EXPECT_THROW(keystrokes("<"), std::invalid_argument);
}

TEST(Filled, LeavesWhatItDoesNotKnow) {
    EXPECT_EQ(filled("add {path} {x} {", {{"path", "/var/tmp/a"}}), "add /var/tmp/a {x} {");
    EXPECT_EQ(filled("{a}{b}", {{"a", "{b}"}, {"b", ""}}), "{b}");
}

TEST(Package, KnowsItsFiles) {
    Package package;
    package.file = "jinstall-{release}-signed.tgz";
    EXPECT_EQ(package.release_of("jinstall-15.1R7.9-signed.tgz"), "15.1R7.9");
    EXPECT_EQ(package.release_of("jinstall-ex-4200-15.1R7.9-signed.tgz"), "");
    EXPECT_EQ(package.release_of("jinstall-15.1R7.9.tgz"), "");
    EXPECT_EQ(package.release_of("jinstall-signed.tgz"), "");
    EXPECT_EQ(package.file_for("15.1R7.9"), "jinstall-15.1R7.9-signed.tgz");
}

}  // namespace
