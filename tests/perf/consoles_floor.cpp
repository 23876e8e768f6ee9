// The least a reader of many consoles can do: epoll, RE2 on the unterminated last line. consoles_floor
// SECONDS PATH...
#include "tests/perf/consoles.hpp"
#include "tests/perf/measure.hpp"

#include <fcntl.h>
#include <re2/re2.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace {

struct Console {
    int fd = -1;
    std::string line;
    bool stands = false;
};

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) return 2;
    std::string pattern;
    for (const auto* one : perf::prompts) pattern += (pattern.empty() ? "" : "|") + std::string{one};
    const RE2 prompt{pattern};
    const int poll = ::epoll_create1(0);
    std::vector<Console> consoles;
    for (int i = 2; i < count; ++i) {
        consoles.push_back({::open(arguments[i], O_RDWR | O_NOCTTY | O_NONBLOCK), {}, false});
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u32 = static_cast<std::uint32_t>(i - 2);
        ::epoll_ctl(poll, EPOLL_CTL_ADD, consoles.back().fd, &event);
    }
    std::puts("ready");
    std::fflush(stdout);
    unsigned long bytes = 0, hits = 0;
    const auto begun = perf::now();
    const auto end = begun.wall + std::atof(arguments[1]);
    epoll_event ready[64];
    char buffer[16384];
    while (perf::wall() < end) {
        const int events = ::epoll_wait(poll, ready, 64, 100);
        for (int i = 0; i < events; ++i) {
            auto& console = consoles[ready[i].data.u32];
            const auto got = ::read(console.fd, buffer, sizeof buffer);
            if (got <= 0) continue;
            const std::string_view came{buffer, static_cast<std::size_t>(got)};
            bytes += came.size();
            const auto newline = came.rfind('\n');
            if (newline != came.npos) console.stands = false;
            if (newline == came.npos)
                console.line += came;
            else
                console.line = came.substr(newline + 1);
            if (console.stands || console.line.empty()) continue;
            console.stands = RE2::PartialMatch(console.line, prompt);
            hits += console.stands;
        }
    }
    std::printf("cpu_s=%.4f bytes=%lu prompts=%lu\n", perf::now().cpu - begun.cpu, bytes, hits);
}
