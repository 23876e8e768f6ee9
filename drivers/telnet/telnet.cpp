// The transport telnet: - a port of a terminal server, with the line's settings where the server serves RFC 2217 and plain
// telnet where it does not. `?baud=` sets the speed (and 8N1, no flow control); without it the server's own settings stay.

#include "drivers/telnet/outgoing.hpp"
#include "drivers/telnet/protocol.hpp"
#include "drivers/telnet/socket.hpp"
#include "drivers/transcript.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace drivers::telnet {
namespace {

using namespace std::chrono_literals;

constexpr auto example = "telnet://192.0.2.9:2001?baud=9600";
constexpr auto patience = 2s;  // for answers to offers; a server that knows no telnet never answers
constexpr auto break_length = 300ms;
constexpr std::size_t block = 1024;  // of data between two looks at what has to be answered

unsigned baud_of(const Endpoint& endpoint) {
    const auto text = endpoint.option("baud", "0");
    unsigned baud = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), baud);
    if (failure != std::errc{} || end != text.data() + text.size() || (baud == 0 && endpoint.query.count("baud")))
        endpoint.refuse("baud=" + text + " is no speed of a serial line");
    return baud;
}

Deadline at_most(Clock::duration span, const Deadline& deadline, std::string what) {
    auto sooner = within(span, std::move(what));
    return sooner.at < deadline.at ? sooner : deadline.awaiting(sooner.what);
}

constexpr std::size_t most_unread = 16'000'000;  ///< that comes while the line's settings are agreed on, or something is written

class TelnetTerminal : public Terminal, public SerialLine {
  public:
    TelnetTerminal(std::unique_ptr<Socket> socket, Transcript* transcript, const asio::any_io_executor& executor)
        : socket_{std::move(socket)}, transcript_{transcript}, timer_{executor} {}

    Task<> begin(unsigned baud, Deadline deadline);
    const std::string& last_words() const { return arrived_; }

    Task<std::string> read(Deadline deadline) override;
    Task<> write(std::string bytes, Deadline deadline) override;
    Task<> send_break(Deadline deadline) override;
    SerialLine* line() override { return protocol_.serves_com_port() ? this : nullptr; }
    void abort() noexcept override;
    const std::string& where() const override { return socket_->where(); }

    unsigned speed() const override { return protocol_.com_port().baudrate().value_or(0); }
    Task<> set_speed(unsigned baud, Deadline deadline) override;
    std::optional<ModemWires> wires() const override { return protocol_.com_port().wires(); }

  private:
    Task<> pump(Deadline deadline);
    Task<> flush(Deadline deadline);
    Task<> ask(std::string command, ComPort what, Deadline deadline);
    Task<> negotiate(Deadline deadline);

    std::unique_ptr<Socket> socket_;
    Transcript* transcript_;
    asio::steady_timer timer_;
    Protocol protocol_;
    Outgoing outgoing_;
    std::string arrived_;    ///< data that came while something else was awaited
    bool flushing_ = false;  ///< a write is on its way: it takes along what has to be answered
};

/// Takes in what comes, and answers it.
Task<> TelnetTerminal::pump(Deadline deadline) {
    const auto data = protocol_.receive(co_await socket_->read(std::move(deadline)));
    if (transcript_ && !data.empty()) transcript_->received(data);
    arrived_ += data;
    if (arrived_.size() > most_unread) throw flood(where(), "what nobody had asked for", most_unread);
    outgoing_.command(protocol_.take_answers());
    if (flushing_) co_return;
    if (const auto next = outgoing_.next(); !next.empty()) outgoing_.sent(socket_->write_now(next));
}

Task<> TelnetTerminal::flush(Deadline deadline) {
    struct Busy {
        bool& flag;
        explicit Busy(bool& f) : flag{f} { flag = true; }
        ~Busy() { flag = false; }
    } busy{flushing_};
    for (auto next = outgoing_.next(); !next.empty(); next = outgoing_.next()) {
        if (deadline.passed()) throw too_late(deadline, where());
        outgoing_.sent(co_await socket_->write_some(next, deadline));
    }
}

Task<std::string> TelnetTerminal::read(Deadline deadline) {
    socket_->need_open();
    while (arrived_.empty()) {
        std::exception_ptr failure;
        try {
            co_await pump(deadline);
        } catch (const LinkError&) {
            failure = std::current_exception();
        }
        if (failure && arrived_.empty()) std::rethrow_exception(failure);
    }
    co_return std::exchange(arrived_, {});
}

