#pragma once
// What the console programs agree on: how fast, how often a prompt, and what one looks like.

#include <cstddef>

namespace perf {

constexpr std::size_t bytes_per_second = 11'520;  // 115200 baud
constexpr int ticks_per_second = 100;
constexpr int ticks_between_prompts = 100, ticks_of_silence = 20;

/// One pattern for the floor, the same in parts for ours.
constexpr const char* prompts[] = {R"(^(?:\{[a-z]+(?::\d+)?\})?[\w.-]+@[\w.-]*[>#%] $)",
                                   R"(^(?:[\w.-]+ )?login: $)", R"(^[Pp]assword:\s?$)", R"(^loader> ?$)",
                                   R"(^---\(more(?: \d+%)?\)---$)"};
constexpr const char* prompt = "root@dut-mx> ";

}  // namespace perf
