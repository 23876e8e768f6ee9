#include "drivers/ssh/login.hpp"

#include "drivers/ssh/connection.hpp"

#include <libssh/libssh.h>

namespace drivers::ssh {
namespace {

using Call = std::function<int(ssh_session)>;

Task<int> attempt(std::shared_ptr<Connection> connection, Deadline deadline, Call call) {
    int rc = SSH_AUTH_AGAIN;
    co_await Connection::until(connection, deadline.awaiting("answer to the SSH login"),
                               [&rc, &call, ssh = connection->ssh()] {
                                   rc = call(ssh);
                                   return rc != SSH_AUTH_AGAIN;
                               });
    if (rc != SSH_AUTH_ERROR) co_return rc;
    const std::string text = ssh_get_error(connection->ssh());
    if (text.find("SSH_MSG_DISCONNECT") == text.npos) throw connection->failure();
    throw LinkError{Fault::refused, connection->where(), "the unit ended the login: " + text};
}

KeyHandle load_key(const Credentials& credentials, const std::string& where) {
    if (credentials.private_key.empty()) return nullptr;
    ssh_key key = nullptr;
    // No passphrase is asked for: a bench runs unattended.
    if (ssh_pki_import_privkey_file(credentials.private_key.c_str(), nullptr, nullptr, nullptr, &key) !=
        SSH_OK)
        throw LinkError{Fault::refused, where,
                        "cannot use the private key " + credentials.private_key.string() +
                            " (missing, unreadable or with a passphrase)"};
    return KeyHandle{key};
}

Task<int> answer_prompts(std::shared_ptr<Connection> connection, std::string password, Deadline deadline) {
    const Call ask = [](ssh_session ssh) { return ssh_userauth_kbdint(ssh, nullptr, nullptr); };
    int rc = co_await attempt(connection, deadline, ask);
    constexpr int most_rounds = 8;  // a unit that never ends asking is not going to let us in
    for (int round = 0; rc == SSH_AUTH_INFO && round < most_rounds; ++round) {
        const int prompts = ssh_userauth_kbdint_getnprompts(connection->ssh());
        for (int i = 0; i < prompts; ++i)
            ssh_userauth_kbdint_setanswer(connection->ssh(), static_cast<unsigned>(i), password.c_str());
        rc = co_await attempt(connection, deadline, ask);
    }
    co_return rc;
}

struct Method {
    int flag;
    const char* name;
};
constexpr Method methods[] = {{SSH_AUTH_METHOD_PUBLICKEY, "public key"},
                              {SSH_AUTH_METHOD_PASSWORD, "password"},
                              {SSH_AUTH_METHOD_INTERACTIVE, "keyboard-interactive"}};

std::string names(int flags) {
    std::string text;
    for (const auto& method : methods)
        if (flags & method.flag) text += (text.empty() ? "" : ", ") + std::string{method.name};
    return text.empty() ? "nothing" : text;
}

}  // namespace

Task<> log_in(std::shared_ptr<Connection> connection, Credentials credentials, Deadline deadline) {
    const auto key = load_key(credentials, connection->where());
    if (co_await attempt(connection, deadline,
                         [](ssh_session ssh) { return ssh_userauth_none(ssh, nullptr); }) == SSH_AUTH_SUCCESS)
        co_return;
    int tried = 0;
    for (const auto& method : methods) {
        // After a partial success the unit names what else it wants.
        if (!(ssh_userauth_list(connection->ssh(), nullptr) & method.flag)) continue;
        if (method.flag == SSH_AUTH_METHOD_PUBLICKEY ? !key : credentials.password.empty()) continue;
        tried |= method.flag;
        int rc = SSH_AUTH_DENIED;
        if (method.flag == SSH_AUTH_METHOD_PUBLICKEY)
            rc = co_await attempt(connection, deadline, [&key](ssh_session ssh) {
                return ssh_userauth_publickey(ssh, nullptr, key.get());
            });
        else if (method.flag == SSH_AUTH_METHOD_PASSWORD)
            rc = co_await attempt(connection, deadline, [&credentials](ssh_session ssh) {
                return ssh_userauth_password(ssh, nullptr, credentials.password.c_str());
            });
        else
            rc = co_await answer_prompts(connection, credentials.password, deadline);
        if (rc == SSH_AUTH_SUCCESS) co_return;
    }
    throw LinkError{Fault::refused, connection->where(),
                    "the login was refused; tried: " + names(tried) +
                        "; the unit takes: " + names(ssh_userauth_list(connection->ssh(), nullptr))};
}

}  // namespace drivers::ssh
