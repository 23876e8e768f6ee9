#pragma once
// Puts a conversation under test: a scripted unit at one end, a test at the other.

#include "tests/drivers/netconf/junos_peer.hpp"
#include "tests/support/run.hpp"

#include "drivers/worker.hpp"

#include <functional>
#include <optional>
#include <string>

namespace support {

inline const std::string inventory =
    "<chassis-inventory "
    "xmlns=\"http://xml.juniper.net/junos/21.4R3/junos-chassis\"><chassis/></chassis-inventory>";
inline const std::string lock_denied =
    "<rpc-error><error-type>protocol</error-type><error-tag>in-use\n</error-tag><error-severity>error</"
    "error-severity><error-message>\n"
    "configuration database locked by:\n  root terminal p0 (pid 7527)\n</error-message></rpc-error>";
inline const std::string warning =
    "<rpc-error><error-type>protocol</error-type><error-tag>operation-failed</"
    "error-tag><error-severity>warning</error-severity>"
    "<error-message>statement not found</error-message></rpc-error>";

inline std::string answers(const std::string& rpc) {
    if (rpc.find("<get-chassis-inventory/>") != std::string::npos) return inventory;
    if (rpc.find("<get-nothing/>") != std::string::npos) return "";
    if (rpc.find("<get-syntax/>") != std::string::npos)
        return "<rpc-error><error-severity>error</error-severity><error-message>syntax error "
               "&lt;x></error-message></rpc-error>";
    if (rpc.find("<silence/>") != std::string::npos) return "(silence)";
    return "<ok/>";
}

/// Runs `use(rpc, peer)` on an open conversation with a unit of this manner.
template <class Use>
void converse(Manner manner, Use use, std::function<std::string(const std::string&)> unit = answers) {
    JunosPeer peer{std::move(manner), std::move(unit)};
    Worker worker{1};
    run([](JunosPeer& p, Worker& w, Use u) -> Task<> {
        auto rpc = co_await open_rpc(p.stream(), w, within(std::chrono::seconds{2}, "NETCONF hello"));
        co_await u(*rpc, p);
    }(peer, worker, std::move(use)));
}

/// The fault a task ends with; nothing when it does not.
template <class T>
Task<std::optional<LinkError>> failure_of(Task<T> task) {
    try {
        co_await std::move(task);
    } catch (const LinkError& error) {
        co_return error;
    }
    co_return std::nullopt;
}

}  // namespace support
