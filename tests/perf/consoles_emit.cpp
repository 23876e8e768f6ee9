// N consoles that talk at line speed: pseudo-terminals that print a boot log, and every second a prompt with
// a short silence behind it. consoles_emit N SECONDS prints the paths, waits for a line, talks, and prints
// what it sent.
#include "tests/perf/consoles.hpp"

#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace {

std::string log_line(unsigned number) {
    return "Nov 22 12:00:" + std::to_string(number % 60) + "  dut-mx kernel: ge-0/0/" +
           std::to_string(number % 48) + ": link " + (number % 2 ? "up" : "down") + ", event " +
           std::to_string(number) + "\r\n";
}

struct Console {
    int master = -1, slave = -1;
    std::string queue;
    unsigned lines = 0;
};

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) return 2;
    std::vector<Console> consoles(static_cast<std::size_t>(std::atoi(arguments[1])));
    for (auto& console : consoles) {
        char path[128];
        termios raw{};
        cfmakeraw(&raw);
        if (::openpty(&console.master, &console.slave, path, &raw, nullptr) != 0) return 1;
        ::fcntl(console.master, F_SETFL, O_NONBLOCK);
        ::close(console.slave);  // or the station would say that this program has the port
        std::printf("%s ", path);
    }
    std::puts("");
    std::fflush(stdout);
    std::getchar();

    unsigned long sent = 0, prompts = 0, dropped = 0;
    const int ticks = std::atoi(arguments[2]) * perf::ticks_per_second;
    auto next = std::chrono::steady_clock::now();
    for (int tick = 0; tick < ticks; ++tick) {
        std::this_thread::sleep_until(next += std::chrono::milliseconds{1000 / perf::ticks_per_second});
        const int phase = tick % (perf::ticks_between_prompts + perf::ticks_of_silence);
        if (phase > perf::ticks_between_prompts) continue;
        for (auto& console : consoles) {
            std::string bytes;
            if (phase == perf::ticks_between_prompts) {
                bytes = "\r\n" + std::string{perf::prompt};
                console.queue = "\r\n";
                ++prompts;
            } else {
                while (console.queue.size() < perf::bytes_per_second / perf::ticks_per_second)
                    console.queue += log_line(++console.lines);
                bytes = console.queue.substr(0, perf::bytes_per_second / perf::ticks_per_second);
                console.queue.erase(0, bytes.size());
            }
            const auto taken = ::write(console.master, bytes.data(), bytes.size());
            sent += static_cast<unsigned long>(taken > 0 ? taken : 0);
            dropped += bytes.size() - static_cast<unsigned long>(taken > 0 ? taken : 0);
        }
    }
    std::printf("bytes=%lu prompts=%lu dropped=%lu\n", sent, prompts, dropped);
    std::fflush(stdout);
    std::getchar();  // the readers have seen it all
}
