#include "tests/drivers/sim/simulated.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

namespace support {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> out;
    for (const std::string& word : words) out.push_back(const_cast<char*>(word.c_str()));
    out.push_back(nullptr);
    return out;
}

int spawn(const std::vector<std::string>& argv, int in, int out, int error) {
    const std::vector<char*> arguments = pointers(argv);
    const int pid = fork();
    if (pid != 0) return pid;
    if (in >= 0) dup2(in, 0);
    dup2(out, 1);
    if (error >= 0) dup2(error, 2);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

int wait_for(int pid) {
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::filesystem::path temporary_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "unit-sim-test-XXXXXX").string();
    return mkdtemp(pattern.data());
}

/// OpenSSH asks this program for the password.
std::filesystem::path askpass() {
    static const std::filesystem::path program = [] {
        const std::filesystem::path path = temporary_folder() / "askpass";
        std::ofstream{path} << "#!/bin/sh\necho juniper\n";
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }();
    return program;
}

std::vector<std::string> ssh_options() {
    return {
        "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",     "-o", "LogLevel=ERROR",
        "-o", "IdentitiesOnly=yes",       "-o", "PreferredAuthentications=password"};
}

}  // namespace

Ran run_program(const std::vector<std::string>& argv, std::string_view input) {
    setenv("SSH_ASKPASS", askpass().c_str(), 1);
    setenv("SSH_ASKPASS_REQUIRE", "force", 1);
    std::array<int, 2> in{}, out{};
    if (pipe2(in.data(), O_CLOEXEC) || pipe2(out.data(), O_CLOEXEC)) return {};
    const int pid = spawn(argv, in[0], out[1], out[1]);
    close(in[0]);
    close(out[1]);
    if (write(in[1], input.data(), input.size()) < 0) return {};
    close(in[1]);
    Ran ran;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = read(out[0], buffer.data(), buffer.size())) > 0;)
        ran.output.append(buffer.data(), static_cast<std::size_t>(n));
    close(out[0]);
    std::erase(ran.output, '\r');
    ran.status = wait_for(pid);
    return ran;
}

Simulated::Simulated(const std::string& personality, std::vector<std::string> options)
    : folder_{temporary_folder()} {
    signal(SIGPIPE, SIG_IGN);
    std::vector<std::string> argv{STATION_BIN_DIR "/unit-sim",
                                  STATION_SOURCE_DIR "/drivers/sim/units/" + personality + ".yaml",
                                  "--console",
                                  console_path().string(),
                                  "--ssh",
                                  "0"};
    argv.insert(argv.end(), options.begin(), options.end());
    argv.insert(argv.end(), {"--control", (folder_ / "control").string()});
    std::array<int, 2> out{};
    if (pipe2(out.data(), O_CLOEXEC)) return;
    pid_ = spawn(argv, -1, out[1], -1);
    close(out[1]);
    std::string line;
    for (char c = 0; read(out[0], &c, 1) == 1 && c != '\n';) line += c;
    close(out[0]);
    ready_ = line;
    const std::size_t at = line.find(" ssh=");
    if (!line.starts_with("ready console=") || at == line.npos)
        ADD_FAILURE() << "unit-sim said: " << line;
    else
        port_ = line.substr(at + 5);
}

Simulated::~Simulated() {
    stop();
    std::filesystem::remove_all(folder_);
}

std::filesystem::path Simulated::console_path(int engine) const {
    return folder_ / (engine == 0 ? "console" : "console-re" + std::to_string(engine));
}

