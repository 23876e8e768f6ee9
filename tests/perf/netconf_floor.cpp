// The least a NETCONF client can do: libssh, a blocking thread a session, pugixml on the received bytes. No
// facts, no transcript, no host key. netconf_floor PORT USER KEY SESSIONS RPCS RPC
#include "tests/perf/measure.hpp"

#include <libssh/libssh.h>
#include <pugixml.hpp>

#include <atomic>
#include <barrier>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>

namespace {

struct Client {
    ssh_session ssh = ssh_new();
    ssh_channel channel = nullptr;
    std::string buffer;

    bool open(unsigned port, const char* user, ssh_key key) {
        const int no = 0, yes = 1;
        ssh_options_set(ssh, SSH_OPTIONS_HOST, "127.0.0.1");
        ssh_options_set(ssh, SSH_OPTIONS_PORT, &port);
        ssh_options_set(ssh, SSH_OPTIONS_USER, user);
        ssh_options_set(ssh, SSH_OPTIONS_PROCESS_CONFIG, &no);
        ssh_options_set(ssh, SSH_OPTIONS_NODELAY, &yes);
        for (const auto list : {SSH_OPTIONS_CIPHERS_C_S, SSH_OPTIONS_CIPHERS_S_C})
            ssh_options_set(ssh, list, "aes128-gcm@openssh.com");
        if (ssh_connect(ssh) != SSH_OK || ssh_userauth_publickey(ssh, nullptr, key) != SSH_AUTH_SUCCESS)
            return false;
        channel = ssh_channel_new(ssh);
        std::string hello;
        return ssh_channel_open_session(channel) == SSH_OK &&
               ssh_channel_request_subsystem(channel, "netconf") == SSH_OK &&
               send(
                   "<hello xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\"><capabilities><capability>"
                   "urn:ietf:params:netconf:base:1.0</capability></capabilities></hello>]]>]]>") &&
               receive(hello);
    }
    bool send(const std::string& text) {
        return ssh_channel_write(channel, text.data(), static_cast<std::uint32_t>(text.size())) ==
               static_cast<int>(text.size());
    }
    bool receive(std::string& message) {
        constexpr std::size_t piece = 32 * 1024;
        for (std::size_t from = 0;;) {
            if (const auto end = buffer.find("]]>]]>", from); end != buffer.npos) {
                message.assign(buffer, 0, end);
                buffer.erase(0, end + 6);
                return true;
            }
            const auto had = buffer.size();
            from = had > 5 ? had - 5 : 0;
            buffer.resize(had + piece);
            const int got = ssh_channel_read(channel, buffer.data() + had, piece, 0);
            buffer.resize(had + static_cast<std::size_t>(std::max(got, 0)));
            if (got <= 0) return false;
        }
    }
};

}  // namespace

int main(int count, char** arguments) {
    if (count < 7) return 2;
    const auto port = static_cast<unsigned>(std::atoi(arguments[1]));
    const auto sessions = static_cast<std::size_t>(std::atoi(arguments[4]));
    const int rpcs = std::atoi(arguments[5]);
    const std::string request = "<rpc message-id=\"1\"><" + std::string{arguments[6]} + "/></rpc>]]>]]>";
    ssh_key key = nullptr;
    if (ssh_pki_import_privkey_file(arguments[3], nullptr, nullptr, nullptr, &key) != SSH_OK) return 1;

    const auto begun = perf::now();
    perf::Moment connected, done;
    int phase = 0;
    std::barrier together{static_cast<std::ptrdiff_t>(sessions),
                          [&]() noexcept { (phase++ == 0 ? connected : done) = perf::now(); }};
    std::counting_semaphore<8> handshakes{8};
    std::atomic<std::size_t> failures = 0;
    std::mutex mutex;
    std::vector<double> latencies;
    const auto work = [&] {
        Client client;
        handshakes.acquire();
        const bool open = client.open(port, arguments[2], key);
        handshakes.release();
        if (!open) ++failures;
        together.arrive_and_wait();
        std::vector<double> own;
        std::string message;
        for (int i = 0; open && i < rpcs; ++i) {
            const auto start = perf::wall();
            pugi::xml_document document;
            if (!client.send(request) || !client.receive(message) ||
                !document.load_buffer_inplace(message.data(), message.size()))
                ++failures;
            own.push_back(perf::wall() - start);
        }
        {
            const std::lock_guard lock{mutex};
            latencies.insert(latencies.end(), own.begin(), own.end());
        }
        together.arrive_and_wait();
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < sessions; ++i) threads.emplace_back(work);
    for (auto& thread : threads) thread.join();
    perf::print_rpcs(sessions, latencies, begun, connected, done, failures);
    std::fflush(stdout);
    std::_Exit(failures ? 1 : 0);
}
