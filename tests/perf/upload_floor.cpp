// The least an upload can do: libssh blocking, `scp -t`, SHA-256 in the same pass. upload_floor PORT USER KEY
// FILE DESTINATION
#include "tests/perf/measure.hpp"

#include <fcntl.h>
#include <libssh/libssh.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

int main(int count, char** arguments) {
    if (count < 6) return 2;
    const auto port = static_cast<unsigned>(std::atoi(arguments[1]));
    const int file = ::open(arguments[4], O_RDONLY), no = 0, yes = 1;
    struct stat about {};
    ::fstat(file, &about);
    const auto begun = perf::now();
    ssh_session ssh = ssh_new();
    ssh_options_set(ssh, SSH_OPTIONS_HOST, "127.0.0.1");
    ssh_options_set(ssh, SSH_OPTIONS_PORT, &port);
    ssh_options_set(ssh, SSH_OPTIONS_USER, arguments[2]);
    ssh_options_set(ssh, SSH_OPTIONS_PROCESS_CONFIG, &no);
    ssh_options_set(ssh, SSH_OPTIONS_NODELAY, &yes);
    for (const auto list : {SSH_OPTIONS_CIPHERS_C_S, SSH_OPTIONS_CIPHERS_S_C})
        ssh_options_set(ssh, list, "aes128-gcm@openssh.com");
    ssh_key key = nullptr;
    ssh_pki_import_privkey_file(arguments[3], nullptr, nullptr, nullptr, &key);
    if (ssh_connect(ssh) != SSH_OK || ssh_userauth_publickey(ssh, nullptr, key) != SSH_AUTH_SUCCESS) return 1;
    ssh_channel channel = ssh_channel_new(ssh);
    char answer = 1;
    const auto consent = [&] { return ssh_channel_read(channel, &answer, 1, 0) == 1 && answer == 0; };
    const auto send = [&](const char* bytes, std::size_t size) {
        return ssh_channel_write(channel, bytes, static_cast<std::uint32_t>(size)) == static_cast<int>(size);
    };
    const auto head = "C0644 " + std::to_string(about.st_size) + " image\n";
    if (ssh_channel_open_session(channel) != SSH_OK ||
        ssh_channel_request_exec(channel, ("scp -t " + std::string{arguments[5]}).c_str()) != SSH_OK ||
        !consent() || !send(head.data(), head.size()) || !consent())
        return 1;
    EVP_MD_CTX* hash = EVP_MD_CTX_new();
    EVP_DigestInit_ex(hash, EVP_sha256(), nullptr);
    static char buffer[32 * 1024];
    for (ssize_t got; (got = ::read(file, buffer, sizeof buffer)) > 0;) {
        EVP_DigestUpdate(hash, buffer, static_cast<std::size_t>(got));
        if (!send(buffer, static_cast<std::size_t>(got))) return 1;
    }
    if (!send("\0", 1) || !consent()) return 1;
    const auto done = perf::now();
    const auto size = static_cast<double>(about.st_size);
    std::printf("cpu_s_per_gb=%.4f mb_s=%.1f\n", (done.cpu - begun.cpu) / size * 1e9,
                size / 1e6 / (done.wall - begun.wall));
}
