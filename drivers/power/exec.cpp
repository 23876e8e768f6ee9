// The power switch exec: - a program of the bench's owner, for whatever nobody has written a transport for. It is started as
// `PROGRAM [ARGUMENTS...] on|off|status`; exit code 0 is yes. status prints on or off; any other code or word: it cannot tell.

#include "drivers/link.hpp"
#include "drivers/power.hpp"
#include "drivers/power/program.hpp"

#include <unistd.h>

#include <filesystem>

namespace drivers::power {
namespace {

std::string last_line(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

class ExecPower : public Power {
  public:
    explicit ExecPower(Endpoint endpoint) : endpoint_{std::move(endpoint)} {}

    Task<> off(Deadline deadline) override { return switch_to(false, std::move(deadline)); }
    Task<> on(Deadline deadline) override { return switch_to(true, std::move(deadline)); }
    Task<std::optional<bool>> is_on(Deadline deadline) override {
        const auto end = co_await run("status", std::move(deadline));
        const auto said = last_line(end.output);
        if (end.status == 0 && said == "on") co_return true;
        if (end.status == 0 && said == "off") co_return false;
        co_return std::nullopt;
    }
    void abort() noexcept override {
        aborted_ = true;
        if (running_) running_->kill();
    }
    const std::string& where() const override { return endpoint_.text; }

  private:
    Task<> switch_to(bool on, Deadline deadline);
    Task<Program::End> run(std::string verb, Deadline deadline);

    Endpoint endpoint_;
    Program* running_ = nullptr;
    bool aborted_ = false;
};

Task<Program::End> ExecPower::run(std::string verb, Deadline deadline) {
    const auto stopped = [this] { return LinkError{Fault::aborted, where(), "stopped"}; };
    if (aborted_) throw stopped();
    std::vector<std::string> command{endpoint_.path};
    for (auto& argument : endpoint_.list("with")) command.push_back(std::move(argument));
    command.push_back(verb);
    try {
        Program program{co_await asio::this_coro::executor, command};
        struct Running {
            Program*& slot;
            ~Running() { slot = nullptr; }
        } running{running_};
        running_ = &program;
        auto end = co_await program.end(deadline.awaiting("end of \"" + endpoint_.path + " ... " + verb + "\""), where());
        if (aborted_) throw stopped();
        co_return end;
    } catch (const boost::system::system_error& broken) {
        if (aborted_) throw stopped();
        throw LinkError{Fault::protocol, where(), broken.code().message()};
    } catch (const std::system_error& error) {
        throw LinkError{Fault::unreachable, where(), "the program cannot be run: " + std::string{error.what()}};
    }
}

Task<> ExecPower::switch_to(bool on, Deadline deadline) {
    const auto end = co_await run(on ? "on" : "off", deadline);
    if (end.status != 0)
        throw LinkError{Fault::refused, where(), "the program did not switch the power (exit code " + std::to_string(end.status) + ")",
                        last_line(end.output)};
    co_await await_power(*this, on, std::move(deadline));
}

void check(const Endpoint& endpoint) {
    if (!endpoint.host.empty() || !endpoint.path.starts_with('/'))
        endpoint.refuse("expected the program's whole path, as in exec:/usr/local/bin/switch?with=A1");
}

// A program that is told nothing else switches one thing: whoever starts it with the same words switches that.
std::vector<std::string> switch_of(const Endpoint& endpoint) {
    std::error_code none;
    const auto program = std::filesystem::weakly_canonical(endpoint.path, none);
    return {"switch " + (none ? endpoint.path : program.string()) + " " + endpoint.option("with", "")};
}

std::string lacks(const Endpoint& endpoint) {
    std::error_code none;
    const std::filesystem::path program{endpoint.path};
    if (!std::filesystem::exists(program, none)) return "there is no program " + endpoint.path;
    if (!std::filesystem::is_regular_file(program, none) || ::access(program.c_str(), X_OK) != 0) return endpoint.path + " is no program that can be run";
    return {};
}

Task<std::unique_ptr<Power>> open(Endpoint endpoint, LinkContext, Deadline) { co_return std::make_unique<ExecPower>(std::move(endpoint)); }

const Registration registration{{.scheme = "exec", .example = "exec:/usr/local/bin/switch?with=A1", .options = {"with"}, .check = check, .power = open, .occupies = switch_of, .lacks = lacks}};

}  // namespace
}  // namespace drivers::power
