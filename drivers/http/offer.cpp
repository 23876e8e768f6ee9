#include "drivers/http/offer.hpp"

#include "drivers/hex.hpp"
#include "drivers/http/range.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/file.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>

#include <sys/random.h>

#include <algorithm>
#include <set>
#include <vector>

namespace drivers::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Request = bhttp::request_header<>;
using Response = bhttp::response<bhttp::empty_body>;

constexpr std::size_t piece = 128 * 1024;
constexpr std::uint32_t longest_request = 8 * 1024;

std::string unguessable() {
    unsigned char bytes[16];
    if (::getrandom(bytes, sizeof bytes, 0) != sizeof bytes) throw std::system_error{errno, std::generic_category(), "getrandom"};
    return hex(bytes, sizeof bytes);
}

tcp::acceptor listening(const asio::any_io_executor& executor, const std::string& address) try {
    return tcp::acceptor{executor, {asio::ip::make_address(address), 0}};
} catch (const boost::system::system_error& error) {
    throw LinkError{Fault::refused, address, std::string{"the station cannot offer files there: "} + error.what()};
}

beast::file opened(const std::filesystem::path& path) {
    beast::file file;
    error_code ec;
    file.open(path.c_str(), beast::file_mode::scan, ec);
    if (ec) throw std::system_error{ec.value(), std::generic_category(), path.string()};
    return file;
}

std::uint64_t size_of(const std::filesystem::path& path) {
    error_code ec;
    return opened(path).size(ec);
}

}  // namespace

/// Shared by the offer and its connections: a connection ends a moment after the offer that it was opened by.
struct Offering {
    Offering(const asio::any_io_executor& executor, std::filesystem::path the_file, const std::string& address, Progress the_progress, OfferLimits the_limits)
        : file{std::move(the_file)}, size{size_of(file)}, target{"/" + unguessable() + "/" + file.filename().string()}, acceptor{listening(executor, address)},
          progress{std::move(the_progress)}, limits{the_limits} {
        const auto local = acceptor.local_endpoint();
        const auto host = local.address().is_v6() ? "[" + local.address().to_string() + "]" : local.address().to_string();
        url = "http://" + host + ":" + std::to_string(local.port()) + target;
    }

    const std::filesystem::path file;
    const std::uint64_t size;
    const std::string target;
    std::string url;
    tcp::acceptor acceptor;
    Progress progress;
    const OfferLimits limits;
    std::set<beast::tcp_stream*> open;
    std::uint64_t given = 0;
    bool over = false, stopped = false;

    void stop() {
        stopped = true;
        error_code ignored;
        acceptor.close(ignored);
        for (auto* stream : open) stream->socket().close(ignored);
    }

    // Bytes count from the file's beginning without a hole: whoever asks for its last one alone does not end the offer.
    void gave(std::uint64_t from, std::uint64_t to) {
        if (from > given || to <= given) return;
        given = to;
        if (progress && !stopped) progress(given, size);
    }

    Response answer_to(const Request& request, std::optional<Range>& range) const {
        Response answer{bhttp::status::ok, request.version()};
        const bool head = request.method() == bhttp::verb::head;
        range.reset();
        answer.set(bhttp::field::accept_ranges, "bytes");
        answer.content_length(0);
        if (over || std::string_view{request.target().data(), request.target().size()} != target) {
            answer.result(bhttp::status::not_found);
        } else if (!head && request.method() != bhttp::verb::get) {
            answer.result(bhttp::status::method_not_allowed);
            answer.set(bhttp::field::allow, "GET, HEAD");
        } else {
            const auto asked = request[bhttp::field::range];
            range = range_of({asked.data(), asked.size()}, size);
            const auto of = "/" + std::to_string(size);
            if (!range) {
                answer.result(bhttp::status::range_not_satisfiable);
                answer.set(bhttp::field::content_range, "bytes *" + of);
                return answer;
            }
            if (*range != Range{0, size}) {
                answer.result(bhttp::status::partial_content);
                answer.set(bhttp::field::content_range, "bytes " + std::to_string(range->from) + "-" + std::to_string(range->to - 1) + of);
            }
            answer.set(bhttp::field::content_type, "application/octet-stream");
            answer.content_length(range->to - range->from);
            if (head) range.reset();
        }
        return answer;
    }
};

