#include "drivers/ssh/handles.hpp"

#include <libssh/libssh.h>

namespace drivers::ssh {

void Free::operator()(ssh_session_struct* handle) const noexcept {
    ssh_free(handle);
}
void Free::operator()(ssh_channel_struct* handle) const noexcept {
    ssh_channel_free(handle);
}
void Free::operator()(ssh_key_struct* handle) const noexcept {
    ssh_key_free(handle);
}

}  // namespace drivers::ssh