void Simulated::open_console(int engine, unsigned baud) {
    close_console();
    console_ = open(console_path(engine).c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    ASSERT_GE(console_, 0) << console_path(engine);
    if (baud) {
        termios settings{};
        tcgetattr(console_, &settings);
        cfsetspeed(&settings, baud == 115200  ? B115200
                              : baud == 38400 ? B38400
                              : baud == 19200 ? B19200
                                              : B9600);
        tcsetattr(console_, TCSANOW, &settings);
    }
    heard_.clear();
    waited_for_ = 0;
}

void Simulated::close_console() {
    if (console_ >= 0) close(console_);
    console_ = -1;
}

void Simulated::type(std::string_view text) {
    if (write(console_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        ADD_FAILURE() << "the console took no bytes";
}

bool Simulated::expect(std::string_view text, std::chrono::seconds within) {
    return expect_any({text}, within) == 0;
}

int Simulated::expect_any(const std::vector<std::string_view>& texts, std::chrono::seconds within) {
    const auto until = Clock::now() + within;
    std::array<char, 4096> buffer{};
    for (;;) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const std::size_t at = heard_.find(texts[i], waited_for_);
            if (at == heard_.npos) continue;
            waited_for_ = at + texts[i].size();
            return static_cast<int>(i);
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd ready{console_, POLLIN, 0};
        if (left <= 0 || poll(&ready, 1, static_cast<int>(left)) <= 0) break;
        const ssize_t n = read(console_, buffer.data(), buffer.size());
        if (n <= 0) break;
        heard_.append(buffer.data(), static_cast<std::size_t>(n));
        std::erase(heard_, '\r');
    }
    ADD_FAILURE() << "waited for \"" << texts[0] << "\", heard:\n" << heard_.substr(waited_for_);
    return -1;
}

std::string Simulated::command(std::string_view line, std::string_view prompt) {
    const std::size_t from = heard_.size();
    waited_for_ = from;
    type(std::string{line} + "\r");
    if (!expect(line) || !expect(prompt)) return {};
    return heard_.substr(from, waited_for_ - from);
}

bool Simulated::log_in(std::string_view password) {
    type("\r");
    if (!expect("login: ")) return false;
    type("root\r");
    if (!password.empty()) {
        if (!expect("Password:")) return false;
        type(std::string{password} + "\r");
    }
    if (!expect("root@")) return false;
    for (int answer = 1; answer == 1;) {
        type("cli\r");
        answer = expect_any({"> ", "unexpectedly closed connection"});
        if (answer < 0) return false;
    }
    return !command("set cli screen-length 0").empty();
}

bool Simulated::type_until(std::string_view key, std::string_view text, std::chrono::seconds within) {
    const auto until = Clock::now() + within;
    std::array<char, 4096> buffer{};
    while (Clock::now() < until) {
        type(key);
        for (pollfd ready{console_, POLLIN, 0}; poll(&ready, 1, 100) > 0;) {
            const ssize_t n = read(console_, buffer.data(), buffer.size());
            if (n <= 0) break;
            heard_.append(buffer.data(), static_cast<std::size_t>(n));
            std::erase(heard_, '\r');
            const std::size_t at = heard_.find(text, waited_for_);
            if (at == heard_.npos) continue;
            waited_for_ = at + text.size();
            return true;
        }
    }
    ADD_FAILURE() << "typed for \"" << text << "\", heard:\n" << heard_.substr(waited_for_);
    return false;
}

std::string Simulated::control(const std::string& line) const {
    std::string reply =
        run_program({STATION_BIN_DIR "/unit-sim", "control", (folder_ / "control").string(), line}).output;
    if (reply.ends_with('\n')) reply.pop_back();
    return reply;
}

Ran Simulated::ssh(std::vector<std::string> arguments, std::string_view input) const {
    std::vector<std::string> argv{"timeout", "60", "ssh", "-p", port_};
    for (const std::string& option : ssh_options()) argv.push_back(option);
    std::size_t flags = 0;
    while (flags < arguments.size() && arguments[flags].starts_with('-')) argv.push_back(arguments[flags++]);
    argv.push_back("root@127.0.0.1");
    argv.insert(argv.end(), arguments.begin() + static_cast<std::ptrdiff_t>(flags), arguments.end());
    return run_program(argv, input);
}

Ran Simulated::copy(const std::string& protocol, const std::string& from, const std::string& to) const {
    std::vector<std::string> argv{"timeout", "60", "scp", protocol, "-P", port_};
    for (const std::string& option : ssh_options()) argv.push_back(option);
    argv.push_back(from);
    argv.push_back(to);
    return run_program(argv);
}

Ran Simulated::scp(const std::string& from, const std::string& to) const {
    return copy("-O", from, to);
}

Ran Simulated::sftp(const std::string& from, const std::string& to) const {
    return copy("-s", from, to);
}

int Simulated::stop() {
    close_console();
    if (pid_ <= 0) return 0;
    kill(pid_, SIGTERM);
    const int status = wait_for(pid_);
    pid_ = -1;
    return status;
}

}  // namespace support
