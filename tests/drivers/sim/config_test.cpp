#include "drivers/sim/config.hpp"

#include "drivers/sim/config_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace drivers::sim;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* text = R"(system {
    host-name r1;
    services {
        ssh {
            root-login allow;
        }
        netconf {
            ssh;
        }
    }
}
interfaces {
    fxp0 {
        unit 0 {
            family inet {
                address 192.0.2.1/24;
                address 192.0.2.9/24;
            }
        }
    }
}
)";

TEST(Config, TextReadsAndPrintsTheSame) {
    Config config;
    EXPECT_THAT(load_hierarchical(config, text, "t").errors, ElementsAre());
    EXPECT_EQ(config.text(), text);
    Config again;
    EXPECT_THAT(load_set_commands(again, config.set_commands(), "t").errors, ElementsAre());
    EXPECT_EQ(again, config);
}

TEST(Config, XmlReadsAndPrintsTheSame) {
    Config config, again;
    load_hierarchical(config, text, "t");
    const std::string xml = print(config.xml(), Layout::packed);
    EXPECT_THAT(xml, HasSubstr("<interface>\n<name>fxp0</name>\n<unit>\n<name>0</"
                               "name>\n<family>\n<inet>\n<address>\n<name>192.0.2.1/24</name>"));
    EXPECT_THAT(load_xml(again, xml).errors, ElementsAre());
    EXPECT_EQ(again, config);
}

TEST(Config, ValueIsReplacedAndAbbreviationsWork) {
    Config config;
    EXPECT_FALSE(config.set({"system", "host-name", "a"}));
    EXPECT_FALSE(config.set({"sys", "host", "b"}));
    EXPECT_EQ(config.value("system host-name"), "b");
    EXPECT_EQ(config.set({"system", "nonsense"})->at, 1u);
}

TEST(Config, ErasingTheLastStatementErasesItsGroup) {
    Config config;
    config.set({"system", "services", "ssh", "root-login", "allow"});
    EXPECT_FALSE(config.erase({"system", "services", "ssh"}));
    EXPECT_EQ(config, Config{});
    EXPECT_EQ(config.erase({"system", "host-name"})->message, "statement not found");
}

TEST(Config, BadLinesAreNamed) {
    Config config;
    const LoadResult result =
        load_hierarchical(config, "system {\n    colour blue;\n    host-name x;\n}\n", "terminal");
    EXPECT_THAT(result.bad_words, ElementsAre("colour"));
    EXPECT_THAT(result.errors, ElementsAre(HasSubstr("terminal:2:")));
    EXPECT_EQ(config.value("system host-name"), "x");
}

TEST(Config, XmlDeletes) {
    Config config;
    config.set({"system", "host-name", "r1"});
    EXPECT_THAT(load_xml(config,
                         "<configuration><system><host-name delete='delete'/><domain-name "
                         "operation='delete'/></system></configuration>")
                    .warnings,
                ElementsAre(HasSubstr("statement not found")));
    EXPECT_FALSE(config.has("system host-name"));
}

TEST(ConfigStore, PasswordsBecomeHashesAndRollbacksComeBack) {
    ConfigStore store;
    store.candidate().set({"system", "root-authentication", "plain-text-password-value", "Secret-1"});
    store.commit(store.candidate(), "root", "cli", "");
    EXPECT_FALSE(store.active().has("system root-authentication plain-text-password-value"));
    EXPECT_TRUE(
        password_matches("Secret-1", *store.active().value("system root-authentication encrypted-password")));
    EXPECT_FALSE(
        password_matches("Secret-2", *store.active().value("system root-authentication encrypted-password")));
    EXPECT_TRUE(store.rollback(1));
    EXPECT_EQ(store.candidate(), Config{});
    EXPECT_FALSE(store.rollback(2));
}

}  // namespace
