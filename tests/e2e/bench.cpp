#include "tests/e2e/bench.hpp"

#include "station/app/simulated.hpp"
#include "tests/support/temp_folder.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

namespace e2e {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

// A PDF takes longer than most of these runs: the program that makes it is not found.
std::vector<char*> environment_with(std::vector<std::string>& variables) {
    std::vector<char*> environment;
    for (auto& variable : variables) environment.push_back(variable.data());
    for (char** variable = environ; *variable; ++variable)
        if (!std::string_view{*variable}.starts_with("PATH=")) environment.push_back(*variable);
    static char nowhere[] = "PATH=/nowhere";
    environment.push_back(nowhere);
    environment.push_back(nullptr);
    return environment;
}

pid_t start(const std::string& program, const std::vector<std::string>& arguments, const fs::path& output,
            const std::string& keyboard = "/dev/null", std::vector<std::string> variables = {}) {
    std::vector<std::string> words{STATION_BIN_DIR "/" + program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    auto environment = environment_with(variables);
    const auto pid = ::fork();
    if (pid != 0) return pid;
    const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    ::dup2(::open(keyboard.c_str(), O_RDONLY | O_NOCTTY), STDIN_FILENO);
    ::execve(argv[0], argv.data(), environment.data());
    ::_exit(127);
}

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

fs::path fresh_folder() {
    auto pattern = (fs::temp_directory_path() / "station-e2e-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error{"mkdtemp"};
    return pattern;
}

}  // namespace

Ended run(const std::string& program, const std::vector<std::string>& arguments) {
    const support::TempFolder folder;
    const auto output = folder / "output";
    int status = 0;
    ::waitpid(start(program, arguments, output), &status, 0);
    return {code_of(status), text_of(output)};
}

Going::Going(const std::vector<std::string>& arguments, fs::path output, const std::string& keyboard, const std::vector<std::string>& variables)
    : pid_{start("station", arguments, output, keyboard, variables)}, output_{std::move(output)} {}

Going::~Going() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

// The program's output is a file, so there is nothing to wait for but the file's growth.
bool Going::said(const std::string& text, std::size_t from) {
    for (int i = 0; i < 6000; ++i) {
        if (output().find(text, from) != std::string::npos) return true;
        siginfo_t ended{};
        if (::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == pid_)
            return output().find(text, from) != std::string::npos;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

void Going::signal(int number) { ::kill(pid_, number); }

bool Going::ended_within(std::chrono::milliseconds span) const {
    pollfd ended{static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)), POLLIN, 0};  // glibc 2.36 declares it for C only
    const auto count = ::poll(&ended, 1, static_cast<int>(span.count()));
    ::close(ended.fd);
    return count > 0;
}

int Going::wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return code_of(status);
}

std::string Going::output() const { return text_of(output_); }

void answer(Going& station, const support::Pty& keyboard, const std::string& line) {
    const auto from = station.output().size();
    keyboard.write(line);
    if (station.said("Enter accepts", from)) keyboard.write("\n");
}

MutePeer::MutePeer() : listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 1) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error{"no port on this machine's loopback"};
    port_ = ntohs(address.sin_port);
}

MutePeer::~MutePeer() {
    ::close(connection_);
    ::close(listener_);
}

bool MutePeer::was_greeted() {
    connection_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    char first = 0;
    return ::recv(connection_, &first, 1, 0) == 1;
}

