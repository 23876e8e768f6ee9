#pragma once
// libssh's objects as owners. Its headers stay in this folder's .cpp files.

#include <memory>

struct ssh_session_struct;
struct ssh_channel_struct;
struct ssh_key_struct;

namespace drivers::ssh {

struct Free {
    void operator()(ssh_session_struct* handle) const noexcept;  ///< closes the descriptor libssh was given
    void operator()(
        ssh_channel_struct* handle) const noexcept;  ///< says close to the peer when the channel is open
    void operator()(ssh_key_struct* handle) const noexcept;
};

using SshHandle = std::unique_ptr<ssh_session_struct, Free>;
using ChannelHandle = std::unique_ptr<ssh_channel_struct, Free>;
using KeyHandle = std::unique_ptr<ssh_key_struct, Free>;

}  // namespace drivers::ssh
