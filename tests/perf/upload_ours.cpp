// The station's own upload, connection included. upload_ours PORT USER KEY FILE DESTINATION
#include "drivers/link.hpp"
#include "drivers/worker.hpp"
#include "tests/perf/measure.hpp"
#include "tests/support/run.hpp"

#include <cstdlib>
#include <iostream>

namespace {

using namespace drivers;
using namespace std::chrono_literals;

Task<Uploaded> upload(std::string endpoint, LinkContext context, std::string file, std::string destination) {
    const auto deadline = within(300s, "upload");
    const auto host = co_await open_host(check_endpoint(endpoint, Use::host), context, deadline);
    const Progress progress = [](std::uint64_t, std::uint64_t) {};
    co_return co_await host->upload(file, destination, Begin::at_start, progress, deadline);
}

}  // namespace

int main(int count, char** arguments) try {
    if (count < 6) return 2;
    Worker worker{1};
    LinkContext context;
    context.worker = &worker;
    context.credentials.private_key = arguments[3];
    context.host_key.first = [](const std::string&) { return true; };
    const auto begun = perf::now();
    const auto uploaded =
        support::run(upload("ssh://" + std::string{arguments[2]} + "@127.0.0.1:" + arguments[1], context,
                            arguments[4], arguments[5]));
    const auto done = perf::now();
    const auto size = static_cast<double>(uploaded.bytes);
    std::printf("cpu_s_per_gb=%.4f mb_s=%.1f\n", (done.cpu - begun.cpu) / size * 1e9,
                size / 1e6 / (done.wall - begun.wall));
} catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
}