Bench::Bench(const std::string& personality, int time_scale, const std::vector<std::string>& more, Wire wire)
    : folder{fresh_folder()}, file{folder / "bench.yaml"}, records{folder / "records"} {
    const auto unit = fs::path{STATION_SOURCE_DIR} / "drivers" / "sim" / "units" / (personality + ".yaml");
    std::vector<std::string> arguments{unit.string(), "--console", (folder / "console").string(), "--ssh", "0", "--time-scale",
                                       std::to_string(time_scale), "--control", (folder / "control").string(), "--tape", (folder / "tape").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    unit_ = std::make_unique<station::Child>(STATION_BIN_DIR "/unit-sim", arguments);
    const auto line = unit_->line(60s);
    const auto ready = station::read_ready_line(line);
    console = ready.console;
    ssh_port = ready.ssh_port;
    if (const auto at = line.find(" faults="); at != std::string::npos) faults = line.substr(at + 8, line.find(' ', at + 1) - at - 8);
    ttys = {console};
    ttys.insert(ttys.end(), ready.other_consoles.begin(), ready.other_consoles.end());
    endpoints_.push_back(endpoint(console, wire));
    for (const auto& other : ready.other_consoles) endpoints_.push_back(endpoint(other, wire));
    std::ofstream{folder / "credentials"} << "root:juniper\n";
    fs::permissions(folder / "credentials", fs::perms::owner_read | fs::perms::owner_write);
    write();
}

Bench::~Bench() {
    unit_.reset();
    servers_.clear();
    std::error_code ignored;
    if (!kept_) fs::remove_all(folder, ignored);
}

std::string Bench::endpoint(const std::string& tty, Wire wire) {
    if (wire == Wire::pty) return "serial://" + tty;
    const auto* speech = wire == Wire::rfc2217 ? "telnet(rfc2217=true)" : wire == Wire::telnet ? "telnet" : "";
    servers_.push_back(std::make_unique<support::Ser2net>(tty, speech));
    return servers_.back()->endpoint(wire == Wire::tcp ? "tcp" : "telnet");
}

void Bench::write() const {
    std::ofstream bench{file};
    bench << "bench: test\ncredentials: credentials\nsimulated: true\n";
    if (serves_images_) bench << "images-address: 127.0.0.1\n";
    bench << "slots:\n  - name: A1\n    console: " << endpoints_.front() << "\n";
    if (endpoints_.size() > 1) bench << "    other-consoles:\n";
    for (auto other = endpoints_.begin() + 1; other != endpoints_.end(); ++other) bench << "      - " << *other << "\n";
    if (network_) bench << "    management: { address: 127.0.0.1/8, ssh: " << ssh_port << " }\n";
    if (mains_)
        bench << "    power: exec:" << STATION_BIN_DIR "/unit-sim?with=control," << (folder / "control").string() << "\n    power-pause: 1s\n";
    for (const auto& line : more_) bench << "    " << line << "\n";
}

std::vector<std::string> Bench::run_arguments(const std::string& serial, const fs::path& procedure_file,
                                              const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"run", "--bench", file.string(), "--slot", "A1", "--serial", serial, "--records", records.string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.push_back(procedure_file.string());
    return arguments;
}

std::string Bench::control(const std::string& word) const { return run("unit-sim", {"control", (folder / "control").string(), word}).output; }

void Bench::inject(const std::string& fault) const {
    const auto told = run("unit-sim", {"control", (folder / "control").string(), "fault", fault}).output;
    if (told != "ok\n") throw std::runtime_error{told};
}

// The unit tells only who asks.
bool Bench::comes_to(const std::string& text) const {
    for (const auto until = std::chrono::steady_clock::now() + 60s; std::chrono::steady_clock::now() < until; std::this_thread::sleep_for(10ms))
        if (control("state").find(text) != std::string::npos) return true;
    return false;
}

void Bench::add_to_slot(std::string line) {
    more_.push_back(std::move(line));
    write();
}

void Bench::serves_images() {
    serves_images_ = true;
    write();
}

void Bench::wires(std::size_t index, std::string endpoint) {
    endpoints_.at(index) = std::move(endpoint);
    write();
}

void Bench::has_network_of(unsigned port) {
    network_ = true;
    ssh_port = port;
    write();
}

void Bench::without_network() {
    network_ = false;
    write();
}

void Bench::with_mains() {
    mains_ = true;
    write();
}

void Bench::add_image(const std::string& file_name, const std::string& release, std::uint64_t bytes) const {
    fs::create_directories(folder / "images");
    const auto made = run("unit-sim", {"package", file_name, release, (folder / "images" / file_name).string(), "--bytes", std::to_string(bytes)});
    if (made.code != 0) throw std::runtime_error{made.output};
}

fs::path Bench::procedure(const std::string& steps) const {
    const auto procedure_file = folder / "procedure.yaml";
    std::ofstream{procedure_file} << "procedure: test\ntitle: A test\nversion: 1\nsteps:\n" << steps;
    return procedure_file;
}

}  // namespace e2e
