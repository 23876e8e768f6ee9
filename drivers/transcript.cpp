#include "drivers/transcript.hpp"

#include "drivers/xml.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace drivers {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view magic = "station-transcript 1 ";
constexpr std::size_t buffer_size = 64 * 1024;
/// How old a frame may become before the next one takes it to the file with it: what a killed program loses.
constexpr auto write_interval = std::chrono::milliseconds{200};

/// One direction's end that may be the beginning of a secret.
struct Held {
    std::string bytes;
    std::size_t written = 0;  ///< of `bytes`, by a flush; kept to recognise the rest of the secret
};

void replace_all(std::string& text, const std::string& secret) {
    for (std::size_t from = 0; text.size() - from >= secret.size();) {
        const auto* found = ::memmem(text.data() + from, text.size() - from, secret.data(), secret.size());
        if (!found) return;
        from = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
        std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(from), secret.size(), '*');
        from += secret.size();
    }
}

/// Control characters name nobody, and show that the line was torn or rung at.
std::string starred(std::string_view bytes) {
    std::string stars{bytes};
    for (char& byte : stars)
        if (std::iscntrl(static_cast<unsigned char>(byte)) == 0) byte = '*';
    return stars;
}

/// The length of the longest end of `text` that is a beginning of `secret`, but not all of it.
std::size_t begun(std::string_view text, std::string_view secret) {
    for (auto length = std::min(text.size(), secret.size() - 1); length > 0; --length)
        if (text.substr(text.size() - length) == secret.substr(0, length)) return length;
    return 0;
}

}  // namespace

struct Transcript::Impl {
    int file = -1;
    Clock::time_point start = Clock::now(), written_at = start;
    std::string buffer;
    std::vector<std::string>
        secrets;  ///< longest first, so that one inside another leaves nothing of the longer
    Held received, sent;
    std::uint64_t bytes_received = 0, bytes_sent = 0;
    std::uint64_t most = Limits{}.transcript;
    std::string endpoint;
    bool withheld = false;

    void take(Held& held, char direction, std::string_view bytes) {
        if (file < 0 || bytes.empty()) return;
        const auto now = Clock::now();
        if (secrets.empty())
            append(now, direction, bytes);
        else
            append_masked(now, held, direction, bytes);
        if (buffer.size() >= buffer_size || now - written_at >= write_interval) write_out(now);
    }

    void append(Clock::time_point now, char direction, std::string_view bytes) {
        if (bytes.empty()) return;
        const auto at = std::chrono::duration_cast<std::chrono::microseconds>(now - start).count();
        std::array<char, 64> head;
        auto* end = std::to_chars(head.data(), head.data() + 24, at).ptr;
        *end++ = ' ';
        *end++ = direction;
        *end++ = ' ';
        end = std::to_chars(end, head.data() + head.size() - 1, bytes.size()).ptr;
        *end++ = '\n';
        buffer.append(head.data(), end).append(bytes).push_back('\n');
    }

    void append_masked(Clock::time_point now, Held& held, char direction, std::string_view bytes) {
        auto text = std::move(held.bytes);
        text += bytes;
        std::size_t keep = 0;
        for (const auto& secret : secrets) replace_all(text, secret);
        for (const auto& secret : secrets) keep = std::max(keep, begun(text, secret));
        const auto body = std::string_view{text}.substr(0, text.size() - keep);
        append(now, direction, body.substr(std::min(held.written, body.size())));
        held.written -= std::min(held.written, body.size());
        held.bytes = text.substr(text.size() - keep);
    }

    void release(Held& held, char direction) {
        append(Clock::now(), direction, std::string_view{held.bytes}.substr(held.written));
        held.written = held.bytes.size();
    }

    void write_out(Clock::time_point now) {
        for (std::size_t done = 0; done < buffer.size();) {
            const auto n = ::write(file, buffer.data() + done, buffer.size() - done);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) {
                buffer.erase(0, done);
                throw std::system_error{errno, std::generic_category(), "the transcript cannot be written"};
            }
            done += static_cast<std::size_t>(n);
        }
        buffer.clear();
        written_at = now;
    }

    void flush(bool sync) {
        if (file < 0) return;
        release(received, '<');
        release(sent, '>');
        write_out(Clock::now());
        if (sync && ::fdatasync(file) != 0 && errno != EINVAL &&
            errno != EROFS)  // those: not a thing that can be synced
            throw std::system_error{errno, std::generic_category(), "the transcript cannot be synced"};
    }
};

Transcript::Transcript() : impl_{std::make_unique<Impl>()} {}

