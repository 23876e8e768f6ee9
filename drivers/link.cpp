#include "drivers/link.hpp"

#include "drivers/names.hpp"
#include "yang/schema.hpp"

#include <algorithm>

namespace drivers {
namespace {

// One of the two registries of the program: filled by Registration objects before main, read-only afterwards.
std::vector<Transport>& transports() {
    static std::vector<Transport> all;
    return all;
}

const Transport* find(std::string_view scheme) {
    for (const auto& transport : transports())
        if (transport.scheme == scheme) return &transport;
    return nullptr;
}

bool offers(const Transport& transport, Use use) {
    switch (use) {
        case Use::terminal: return static_cast<bool>(transport.terminal);
        case Use::host: return static_cast<bool>(transport.host);
        case Use::power: return static_cast<bool>(transport.power);
    }
    return false;
}

std::string_view noun(Use use) {
    switch (use) {
        case Use::terminal: return "console";
        case Use::host: return "host";
        case Use::power: return "power switch";
    }
    return "link";
}

const Transport& transport_for(const Endpoint& endpoint, Use use) {
    const auto* transport = find(endpoint.scheme);
    if (!transport) {
        const auto near = yang::nearest(endpoint.scheme, schemes());
        throw std::invalid_argument{"\"" + endpoint.text + "\" is no endpoint I know (" + joined(schemes()) + ")" +
                                    (near.empty() ? "" : "; did you mean " + near + "?")};
    }
    if (!offers(*transport, use))
        throw std::invalid_argument{"\"" + endpoint.text + "\" cannot be a " + std::string{noun(use)} + ": " + endpoint.scheme +
                                    " has none"};
    return *transport;
}

void check_options(const Endpoint& endpoint, const std::vector<std::string>& known) {
    for (const auto& [option, value] : endpoint.query) {
        if (std::find(known.begin(), known.end(), option) != known.end()) continue;
        const auto near = yang::nearest(option, known);
        endpoint.refuse("there is no option " + option + (known.empty() ? "" : " (" + joined(known) + ")") +
                        (near.empty() ? "" : "; did you mean " + near + "?"));
    }
}

}  // namespace

Task<> Terminal::send_break(Deadline) {
    throw LinkError{Fault::protocol, where(), "this kind of line has no break signal"};
    co_return;
}

std::unique_ptr<Terminal> Rpc::release() { return nullptr; }

bool RpcReply::failed() const {
    return std::any_of(messages.begin(), messages.end(), [](const RpcMessage& m) { return m.is_error; });
}

std::string RpcReply::first_error() const {
    for (const auto& message : messages)
        if (message.is_error) return message.text.empty() ? message.tag : message.text;
    return {};
}

// `payload` points into `envelope`, whose bytes may lie inside the string object: moving has to keep the offset, not the pointer.
RpcReply::RpcReply(RpcReply&& other) noexcept { *this = std::move(other); }

RpcReply& RpcReply::operator=(RpcReply&& other) noexcept {
    const auto offset = other.payload.data() ? other.payload.data() - other.envelope.data() : 0;
    const auto size = other.payload.size();
    ok = other.ok;
    messages = std::move(other.messages);
    envelope = std::move(other.envelope);
    payload = size ? std::string_view{envelope}.substr(static_cast<std::size_t>(offset), size) : std::string_view{};
    other.payload = {};
    return *this;
}

Registration::Registration(Transport transport) { transports().push_back(std::move(transport)); }

std::vector<std::string> schemes() {
    std::vector<std::string> names;
    for (const auto& transport : transports()) names.push_back(transport.scheme);
    std::sort(names.begin(), names.end());
    return names;
}

Endpoint check_endpoint(std::string_view text, Use use) {
    auto endpoint = parse_endpoint(text);
    const auto& transport = transport_for(endpoint, use);
    check_options(endpoint, transport.options);
    if (transport.check) transport.check(endpoint);
    return endpoint;
}

std::vector<std::string> occupied_by(const Endpoint& endpoint) {
    const auto* transport = find(endpoint.scheme);
    return transport && transport->occupies ? transport->occupies(endpoint) : std::vector<std::string>{};
}

std::string lacking_for(const Endpoint& endpoint) {
    const auto* transport = find(endpoint.scheme);
    return transport && transport->lacks ? transport->lacks(endpoint) : "";
}

Task<std::unique_ptr<Terminal>> open_terminal(Endpoint endpoint, LinkContext context, Deadline deadline) {
    const auto& transport = transport_for(endpoint, Use::terminal);
    co_return co_await transport.terminal(std::move(endpoint), std::move(context), std::move(deadline));
}

Task<std::unique_ptr<Terminal>> await_terminal(Endpoint endpoint, LinkContext context, Deadline deadline) {
    constexpr auto between = std::chrono::milliseconds{100};
    for (;;) {
        try {
            co_return co_await open_terminal(endpoint, context, deadline);
        } catch (const LinkError& error) {
            const bool may_come = error.fault() == Fault::unreachable || error.fault() == Fault::refused || error.fault() == Fault::closed;
            if (!may_come || Clock::now() + between > deadline.at) throw;
        }
        co_await pause(between);
    }
}

Task<std::unique_ptr<Host>> open_host(Endpoint endpoint, LinkContext context, Deadline deadline) {
    const auto& transport = transport_for(endpoint, Use::host);
    co_return co_await transport.host(std::move(endpoint), std::move(context), std::move(deadline));
}

Task<std::unique_ptr<Power>> open_power(Endpoint endpoint, LinkContext context, Deadline deadline) {
    const auto& transport = transport_for(endpoint, Use::power);
    co_return co_await transport.power(std::move(endpoint), std::move(context), std::move(deadline));
}

}  // namespace drivers
