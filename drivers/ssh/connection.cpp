#include "drivers/ssh/connection.hpp"

#include <libssh/libssh.h>

#include <fcntl.h>
#include <unistd.h>

#include <system_error>
#include <utility>

namespace drivers::ssh {

// One turn of libssh's loop takes at most 4 KB from the socket; the counter tells whether any channel may
// have got something.
struct Connection::Event {
    explicit Event(ssh_session session) : ssh{session}, loop{ssh_event_new()} {
        if (!loop || ssh_event_add_session(loop, ssh) != SSH_OK) throw std::bad_alloc{};
        ssh_set_counters(ssh, &moved, nullptr);
    }
    ~Event() {
        ssh_set_counters(ssh, nullptr, nullptr);
        ssh_event_remove_session(loop, ssh);
        ssh_event_free(loop);
    }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    ssh_session ssh;
    ssh_event loop;
    ssh_counter_struct moved{};
};

Connection::Connection(asio::any_io_executor executor, std::string where)
    : socket_{std::move(executor)}, where_{std::move(where)} {}

Connection::~Connection() {
    if (ssh_ && event_ && !over()) ssh_disconnect(ssh_.get());
}

void Connection::attach(SshHandle ssh) {
    // libssh closes the descriptor it works on; Asio keeps its own, so that neither closes a number the other
    // still uses.
    const int own = ::fcntl(socket_.native_handle(), F_DUPFD_CLOEXEC, 0);
    if (own < 0) throw std::system_error{errno, std::generic_category(), "dup"};
    ssh_ = std::move(ssh);
    ssh_options_set(ssh_.get(), SSH_OPTIONS_FD, &own);
    ssh_set_blocking(ssh_.get(), 0);
}

void Connection::established() {
    event_ = std::make_unique<Event>(ssh_.get());
}

SshHandle Connection::release() {
    event_.reset();
    return std::move(ssh_);
}

void Connection::abort() noexcept {
    aborted_ = true;
    hang_up();
    boost::system::error_code ignored;
    socket_.cancel(ignored);
    wake();
}

void Connection::hang_up() noexcept {
    boost::system::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
}

LinkError Connection::failure() const {
    if (aborted_) return {Fault::aborted, where_, "stopped"};
    const std::string text = failure_ ? *failure_ : ssh_ ? ssh_get_error(ssh_.get()) : "";
    if (text.empty() || text == "Socket error: disconnected")
        return {Fault::closed, where_, "the unit closed the connection"};
    return {Fault::closed, where_, "the connection broke: " + text};
}

void Connection::note_failure() {
    if (failure_ || !ssh_ || !event_) return;
    const auto status = ssh_get_status(ssh_.get());
    const bool dead = (status & (SSH_CLOSED | SSH_CLOSED_ERROR)) || !ssh_is_connected(ssh_.get()) ||
                      ssh_get_error_code(ssh_.get()) == SSH_FATAL;
    if (!dead) return;
    failure_ = ssh_get_error(ssh_.get());
    wake();
}

void Connection::pump() {
    if (!event_ || failure_) return;
    constexpr int turns = 64;  // 256 KB: then others on this thread have their turn
    for (int turn = 0; turn < turns; ++turn)
        if (ssh_event_dopoll(event_->loop, 0) != SSH_OK) break;
    note_failure();
}

void Connection::watch(const std::shared_ptr<Connection>& self) {
    const auto arm = [&self](asio::ip::tcp::socket::wait_type type, bool Connection::*armed) {
        if (std::exchange(self.get()->*armed, true)) return;
        self->socket_.async_wait(type, [weak = std::weak_ptr{self}, armed](boost::system::error_code) {
            const auto alive = weak.lock();
            if (!alive) return;
            alive.get()->*armed = false;
            alive->wake();
        });
    };
    arm(asio::ip::tcp::socket::wait_read, &Connection::watching_read_);
    // Once established, what counts is whether bytes are left over; libssh's poll flags then also ask for
    // plain writability.
    const int pending = self->event_ ? ssh_get_status(self->ssh()) : ssh_get_poll_flags(self->ssh());
    if (pending & SSH_WRITE_PENDING) arm(asio::ip::tcp::socket::wait_write, &Connection::watching_write_);
}

bool Connection::turn(const std::function<bool()>& step) {
    // Whatever a step reads from the socket may belong to another channel: everybody looks again, also when
    // the step throws.
    struct Watcher {
        Connection& connection;
        std::uint64_t before = connection.moved();
        ~Watcher() {
            connection.note_failure();
            if (connection.moved() != before) connection.wake();
        }
    } const watcher{*this};
    pump();
    return step();
}

std::uint64_t Connection::moved() const {
    return event_ ? event_->moved.in_bytes : 0;
}

Task<> Connection::until(std::shared_ptr<Connection> self, Deadline deadline, std::function<bool()> step) {
    constexpr unsigned hog =
        8;  // turns without sleep, so at most 2 MB, before other coroutines get the thread
    for (;;) {
        if (++self->without_sleep_ >= hog) {
            self->without_sleep_ = 0;
            co_await asio::post(self->socket_.get_executor(), asio::use_awaitable);
        }
        if (self->aborted_) throw self->failure();
        const auto before = self->moved();
        if (self->turn(step)) co_return;
        if (self->over()) throw self->failure();
        if (deadline.passed()) throw too_late(deadline, self->where_);
        if (self->moved() != before) continue;
        watch(self);
        self->without_sleep_ = 0;
        if (!co_await self->waiters_.sleep(deadline.at)) throw too_late(deadline, self->where_);
    }
}

}  // namespace drivers::ssh
