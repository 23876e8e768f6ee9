// Units that say more than any unit may, over a real socket.

#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace {

using reports::Verdict;
using testing::HasSubstr;

/// A raw TCP console that says one thing to whoever connects, and then another without end.
class Babbler {
  public:
    Babbler(std::string first, std::string again) : listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 4) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            throw std::runtime_error{"no port on this machine's loopback"};
        endpoint_ = "tcp://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        speaker_ = std::thread{[this, first = std::move(first), again = std::move(again)] {
            for (int peer; (peer = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0; ::close(peer)) {
                bool takes = ::send(peer, first.data(), first.size(), MSG_NOSIGNAL) >= 0;
                while (takes) takes = ::send(peer, again.data(), again.size(), MSG_NOSIGNAL) >= 0;
            }
        }};
    }
    ~Babbler() {
        ::shutdown(listener_, SHUT_RDWR);
        speaker_.join();
        ::close(listener_);
    }
    Babbler(const Babbler&) = delete;
    Babbler& operator=(const Babbler&) = delete;
    const std::string& endpoint() const { return endpoint_; }

  private:
    int listener_;
    std::string endpoint_;
    std::thread speaker_;
};

struct Judged {
    e2e::Ended ended;
    reports::Record record;
    std::uintmax_t transcript = 0;
};

Judged run_at(const Babbler& babbler, const std::string& limits) {
    const support::TempFolder folder;
    std::ofstream{folder / "credentials"} << "root:juniper\n";
    std::filesystem::permissions(folder / "credentials", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::ofstream{folder / "bench.yaml"} << "bench: test\ncredentials: credentials\nsimulated: true\n" << limits
                                         << "slots:\n  - { name: A1, console: \"" << babbler.endpoint() << "\" }\n";
    std::ofstream{folder / "procedure.yaml"} << "procedure: test\ntitle: A test\nversion: 1\nsteps:\n  - identify\n";
    const auto records = folder.path() / "records";
    Judged judged;
    judged.ended = e2e::run("station", {"run", "--bench", (folder / "bench.yaml").string(), "--slot", "A1", "--serial", "BK512", "--records",
                                        records.string(), (folder / "procedure.yaml").string()});
    const reports::Store store{records};
    const auto id = store.list().at(0).id;
    judged.record = reports::record_from_json(store.sealed(id)->json);
    for (const auto& evidence : judged.record.evidence) judged.transcript += evidence.bytes;
    return judged;
}

constexpr auto small = "limits: { reply: 500kB, line: 50kB, transcript: 2MB }\n";

struct Talk {
    const char* name;
    std::string first, again;
};
class Floods : public testing::TestWithParam<Talk> {};

TEST_P(Floods, AreTheUnitsFaultAndTheRecordSaysSo) {
    const Babbler babbler{GetParam().first, GetParam().again};
    const auto judged = run_at(babbler, small);
    EXPECT_EQ(judged.ended.code, 1) << judged.ended.output;
    EXPECT_EQ(judged.record.verdict, Verdict::fail);
    EXPECT_EQ(judged.record.reason, "unit-floods");
    EXPECT_THAT(judged.record.summary, HasSubstr("the unit sent more than"));
    EXPECT_THAT(judged.record.summary, HasSubstr(babbler.endpoint()));
    EXPECT_LT(judged.transcript, 6'000'000u);
}

INSTANTIATE_TEST_SUITE_P(Kinds, Floods,
                         testing::Values(Talk{"NoLineEnd", "", std::string(1000, 'x')}, Talk{"Lines", "", "a line like any other\r\n"},
                                         Talk{"EmptyLines", "", std::string(500, '\n')}, Talk{"LinesAtALogin", "\r\nrouter login: ", "daemon[1]: it goes on\r\n"},
                                         Talk{"NoLineEndAtAPrompt", "\r\nroot@router> ", std::string(1000, '.')},
                                         Talk{"Banner", "\r\nWelcome\r\n", "** authorised use only **\r\n"}),
                         [](const auto& each) { return std::string{each.param.name}; });

// A sanitizer keeps what was freed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr long most_kilobytes = 1500 * 1024;
#else
constexpr long most_kilobytes = 500 * 1024;
#endif

TEST(Flood, CostsNoMoreThanTheReplyThatIsAllowed) {
    const Babbler babbler{"", std::string(60, 'x') + "\r\n" + std::string(61, 'y') + "\r\n"};
    const auto judged = run_at(babbler, "");
    EXPECT_EQ(judged.ended.code, 1) << judged.ended.output;
    rusage used{};
    ::getrusage(RUSAGE_CHILDREN, &used);
    EXPECT_LT(used.ru_maxrss, most_kilobytes) << "kB, for 64 MB of a reply";
}

}  // namespace
