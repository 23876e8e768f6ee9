#include "drivers/family.hpp"
#include "station/engine/access.hpp"
#include "station/engine/journal.hpp"
#include "station/engine/line.hpp"

#include <algorithm>

// The unit over its management port.

namespace station {

using drivers::Fault;
using drivers::Host;
using drivers::LinkError;
using drivers::Rpc;
using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

// Pinned for the run, until a wipe makes new keys; before that the keys that the console showed, and only where it showed none the first seen.
drivers::HostKeyPolicy Access::host_key_policy() {
    drivers::HostKeyPolicy policy;
    policy.pinned = pinned_host_key_;
    if (pinned_host_key_) return policy;
    policy.first = [this](const std::string& fingerprint) {
        const bool ours = host_keys_.empty() || std::find(host_keys_.begin(), host_keys_.end(), fingerprint) != host_keys_.end();
        if (ours) pinned_host_key_ = fingerprint;
        return ours;
    };
    return policy;
}

const Management& Access::management() const {
    if (parts_.slot.management) return *parts_.slot.management;
    throw LinkError{Fault::refused, parts_.slot.name, "the slot has no management in the bench file: there is no way over the network to its unit"};
}

Task<> Access::connect(drivers::Deadline deadline) {
    const auto& management = this->management();
    const auto endpoint = drivers::check_endpoint(
        "ssh://" + credentials_.user + "@" + management.host() + ":" + std::to_string(management.ssh_port), drivers::Use::host);
    auto& transcript = this->transcript("ssh-" + std::to_string(++connections_), endpoint);
    auto wanted = context(transcript);
    wanted.host_key = host_key_policy();
    const auto known_before = pinned_host_key_.has_value();
    host_ = co_await drivers::open_host(endpoint, wanted, deadline);
    if (!known_before)
        co_await note("SSH host key " + host_->host_key() + (host_keys_.empty() ? " taken at first sight" : " is one that the console showed") +
                      ", pinned for this run");
    co_await note("SSH to " + endpoint.text + ": " + host_->algorithms() + (host_->legacy() ? " (legacy)" : ""));
}

Task<Host*> Access::host() {
    if (host_) co_return host_.get();
    if (no_host_ || !parts_.slot.management) co_return nullptr;
    auto tries = known_credentials();
    if (!credentials_.user.empty()) tries.insert(tries.begin(), credentials_);
    const auto before = credentials_;
    std::string why;
    for (const auto& credentials : tries) {
        credentials_ = credentials;
        try {
            co_await connect(within(15s, "SSH connection"));
            co_return host_.get();
        } catch (const LinkError& error) {
            if (drivers::is_final(error.fault())) throw;
            why = error.what();
            if (error.fault() != Fault::refused) break;
        }
    }
    credentials_ = before;
    no_host_ = true;
    co_await note("no SSH to the unit: " + why);
    co_return nullptr;
}

Task<Host*> Access::await_host(drivers::Deadline deadline) {
    management();  // without one nobody comes, however long it is awaited
    for (;;) {
        std::optional<LinkError> failure;
        try {
            co_await connect(deadline);
            no_host_ = no_rpc_ = false;
            co_return host_.get();
        } catch (const LinkError& error) {
            failure = error;
        }
        if (drivers::is_final(failure->fault()) || deadline.passed()) throw *failure;
        co_await parts_.stop.sleep(1s);
    }
}

Task<Rpc*> Access::rpc() {
    if (auto* rpc = co_await network_rpc()) co_return rpc;
    co_return co_await console_rpc();
}

Task<Rpc*> Access::network_rpc() {
    if (rpc_) co_return rpc_.get();
    auto* host = co_await this->host();
    if (!host || no_rpc_) co_return nullptr;
    std::string why;
    try {
        auto stream = co_await host->subsystem("netconf", within(15s, "NETCONF subsystem"));
        rpc_ = co_await drivers::open_rpc(std::move(stream), parts_.worker, within(20s, "NETCONF hello"), parts_.bench.limits);
        co_return rpc_.get();
    } catch (const LinkError& error) {
        if (drivers::is_final(error.fault())) throw;
        why = error.what();
    }
    no_rpc_ = true;
    co_await note("SSH, but no NETCONF to the unit: " + why);
    co_return nullptr;
}

// The whole connection: who lost one channel of it has mostly lost them all.
void Access::drop_rpc() {
    rpc_.reset();
    if (host_) host_->abort();
    host_.reset();
    if (auto& line = lines_.front(); line && line->rpc) line.reset();
}

void Access::hang_up() noexcept {
    if (rpc_) rpc_->abort();
    if (host_) host_->abort();
}

}  // namespace station
