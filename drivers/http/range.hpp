#pragma once
// The Range header of a request for a file (RFC 9110 section 14): one range of bytes. No I/O.

#include <cstdint>
#include <optional>
#include <string_view>

namespace drivers::http {

struct Range {
    std::uint64_t from = 0, to = 0;  ///< [from, to)
    bool operator==(const Range&) const = default;
};

/// What `header` asks of a file of `size` bytes: all of it where there is no header or one we may ignore (another unit, several
/// ranges, nonsense), nothing where no byte of the file is meant.
std::optional<Range> range_of(std::string_view header, std::uint64_t size);

}  // namespace drivers::http
