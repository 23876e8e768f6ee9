#include "drivers/ssh/sftp.hpp"

#include "drivers/ssh/handles.hpp"
#include "drivers/ssh/sftp_packets.hpp"

#include <libssh/libssh.h>

#include <algorithm>
#include <new>
#include <optional>
#include <stdexcept>

namespace drivers::ssh {
namespace {

using namespace sftp;

constexpr std::uint32_t our_version = 3;
constexpr std::size_t write_size = 32 * 1024;  // the most that every server has to take (section 3)
constexpr std::size_t at_once = 4;             // writes handed to libssh together
constexpr std::size_t most_in_flight = 64;
constexpr std::uint64_t window = write_size * most_in_flight;
constexpr std::uint32_t ok = 0;  // SSH_FX_OK
constexpr auto room_extension = "statvfs@openssh.com";

class Client {
  public:
    Client(ssh_session ssh, const Sending& sending)
        : ssh_{ssh}, sending_{sending}, channel_{ssh_channel_new(ssh)} {
        if (!channel_) throw std::bad_alloc{};
    }

    /// Nothing when an SFTP server answers.
    std::optional<NotOffered> start() {
        if (ssh_channel_open_session(channel_.get()) != SSH_OK) throw broken(sending_, ssh_);
        if (ssh_channel_request_subsystem(channel_.get(), "sftp") != SSH_OK) {
            if (is_dead(ssh_)) throw broken(sending_, ssh_);
            return NotOffered{"it has no SFTP"};
        }
        Writer{outbox_}.packet(Kind::init, our_version).end();
        flush();
        const auto hello = first_packet();
        if (!hello || hello->kind != Kind::version) return NotOffered{"what it calls SFTP is none"};
        for (Fields rest{hello->body}; !rest.empty();) {
            const auto name = rest.text();
            rest.text();
            can_tell_room_ = can_tell_room_ || name == room_extension;
        }
        return std::nullopt;
    }

    Uploaded send() {
        const auto from = open();
        Content content{sending_};
        content.skip_to(from);
        Beat beat;
        while (!content.at_end() || in_flight_ > 0) {
            if (!content.at_end() && in_flight_ + at_once <= most_in_flight) {
                add_writes(content);
                flush();
                while (in_flight_ > 0 && ssh_channel_poll(channel_.get(), 0) != 0) take_answer();
            } else {
                take_answer();
            }
            if (sending_.progress && beat.due())
                sending_.progress(std::max(from, content.at() - std::min(content.at(), in_flight_ * write_size)));
        }
        request(Kind::close).text(handle_).end();
        expect_ok(answer(), "its storage did not keep it");
        return {content.at(), content.sha256(), from, "sftp"};
    }

  private:
    /// Opens the file there, and says from which byte on it is to be written.
    std::uint64_t open() {
        if (sending_.resume) {
            open_with(open_write | open_create);
            const auto there = size_there();
            // A server may write what is in flight in any order, so there can be holes in as much of it.
            if (there <= sending_.file.size()) return there - std::min(there, window);
            request(Kind::close).text(handle_).end();
            expect_ok(answer(), "close");
        }
        open_with(open_write | open_create | open_truncate);
        return 0;
    }

    void open_with(std::uint32_t flags) {
        const auto& path = sending_.remote_path;
        request(Kind::open).text(path.ends_with('/') ? path + sending_.name : path).u32(flags).u32(has_permissions).u32(0644).end();
        const auto opened = answer();
        if (opened.kind != Kind::handle) expect_ok(opened, path);
        handle_ = Fields{opened.body}.text();
    }

    std::uint64_t size_there() {
        request(Kind::fstat).text(handle_).end();
        const auto said = answer();
        if (said.kind != Kind::attributes) return 0;
        Fields fields{said.body};
        return fields.u32() & has_size ? fields.u64() : 0;
    }

