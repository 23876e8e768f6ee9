#pragma once
// A console of the base family at a script, for the tests of what it does there.

#include "drivers/console.hpp"
#include "tests/support/run.hpp"
#include "tests/support/scripted_terminal.hpp"
#include "yang/schema.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <optional>

namespace tests {

using namespace std::chrono_literals;

inline const drivers::Family& junos() {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const drivers::Families all{schema, yang::data_folder() / "drivers" / "families"};
    return all.base();
}

/// A console at a script; the script is looked at when all is done.
class ConsoleTest : public testing::Test {
  protected:
    ConsoleTest() : owned_{std::make_unique<support::ScriptedTerminal>()}, script{*owned_} {}
    ~ConsoleTest() override {
        EXPECT_EQ(script.unexpected(), "") << "was typed, and nobody waited for it";
        EXPECT_TRUE(script.done()) << "the script was not played to its end";
    }

    template <class T>
    T run(std::function<drivers::Task<T>(drivers::Console&)> body) {
        console_.emplace(std::move(owned_), junos(), transcript);
        return support::run(body(*console_));
    }
    template <class T>
    std::optional<drivers::LinkError> failure(std::function<drivers::Task<T>(drivers::Console&)> body) {
        try {
            run<T>(std::move(body));
        } catch (const drivers::LinkError& error) {
            return error;
        }
        return std::nullopt;
    }
    drivers::Seen identify(drivers::Clock::duration span = 5s) {
        return run<drivers::Seen>([span](drivers::Console& console) { return console.identify(drivers::within(span, "prompt")); });
    }
    std::string command(std::string text) {
        return run<std::string>(
            [text = std::move(text)](drivers::Console& console) { return logged_in_command(console, text); });
    }
    static drivers::Task<std::string> logged_in_command(drivers::Console& console, std::string text) {
        co_await console.identify(drivers::within(5s, "prompt"));
        co_return co_await console.command(std::move(text), drivers::within(5s, "end of the command"));
    }
    static drivers::Task<> enter(drivers::Console& console, std::string mode, std::string password, drivers::Clock::duration span = 10s) {
        drivers::Credentials credentials;
        credentials.user = "root";
        credentials.password = std::move(password);
        co_await console.enter(std::move(mode), std::move(credentials), drivers::within(span, "login"));
    }
    void quiet_commands(const std::string& prompt = "root@dut> ") {
        script.when("set cli screen-length 0\r", {"Screen length set to 0\r\n\r\n" + prompt})
            .when("set cli screen-width 511\r", {"Screen width set to 511\r\n\r\n" + prompt})
            .when("set cli complete-on-space off\r", {"Disabling complete-on-space\r\n\r\n" + prompt});
    }

  private:
    std::unique_ptr<support::ScriptedTerminal> owned_;
    std::optional<drivers::Console> console_;

  protected:
    support::ScriptedTerminal& script;  ///< lives in the console once that is there
    drivers::Transcript* transcript = nullptr;
};

}  // namespace tests
