#pragma once
// A stream handed back after NETCONF was spoken on it: first come the bytes that were read too far (the CLI's
// prompt, on a console).

#include "drivers/link.hpp"

#include <memory>
#include <string>
#include <utility>

namespace drivers::netconf {

class Leftover final : public Terminal {
  public:
    Leftover(std::string bytes, std::unique_ptr<Terminal> stream)
        : bytes_{std::move(bytes)}, stream_{std::move(stream)} {}

    Task<std::string> read(Deadline deadline) override;
    Task<> write(std::string bytes, Deadline deadline) override {
        return stream_->write(std::move(bytes), std::move(deadline));
    }
    Task<> send_break(Deadline deadline) override { return stream_->send_break(std::move(deadline)); }
    SerialLine* line() override { return stream_->line(); }
    void abort() noexcept override { stream_->abort(); }
    const std::string& where() const override { return stream_->where(); }

  private:
    std::string bytes_;
    std::unique_ptr<Terminal> stream_;
};

}  // namespace drivers::netconf
