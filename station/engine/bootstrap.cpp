#include "station/engine/bootstrap.hpp"

#include "drivers/console.hpp"
#include "drivers/family.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/junos/reply.hpp"
#include "drivers/lines.hpp"
#include "drivers/xml.hpp"
#include "station/engine/access.hpp"
#include "station/engine/host_keys.hpp"
#include "station/engine/occupant.hpp"

#include <algorithm>
#include <optional>

namespace station {

using drivers::Fault;
using drivers::LinkError;
using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

namespace {

// The family's lines for this slot and run; those for which there is nothing to fill in are left out.
std::vector<std::string> lines_for(Context& context, const std::string& password_hash) {
    const auto& management = context.access().family().management;
    const auto& place = context.slot().management;
    const bool several_members = !management.members_interface.empty() && context.engines() > 1;
    std::map<std::string, std::string> values{{"interface", several_members ? management.members_interface : management.interface},
                                              {"user", "root"},
                                              {"password-hash", password_hash}};
    if (place) values["address"] = place->address;
    if (place && !place->gateway.empty()) values["gateway"] = place->gateway;
    std::vector<std::string> lines;
    for (const auto& line : management.configuration) {
        auto filled = drivers::filled(line, values);
        if (filled.find("{address}") == std::string::npos && filled.find("{gateway}") == std::string::npos) lines.push_back(std::move(filled));
    }
    return lines;
}

void must_succeed(const drivers::RpcReply& reply, const std::string& where, const std::string& what) {
    if (reply.failed()) throw LinkError{Fault::protocol, where, "the unit refused " + what + ": " + reply.first_error()};
}

constexpr int most_readings = 2;  ///< bytes may get lost on a line: what is held against a bench was read twice

Refusal another_unit(const std::string& where, const std::string& told, const std::string& serial) {
    return Refusal{Outcome{reports::Verdict::error, "unit-unknown",
                           "the bench's configuration was not committed on " + where + ": whoever takes it there " +
                               (told.empty() ? "gives no serial" : "says " + told) + ", and " + serial + " stood there before",
                           "look where the console's cable leads, then run again: this says nothing about the unit"}};
}

// Asked on the conversation that takes the lines: another unit may have come to the console since its serial was read there.
Task<> must_be(Context& context, drivers::Rpc& rpc, std::string serial) {
    const auto* query = context.access().family().query("inventory");
    if (!query || query->rpc.empty()) co_return;
    std::string told;
    for (int readings = 0; readings < most_readings && told != serial; ++readings) told = co_await context.serial_over(rpc);
    if (told != serial) throw another_unit(rpc.where(), told, serial);
}

// The same in configuration mode, where the lines wait for their commit. On another unit they are taken back.
Task<> must_be(Context& context, drivers::Console& console, std::string serial) {
    const auto* query = context.access().family().query("inventory");
    if (!query || query->cli.empty()) co_return;
    std::string told;
    for (int readings = 0; readings < most_readings && told != serial; ++readings) {
        const auto said = co_await console.command("run " + query->cli + " | no-more", within(query->within, "inventory before the commit"));
        told = drivers::junos::chassis_serial(drivers::junos::read_text(said).facts, context.first_place());
    }
    if (told == serial) co_return;
    co_await console.command("rollback 0", within(30s, "end of the rollback"));
    co_await console.enter("cli", context.access().credentials(), within(60s, "operational CLI prompt"));
    throw another_unit(console.where(), told, serial);
}

// Whether there is NETCONF on the console. The automatic image upgrade of a fresh unit may hold the configuration for a while.
Task<bool> by_netconf(Context& context, std::vector<std::string> lines, std::string serial) {
    const auto& management = context.access().family().management;
    auto* rpc = management.load_rpc.empty() ? nullptr : co_await context.access().console_rpc();
    if (!rpc) co_return false;
    co_await must_be(context, *rpc, std::move(serial));
    std::string all;
    for (const auto& line : lines) all += drivers::xml_text(line) + "\n";
    const auto load = drivers::filled(management.load_rpc, {{"lines", all}});
    const auto until = within(5min, "the configuration of the unit");
    for (;;) {
        const auto loaded = co_await rpc->call(load, until);
        if (!loaded.failed()) break;
        if (until.passed()) must_succeed(loaded, rpc->where(), "the bench's management configuration");
        co_await rpc->discard_changes(until);
        co_await context.stop().sleep(2s);
    }
    const auto committed = co_await rpc->commit(within(5min, "end of the commit"));
    must_succeed(committed, rpc->where(), "to commit the bench's management configuration");
    co_return true;
}

Task<> by_cli(Context& context, std::vector<std::string> lines, std::string serial) {
    auto& access = context.access();
    const auto& management = access.family().management;
    auto* console = co_await access.console();
    co_await console->enter("config", access.credentials(), within(60s, "configuration mode"));
    for (const auto& line : lines) co_await console->command(line, within(30s, "prompt after a configuration line"));
    co_await must_be(context, *console, std::move(serial));
    const auto said = co_await console->command(management.commit, within(5min, "end of the commit"));
    if (!drivers::line_with(drivers::TextPattern{management.committed}, said))
        throw LinkError{Fault::protocol, console->where(), "the unit did not commit the bench's management configuration", said.substr(0, 200)};
    co_await console->enter("cli", access.credentials(), within(60s, "operational CLI prompt"));
}

// Asked in the shell of the engine that answers on the network. A unit that does not show them is trusted at first sight, and the record says so.
Task<> learn_host_keys(Context& context) {
    auto& access = context.access();
    const auto& command = access.family().management.host_keys;
    if (command.empty()) co_return;
    auto* console = co_await access.console();
    std::string shown;
    try {
        co_await console->enter("shell", access.credentials(), within(30s, "shell"));
        shown = co_await console->command(command, within(30s, "host keys"));
        co_await console->enter("cli", access.credentials(), within(60s, "operational CLI prompt"));
    } catch (const LinkError& error) {
        if (drivers::is_final(error.fault())) throw;
    }
    auto keys = fingerprints_in(shown);
    const auto shown_keys = "the console shows " + std::to_string(keys.size()) + " SSH host keys";
    co_await context.note(shown_keys);
    access.trust(std::move(keys));
}

// Which way it was committed. A NETCONF conversation that ends in the middle is begun anew, once: the lines are the same, and set only once.
Task<bool> configure(Context& context, std::vector<std::string> lines) {
    for (bool again = false;; again = true) {
        auto permit = co_await read_permit(context, 0);  // a password and an address are not for another unit either
        const auto serial = permit.serial();
        co_await spend(context, std::move(permit));
        std::optional<LinkError> failure;
        try {
            const bool structured = co_await by_netconf(context, lines, serial);
            if (!structured) co_await by_cli(context, lines, serial);
            co_return structured;
        } catch (const LinkError& error) {
            failure = error;
        }
        const bool ended = failure->fault() == Fault::closed || failure->fault() == Fault::timeout;
        if (again || !ended) throw *failure;
        co_await context.note("the configuration is begun again: " + std::string{failure->what()});
        context.access().drop_rpc();
    }
}

}  // namespace

Task<> bootstrap(Context& context) {
    auto& access = context.access();
    const auto digest = co_await access.run_password_hash();
    const auto lines = lines_for(context, digest);
    context.progress("bench configuration");
    const bool structured = co_await configure(context, lines);
    co_await context.note(std::string{"bench configuration committed "} + (structured ? "by NETCONF over the console" : "at the CLI"));
    access.has_run_password();
    if (!context.slot().management) co_return;
    co_await learn_host_keys(context);
    context.progress("waiting for SSH");
    co_await access.await_host(within(5min, "SSH with the bench's address"));
    if (!co_await context.rpc()) throw LinkError{Fault::unreachable, context.slot().name, "the unit answers on the network, but speaks no NETCONF"};
}

}  // namespace station
