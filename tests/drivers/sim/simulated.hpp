#pragma once
// A unit-sim process of a test's own: started with a personality, its console typed at and read like a
// terminal, and commands of independent clients run against it. Shares no code with the simulator nor with
// our drivers.

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace support {

struct Ran {
    int status = -1;     ///< exit code; 128 + n when a signal ended it
    std::string output;  ///< both streams, without carriage returns
};

/// Runs a program and waits for its end. The environment gets `SSH_ASKPASS` answers "juniper".
Ran run_program(const std::vector<std::string>& argv, std::string_view input = "");

class Simulated {
  public:
    explicit Simulated(const std::string& personality,
                       std::vector<std::string> options = {"--time-scale", "300"});
    ~Simulated();
    Simulated(const Simulated&) = delete;
    Simulated& operator=(const Simulated&) = delete;

    const std::string& port() const { return port_; }
    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path console_path(int engine = 0) const;

    /// Opens the console; whatever comes from then on is kept. `baud` 0 leaves the line's speed alone.
    void open_console(int engine = 0, unsigned baud = 0);
    void close_console();
    void type(std::string_view text);
    /// Reads until `text` came after all that was waited for before. False, with a gtest failure that shows
    /// what came, when it does not.
    bool expect(std::string_view text, std::chrono::seconds within = std::chrono::seconds{20});
    /// Which of `texts` came first; -1, with a failure, when none did.
    int expect_any(const std::vector<std::string_view>& texts,
                   std::chrono::seconds within = std::chrono::seconds{20});
    /// Types a line and gives what came until the prompt returned.
    std::string command(std::string_view line, std::string_view prompt = "> ");
    /// To the operational mode, however long the CLI takes to answer after a boot. No password: the unit has
    /// none.
    bool log_in(std::string_view password = "juniper");
    /// Types `key` again and again until `text` comes, as one does who must hit a short window.
    bool type_until(std::string_view key, std::string_view text,
                    std::chrono::seconds within = std::chrono::seconds{20});
    const std::string& heard() const { return heard_; }

    /// `ssh root@unit ...`, with OpenSSH's own client and password.
    Ran ssh(std::vector<std::string> arguments, std::string_view input = "") const;
    Ran scp(const std::string& from, const std::string& to) const;
    Ran sftp(const std::string& from, const std::string& to) const;
    std::string remote(std::string_view path) const { return "root@127.0.0.1:" + std::string{path}; }

    /// Says a line to the control socket and gives its answer.
    std::string control(const std::string& line) const;
    const std::string& ready() const { return ready_; }  ///< the line it printed

    int stop();  ///< SIGTERM; the exit status

  private:
    Ran copy(const std::string& protocol, const std::string& from, const std::string& to) const;
    std::filesystem::path folder_;
    std::string port_, heard_, ready_;
    std::size_t waited_for_ = 0;
    int pid_ = -1, console_ = -1;
};

}  // namespace support
