#include "station/app/replay.hpp"

#include <fmt/format.h>

namespace station {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;

constexpr auto stands_still = 1s;

std::string shown(std::string_view line) {
    std::string text;
    for (const char byte : line) {
        const auto code = static_cast<unsigned char>(byte);
        if (byte == '\r')
            text += "\\r";
        else if (byte == '\t')
            text += "\\t";
        else if (code < ' ' || code >= 0x7f)
            text += fmt::format("\\x{:02x}", code);
        else
            text += byte;
    }
    return text;
}

class Lines {
  public:
    void add(const drivers::TranscriptFrame& frame) {
        if (frame.sent != sent_ || frame.at - last_ >= stands_still) end();
        sent_ = frame.sent;
        last_ = frame.at;
        for (const char byte : frame.bytes) {
            if (line_.empty()) began_ = frame.at;
            line_ += byte;
            if (byte == '\n' || (sent_ && byte == '\r')) end();
        }
    }

    std::string finish() {
        end();
        return std::move(text_);
    }

  private:
    void end() {
        if (line_.empty()) return;
        std::string_view line = line_;
        if (line.ends_with("\r\n"))
            line.remove_suffix(2);
        else if (line.ends_with('\n'))
            line.remove_suffix(1);
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(began_).count();
        text_ += fmt::format("{:>4}:{:02}.{:03} {} {}\n", ms / 60000, ms / 1000 % 60, ms % 1000, sent_ ? '>' : '<', shown(line));
        line_.clear();
    }

    std::string text_, line_;
    microseconds began_{}, last_{};
    bool sent_ = false;
};

}  // namespace

std::string replay_text(const std::vector<drivers::TranscriptFrame>& frames) {
    Lines lines;
    for (const auto& frame : frames) lines.add(frame);
    return lines.finish();
}

}  // namespace station
