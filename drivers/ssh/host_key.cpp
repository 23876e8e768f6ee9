#include "drivers/ssh/host_key.hpp"

#include "drivers/ssh/handles.hpp"

#include <libssh/libssh.h>

#include <memory>
#include <stdexcept>

namespace drivers::ssh {

std::string fingerprint(ssh_session_struct* ssh) {
    ssh_key key = nullptr;
    if (ssh_get_server_publickey(ssh, &key) != SSH_OK)
        throw std::runtime_error{"libssh has no host key after the key exchange"};
    const KeyHandle owner{key};
    unsigned char* hash = nullptr;
    std::size_t size = 0;
    if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &size) != SSH_OK)
        throw std::runtime_error{"libssh cannot hash the host key"};
    const std::unique_ptr<char, void (*)(char*)> text{
        ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size), ssh_string_free_char};
    ssh_clean_pubkey_hash(&hash);
    if (!text) throw std::runtime_error{"libssh cannot print the host key"};
    return text.get();
}

void check_host_key(const HostKeyPolicy& policy, const std::string& shown, const std::string& where) {
    if (policy.pinned) {
        if (*policy.pinned == shown) return;
        throw LinkError{
            Fault::refused, where,
            "the unit shows host key " + shown + ", but " + *policy.pinned +
                " is pinned: either another unit answers at this address, or its keys were made anew; "
                "compare with the fingerprint on its console before you pin the new one"};
    }
    if (policy.first && policy.first(shown)) return;
    throw LinkError{Fault::refused, where,
                    "nobody vouches for host key " + shown +
                        ": compare it with the fingerprint on the unit's console and pin it"};
}

}  // namespace drivers::ssh