namespace {

Task<error_code> give(std::shared_ptr<Offering> state, beast::tcp_stream& stream, Range range) {
    auto file = opened(state->file);
    error_code ec;
    file.seek(range.from, ec);
    std::vector<char> buffer(piece);
    for (auto at = range.from; !ec && at < range.to;) {
        const auto got = file.read(buffer.data(), static_cast<std::size_t>(std::min<std::uint64_t>(piece, range.to - at)), ec);
        if (!ec && got == 0) ec = beast::http::error::end_of_stream;  // it became shorter: the length that was promised cannot be kept
        // A pause for each kilobyte that moves, not one for all of them.
        for (std::size_t done = 0; !ec && done < got;) {
            stream.expires_after(state->limits.silence);
            done += co_await stream.async_write_some(asio::buffer(buffer.data() + done, got - done), asio::redirect_error(asio::use_awaitable, ec));
        }
        if (ec) break;
        state->gave(at, at + got);
        at += got;
    }
    co_return ec;
}

// What the kernel took may still be on its way, megabytes of it. Whoever has it all ends the connection in peace.
Task<bool> taken(std::shared_ptr<Offering> state, beast::tcp_stream& stream) {
    error_code ec;
    stream.socket().shutdown(tcp::socket::shutdown_send, ec);
    char rest[256];
    while (!ec) {
        stream.expires_after(state->limits.silence);
        co_await stream.async_read_some(asio::buffer(rest), asio::redirect_error(asio::use_awaitable, ec));
    }
    co_return ec == asio::error::eof;
}

Task<> converse(std::shared_ptr<Offering> state, beast::tcp_stream& stream) {
    beast::flat_buffer buffer{longest_request};
    error_code ec;
    for (bool more = true; more && !ec;) {
        bhttp::request_parser<bhttp::empty_body> parser;
        parser.header_limit(longest_request);
        stream.expires_after(state->limits.silence);
        co_await bhttp::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, ec));
        const bool garbage = ec.category() == bhttp::make_error_code(bhttp::error::bad_method).category() && ec != bhttp::error::end_of_stream;
        if (ec && !garbage) break;
        std::optional<Range> range;
        auto answer = garbage ? Response{bhttp::status::bad_request, 11} : state->answer_to(parser.get(), range);
        if (garbage) answer.content_length(0);
        const bool last = range && range->to == state->size;
        more = !garbage && !last && parser.keep_alive();
        answer.keep_alive(more);
        bhttp::response_serializer<bhttp::empty_body> serializer{answer};
        error_code sent;
        co_await bhttp::async_write_header(stream, serializer, asio::redirect_error(asio::use_awaitable, sent));
        ec = sent;
        if (!ec && range) ec = co_await give(state, stream, *range);
        if (!ec && last) state->over = co_await taken(state, stream) && state->given == state->size;
    }
    error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

Task<> serve_one(std::shared_ptr<Offering> state, tcp::socket socket) {
    beast::tcp_stream stream{std::move(socket)};
    state->open.insert(&stream);
    try {
        co_await converse(state, stream);
    } catch (const std::exception&) {
        // One client's trouble is not the offer's: it may ask again.
    }
    state->open.erase(&stream);
    error_code ignored;
    if (state->over) state->acceptor.close(ignored);
}

Task<> accept_all(std::shared_ptr<Offering> state) {
    while (!state->stopped && !state->over) {
        error_code ec;
        auto socket = co_await state->acceptor.async_accept(asio::redirect_error(asio::use_awaitable, ec));
        if (ec == asio::error::operation_aborted || ec == asio::error::bad_descriptor) co_return;
        if (ec) co_await pause(std::chrono::milliseconds{100});  // no descriptor left, say
        if (ec || state->open.size() >= state->limits.connections) continue;  // too many at a time: closed at once
        asio::co_spawn(state->acceptor.get_executor(), serve_one(state, std::move(socket)), [state](std::exception_ptr) {});
    }
}

}  // namespace

Offer::Offer(asio::any_io_executor executor, const std::filesystem::path& file, const std::string& address, Progress progress, OfferLimits limits)
    : state_{std::make_shared<Offering>(executor, file, address, std::move(progress), limits)} {
    asio::co_spawn(executor, accept_all(state_), [state = state_](std::exception_ptr) {});
}

Offer::~Offer() { state_->stop(); }

const std::string& Offer::url() const { return state_->url; }
std::uint64_t Offer::size() const { return state_->size; }
std::uint64_t Offer::given() const { return state_->given; }
bool Offer::over() const { return state_->over; }

}  // namespace drivers::http
