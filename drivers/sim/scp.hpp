#pragma once
// The two ends of the old scp protocol (rcp over a channel) on the unit's side: `scp -t` takes a file, `scp
// -f` gives one. Pure: bytes in, bytes out.

#include "drivers/sim/engine.hpp"
#include "drivers/sim/faults.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace drivers::sim {

class ScpSink {
  public:
    ScpSink(Engine& engine, LiveFaults& faults, std::string target);
    static constexpr std::string_view greeting{"\0", 1};
    /// Takes what came and gives what goes back.
    std::string take(std::string_view bytes);
    /// The fault that cuts the connection has come: no more is to be taken.
    bool is_cut() const { return cut_; }

  private:
    std::string line(const std::string& text);
    std::string end_of_file();
    void keep(std::string_view part);
    Engine& engine_;
    LiveFaults& faults_;
    std::string target_, path_, line_;
    std::unique_ptr<FileSink> file_;
    std::uint64_t left_ = 0, room_ = 0;
    std::uint64_t taken_ = 0;
    bool full_ = false, spoilt_ = false, cut_ = false;
};

class ScpSource {
  public:
    ScpSource(const Engine& engine, std::string path);
    std::string take(std::string_view bytes);
    bool done() const { return step_ > 2; }

  private:
    const Engine& engine_;
    std::string path_;
    int step_ = 0;
};

/// The target of an `scp -t` or `scp -f` command line; nothing when it is another command.
struct ScpCommand {
    bool to_unit = false;
    std::string path;
};
std::optional<ScpCommand> scp_command(const std::string& command);

}  // namespace drivers::sim