    void add_writes(Content& content) {
        for (std::size_t i = 0; i < at_once && !content.at_end(); ++i) {
            const auto at = content.at();
            const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(write_size, sending_.file.size() - at));
            auto packet = request(Kind::write);
            char* to = packet.text(handle_).u64(at).room_for_text(size);
            for (std::size_t got = 0; got < size;) got += content.read(to + got, size - got);
            packet.end();
            ++in_flight_;
        }
    }

    void take_answer() {
        const auto said = next_packet();
        --in_flight_;
        if (said.kind == Kind::status && Fields{said.body}.u32() == ok) return;
        // The rest of what is in flight is answered first: the question for the reason comes after it.
        for (; in_flight_ > 0; --in_flight_) next_packet();
        expect_ok(said, "a write");
    }

    Writer request(Kind kind) {
        Writer writer{outbox_};
        writer.packet(kind, ++number_);
        return writer;
    }

    Packet answer() {
        flush();
        auto said = next_packet();
        if (said.number != number_) throw std::invalid_argument{"it answers another SFTP request"};
        return said;
    }

    void expect_ok(const Packet& said, const std::string& to_what) {
        if (said.kind != Kind::status) throw std::invalid_argument{"it does not answer an SFTP request"};
        Fields fields{said.body};
        const auto code = fields.u32();
        if (code == ok) return;
        auto words = fields.empty() ? "" : fields.text();
        if (words.empty()) words = "SFTP error " + std::to_string(code);
        throw refused(sending_, to_what + ": " + words + no_room());
    }

    // Version 3 has one "Failure" for all that can happen to a disk, so it is asked for its room where it can be.
    std::string no_room() {
        if (!can_tell_room_) return {};
        const auto folder = sending_.remote_path.substr(0, sending_.remote_path.rfind('/') + 1);
        request(Kind::extended).text(room_extension).text(folder).end();
        const auto said = answer();
        if (said.kind != Kind::extended_reply) return {};
        Fields fields{said.body};
        fields.u64();  // block size; then the fragment's, blocks, free blocks, those that may be used
        const auto fragment = fields.u64();
        for (int i = 0; i < 2; ++i) fields.u64();
        const auto room = fields.u64() * fragment;
        return room < window ? " (No space left on device)" : "";
    }

    void flush() {
        for (std::string_view rest{outbox_}; !rest.empty();) {
            const int taken =
                ssh_channel_write(channel_.get(), rest.data(), static_cast<std::uint32_t>(rest.size()));
            if (taken <= 0) throw stopped_early();
            rest.remove_prefix(static_cast<std::size_t>(taken));
        }
        outbox_.clear();
    }

    Packet next_packet() {
        char buffer[4096];
        for (;;) {
            if (auto packet = take_packet(inbox_)) return *std::move(packet);
            const int got = ssh_channel_read(channel_.get(), buffer, sizeof buffer, 0);
            if (got <= 0) throw stopped_early();
            inbox_.append(buffer, static_cast<std::size_t>(got));
        }
    }

    // A subsystem that is configured and not there ends at once, or says so in plain words.
    std::optional<Packet> first_packet() try {
        return next_packet();
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    } catch (const LinkError& error) {
        if (error.fault() != Fault::refused) throw;
        return std::nullopt;
    }

    LinkError stopped_early() {
        return is_dead(ssh_) ? broken(sending_, ssh_) : refused(sending_, "its SFTP server ended early");
    }

    ssh_session ssh_;
    const Sending& sending_;
    ChannelHandle channel_;
    std::string outbox_, inbox_, handle_;
    std::uint32_t number_ = 0;
    std::size_t in_flight_ = 0;
    bool can_tell_room_ = false;
};

}  // namespace

Sent send_by_sftp(ssh_session_struct* ssh, const Sending& sending) try {
    Client client{ssh, sending};
    if (auto absent = client.start()) return *std::move(absent);
    return client.send();
} catch (const std::invalid_argument& error) {
    throw LinkError{Fault::protocol, sending.where, "while " + sending.name + " was sent: " + error.what()};
}

}  // namespace drivers::ssh
