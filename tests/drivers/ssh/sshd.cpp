#include "tests/drivers/ssh/sshd.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

extern char** environ;

namespace support {
namespace {

std::string current_user() {
    return ::getpwuid(::geteuid())->pw_name;
}

constexpr auto old_algorithms = R"(
Ciphers 3des-cbc,aes128-cbc
MACs hmac-sha1
KexAlgorithms diffie-hellman-group14-sha1,diffie-hellman-group1-sha1
HostKeyAlgorithms ssh-rsa
PubkeyAcceptedAlgorithms +ssh-rsa
)";

void write_configuration(const std::filesystem::path& folder, Era era, const std::string& more) {
    std::ofstream file{folder / "sshd_config"};
    file << "HostKey " << (folder / "host").string() << "\nAuthorizedKeysFile "
         << (folder / "client.pub").string() << "\nAllowUsers " << current_user()
         << "\nPermitRootLogin yes\nStrictModes no\nUsePAM no\nPidFile none\n"
         << "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPrintMotd no\nPrintLastLog "
            "no\nSubsystem cat /bin/cat\n"
         << more;
    if (era == Era::old) file << old_algorithms;
}

}  // namespace

std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{::popen(command.c_str(), "r"), ::pclose};
    std::string text;
    char buffer[4096];
    for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0;)
        text.append(buffer, got);
    return text;
}

Sshd::Sshd(Era era, std::string more) : runs_commands_{more.find("ForceCommand") == more.npos}, legacy_{era == Era::old} {
    const auto keygen = [this](const std::string& type, const std::string& name) {
        output_of("ssh-keygen -q -N '' -C test " + type + " -f " + (folder_ / name).string() + " 2>&1");
        if (!std::filesystem::exists(folder_ / name)) throw std::runtime_error{"ssh-keygen made no " + name};
    };
    keygen(era == Era::old ? "-t rsa -b 2048" : "-t ed25519", "host");
    keygen("-t ed25519", "client");
    write_configuration(folder_.path(), era, more);
    if (::geteuid() == 0) ::mkdir("/run/sshd", 0755);  // privilege separation wants it

    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::system_error{errno, std::generic_category(), "listen"};
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { accept_connections(); }};
}

Sshd::~Sshd() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
    kill_connections();
    for (const auto child : children_) ::waitpid(child, nullptr, 0);
}

void Sshd::accept_connections() {
    const auto configuration = (folder_ / "sshd_config").string(), log = (folder_ / "log").string();
    for (int connection; (connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;
         ::close(connection)) {
        posix_spawn_file_actions_t files;
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_adddup2(&files, connection, 0);
        ::posix_spawn_file_actions_adddup2(&files, connection, 1);
        ::posix_spawn_file_actions_addopen(&files, 2, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        posix_spawnattr_t attributes;
        ::posix_spawnattr_init(&attributes);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        const char* arguments[] = {"/usr/sbin/sshd", "-i", "-e", "-f", configuration.c_str(), nullptr};
        pid_t child = 0;
        const std::lock_guard lock{mutex_};
        if (::posix_spawn(&child, arguments[0], &files, &attributes, const_cast<char**>(arguments),
                          environ) == 0)
            children_.push_back(child);
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&attributes);
    }
}

void Sshd::kill_connections() {
    const std::lock_guard lock{mutex_};
    for (const auto child : children_) ::kill(-child, SIGKILL);
}

std::string Sshd::fingerprint() const {
    const auto line = output_of("ssh-keygen -l -E sha256 -f " + (folder_ / "host.pub").string());
    const auto from = line.find("SHA256:");
    return line.substr(from, line.find(' ', from) - from);
}

std::string Sshd::endpoint() const {
    return "ssh://" + current_user() + "@127.0.0.1:" + std::to_string(port_);
}

drivers::LinkContext Sshd::context(drivers::Worker& worker) const {
    drivers::LinkContext context;
    context.worker = &worker;
    context.credentials.private_key = key();
    context.host_key.pinned = fingerprint();
    return context;
}

drivers::Task<std::unique_ptr<drivers::Host>> Sshd::open(drivers::Worker& worker) const {
    using namespace std::chrono_literals;
    auto with = context(worker);
    with.allow_legacy_crypto = legacy_;
    co_return co_await drivers::open_host(drivers::check_endpoint(endpoint(), drivers::Use::host),
                                          std::move(with), drivers::within(10s, "connection"));
}

}  // namespace support
