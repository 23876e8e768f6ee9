// The transport serial: - a Terminal on a tty of this machine. `?baud=` sets the speed, `?pace=` the bytes a
// second that are written (0: as fast as they go); without it a real line is written at its own speed,
// because units have no flow control.

#include "drivers/serial/input.hpp"
#include "drivers/serial/port.hpp"

#include "drivers/link.hpp"
#include "drivers/transcript.hpp"
#include "drivers/worker.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

namespace drivers::serial {
namespace {

constexpr auto tick = std::chrono::milliseconds{10};
constexpr auto break_length =
    std::chrono::milliseconds{300};  // longer than a character at any speed; what PCs' terminal programs send

unsigned number(const Endpoint& endpoint, const std::string& option, unsigned fallback) {
    const auto text = endpoint.option(option, "");
    if (text.empty()) return fallback;
    unsigned value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size())
        endpoint.refuse(option + "=" + text + " is no number");
    return value;
}

class SerialTerminal : public Terminal, public SerialLine {
  public:
    SerialTerminal(const asio::any_io_executor& executor, Endpoint endpoint, Transcript* transcript, std::unique_ptr<Port> port)
        : endpoint_{std::move(endpoint)},
          transcript_{transcript},
          port_{std::move(port)},
          input_{executor, port_->descriptor()},
          output_{executor},
          pacing_{executor},
          baud_{number(endpoint_, "baud", 9600)} {
        pace();
    }
    ~SerialTerminal() override { detach(); }

    Task<std::string> read(Deadline deadline) override;
    Task<> write(std::string bytes, Deadline deadline) override;
    Task<> send_break(Deadline deadline) override;
    SerialLine* line() override { return this; }
    void abort() noexcept override;
    const std::string& where() const override { return endpoint_.text; }

    unsigned speed() const override { return baud_; }
    Task<> set_speed(unsigned baud, Deadline deadline) override;
    std::optional<ModemWires> wires() const override { return port_->wires(); }

  private:
    using Stream = asio::posix::stream_descriptor;
    LinkError failure(const boost::system::error_code& ec) const;
    Task<std::size_t> write_some(asio::const_buffer bytes, const Deadline& deadline);
    void need_open() const;
    void pace();
    void detach() noexcept;

