#pragma once
// The unit's side of SFTP version 3 (draft-ietf-secsh-filexfer-02), as far as somebody needs it who brings files.
// Pure: bytes in, bytes out.

#include "drivers/sim/engine.hpp"
#include "drivers/sim/faults.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace drivers::sim {

class SftpServer {
  public:
    SftpServer(Engine& engine, LiveFaults& faults) : engine_{engine}, faults_{faults} {}
    ~SftpServer() { keep(); }
    SftpServer(const SftpServer&) = delete;
    SftpServer& operator=(const SftpServer&) = delete;
    /// Takes what came and gives what goes back.
    std::string take(std::string_view bytes);
    /// The fault that cuts the connection has come: no more is to be taken.
    bool is_cut() const { return cut_; }

  private:
    struct Request;
    std::string answer(Request& request);
    std::string open(Request& request);
    std::string write(Request& request);
    std::string attributes(const std::string& id, const File* file) const;
    bool cut_now(std::uint64_t offset, std::string_view bytes);
    void keep();

    Engine& engine_;
    LiveFaults& faults_;
    std::string inbox_, path_;
    std::shared_ptr<GrowingFile> file_;  ///< the one that is open
    std::uint64_t taken_ = 0, room_ = 0;
    bool cut_ = false, spoilt_ = false;
};

}  // namespace drivers::sim
