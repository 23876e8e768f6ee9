#include "drivers/sim/scp.hpp"

#include <fmt/format.h>

namespace drivers::sim {
namespace {

std::string refusal(std::string_view what) {
    return fmt::format("\x01scp: {}\n", what);
}
const std::string yes(1, '\0');

}  // namespace

ScpSink::ScpSink(Engine& engine, LiveFaults& faults, std::string target) : engine_{engine}, faults_{faults}, target_{std::move(target)} {
    if (!target_.starts_with('/')) target_ = "/root/" + target_;
}

std::string ScpSink::take(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) {
        if (file_ && left_ > 0) {
            const std::string_view part = bytes.substr(0, left_);
            keep(part);
            if (cut_) return out;
            left_ -= part.size();
            bytes.remove_prefix(part.size());
        } else if (file_) {  // the sender's own zero byte after the last of the file
            bytes.remove_prefix(1);
            out += end_of_file();
        } else {
            const std::size_t end = bytes.find('\n');
            line_ += bytes.substr(0, end);
            bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 1);
            if (end != std::string_view::npos) out += line(std::exchange(line_, {}));
        }
    }
    return out;
}

void ScpSink::keep(std::string_view part) {
    if (faults_.has("upload-cut")) {
        const auto until = static_cast<std::uint64_t>(faults_.value("upload-cut", 0));
        if (taken_ + part.size() >= until) {
            cut_ = true;
            faults_.end("upload-cut");
            return;
        }
    }
    const std::size_t fits = static_cast<std::size_t>(std::min<std::uint64_t>(part.size(), room_));
    std::string bytes{part.substr(0, fits)};
    if (spoilt_ && taken_ == 0 && !bytes.empty()) bytes[bytes.size() / 2] ^= 1;
    file_->take(bytes);
    taken_ += part.size();
    room_ -= fits;
    full_ = full_ || fits < part.size();
}

std::string ScpSink::line(const std::string& text) {
    if (text.starts_with('T') || text.starts_with('E')) return yes;
    const std::size_t size_at = text.find(' '), name_at = text.find(' ', size_at + 1);
    if (!text.starts_with('C') || name_at == text.npos)
        return refusal("protocol error: unexpected " + text.substr(0, 20));
    const std::string name = text.substr(name_at + 1);
    path_ =
        engine_.files.is_directory(target_) ? target_ + (target_.ends_with('/') ? "" : "/") + name : target_;
    const std::string directory = path_.substr(0, path_.rfind('/'));
    if (!engine_.files.is_directory(directory.empty() ? "/" : directory))
        return refusal(path_ + ": No such file or directory");
    left_ = std::strtoull(text.c_str() + size_at, nullptr, 10);
    engine_.files.remove(path_);
    room_ = faults_.has("storage-full") ? 0 : engine_.free_bytes(path_);
    full_ = false;
    taken_ = 0;
    spoilt_ = faults_.strike("upload-spoils");
    file_ = std::make_unique<FileSink>();
    return yes;
}

std::string ScpSink::end_of_file() {
    engine_.files.put(path_, file_->finish());
    file_.reset();
    return full_ ? refusal(path_ + ": No space left on device") : yes;
}

ScpSource::ScpSource(const Engine& engine, std::string path) : engine_{engine}, path_{std::move(path)} {}

std::string ScpSource::take(std::string_view bytes) {
    if (bytes.empty() || bytes[0] != '\0') {
        step_ = 3;
        return {};
    }
    const File* file = engine_.files.find(path_);
    ++step_;
    if (!file) {
        step_ = 3;
        return refusal(path_ + ": No such file or directory");
    }
    if (step_ == 1) return fmt::format("C0644 {} {}\n", file->bytes, path_.substr(path_.rfind('/') + 1));
    if (step_ > 2) return {};
    // Only the head was kept: the rest of a large file reads as zero bytes.
    std::string content = file->head;
    content.resize(file->bytes, '\0');
    return content + yes;
}

std::optional<ScpCommand> scp_command(const std::string& command) {
    const std::vector<std::string> words = words_of(command);
    if (words.size() < 3 || words[0] != "scp") return {};
    for (const std::string& word : words) {
        if (!word.starts_with('-')) continue;
        if (word.find('t') != word.npos) return ScpCommand{true, words.back()};
        if (word.find('f') != word.npos) return ScpCommand{false, words.back()};
    }
    return {};
}

}  // namespace drivers::sim
