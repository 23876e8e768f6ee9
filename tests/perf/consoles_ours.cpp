// The station's consoles: serial: links, transcripts, Expect. consoles_ours SECONDS FOLDER PATH...
#include "drivers/expect.hpp"
#include "drivers/link.hpp"
#include "drivers/transcript.hpp"
#include "tests/perf/consoles.hpp"
#include "tests/perf/measure.hpp"

#include <cstdlib>
#include <iostream>

namespace {

using namespace drivers;

struct Count {
    unsigned long bytes = 0, prompts = 0;
    std::size_t open = 0, wanted = 0;
    perf::Moment begun;  ///< all are open, as when the floor begins to count
};

Task<> follow(std::string path, std::string transcript_file, Clock::duration span, Count& count) {
    Transcript transcript{transcript_file, path};
    LinkContext context;
    context.transcript = &transcript;
    const auto opening = within(std::chrono::seconds{5}, "console");
    const auto terminal =
        co_await open_terminal(check_endpoint("serial://" + path, Use::terminal), context, opening);
    std::vector<Prompt> prompts;
    for (const auto* pattern : perf::prompts) prompts.push_back({"prompt", pattern, "", ""});
    Expect expect{prompts, {}};
    if (++count.open == count.wanted) {
        count.begun = perf::now();
        std::cout << "ready" << std::endl;
    }
    const auto deadline = within(span, "the end");
    std::vector<Line> lines;
    std::uint64_t last = 0;
    try {
        for (;;) {
            const auto bytes = co_await terminal->read(deadline);
            count.bytes += bytes.size();
            lines.clear();
            expect.feed(bytes, lines);
            const auto match = expect.standing();
            if (!match || match->line == last) continue;
            last = match->line;
            ++count.prompts;
        }
    } catch (const LinkError& error) {
        if (error.fault() != Fault::timeout) std::cerr << error.what() << "\n";
    }
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count < 4) return 2;
    asio::io_context io{1};
    Count count;
    count.wanted = static_cast<std::size_t>(argument_count - 3);
    const auto span = std::chrono::milliseconds{static_cast<int>(std::atof(arguments[1]) * 1000)};
    for (int i = 3; i < argument_count; ++i)
        asio::co_spawn(
            io, follow(arguments[i], std::string{arguments[2]} + "/console" + std::to_string(i), span, count),
            [](std::exception_ptr failure) {
                try {
                    if (failure) std::rethrow_exception(failure);
                } catch (const std::exception& error) {
                    std::cerr << error.what() << "\n";
                }
            });
    io.run();
    std::printf("cpu_s=%.4f bytes=%lu prompts=%lu\n", perf::now().cpu - count.begun.cpu, count.bytes,
                count.prompts);
}
