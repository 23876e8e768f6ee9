#include "drivers/ssh/host.hpp"

#include "drivers/ssh/channel.hpp"
#include "drivers/ssh/connect.hpp"
#include "drivers/ssh/connection.hpp"
#include "drivers/ssh/upload.hpp"
#include "drivers/transcript.hpp"

#include <libssh/libssh.h>

#include <utility>
#include <vector>

namespace drivers::ssh {
namespace {

using SharedConnection = std::shared_ptr<Connection>;

// 511 columns, the most Junos takes: a wrapped line is a line misread.
constexpr int columns = 511, rows = 24;

// Requests are named before they are awaited: g++ 12 destroys a closure twice that is made inside a co_await
// expression.
Task<std::unique_ptr<Terminal>> shell_of(SharedConnection connection, Transcript* transcript,
                                         Deadline deadline) {
    Channel::Request request = [sized = false](ssh_channel channel) mutable {
        if (!sized) {
            if (const int rc = ssh_channel_request_pty_size(channel, "vt100", columns, rows); rc != SSH_OK)
                return rc;
            sized = true;
        }
        return ssh_channel_request_shell(channel);
    };
    co_return make_terminal(
        co_await Channel::open(std::move(connection), transcript, "shell", std::move(request), deadline));
}

Task<std::unique_ptr<Terminal>> subsystem_of(SharedConnection connection, Transcript* transcript,
                                             std::string name, Deadline deadline) {
    Channel::Request request = [name](ssh_channel channel) {
        return ssh_channel_request_subsystem(channel, name.c_str());
    };
    const auto what = "subsystem " + name;
    co_return make_terminal(
        co_await Channel::open(std::move(connection), transcript, what, std::move(request), deadline));
}

Task<ExecResult> exec_on(SharedConnection connection, Transcript* transcript, std::string command,
                         std::uint64_t most, Deadline deadline) {
    // A request, not bytes of the channel; but evidence without the question is none.
    if (transcript) transcript->sent(command + "\n");
    Channel::Request request = [command](ssh_channel channel) {
        return ssh_channel_request_exec(channel, command.c_str());
    };
    const auto what = "answer to \"" + command + "\"";
    const auto channel =
        co_await Channel::open(std::move(connection), transcript, what, std::move(request), deadline);
    channel->end_input();
    co_return co_await Channel::collect(channel, most, deadline);
}

class SshHost final : public Host {
  public:
    SshHost(Connected connected, Endpoint endpoint, LinkContext context)
        : connected_{std::move(connected)}, endpoint_{std::move(endpoint)}, context_{std::move(context)} {}

    Task<std::unique_ptr<Terminal>> shell(Deadline deadline) override {
        return shell_of(connected_.connection, context_.transcript, std::move(deadline));
    }
    Task<std::unique_ptr<Terminal>> subsystem(std::string name, Deadline deadline) override {
        return subsystem_of(connected_.connection, context_.transcript, std::move(name), std::move(deadline));
    }
    Task<ExecResult> exec(std::string command, Deadline deadline) override {
        return exec_on(connected_.connection, context_.transcript, std::move(command), context_.limits.reply, std::move(deadline));
    }
    Task<Uploaded> upload(std::filesystem::path file, std::string remote_path, Begin begin, Progress progress,
                          Deadline deadline) override {
        auto context = context_;
        context.host_key = {.pinned = connected_.host_key, .first = {}};  // the same unit, or none
        return ssh::upload(endpoint_, std::move(context), std::move(file), std::move(remote_path),
                           begin, std::move(progress), std::move(deadline),
                           [uploads = uploads_](const SharedConnection& begun) { uploads->add(begun); });
    }

    std::string host_key() const override { return connected_.host_key; }
    std::string algorithms() const override { return connected_.algorithms; }
    bool legacy() const override { return connected_.legacy; }
    const std::string& where() const override { return endpoint_.text; }
    void abort() noexcept override {
        connected_.connection->abort();
        uploads_->abort();
    }

  private:
    // Shared with the uploads under way, which the Host does not outlive for certain.
    struct Uploads {
        std::vector<std::weak_ptr<Connection>> connections;
        bool aborted = false;

        void add(const SharedConnection& connection) {
            std::erase_if(connections, [](const auto& weak) { return weak.expired(); });
            connections.push_back(connection);
            if (aborted) connection->abort();
        }
        void abort() noexcept {
            aborted = true;
            for (const auto& weak : connections)
                if (const auto connection = weak.lock()) connection->abort();
        }
    };

    Connected connected_;
    Endpoint endpoint_;
    LinkContext context_;
    std::shared_ptr<Uploads> uploads_ = std::make_shared<Uploads>();
};

}  // namespace

Task<std::unique_ptr<Host>> open_host(Endpoint endpoint, LinkContext context, Deadline deadline) {
    auto connected = co_await connect(endpoint, context, std::move(deadline));
    co_return std::make_unique<SshHost>(std::move(connected), std::move(endpoint), std::move(context));
}

Task<std::unique_ptr<Terminal>> open_console(Endpoint endpoint, LinkContext context, Deadline deadline) {
    if (const auto pinned = endpoint.option("host-key", ""); !pinned.empty()) context.host_key.pinned = pinned;
    auto connected = co_await connect(std::move(endpoint), context, deadline);
    const auto stoppable = interruptible(context, connected.connection);
    co_return co_await shell_of(std::move(connected.connection), context.transcript, std::move(deadline));
}

}  // namespace drivers::ssh
