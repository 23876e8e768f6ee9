#include "drivers/sim/sftp.hpp"

#include <algorithm>

namespace drivers::sim {
namespace {

enum Type : unsigned char {
    init = 1,
    version = 2,
    open_file = 3,
    close_file = 4,
    write_file = 6,
    lstat_file = 7,
    fstat_file = 8,
    setstat = 9,
    fsetstat = 10,
    realpath = 16,
    stat_file = 17,
    status = 101,
    handle = 102,
    name = 104,
    attrs = 105,
    extended = 200,
    extended_reply = 201
};
enum Code : unsigned { fine = 0, no_such_file = 2, failure = 4, unsupported = 8 };
constexpr unsigned truncates = 16;

std::string number(std::uint64_t value, int bytes = 4) {
    std::string out;
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 255);
    return out;
}

std::string text(std::string_view value) {
    return number(value.size()) + std::string{value};
}

std::string packet(Type type, std::string_view body) {
    return number(body.size() + 1) + static_cast<char>(type) + std::string{body};
}

std::string verdict(const std::string& id, Code code) {
    const auto* words = code == fine ? "Success" : code == no_such_file ? "No such file or directory" : code == failure ? "Failure" : "Operation unsupported";
    return packet(status, id + number(code) + text(words) + text(""));
}

}  // namespace

/// Reads past its end as zeros: whoever sends that gets a refusal, and nothing breaks.
struct SftpServer::Request {
    Type type{};
    std::string id;
    std::string_view rest;

    std::uint64_t take_number(int bytes = 4) {
        std::uint64_t value = 0;
        for (const char c : rest.substr(0, static_cast<std::size_t>(bytes))) value = value << 8 | static_cast<unsigned char>(c);
        rest.remove_prefix(std::min<std::size_t>(rest.size(), static_cast<std::size_t>(bytes)));
        return value;
    }
    std::string_view take_text() {
        const auto size = static_cast<std::size_t>(take_number());
        const auto value = rest.substr(0, size);
        rest.remove_prefix(value.size());
        return value;
    }
};

std::string SftpServer::take(std::string_view bytes) {
    std::string out;
    inbox_ += bytes;
    std::size_t at = 0;
    while (!cut_ && inbox_.size() - at >= 5) {
        Request request;
        request.rest = std::string_view{inbox_}.substr(at);
        const auto size = static_cast<std::size_t>(request.take_number());
        if (request.rest.size() < size) break;
        request.rest = request.rest.substr(0, size);
        request.type = static_cast<Type>(request.take_number(1));
        request.id = request.rest.substr(0, 4);
        request.rest.remove_prefix(std::min<std::size_t>(request.rest.size(), 4));
        at += 4 + size;
        out += answer(request);
    }
    inbox_.erase(0, at);
    return out;
}

std::string SftpServer::answer(Request& request) {
    switch (request.type) {
        case init:
            return packet(version, number(3) + text("statvfs@openssh.com") + text("2"));
        case open_file:
            return open(request);
        case write_file:
            return write(request);
        case close_file:
            keep();
            file_.reset();
            return verdict(request.id, fine);
        case setstat:
        case fsetstat:
            return verdict(request.id, fine);
        case fstat_file: {
            const auto now = file_ ? file_->so_far() : File{};
            return attributes(request.id, file_ ? &now : nullptr);
        }
        case lstat_file:
        case stat_file: {
            const std::string path{request.take_text()};
            if (engine_.files.is_directory(path)) return packet(attrs, request.id + number(4) + number(040755));
            return attributes(request.id, engine_.files.find(path));
        }
        case realpath: {
            const auto path = request.take_text();
            const auto real = text(path.starts_with('/') ? std::string{path} : "/root");
            return packet(name, request.id + number(1) + real + real + number(0));
        }
        case extended: {
            if (request.take_text() != "statvfs@openssh.com") return verdict(request.id, unsupported);
            const std::string path{request.take_text()};
            const auto blocks = faults_.has("storage-full") ? 0 : engine_.free_bytes(path) / 512;
            std::string numbers = request.id;
            for (const std::uint64_t value : {std::uint64_t{512}, std::uint64_t{512}, blocks * 2, blocks, blocks}) numbers += number(value, 8);
            for (int i = 0; i < 6; ++i) numbers += number(0, 8);
            return packet(extended_reply, numbers);
        }
        default:
            return verdict(request.id, unsupported);
    }
}

std::string SftpServer::open(Request& request) {
    keep();
    path_ = request.take_text();
    const auto flags = request.take_number();
    const std::string folder = path_.substr(0, path_.rfind('/'));
    if (!engine_.files.is_directory(folder.empty() ? "/" : folder)) return verdict(request.id, no_such_file);
    const File* there = engine_.files.find(path_);
    file_ = there && !(flags & truncates) ? there->growing : nullptr;
    if (there && !file_) engine_.files.remove(path_);
    if (!file_) file_ = std::make_shared<GrowingFile>();
    taken_ = 0;
    room_ = faults_.has("storage-full") ? 0 : engine_.free_bytes(path_);
    spoilt_ = faults_.strike("upload-spoils");
    return packet(handle, request.id + text("1"));
}

std::string SftpServer::write(Request& request) {
    request.take_text();
    const auto offset = request.take_number(8);
    std::string bytes{request.take_text()};
    if (!file_) return verdict(request.id, failure);
    if (cut_now(offset, bytes)) return {};
    const auto grows = std::max(offset + bytes.size(), file_->size()) - file_->size();
    if (grows > room_) return verdict(request.id, failure);
    if (spoilt_ && taken_ == 0 && !bytes.empty()) bytes[bytes.size() / 2] ^= 1;
    if (!file_->write(offset, bytes)) return verdict(request.id, failure);
    room_ -= grows;
    taken_ += bytes.size();
    return verdict(request.id, fine);
}

std::string SftpServer::attributes(const std::string& id, const File* file) const {
    if (!file) return verdict(id, no_such_file);
    return packet(attrs, id + number(1 | 4) + number(file->bytes, 8) + number(0100644));
}

// The last write before the end gets as far as the fault says.
bool SftpServer::cut_now(std::uint64_t offset, std::string_view bytes) {
    if (!faults_.has("upload-cut")) return false;
    const auto until = static_cast<std::uint64_t>(faults_.value("upload-cut", 0));
    if (taken_ + bytes.size() < until) return false;
    file_->write(offset, bytes.substr(0, static_cast<std::size_t>(until - std::min(until, taken_))));
    faults_.end("upload-cut");
    cut_ = true;
    keep();
    return true;
}

// What was written stays, whatever becomes of the connection.
void SftpServer::keep() {
    if (!file_) return;
    File file = file_->so_far();
    file.growing = file_;
    engine_.files.put(path_, std::move(file));
}

}  // namespace drivers::sim
