// What every Power has to do, over real parts: a script, an SNMP agent, somebody's hands.

#include "drivers/power.hpp"
#include "drivers/worker.hpp"
#include "tests/drivers/power/snmpd.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/run.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using testing::HasSubstr;

/// An outlet, and the truth about it.
class Bench {
  public:
    virtual ~Bench() = default;
    virtual std::string endpoint() const = 0;
    virtual std::optional<bool> truth() const = 0;
    virtual Hands hands() { return {}; }
    virtual void stop_answering() = 0;  ///< whatever is asked from now on takes longer than anybody waits
    virtual void release() {}           ///< whoever is still waited for comes back
    bool tells = true;                  ///< is_on() knows
};

class AgentBench : public Bench {
  public:
    explicit AgentBench(std::string keys) : keys_{std::move(keys)} {}
    std::string endpoint() const override { return agent_.endpoint("2,3", keys_); }
    std::optional<bool> truth() const override {
        return agent_.outlet_is_on(2) == agent_.outlet_is_on(3) ? std::optional{agent_.outlet_is_on(2)} : std::nullopt;
    }
    void stop_answering() override { agent_.make_slow(2, 1000); }

  private:
    support::Snmpd agent_;
    std::string keys_;
};

class ScriptBench : public Bench {
  public:
    ScriptBench() {
        std::ofstream{folder_ / "switch"} << "#!/bin/sh\ncd \"$(dirname \"$0\")\"\n[ -e hang ] && exec sleep 1000\n"
                                             "[ \"$1\" = A1 ] || exit 2\ncase $2 in status) cat state;; *) echo $2 >state;; esac\n";
        std::ofstream{folder_ / "state"} << "on\n";
        std::filesystem::permissions(folder_ / "switch", std::filesystem::perms::owner_all);
    }
    std::string endpoint() const override { return "exec:" + (folder_ / "switch").string() + "?with=A1"; }
    std::optional<bool> truth() const override { return support::contents_of(folder_ / "state") == "on\n"; }
    void stop_answering() override { std::ofstream{folder_ / "hang"}; }

  private:
    support::TempFolder folder_;
};

class HandsBench : public Bench {
  public:
    HandsBench() { tells = false; }
    std::string endpoint() const override { return "manual:?text=both%20cords"; }
    std::optional<bool> truth() const override { return on_; }
    Hands hands() override {
        return [this](std::string what, std::string) -> Task<bool> {
            while (idle_) co_await pause(10ms);
            on_ = what.starts_with("Switch the power on");
            co_return true;
        };
    }
    void stop_answering() override { idle_ = true; }
    void release() override { idle_ = false; }

  private:
    bool on_ = true, idle_ = false;
};

struct Kind {
    std::string name;
    std::function<std::unique_ptr<Bench>()> make;
};

void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

class Powers : public testing::TestWithParam<Kind> {
  protected:
    void with(std::function<Task<>(Power&, Bench&)> body) {
        Worker worker{2};
        const auto bench = GetParam().make();
        support::run([](auto use, Bench& at, Worker& pool) -> Task<> {
            LinkContext context;
            context.worker = &pool;
            context.hands = at.hands();
            auto endpoint = check_endpoint(at.endpoint(), Use::power);
            auto power = co_await open_power(std::move(endpoint), std::move(context), within(10s, "power switch"));
            co_await use(*power, at);
            at.release();
        }(std::move(body), *bench, worker));
    }
};

Task<std::optional<LinkError>> ending(Task<> task) {
    std::optional<LinkError> end;
    try {
        co_await std::move(task);
    } catch (const LinkError& error) {
        end = error;
    }
    co_return end;
}

TEST_P(Powers, SwitchesAndTells) {
    with([](Power& power, Bench& bench) -> Task<> {
        for (const bool on : {false, false, true, true, false}) {
            auto switching = on ? power.on(within(10s, "on")) : power.off(within(10s, "off"));
            co_await std::move(switching);
            EXPECT_EQ(bench.truth(), on);
            const auto told = co_await power.is_on(within(10s, "state"));
            EXPECT_EQ(told, bench.tells ? std::optional{on} : std::nullopt);
        }
    });
}

TEST_P(Powers, AreSeenToBeWhatTheyWereSwitchedTo) {
    with([](Power& power, Bench& bench) -> Task<> {
        for (const bool on : {false, true}) {
            co_await switch_power(power, on, within(10s, "switch"));
            EXPECT_EQ(bench.truth(), on);
        }
    });
}

TEST_P(Powers, HonourADeadline) {
    with([](Power& power, Bench& bench) -> Task<> {
        bench.stop_answering();
        const auto deadline = within(500ms, "power off");
        const auto end = co_await ending(power.off(deadline));
        EXPECT_EQ(end ? end->fault() : Fault::aborted, Fault::timeout);
        EXPECT_LT(Clock::now(), deadline.at + support::at_once());
    });
}

TEST_P(Powers, AreAbortedAtOnceAndForGood) {
    with([](Power& power, Bench& bench) -> Task<> {
        bench.stop_answering();
        asio::steady_timer timer{co_await asio::this_coro::executor, 100ms};
        Clock::time_point aborted;
        timer.async_wait([&](boost::system::error_code) {
            aborted = Clock::now();
            power.abort();
        });
        const auto end = co_await ending(power.off(within(10s, "power off")));
        EXPECT_EQ(end ? end->fault() : Fault::timeout, Fault::aborted);
        EXPECT_LT(Clock::now() - aborted, support::at_once());
        const auto later = co_await ending(power.on(within(10s, "power on")));
        EXPECT_EQ(later ? later->fault() : Fault::timeout, Fault::aborted);
    });
}

INSTANTIATE_TEST_SUITE_P(, Powers,
                         testing::Values(Kind{"Snmp2", [] { return std::make_unique<AgentBench>("community"); }},
                                         Kind{"Snmp3", [] { return std::make_unique<AgentBench>("user"); }},
                                         Kind{"Exec", [] { return std::make_unique<ScriptBench>(); }},
                                         Kind{"Manual", [] { return std::make_unique<HandsBench>(); }}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
