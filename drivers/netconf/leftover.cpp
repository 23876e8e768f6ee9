#include "drivers/netconf/leftover.hpp"

namespace drivers::netconf {

Task<std::string> Leftover::read(Deadline deadline) {
    if (!bytes_.empty()) co_return std::exchange(bytes_, {});
    co_return co_await stream_->read(std::move(deadline));
}

}  // namespace drivers::netconf
