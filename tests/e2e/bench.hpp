#pragma once
// A bench for end-to-end tests: one simulated unit as a program of its own, a bench file for it, and `station` run as a person would run it.

#include "station/app/child.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/ser2net.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace e2e {

struct Ended {
    int code = -1;
    std::string output;  ///< both streams
};

/// Runs a program of ours to its end.
Ended run(const std::string& program, const std::vector<std::string>& arguments);

/// A `station` that is still going.
class Going {
  public:
    Going(const std::vector<std::string>& arguments, std::filesystem::path output, const std::string& keyboard = "/dev/null",
          const std::vector<std::string>& variables = {});
    ~Going();
    /// Waits until its output holds `text`; false when it ends first.
    bool said(const std::string& text, std::size_t from = 0);
    void signal(int number);
    bool ended_within(std::chrono::milliseconds span) const;
    int wait();
    std::string output() const;

  private:
    pid_t pid_;
    std::filesystem::path output_;
};

/// Types the answer to the question that stands there, and accepts it once it is shown again.
void answer(Going& station, const support::Pty& keyboard, const std::string& line);

/// Something on TCP that takes connections and never says a word.
class MutePeer {
  public:
    MutePeer();
    ~MutePeer();
    MutePeer(const MutePeer&) = delete;
    MutePeer& operator=(const MutePeer&) = delete;
    unsigned port() const { return port_; }
    /// Waits until somebody connected and said something.
    bool was_greeted();

  private:
    int listener_, connection_ = -1;
    unsigned port_ = 0;
};

/// What is between the station and a unit's console: the tty itself, or a real terminal server (ser2net) that speaks one of these.
enum class Wire { pty, rfc2217, telnet, tcp };

class Bench {
  public:
    /// Starts `personality` (a file name of drivers/sim/units without .yaml); durations are divided by `time_scale`.
    explicit Bench(const std::string& personality, int time_scale = 100, const std::vector<std::string>& more = {}, Wire wire = Wire::pty);
    ~Bench();  ///< with its folder, unless that is kept
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;
    void keep() { kept_ = true; }

    std::vector<std::string> run_arguments(const std::string& serial, const std::filesystem::path& procedure,
                                           const std::vector<std::string>& more = {"--owner-release", "test"}) const;
    std::filesystem::path procedure(const std::string& steps) const;  ///< a procedure file with these steps
    /// Says one word to the unit's control socket: its mains "on", "off"; what of a past "remains".
    std::string control(const std::string& word) const;
    void inject(const std::string& fault) const;  ///< "port-vanishes:20": from now on
    /// Waits until the unit's `state` holds `text`; false when it does not come to that.
    bool comes_to(const std::string& text) const;
    void add_to_slot(std::string line);  ///< "console-patience: 2s"
    void serves_images();    ///< units may fetch from the station
    void wires(std::size_t console, std::string endpoint);  ///< that console of the slot leads there
    void has_network_of(unsigned port);                     ///< the slot's management port leads there
    void without_network();  ///< the bench file names no management port any more
    void with_mains();       ///< the station switches the unit's mains itself
    void add_image(const std::string& file_name, const std::string& release, std::uint64_t bytes = 2'000'000) const;

    const std::filesystem::path folder;
    std::filesystem::path file, records;
    std::string console;
    std::vector<std::string> ttys;  ///< of all consoles of the unit, in the engines' order
    std::string faults;  ///< what unit-sim says it chose, "NAME:VALUE@SECONDS,..."
    unsigned ssh_port = 0;

  private:
    std::string endpoint(const std::string& tty, Wire wire);
    void write() const;

    std::unique_ptr<station::Child> unit_;
    std::vector<std::unique_ptr<support::Ser2net>> servers_;
    std::vector<std::string> endpoints_;  ///< of the consoles, in their order
    bool network_ = true, mains_ = false, kept_ = false, serves_images_ = false;
    std::vector<std::string> more_;  ///< lines of the slot
};

}  // namespace e2e
