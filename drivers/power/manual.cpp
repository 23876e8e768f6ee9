// The power switch manual: - the hands of whoever is at the bench. `?text=` names the switch, `?picture=` shows it.

#include "drivers/link.hpp"
#include "drivers/patience.hpp"

namespace drivers::power {
namespace {

/// Owns whom it asks: an answer may come when the switch is long gone.
Task<bool> asked(Hands hands, std::string what, std::string picture) {
    const auto done = co_await hands(std::move(what), std::move(picture));
    co_return done;
}

class ManualPower : public Power {
  public:
    ManualPower(Endpoint endpoint, Hands hands) : endpoint_{std::move(endpoint)}, hands_{std::move(hands)}, patience_{endpoint_.text} {}

    Task<> off(Deadline deadline) override { return ask("Switch the power off and leave it off: ", std::move(deadline)); }
    Task<> on(Deadline deadline) override { return ask("Switch the power on: ", std::move(deadline)); }
    Task<std::optional<bool>> is_on(Deadline) override {
        patience_.need_open();
        co_return std::nullopt;  // who was asked has said so; asking again tells no more
    }
    void abort() noexcept override { patience_.abort(); }
    const std::string& where() const override { return endpoint_.text; }

  private:
    Task<> ask(std::string what, Deadline deadline) {
        patience_.need_open();
        if (!hands_) throw LinkError{Fault::refused, where(), "nobody is there to switch the power"};
        what += endpoint_.option("text", "every power cord of the unit");
        auto asking = asked(hands_, what, endpoint_.option("picture", ""));
        const auto done = co_await patience_.await(std::move(asking), deadline.awaiting("hand at the power switch"));
        if (!done) throw LinkError{Fault::refused, where(), "the power was not switched by who was asked"};
    }

    Endpoint endpoint_;
    Hands hands_;
    Patience patience_;
};

void check(const Endpoint& endpoint) {
    if (!endpoint.host.empty() || !endpoint.path.empty())
        endpoint.refuse("hands have no address; expected manual: alone, or manual:?text=...");
}

Task<std::unique_ptr<Power>> open(Endpoint endpoint, LinkContext context, Deadline) {
    co_return std::make_unique<ManualPower>(std::move(endpoint), std::move(context.hands));
}

const Registration registration{{.scheme = "manual", .example = "manual:", .options = {"text", "picture"}, .check = check, .power = open}};

}  // namespace
}  // namespace drivers::power
