#pragma once
// Another program, run beside us to its end or to ours: it and all it starts are killed when we stop waiting.

#include "drivers/deadline.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <sys/types.h>

#include <string>
#include <vector>

namespace drivers::power {

class Program {
  public:
    /// Starts it, in a process group of its own. Throws std::system_error naming it.
    Program(const asio::any_io_executor& executor, const std::vector<std::string>& command);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    struct End {
        int status = 0;  ///< of exit(3), 128 and more for a signal, as shells count
        std::string output;  ///< the first 64 KiB of what it printed, errors too
    };
    /// Until it ends. Throws LinkError{timeout}, `where` in it, and it is killed.
    Task<End> end(Deadline deadline, std::string where);
    void kill() noexcept;

  private:
    pid_t pid_ = -1;
    asio::posix::stream_descriptor ended_, output_;
};

}  // namespace drivers::power