    Endpoint endpoint_;
    Transcript* transcript_;
    std::unique_ptr<Port> port_;
    Input input_;
    Stream output_;  ///< holds the port only during a write: the reactor wakes for all that arrives on what it holds
    Alarm<Stream> output_alarm_{output_};
    asio::steady_timer pacing_;
    unsigned baud_, bytes_per_second_ = 0;
    bool aborted_ = false;
    std::array<char, 16384> buffer_;
};

LinkError SerialTerminal::failure(const boost::system::error_code& ec) const {
    if (aborted_) return {Fault::aborted, endpoint_.text, "stopped"};
    if (ec == asio::error::eof || ec.value() == EIO || ec.value() == ENXIO || ec.value() == ENODEV ||
        ec.value() == EPIPE)
        return {Fault::closed, endpoint_.text,
                std::filesystem::exists(endpoint_.path) ? "the other end of the line is gone"
                                                        : "the port is gone; was the adapter pulled?"};
    return {Fault::protocol, endpoint_.text, ec.message()};
}

void SerialTerminal::need_open() const {
    if (aborted_) throw failure({});
}

Task<std::string> SerialTerminal::read(Deadline deadline) {
    need_open();
    boost::system::error_code ec;
    const auto size = co_await input_.read_some(asio::buffer(buffer_), deadline.at, ec);
    if (ec == asio::error::timed_out) throw too_late(deadline, endpoint_.text);
    if (ec) throw failure(ec);
    std::string bytes{buffer_.data(), size};
    if (transcript_) transcript_->received(bytes);
    co_return bytes;
}

Task<std::size_t> SerialTerminal::write_some(asio::const_buffer bytes, const Deadline& deadline) {
    need_open();
    boost::system::error_code ec;
    output_.assign(port_->second_descriptor());
    output_alarm_.arm(deadline.at);
    const auto size = co_await output_.async_write_some(bytes, asio::redirect_error(asio::use_awaitable, ec));
    output_alarm_.disarm();
    detach();
    if (ec && output_alarm_.late() && !aborted_) throw too_late(deadline, endpoint_.text);
    if (ec) throw failure(ec);
    if (transcript_) transcript_->sent({static_cast<const char*>(bytes.data()), size});
    co_return size;
}

Task<> SerialTerminal::write(std::string bytes, Deadline deadline) {
    const std::size_t most =
        bytes_per_second_ ? std::max<std::size_t>(1, bytes_per_second_ * tick.count() / 1000) : bytes.size();
    for (std::size_t done = 0; done < bytes.size();) {
        const auto part = asio::buffer(bytes.data() + done, std::min(most, bytes.size() - done));
        const auto size = co_await write_some(part, deadline);
        done += size;
        if (!bytes_per_second_) continue;
        pacing_.expires_after(std::chrono::microseconds{std::chrono::seconds{size}} / bytes_per_second_);
        boost::system::error_code stopped;
        co_await pacing_.async_wait(asio::redirect_error(asio::use_awaitable, stopped));
        need_open();
        if (deadline.passed() && done < bytes.size()) throw too_late(deadline, endpoint_.text);
    }
}

Task<> SerialTerminal::send_break(Deadline) {
    need_open();
    if (!port_->set_break(true))
        throw LinkError{Fault::protocol, endpoint_.text, "this line has no break signal"};
    pacing_.expires_after(break_length);
    boost::system::error_code stopped;
    co_await pacing_.async_wait(asio::redirect_error(asio::use_awaitable, stopped));
    need_open();
    port_->set_break(false);
}

void SerialTerminal::pace() {
    const auto line_rate = port_->is_uart() ? baud_ / 10 : 0;  // 8N1: ten bits a byte
    bytes_per_second_ = number(endpoint_, "pace", line_rate);
}

Task<> SerialTerminal::set_speed(unsigned baud, Deadline) {
    need_open();
    if (!port_->set_speed(baud))
        throw LinkError{Fault::refused, endpoint_.text, "this port does not run at " + std::to_string(baud) + " bits a second"};
    baud_ = baud;
    pace();
    co_return;
}

void SerialTerminal::abort() noexcept {
    aborted_ = true;
    boost::system::error_code ignored;
    input_.cancel();
    output_.cancel(ignored);
    pacing_.cancel(ignored);
}

void SerialTerminal::detach() noexcept {
    if (output_.is_open()) output_.release();  // the port closes it
}

void check(const Endpoint& endpoint) {
    if (!endpoint.host.empty() || endpoint.port)
        endpoint.refuse("a serial port is on this machine: serial:///dev/..., with three slashes");
    if (!endpoint.path.starts_with('/')) endpoint.refuse("expected the port's path, for example serial:///dev/ttyUSB0");
    number(endpoint, "pace", 0);
    if (const auto baud = number(endpoint, "baud", 9600); !is_baud(baud))
        endpoint.refuse(std::to_string(baud) + " is no speed of a serial line");
}

// Who else has the port open is looked for among all programs of the machine: nothing for the station thread.
Task<std::unique_ptr<Terminal>> open(Endpoint endpoint, LinkContext context, Deadline) {
    const auto open_port = [endpoint] { return std::make_unique<Port>(endpoint.path, number(endpoint, "baud", 9600), endpoint.text); };
    std::unique_ptr<Port> port;
    if (context.worker)
        port = co_await context.worker->run(open_port);
    else
        port = open_port();
    co_return std::make_unique<SerialTerminal>(co_await asio::this_coro::executor, std::move(endpoint), context.transcript, std::move(port));
}

// The device itself, by whichever of its names it is called.
std::vector<std::string> device_of(const Endpoint& endpoint) {
    std::error_code none;
    const auto device = std::filesystem::weakly_canonical(endpoint.path, none);
    return {"port " + (none ? std::filesystem::path{endpoint.path}.lexically_normal() : device).string()};
}

const Registration registration{
    {.scheme = "serial", .example = "serial:///dev/station/a1", .options = {"baud", "pace"}, .check = check, .terminal = open, .occupies = device_of}};

}  // namespace
}  // namespace drivers::serial
