// The power switch snmp: - outlets of a switched PDU: snmp://HOST/KIND?outlet=4,5&keys=FILE. Every outlet is switched, and each has to
// say that it is; a unit with two supplies is off when both are.

#include "drivers/link.hpp"
#include "drivers/power.hpp"
#include "drivers/patience.hpp"
#include "drivers/power/pdu.hpp"
#include "drivers/power/snmp.hpp"
#include "drivers/secret_file.hpp"
#include "drivers/worker.hpp"

#include <algorithm>
#include <stdexcept>

namespace drivers::power {
namespace {

constexpr auto example = "snmp://192.0.2.20/apc-rpdu2?outlet=4&keys=/etc/station/pdu.keys";

bool is_outlet(const std::string& text) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return digits && !text.empty() && text.front() != '.' && text.back() != '.' && text.find("..") == std::string::npos;
}

class SnmpPower : public Power {
  public:
    SnmpPower(const Endpoint& endpoint, Worker& worker)
        : pdu_{pdu(endpoint.path.substr(1))}, outlets_{endpoint.list("outlet")}, worker_{worker}, patience_{endpoint.text} {
        agent_.where = endpoint.text;
        const auto host = endpoint.host.find(':') == std::string::npos ? endpoint.host : "[" + endpoint.host + "]";
        agent_.address = host + ":" + std::to_string(endpoint.port.value_or(161));
        read_keys(agent_, endpoint.option("keys", ""));
    }

    Task<> off(Deadline deadline) override { return switch_to(false, std::move(deadline)); }
    Task<> on(Deadline deadline) override { return switch_to(true, std::move(deadline)); }
    Task<std::optional<bool>> is_on(Deadline deadline) override;
    void abort() noexcept override { patience_.abort(); }
    const std::string& where() const override { return patience_.where(); }

  private:
    Task<> switch_to(bool on, Deadline deadline);
    Task<> await_outlet(std::string outlet, bool on, Deadline deadline);
    Task<int> read(std::string outlet, Deadline deadline);

    const Pdu& pdu_;
    std::vector<std::string> outlets_;
    Worker& worker_;
    Patience patience_;
    SnmpAgent agent_;
};

Task<int> SnmpPower::read(std::string outlet, Deadline deadline) {
    const auto ask = [agent = agent_, oid = for_outlet(pdu_.state, outlet)] { return snmp_get(agent, oid); };
    co_return co_await patience_.await(worker_.run(ask), deadline.awaiting("state of outlet " + outlet));
}

/// On while any outlet is: the unit has power then.
Task<std::optional<bool>> SnmpPower::is_on(Deadline deadline) {
    patience_.need_open();
    if (pdu_.state.empty()) co_return std::nullopt;
    bool any = false;
    for (const auto& outlet : outlets_) {
        const auto state = pdu_.is_on(co_await read(outlet, deadline));
        if (!state) co_return std::nullopt;
        any = any || *state;
    }
    co_return any;
}

Task<> SnmpPower::switch_to(bool on, Deadline deadline) {
    for (const auto& outlet : outlets_) {
        const auto tell = [agent = agent_, oid = for_outlet(pdu_.control, outlet), value = (on ? pdu_.on : pdu_.off).write] {
            snmp_set(agent, oid, value);
            return true;
        };
        co_await patience_.await(worker_.run(tell), deadline.awaiting("answer of the PDU for outlet " + outlet));
    }
    if (pdu_.state.empty()) co_return;
    for (const auto& outlet : outlets_) co_await await_outlet(outlet, on, deadline);
}

Task<> SnmpPower::await_outlet(std::string outlet, bool on, Deadline deadline) {
    constexpr auto between = std::chrono::milliseconds{200};
    const auto wanted = deadline.awaiting("outlet " + outlet + " to be " + (on ? "on" : "off"));
    std::string last;
    for (;;) {
        try {
            const auto value = co_await read(outlet, deadline);
            if (pdu_.is_on(value) == on) co_return;
            last = "outlet " + outlet + " reads " + std::to_string(value);
        } catch (const LinkError& error) {
            if (error.fault() != Fault::timeout || last.empty()) throw;
        }
        if (Clock::now() + between > deadline.at) throw too_late(wanted, where(), last);
        co_await patience_.rest(between);
    }
}

void check(const Endpoint& endpoint) {
    const auto refuse = [&](const std::string& why) { endpoint.refuse(why + ", as in " + example); };
    if (endpoint.host.empty()) refuse("it names no PDU");
    if (!endpoint.user.empty()) refuse("community and user belong in the file that keys names");
    if (endpoint.path.size() < 2) refuse("it does not say what kind of PDU it is");
    try {
        pdu(endpoint.path.substr(1));
    } catch (const std::invalid_argument& unknown) {
        refuse(unknown.what());
    }
    const auto outlets = endpoint.list("outlet");
    if (outlets.empty()) refuse("it names no outlet");
    for (const auto& outlet : outlets)
        if (!is_outlet(outlet)) refuse("\"" + outlet + "\" is no outlet");
    if (!endpoint.option("keys", "").starts_with('/')) refuse("keys has to be the whole path of a file with the community or user");
}

Task<std::unique_ptr<Power>> open(Endpoint endpoint, LinkContext context, Deadline) {
    if (!context.worker) throw LinkError{Fault::unreachable, endpoint.text, "nothing here speaks SNMP"};
    try {
        co_return std::make_unique<SnmpPower>(endpoint, *context.worker);
    } catch (const std::runtime_error& error) {
        throw LinkError{Fault::refused, endpoint.text, error.what()};
    }
}

std::vector<std::string> outlets_of(const Endpoint& endpoint) {
    std::vector<std::string> outlets;
    for (const auto& outlet : endpoint.list("outlet")) outlets.push_back("outlet " + outlet + " of " + endpoint.host_and_port(161));
    return outlets;
}

std::string lacks(const Endpoint& endpoint) { return trouble_with_secret_file(endpoint.option("keys", "")); }

const Registration registration{{.scheme = "snmp", .example = example, .options = {"outlet", "keys"}, .check = check, .power = open, .occupies = outlets_of, .lacks = lacks}};

}  // namespace
}  // namespace drivers::power
