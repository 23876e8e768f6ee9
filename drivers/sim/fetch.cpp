// `file copy http://... PATH`: the unit fetches a file for itself, over a real connection.
#include "drivers/sim/action.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace drivers::sim {
namespace {

using asio::ip::tcp;

struct Url {
    std::string host, port, target;
};

std::optional<Url> url_of(std::string_view text) {
    constexpr std::string_view scheme = "http://";
    if (!text.starts_with(scheme)) return {};
    text.remove_prefix(scheme.size());
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::string_view place = text.substr(0, slash);
    const std::size_t colon = std::min(place.find(':'), place.size());
    return Url{std::string{place.substr(0, colon)}, colon < place.size() ? std::string{place.substr(colon + 1)} : "80", std::string{text.substr(slash)}};
}

struct Head {
    int status = 0;
    std::uint64_t length = 0;
};

Head head_of(const std::string& text) {
    Head head;
    if (const std::size_t space = text.find(' '); space != text.npos) head.status = std::atoi(text.c_str() + space + 1);
    constexpr std::string_view name = "\r\nContent-Length:";
    if (const std::size_t at = text.find(name); at != text.npos) head.length = std::strtoull(text.c_str() + at + name.size(), nullptr, 10);
    return head;
}

class Fetch {
  public:
    Fetch(Engine& engine, LiveFaults& faults, std::string path) : engine_{engine}, faults_{faults}, path_{std::move(path)} {}

    /// What went wrong; empty when the file is there.
    Task<std::string> run(Url url) {
        tcp::socket socket{co_await asio::this_coro::executor};
        boost::system::error_code ec;
        const auto host = asio::ip::make_address(url.host, ec);
        if (ec) co_return "Host does not resolve";
        const tcp::endpoint peer{host, static_cast<unsigned short>(std::atoi(url.port.c_str()))};
        co_await socket.async_connect(peer, asio::redirect_error(asio::use_awaitable, ec));
        if (ec) co_return ec.message();
        const std::string request = "GET " + url.target + " HTTP/1.1\r\nHost: " + url.host + "\r\nUser-Agent: fetch libfetch/2.0\r\nConnection: close\r\n\r\n";
        co_await asio::async_write(socket, asio::buffer(request), asio::redirect_error(asio::use_awaitable, ec));
        std::string text;
        const std::size_t end = co_await asio::async_read_until(socket, asio::dynamic_buffer(text, 1 << 16), "\r\n\r\n", asio::redirect_error(asio::use_awaitable, ec));
        const Head head = head_of(text.substr(0, end));
        if (ec || head.status != 200) co_return head.status == 404 ? "Not Found" : "Protocol error";
        if (faults_.has("storage-full") || head.length > engine_.free_bytes(path_)) co_return "No space left on device";
        spoilt_ = faults_.strike("upload-spoils");
        const bool whole = co_await take_body(socket, text.substr(end), head.length);
        engine_.files.put(path_, sink_.finish());
        co_return whole ? "" : fmt::format("{} appears to be truncated: {}/{} bytes", path_, taken_, head.length);
    }

  private:
    Task<bool> take_body(tcp::socket& socket, std::string first, std::uint64_t length) {
        std::string buffer = std::move(first);
        boost::system::error_code ec;
        while (true) {
            if (faults_.has("upload-cut") && taken_ + buffer.size() >= static_cast<std::uint64_t>(faults_.value("upload-cut", 0))) {
                faults_.end("upload-cut");
                co_return false;
            }
            if (spoilt_ && !buffer.empty()) buffer[buffer.size() / 2] ^= 1, spoilt_ = false;
            sink_.take(buffer);
            taken_ += buffer.size();
            if (taken_ >= length) co_return true;
            buffer.resize(1 << 16);
            const std::size_t got = co_await socket.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, ec));
            if (ec) co_return false;
            buffer.resize(got);
        }
    }

    Engine& engine_;
    LiveFaults& faults_;
    std::string path_;
    FileSink sink_;
    std::uint64_t taken_ = 0;
    bool spoilt_ = false;
};

}  // namespace

Task<> file_copy(Operation op) {
    const auto& words = op.arguments.words;
    const auto url = words.size() == 2 ? url_of(words[0]) : std::nullopt;
    if (!url) {
        op.outlet.error("could not resolve file: " + (words.empty() ? "" : words[0]));
        co_return;
    }
    const std::string name = url->target.substr(url->target.rfind('/') + 1);
    std::string path = words[1];
    if (op.engine.files.is_directory(path)) path += (path.ends_with('/') ? "" : "/") + name;
    Fetch fetch{op.engine, op.unit.faults, path};
    const std::string trouble = co_await fetch.run(*url);
    if (trouble.empty())
        op.outlet.output(fmt::format("{:<50} 100% of {} B\n", path, op.engine.files.find(path)->bytes));
    else
        op.outlet.output(fmt::format("fetch: {}: {}\nerror: file-fetch failed\nerror: could not fetch local copy of file\n", words[0], trouble));
}

}  // namespace drivers::sim
