#include "drivers/ssh/upload.hpp"

#include "drivers/ssh/connection.hpp"
#include "drivers/ssh/scp.hpp"
#include "drivers/ssh/sftp.hpp"
#include "drivers/transcript.hpp"
#include "drivers/worker.hpp"

#include <libssh/libssh.h>

#include <memory>

namespace drivers::ssh {
namespace {

// When the coroutine goes, so does the connection under libssh in the Worker, and nobody reports any more.
struct Ending {
    std::shared_ptr<Connection> connection;
    std::shared_ptr<bool> listening = std::make_shared<bool>(true);
    std::shared_ptr<bool> late = std::make_shared<bool>(false);
    ~Ending() {
        *listening = false;
        connection->hang_up();
    }
};

std::function<void(std::uint64_t)> on_station_thread(asio::any_io_executor executor, Progress progress,
                                                     std::uint64_t total, std::shared_ptr<bool> listening) {
    if (!progress) return {};
    return [=](std::uint64_t done) {
        asio::post(executor, [=] {
            if (*listening) progress(done, total);
        });
    };
}

std::string name_on_unit(const std::string& remote_path, const std::filesystem::path& file) {
    auto name = std::filesystem::path{remote_path}.filename().string();
    return name.empty() ? file.filename().string() : name;
}

// What a unit offers is found out by asking it: scp, which every unit of old has, or else SFTP. Only SFTP goes on
// where a copy broke off, so then it is asked for first.
Uploaded send_file(ssh_session_struct* ssh, const Sending& sending) {
    ssh_set_blocking(ssh, 1);
    const auto first = sending.resume ? send_by_sftp : send_by_scp, second = sending.resume ? send_by_scp : send_by_sftp;
    auto sent = first(ssh, sending);
    if (auto* uploaded = std::get_if<Uploaded>(&sent)) return std::move(*uploaded);
    const auto why = std::get<NotOffered>(sent).why;
    sent = second(ssh, sending);
    if (auto* uploaded = std::get_if<Uploaded>(&sent)) return std::move(*uploaded);
    throw refused(sending, why + "; " + std::get<NotOffered>(sent).why);
}

}  // namespace

Task<Uploaded> upload(Endpoint endpoint, LinkContext context, std::filesystem::path file,
                      std::string remote_path, Begin begin, Progress progress, Deadline deadline, Begun begun) {
    if (!context.worker) throw std::logic_error{"an upload needs a Worker"};
    check_remote_path(remote_path);
    const auto name = name_on_unit(remote_path, file);
    Sending sending{File{file}, std::move(remote_path), name, endpoint.text, begin == Begin::where_it_broke};
    const auto total = sending.file.size();
    const auto executor = co_await asio::this_coro::executor;
    const auto connected = co_await connect(std::move(endpoint), context, deadline, std::move(begun));
    const Ending ending{connected.connection};
    sending.progress = on_station_thread(executor, progress, total, ending.listening);
    if (context.transcript) context.transcript->sent("(upload of " + sending.name + " to " + sending.remote_path + ")\n");

    asio::steady_timer timer{executor, deadline.at};
    timer.async_wait(
        [connection = std::weak_ptr{ending.connection}, late = ending.late](boost::system::error_code ec) {
            const auto alive = connection.lock();
            if (ec || !alive) return;
            *late = true;
            alive->hang_up();
        });
    // std::function and the pool copy what they run; neither descriptor can be copied.
    struct Work {
        SshHandle ssh;
        Sending sending;
    };
    auto work = std::make_shared<Work>(Work{ending.connection->release(), std::move(sending)});
    const auto where = work->sending.where;
    const auto send = [work = std::move(work)] { return send_file(work->ssh.get(), work->sending); };
    try {
        auto uploaded = co_await context.worker->run(send);
        if (progress) progress(uploaded.bytes, total);
        co_return uploaded;
    } catch (const LinkError&) {
        if (ending.connection->aborted()) throw ending.connection->failure();
        if (*ending.late) throw too_late(deadline, where);
        throw;
    }
}

}  // namespace drivers::ssh