Transcript::Transcript(const std::filesystem::path& file, std::string_view endpoint, std::uint64_t most) : Transcript{} {
    impl_->most = most;
    impl_->endpoint = endpoint;
    impl_->file = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0640);
    if (impl_->file < 0) throw std::system_error{errno, std::generic_category(), file.string()};
    const auto wall = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    impl_->buffer.reserve(2 * buffer_size);
    impl_->buffer = fmt::format("{}{} {:%FT%TZ}\n", magic, endpoint, fmt::gmtime(wall));
    impl_->write_out(impl_->start);
}

Transcript::~Transcript() {
    if (!impl_ || impl_->file < 0) return;
    try {
        impl_->flush(false);
    } catch (const std::system_error&) {  // nobody is left to be told; whoever needs certainty flushes first
    }
    ::close(impl_->file);
}

Transcript::Transcript(Transcript&&) noexcept = default;

Transcript& Transcript::operator=(Transcript&& other) noexcept {
    std::swap(impl_, other.impl_);
    return *this;
}

void Transcript::received(std::string_view bytes) {
    const auto room = impl_->most - std::min(impl_->most, impl_->bytes_received);
    impl_->bytes_received += bytes.size();
    impl_->take(impl_->received, '<', impl_->withheld ? starred(bytes.substr(0, room)) : bytes.substr(0, room));
    if (bytes.size() > room) throw flood(impl_->endpoint, "one conversation", impl_->most);
}

void Transcript::sent(std::string_view bytes) {
    impl_->bytes_sent += bytes.size();
    impl_->take(impl_->sent, '>', bytes);
}

Transcript::Withheld::Withheld(Transcript* transcript) : transcript_{transcript} {
    if (!transcript_) return;
    transcript_->flush();  // what was received before is none of it
    transcript_->impl_->withheld = true;
}

Transcript::Withheld::~Withheld() {
    if (transcript_) transcript_->impl_->withheld = false;
}

void Transcript::mask(std::string secret) {
    if (secret.empty()) return;
    auto& secrets = impl_->secrets;
    for (auto form : {xml_text(secret), std::move(secret)})
        if (std::find(secrets.begin(), secrets.end(), form) == secrets.end())
            secrets.push_back(std::move(form));
    std::stable_sort(secrets.begin(), secrets.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

void Transcript::flush(bool sync) {
    impl_->flush(sync);
}

std::uint64_t Transcript::bytes_received() const {
    return impl_->bytes_received;
}
std::uint64_t Transcript::bytes_sent() const {
    return impl_->bytes_sent;
}

namespace {

/// The header line "<us> <dir> <bytes>" without its newline; false when it is none.
bool read_head(std::string_view line, TranscriptFrame& frame, std::size_t& size) {
    std::int64_t at = 0;
    const auto* end = line.data() + line.size();
    const auto time = std::from_chars(line.data(), end, at);
    if (time.ec != std::errc{} || end - time.ptr < 4 || time.ptr[0] != ' ' || time.ptr[2] != ' ')
        return false;
    if (time.ptr[1] != '<' && time.ptr[1] != '>') return false;
    const auto count = std::from_chars(time.ptr + 3, end, size);
    frame.at = std::chrono::microseconds{at};
    frame.sent = time.ptr[1] == '>';
    return count.ec == std::errc{} && count.ptr == end;
}

}  // namespace

std::vector<TranscriptFrame> read_transcript(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    const std::string all{std::istreambuf_iterator<char>{stream}, {}};
    const auto refuse = [&](std::size_t offset, const std::string& why) {
        throw std::runtime_error{file.string() + ": offset " + std::to_string(offset) + ": " + why};
    };
    if (!stream.is_open() || stream.bad()) refuse(0, "cannot be read");
    if (!std::string_view{all}.starts_with(magic)) refuse(0, "is no transcript");

    std::vector<TranscriptFrame> frames;
    for (auto at = all.find('\n'); at != all.npos && at + 1 < all.size();) {
        const auto begin = at + 1, end_of_head = all.find('\n', begin);
        if (end_of_head == all.npos) break;  // cut inside a header
        TranscriptFrame frame;
        std::size_t size = 0;
        if (!read_head(std::string_view{all}.substr(begin, end_of_head - begin), frame, size))
            refuse(begin, "expected a frame's header");
        const auto body = end_of_head + 1;
        if (all.size() - body < size || all.size() - body - size < 1) break;  // cut inside the bytes
        at = body + size;
        if (all[at] != '\n') refuse(at, "expected the end of the frame");
        frame.bytes = all.substr(body, size);
        frames.push_back(std::move(frame));
    }
    return frames;
}

}  // namespace drivers
