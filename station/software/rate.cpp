#include "station/software/rate.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace station {

double Rate::megabytes_per_second(std::uint64_t done, Time now) const {
    const double seconds = std::chrono::duration<double>(now - began_).count();
    return seconds > 0 ? static_cast<double>(done) / 1e6 / seconds : 0;
}

std::string Rate::words(std::uint64_t done, std::uint64_t total, Time now) const {
    const double rate = megabytes_per_second(done, now);
    if (rate <= 0 || now - began_ < std::chrono::seconds{1}) return {};
    const auto left = static_cast<std::int64_t>(static_cast<double>(total - std::min(done, total)) / 1e6 / rate);
    return fmt::format("{:.{}f} MB/s, {}:{:02} left", rate, rate < 10 ? 1 : 0, left / 60, left % 60);
}

}  // namespace station
