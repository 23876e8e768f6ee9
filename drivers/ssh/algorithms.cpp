#include "drivers/ssh/algorithms.hpp"

#include "drivers/names.hpp"
#include "drivers/ssh/handles.hpp"

#include <libssh/libssh.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace drivers::ssh {
namespace {

struct List {
    std::string_view method;  // how libssh's "no match" names it, in part
    std::string_view modern, legacy;
};

// GCM first: with a separate MAC libssh needs about three times the CPU per byte.
constexpr std::array<List, 4> lists{{
    {"kex algos",
     "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-"
     "nistp521,"
     "diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group-exchange-sha256,"
     "diffie-hellman-group14-sha256",
     "diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1"},
    {"server host key algo",
     "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256",
     "ssh-rsa"},
    {"encryption",
     "aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,"
     "aes256-ctr",
     "aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc"},
    {"mac algo", "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512",
     "hmac-sha1"},
}};

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(','));
        if (!word.empty()) words.emplace_back(word);
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return words;
}

std::string either(const List& list, bool legacy) {
    return legacy ? std::string{list.modern} + "," + std::string{list.legacy} : std::string{list.modern};
}

void set(ssh_session ssh, ssh_options_e option, const std::string& value) {
    if (ssh_options_set(ssh, option, value.c_str()) != SSH_OK)
        throw std::runtime_error{"libssh does not take the algorithms " + value + ": " + ssh_get_error(ssh)};
}

std::string plain_method(std::string_view method) {
    if (method.find("kex") != method.npos) return "key exchange";
    if (method.find("host key") != method.npos) return "host key";
    if (method.find("encryption") != method.npos) return "cipher";
    if (method.find("mac") != method.npos) return "MAC";
    return std::string{method};
}

std::string said(const char* text) {
    return text ? text : "unknown";
}

std::string host_key_type(ssh_session ssh) {
    ssh_key key = nullptr;
    if (ssh_get_server_publickey(ssh, &key) != SSH_OK) return "unknown";
    const KeyHandle owner{key};
    return said(ssh_key_type_to_char(ssh_key_type(key)));
}

}  // namespace

void offer(ssh_session_struct* ssh, bool legacy) {
    set(ssh, SSH_OPTIONS_KEY_EXCHANGE, either(lists[0], legacy));
    set(ssh, SSH_OPTIONS_HOSTKEYS, either(lists[1], legacy));
    set(ssh, SSH_OPTIONS_PUBLICKEY_ACCEPTED_TYPES, either(lists[1], legacy));
    set(ssh, SSH_OPTIONS_CIPHERS_C_S, either(lists[2], legacy));
    set(ssh, SSH_OPTIONS_CIPHERS_S_C, either(lists[2], legacy));
    set(ssh, SSH_OPTIONS_HMAC_C_S, either(lists[3], legacy));
    set(ssh, SSH_OPTIONS_HMAC_S_C, either(lists[3], legacy));
}

std::optional<NoMatch> parse_no_match(std::string_view error) {
    constexpr std::string_view start = "no match for method ", server = ": server [";
    const auto from = error.find(start);
    if (from == error.npos) return {};
    error.remove_prefix(from + start.size());
    const auto colon = error.find(server);
    if (colon == error.npos) return {};
    const auto offered = error.substr(colon + server.size());
    return NoMatch{std::string{error.substr(0, colon)}, split(offered.substr(0, offered.find(']')))};
}

bool legacy_would_do(const NoMatch& failure) {
    for (const auto& list : lists) {
        if (failure.method.find(list.method) == std::string::npos) continue;
        const auto old = split(list.legacy);
        return std::any_of(failure.theirs.begin(), failure.theirs.end(), [&old](const auto& name) {
            return std::find(old.begin(), old.end(), name) != old.end();
        });
    }
    return false;
}

std::string advice(const NoMatch& failure, bool legacy_allowed) {
    const auto what = plain_method(failure.method);
    const auto offers =
        "the unit offers only old cryptography (" + what + ": " + joined(failure.theirs) + ")";
    if (legacy_would_do(failure) && !legacy_allowed)
        return offers + "; set allow-legacy-crypto for its slot if the unit is to be trusted";
    return "no " + what + " in common: the unit offers " + joined(failure.theirs) +
           ", which this station's SSH library does not have; use the console";
}

std::string algorithms_in_use(ssh_session_struct* ssh) {
    // ssh_get_kex_algo() is NULL for the group exchanges in libssh 0.10.
    const auto* kex = ssh_get_kex_algo(ssh);
    return "kex " + std::string{kex ? kex : "diffie-hellman-group-exchange"} + ", host key " +
           host_key_type(ssh) + ", cipher " + said(ssh_get_cipher_out(ssh)) + ", mac " +
           said(ssh_get_hmac_out(ssh));
}

}  // namespace drivers::ssh