Task<> TelnetTerminal::write(std::string bytes, Deadline deadline) {
    socket_->need_open();
    for (std::size_t done = 0; done < bytes.size();) {
        while (protocol_.com_port().suspended()) co_await pump(deadline.awaiting("leave to send from the terminal server"));
        const auto part = bytes.substr(done, block);
        outgoing_.data(protocol_.encode(part));
        try {
            co_await flush(deadline);
        } catch (...) {
            outgoing_.drop_data();  // it must not be typed later, when nobody means it any more
            throw;
        }
        if (transcript_) transcript_->sent(part);
        done += part.size();
    }
}

Task<> TelnetTerminal::ask(std::string command, ComPort what, Deadline deadline) {
    const auto before = protocol_.com_port().answers(what);
    outgoing_.command(command);
    co_await flush(deadline);
    while (protocol_.com_port().answers(what) == before) co_await pump(deadline);
}

Task<> TelnetTerminal::send_break(Deadline deadline) {
    socket_->need_open();
    if (!line()) {
        outgoing_.command(command(Verb::brk));
        co_await flush(deadline);
        co_return;
    }
    const auto answer = deadline.awaiting("terminal server's answer to a break");
    co_await ask(set(ComPort::set_control, control::break_on), ComPort::set_control, answer);
    timer_.expires_after(break_length);
    boost::system::error_code stopped;
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, stopped));
    socket_->need_open();
    co_await ask(set(ComPort::set_control, control::break_off), ComPort::set_control, answer);
}

Task<> TelnetTerminal::set_speed(unsigned baud, Deadline deadline) {
    co_await ask(set_baudrate(baud), ComPort::set_baudrate, deadline.awaiting("terminal server's answer to a speed"));
    if (baud != 0 && speed() != baud)
        throw LinkError{Fault::refused, where(),
                        "the terminal server's line does not run at " + std::to_string(baud) + " but at " + std::to_string(speed())};
}

void TelnetTerminal::abort() noexcept {
    socket_->abort();
    timer_.cancel();
}

Task<> TelnetTerminal::negotiate(Deadline deadline) {
    outgoing_.command(protocol_.opening());
    co_await flush(deadline);
    try {
        const auto answers = at_most(patience, deadline, "answers of the terminal server");
        while (!protocol_.settled()) co_await pump(answers);
    } catch (const LinkError& error) {
        if (error.fault() != Fault::timeout || deadline.passed()) throw;
    }
}

Task<> TelnetTerminal::begin(unsigned baud, Deadline deadline) {
    co_await negotiate(deadline);
    if (!line()) {
        if (baud == 0) co_return;
        throw LinkError{Fault::refused, where(),
                        "the terminal server does not let the speed be set (no RFC 2217); set it there and leave baud out here"};
    }
    outgoing_.command(set(ComPort::set_modemstate_mask, 0xff));
    if (baud != 0) {
        outgoing_.command(set(ComPort::set_datasize, 8));
        outgoing_.command(set(ComPort::set_parity, 1));    // none
        outgoing_.command(set(ComPort::set_stopsize, 1));  // one
        outgoing_.command(set(ComPort::set_control, control::no_flow_control));
    }
    co_await set_speed(baud, at_most(patience, deadline, "speed of the line"));
}

void check(const Endpoint& endpoint) {
    check_address(endpoint, example);
    baud_of(endpoint);
}

Task<std::unique_ptr<Terminal>> open(Endpoint endpoint, LinkContext context, Deadline deadline) {
    const auto baud = baud_of(endpoint);
    auto socket = co_await dial(std::move(endpoint), 23, context.worker, context.interruptible, deadline);
    auto terminal =
        std::make_unique<TelnetTerminal>(std::move(socket), context.transcript, co_await asio::this_coro::executor);
    const auto abort = [opening = terminal.get()] { opening->abort(); };
    const auto held = context.interruptible ? context.interruptible(abort) : nullptr;
    try {
        co_await terminal->begin(baud, std::move(deadline));
    } catch (const LinkError& error) {
        if (error.fault() != Fault::closed) throw;  // that is how terminal servers say that somebody else has the port
        throw LinkError{Fault::refused, terminal->where(), "the terminal server hung up at once; is the port in use?",
                        terminal->last_words()};
    }
    co_return terminal;
}

const Registration registration{{.scheme = "telnet", .example = example, .options = {"baud"}, .check = check, .terminal = open, .occupies = ports_of}};

}  // namespace
}  // namespace drivers::telnet
