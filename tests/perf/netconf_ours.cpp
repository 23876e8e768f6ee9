// What the station does per rpc: drivers over ssh and NETCONF, every byte into a transcript, the reply read
// into facts. netconf_ours PORT USER KEY SESSIONS RPCS RPC FOLDER
#include "drivers/junos/reply.hpp"
#include "drivers/link.hpp"
#include "drivers/transcript.hpp"
#include "drivers/worker.hpp"
#include "tests/perf/measure.hpp"

#include <malloc.h>

#include <cstdlib>
#include <iostream>

namespace {

using namespace drivers;
using namespace std::chrono_literals;

/// Nobody passes before all have come.
class Gate {
  public:
    Gate(asio::io_context& io, std::size_t wanted) : timer_{io, Clock::time_point::max()}, wanted_{wanted} {}
    Task<> pass(perf::Moment& when) {
        if (++come_ == wanted_) {
            when = perf::now();
            timer_.cancel();
            co_return;
        }
        boost::system::error_code ec;
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    }

  private:
    asio::steady_timer timer_;
    std::size_t wanted_, come_ = 0;
};

struct Bench {
    asio::io_context io{1};
    Worker worker{2};
    std::string endpoint, request, folder;
    std::filesystem::path key;
    int rpcs = 0;
    std::size_t failures = 0;
    std::vector<double> latencies;
    perf::Moment begun, connected, done;
    asio::steady_timer room{io, Clock::time_point::max()};
    int handshakes = 0;
};

Task<std::unique_ptr<Rpc>> open(Bench& bench, Transcript& transcript, std::unique_ptr<Host>& host) {
    while (bench.handshakes >= 8) {
        boost::system::error_code ec;
        co_await bench.room.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    }
    ++bench.handshakes;
    struct Place {
        Bench& bench;
        ~Place() {
            --bench.handshakes;
            bench.room.cancel_one();
        }
    } const place{bench};
    LinkContext context;
    context.worker = &bench.worker;
    context.transcript = &transcript;
    context.credentials.private_key = bench.key;
    context.host_key.first = [](const std::string&) { return true; };
    const auto deadline = within(60s, "connection");
    host = co_await open_host(check_endpoint(bench.endpoint, Use::host), context, deadline);
    auto stream = co_await host->subsystem("netconf", deadline);
    co_return co_await open_rpc(std::move(stream), bench.worker, deadline);
}

Task<> session(Bench& bench, std::size_t number, Gate& start, Gate& end) {
    Transcript transcript{bench.folder + "/" + std::to_string(number), bench.endpoint};
    std::unique_ptr<Host> host;
    std::unique_ptr<Rpc> rpc;
    try {
        rpc = co_await open(bench, transcript, host);
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        ++bench.failures;
    }
    co_await start.pass(bench.connected);
    for (int i = 0; rpc && i < bench.rpcs; ++i) {
        const auto began = perf::wall();
        const auto reply = co_await rpc->call(bench.request, within(60s, "reply"));
        const auto reading = junos::read_xml(reply.payload);
        if (reply.failed() || (reading.facts.empty() && reading.unread.empty())) ++bench.failures;
        bench.latencies.push_back(perf::wall() - began);
    }
    transcript.flush();
    co_await end.pass(bench.done);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 8) return 2;
    mallopt(M_TRIM_THRESHOLD, 16 * 1024 * 1024);  // as the station does
    Bench bench;
    bench.endpoint = "ssh://" + std::string{arguments[2]} + "@127.0.0.1:" + arguments[1];
    bench.key = arguments[3];
    const auto sessions = static_cast<std::size_t>(std::atoi(arguments[4]));
    bench.rpcs = std::atoi(arguments[5]);
    bench.request = "<" + std::string{arguments[6]} + "/>";
    bench.folder = arguments[7];
    Gate start{bench.io, sessions}, end{bench.io, sessions};
    bench.begun = perf::now();
    for (std::size_t i = 0; i < sessions; ++i)
        asio::co_spawn(bench.io, session(bench, i, start, end), [&bench](std::exception_ptr failure) {
            if (failure) ++bench.failures;
        });
    bench.io.run();
    perf::print_rpcs(sessions, bench.latencies, bench.begun, bench.connected, bench.done, bench.failures);
    return bench.failures ? 1 : 0;
}
