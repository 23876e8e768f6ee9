#pragma once
// An upload seen from the station thread: a connection of its own, the Worker, progress, deadline.

#include "drivers/link.hpp"
#include "drivers/ssh/connect.hpp"

namespace drivers::ssh {

Task<Uploaded> upload(Endpoint endpoint, LinkContext context, std::filesystem::path file,
                      std::string remote_path, Begin begin, Progress progress, Deadline deadline, Begun begun);

}  // namespace drivers::ssh
