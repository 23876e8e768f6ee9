#include "drivers/sim/control.hpp"

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

namespace drivers::sim {
namespace {

using Endpoint = asio::local::stream_protocol::endpoint;

}  // namespace

Control::Control(asio::io_context& io, std::filesystem::path path,
                 std::function<std::string(const std::string&)> answer)
    : path_{std::move(path)}, acceptor_{io}, answer_{std::move(answer)} {
    std::filesystem::remove(path_);
    acceptor_.open();
    acceptor_.bind(Endpoint{path_.string()});
    acceptor_.listen();
}

Control::~Control() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

Task<> Control::run() {
    for (;;) {
        boost::system::error_code error;
        Socket socket = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted || !acceptor_.is_open()) co_return;
        if (error) continue;
        asio::co_spawn(acceptor_.get_executor(), talk(std::move(socket), answer_), [](std::exception_ptr) {});
    }
}

Task<> Control::talk(Socket socket, std::function<std::string(const std::string&)> answer) {
    std::string inbox;
    for (;;) {
        boost::system::error_code error;
        const std::size_t n =
            co_await asio::async_read_until(socket, asio::dynamic_buffer(inbox, 4096), '\n',
                                            asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return;
        const std::string line = inbox.substr(0, n - 1);
        inbox.erase(0, n);
        const std::string reply = answer(line) + "\n";
        co_await asio::async_write(socket, asio::buffer(reply), asio::use_awaitable);
    }
}

void Control::close() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
}

std::string ask_control(const std::filesystem::path& path, const std::string& line) {
    asio::io_context io;
    asio::local::stream_protocol::socket socket{io};
    socket.connect(Endpoint{path.string()});
    const std::string sent = line + "\n";
    asio::write(socket, asio::buffer(sent));
    std::string inbox;
    const std::size_t n = asio::read_until(socket, asio::dynamic_buffer(inbox), '\n');
    return inbox.substr(0, n - 1);
}

}  // namespace drivers::sim
