// Files that are fetched by curl, and by clients that behave badly.
#include "drivers/http/offer.hpp"

#include "tests/support/temp_folder.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <thread>

namespace {

using namespace std::chrono_literals;
using namespace drivers;
using asio::ip::tcp;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string random_bytes(std::size_t size) {
    std::mt19937_64 random{7};
    std::string content(size, '\0');
    for (auto& c : content) c = static_cast<char>(random());
    return content;
}

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// An offer on a thread of its own, as the station's would be.
class HttpOffer : public testing::Test {
  protected:
    void SetUp() override {
        std::ofstream{folder / "image.tgz", std::ios::binary} << content;
        offer.emplace(io.get_executor(), folder / "image.tgz", "127.0.0.1", [this](std::uint64_t done, std::uint64_t) { steps.push_back(done); },
                      http::OfferLimits{.silence = 300ms, .connections = 3});
        thread = std::jthread{[this] { io.run(); }};
    }
    void TearDown() override { end(); }
    /// Afterwards the offer may be asked what became of it.
    void end() {
        io.stop();
        if (thread.joinable()) thread.join();
    }
    int curl(const std::string& options, const std::string& url) {
        return std::system(("curl -sSf --max-time 20 -o '" + (folder / "got").string() + "' " + options + " '" + url + "' 2>/dev/null").c_str());
    }
    std::string got() const { return content_of(folder / "got"); }
    unsigned short port() const {
        const auto& url = offer->url();
        return static_cast<unsigned short>(std::stoi(url.substr(url.find(':', 7) + 1)));
    }
    std::string target() const { return offer->url().substr(offer->url().find('/', 8)); }
    /// Sends `request` and gives all that comes until the end.
    std::string raw(const std::string& request) {
        asio::io_context own;
        tcp::socket socket{own};
        socket.connect({asio::ip::address_v4::loopback(), port()});
        asio::write(socket, asio::buffer(request));
        std::string answer;
        boost::system::error_code ec;
        asio::read(socket, asio::dynamic_buffer(answer), ec);
        return answer;
    }

    support::TempFolder folder;
    const std::string content = random_bytes((3 << 20) + 123);
    asio::io_context io{1};
    std::vector<std::uint64_t> steps;
    std::optional<http::Offer> offer;
    std::jthread thread;
};

TEST_F(HttpOffer, GivesTheFileOnceAndNeverAgain) {
    EXPECT_THAT(offer->url(), AllOf(StartsWith("http://127.0.0.1:"), HasSubstr("/image.tgz")));
    EXPECT_EQ(curl("", offer->url()), 0);
    EXPECT_TRUE(got() == content);
    EXPECT_NE(curl("", offer->url()), 0);
    end();
    EXPECT_TRUE(offer->over());
    EXPECT_EQ(offer->given(), content.size());
    EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
    EXPECT_EQ(steps.back(), content.size());
}

TEST_F(HttpOffer, NoOtherUrlLeadsAnywhere) {
    const auto base = "http://127.0.0.1:" + std::to_string(port());
    for (const auto* path : {"/", "/image.tgz", "/0123456789abcdef0123456789abcdef/image.tgz", "/../../etc/passwd"}) EXPECT_NE(curl("--path-as-is", base + path), 0) << path;
    EXPECT_NE(curl("-X POST -d x", offer->url()), 0);
    EXPECT_EQ(curl("", offer->url()), 0);
    EXPECT_TRUE(got() == content);
}

TEST_F(HttpOffer, EachUrlIsAnother) {
    const http::Offer other{io.get_executor(), folder / "image.tgz", "127.0.0.1"};
    EXPECT_NE(other.url().substr(other.url().find('/', 8)), target());
}

TEST_F(HttpOffer, GoesOnAfterACutInTheMiddle) {
    {
        asio::io_context own;
        tcp::socket socket{own};
        socket.connect({asio::ip::address_v4::loopback(), port()});
        asio::write(socket, asio::buffer("GET " + target() + " HTTP/1.1\r\nHost: x\r\n\r\n"));
        std::string head;
        const auto body = asio::read_until(socket, asio::dynamic_buffer(head), "\r\n\r\n");
        std::string part = head.substr(body);
        part.resize(1 << 20);
        asio::read(socket, asio::buffer(part.data() + (head.size() - body), part.size() - (head.size() - body)));
        std::ofstream{folder / "got", std::ios::binary} << part;
    }
    EXPECT_EQ(curl("-C -", offer->url()), 0);
    EXPECT_TRUE(got() == content);
    end();
    EXPECT_TRUE(offer->over());
}

TEST_F(HttpOffer, TheLastByteAloneDoesNotEndIt) {
    EXPECT_EQ(curl("-r -1", offer->url()), 0);
    EXPECT_EQ(got(), content.substr(content.size() - 1));
    EXPECT_EQ(curl("-r 1000-1999", offer->url()), 0);
    EXPECT_EQ(got(), content.substr(1000, 1000));
    EXPECT_EQ(curl("-I", offer->url()), 0);
    EXPECT_THAT(raw("GET " + target() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nRange: bytes=99999999-\r\n\r\n"),
                AllOf(StartsWith("HTTP/1.1 416"), HasSubstr("bytes */" + std::to_string(content.size()))));
    EXPECT_EQ(curl("", offer->url()), 0);
    EXPECT_TRUE(got() == content);
}

TEST_F(HttpOffer, GarbageIsRefusedAndHarmsNobody) {
    EXPECT_THAT(raw("\x16\x03\x01 hello there\r\n\r\n"), StartsWith("HTTP/1.1 400"));
    EXPECT_THAT(raw("GET /" + std::string(20000, 'a') + " HTTP/1.1\r\n\r\n"), Not(HasSubstr("200 OK")));
    EXPECT_EQ(curl("", offer->url()), 0);
    EXPECT_TRUE(got() == content);
}

TEST_F(HttpOffer, WhoeverSaysNothingIsLetGoAndTooManyDoNotGetIn) {
    asio::io_context own;
    std::vector<tcp::socket> silent;
    for (int i = 0; i < 5; ++i) silent.emplace_back(own).connect({asio::ip::address_v4::loopback(), port()});
    char byte;
    boost::system::error_code ec;
    for (auto& socket : silent) {
        asio::read(socket, asio::buffer(&byte, 1), ec);
        EXPECT_TRUE(ec);  // closed at once, or when its time was over
    }
    EXPECT_EQ(curl("", offer->url()), 0);
    EXPECT_TRUE(got() == content);
}

TEST_F(HttpOffer, ASlowClientGetsItAll) {
    EXPECT_EQ(curl("--limit-rate 3M", offer->url()), 0);
    EXPECT_TRUE(got() == content);
}

TEST_F(HttpOffer, AnAddressThatIsNotOursIsTold) {
    EXPECT_THROW((http::Offer{io.get_executor(), folder / "image.tgz", "192.0.2.1"}), LinkError);
    EXPECT_THROW((http::Offer{io.get_executor(), folder / "absent", "127.0.0.1"}), std::system_error);
}

}  // namespace
