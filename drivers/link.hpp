#pragma once
// What a transport can offer, and how one is opened by its URI scheme. The seam of the drivers: nobody above includes a transport's
// folder. All functions are called on the station thread; every wait takes a Deadline; abort() makes pending and later I/O fail.

#include "drivers/deadline.hpp"
#include "drivers/endpoint.hpp"
#include "drivers/limits.hpp"
#include "drivers/task.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

class Transcript;
class Worker;

/// An open conversation with something on the bench. Errors of all kinds of links: LinkError.
class Link {
  public:
    virtual ~Link() = default;
    Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    /// Ends the conversation: whatever waits on it fails with Fault::aborted within 100 ms, and so does everything later.
    virtual void abort() noexcept = 0;
    /// The endpoint as the bench file has it, for messages.
    virtual const std::string& where() const = 0;
};

/// What the other end of a serial cable drives, where the transport sees it.
struct ModemWires {
    bool carrier = false, data_set_ready = false, clear_to_send = false;
    bool operator==(const ModemWires&) const = default;
};

/// The UART below a console: this machine's, or a terminal server's (RFC 2217). Not while its Terminal waits for something.
class SerialLine {
  public:
    virtual ~SerialLine() = default;
    virtual unsigned speed() const = 0;  ///< bits a second; 0 while a terminal server has not told
    /// Returns when the line runs at `baud`. Fault::refused when it cannot.
    virtual Task<> set_speed(unsigned baud, Deadline deadline) = 0;
    virtual std::optional<ModemWires> wires() const = 0;
};

/// A stream of bytes both ways: a console, a shell, a subsystem's channel.
class Terminal : public Link {
  public:
    /// The bytes that came, at least one. Fault::closed at the end of the stream.
    virtual Task<std::string> read(Deadline deadline) = 0;
    /// Returns when the transport has taken all bytes (paced to the line's speed where there is one).
    virtual Task<> write(std::string bytes, Deadline deadline) = 0;
    /// An RS-232 break, where the transport has such a thing.
    virtual Task<> send_break(Deadline deadline);
    /// The line below, where its settings are ours to change.
    virtual SerialLine* line() { return nullptr; }
};

/// One thing the unit said beside or instead of data: an rpc-error, a warning, an xnm:error (RFC 6241 section 4.3).
struct RpcMessage {
    bool is_error = true;  ///< false for severity "warning"
    std::string type, tag, path, text, bad_element, source;
    bool operator==(const RpcMessage&) const = default;
};

struct RpcReply {
    bool ok = false;  ///< the unit said <ok/>, or nothing at all
    std::vector<RpcMessage> messages;
    std::string envelope;     ///< the unit's own bytes, framing removed, control characters blanked
    std::string_view payload;  ///< the part of `envelope` inside <rpc-reply>; empty when there is no data

    bool failed() const;               ///< any message is an error
    std::string first_error() const;   ///< its text, or ""
    RpcReply() = default;
    RpcReply(RpcReply&&) noexcept;
    RpcReply& operator=(RpcReply&&) noexcept;
};

/// NETCONF towards a unit (RFC 6241, and the dialects the wire adapter understands).
class Rpc : public Link {
  public:
    /// A unit's own rpc: `request` is the XML that goes inside <rpc>. A reply with errors is a value.
    virtual Task<RpcReply> call(std::string request, Deadline deadline) = 0;

    virtual Task<RpcReply> lock(std::string datastore, Deadline deadline) = 0;     ///< RFC 6241 section 7.5
    virtual Task<RpcReply> unlock(std::string datastore, Deadline deadline) = 0;   ///< section 7.6
    virtual Task<RpcReply> get_config(std::string datastore, std::string subtree_filter, Deadline deadline) = 0;  ///< section 7.1
    virtual Task<RpcReply> edit_config(std::string datastore, std::string config, Deadline deadline) = 0;         ///< section 7.2
    virtual Task<RpcReply> validate(std::string datastore, Deadline deadline) = 0;                                ///< section 8.6.4
    virtual Task<RpcReply> commit(Deadline deadline) = 0;                                                         ///< section 8.3.4
    /// Confirmed commit, section 8.4; rolled back by the unit after `timeout` unless commit() follows.
    virtual Task<RpcReply> commit_confirmed(std::chrono::seconds timeout, Deadline deadline) = 0;
    virtual Task<RpcReply> discard_changes(Deadline deadline) = 0;                          ///< section 8.3.4.2
    virtual Task<RpcReply> kill_session(std::uint32_t session_id, Deadline deadline) = 0;   ///< section 7.9
    /// <close-session/>; a peer that closes without <ok/> is content too. The stream below is at its end afterwards.
    virtual Task<> close(Deadline deadline) = 0;
    /// After close(): the stream below, for a console that is at its CLI again. Nothing where there is no stream to hand back.
    virtual std::unique_ptr<Terminal> release();

    virtual std::uint32_t session_id() const = 0;
    virtual const std::vector<std::string>& capabilities() const = 0;
};

struct Uploaded {
    std::uint64_t bytes = 0;
    std::string sha256;             ///< of the whole file, lower-case hex, computed in the same pass
    std::uint64_t resumed_at = 0;   ///< so much of it was taken to be there already
    std::string by;                 ///< "scp", "sftp"
};
/// Where an upload begins. Where it broke: what the unit holds under that name is the beginning of the same file, which its digest has to
/// show afterwards. On a unit that cannot go on there it begins at the start.
enum class Begin { at_start, where_it_broke };
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;  ///< called on the station thread

struct ExecResult {
    std::string output, error_output;
    std::optional<int> status;  ///< absent when the peer closed without saying
};

/// A unit reached over the network: one authenticated connection that carries several channels.
class Host : public Link {
  public:
    virtual Task<std::unique_ptr<Terminal>> shell(Deadline deadline) = 0;                              ///< with a pty
    virtual Task<std::unique_ptr<Terminal>> subsystem(std::string name, Deadline deadline) = 0;
    virtual Task<ExecResult> exec(std::string command, Deadline deadline) = 0;
    /// Copies a file onto the unit on a connection of its own (the others stay responsive).
    virtual Task<Uploaded> upload(std::filesystem::path file, std::string remote_path, Begin begin, Progress progress, Deadline deadline) = 0;

    virtual std::string host_key() const = 0;    ///< "SHA256:..." as `ssh-keygen -l` prints it
    virtual std::string algorithms() const = 0;  ///< kex, host key, cipher and MAC in use, for the record
    virtual bool legacy() const = 0;             ///< the algorithms are ones only old units need
};

/// A unit's mains. `off` and `on` return when the outlet (or the technician) confirmed.
class Power : public Link {
  public:
    virtual Task<> off(Deadline deadline) = 0;
    virtual Task<> on(Deadline deadline) = 0;
    virtual Task<std::optional<bool>> is_on(Deadline deadline) = 0;  ///< nothing where it cannot be told
};

struct Credentials {
    std::string user, password;
    std::filesystem::path private_key;  ///< empty: password (or keyboard-interactive) only
};

/// Who the peer has to be. Nothing is ever accepted unseen: either the fingerprint is known, or the caller decides and keeps it.
struct HostKeyPolicy {
    std::optional<std::string> pinned;                          ///< "SHA256:..."; another key is Fault::refused
    std::function<bool(const std::string& fingerprint)> first;  ///< asked once when nothing is pinned; empty refuses
};

/// How somebody else ends an opening that is under way: a transport says what ends it, and keeps what it is given while that is true.
using Interruptible = std::function<std::shared_ptr<void>(std::function<void()> abort)>;

/// Asks somebody at the bench to do something, with a picture's file for it (which may be empty). False: it was not done.
using Hands = std::function<Task<bool>(std::string what, std::string picture)>;

/// What a transport needs from its surroundings; everything outlives the link.
struct LinkContext {
    Worker* worker = nullptr;
    Transcript* transcript = nullptr;  ///< every byte both ways goes here
    Credentials credentials;
    HostKeyPolicy host_key;
    bool allow_legacy_crypto = false;  ///< this one unit may speak what only old units speak
    Interruptible interruptible;       ///< empty: nobody ends an opening but its deadline
    Hands hands;                       ///< empty: nobody is there
    Limits limits{};                   ///< of what the peer may send
};

/// What a URI scheme can open. A transport registers itself by one Registration object at namespace scope in its folder.
struct Transport {
    std::string scheme;   ///< "serial"
    std::string example;  ///< "serial:///dev/station/a1", for error messages
    std::vector<std::string> options;  ///< what its endpoints' query may hold
    std::function<void(const Endpoint&)> check;  ///< throws std::invalid_argument on an endpoint that can never work; no I/O
    std::function<Task<std::unique_ptr<Terminal>>(Endpoint, LinkContext, Deadline)> terminal;
    std::function<Task<std::unique_ptr<Host>>(Endpoint, LinkContext, Deadline)> host;
    std::function<Task<std::unique_ptr<Power>>(Endpoint, LinkContext, Deadline)> power;
    /// What it takes for itself - a port, an outlet - in one spelling, however the endpoint spells it. May look at this machine's file names.
    std::function<std::vector<std::string>(const Endpoint&)> occupies{};
    /// What this machine lacks for it, a program or a file of keys; "" when it lacks nothing. Opens no link.
    std::function<std::string(const Endpoint&)> lacks{};
};
struct Registration {
    explicit Registration(Transport transport);
};
std::vector<std::string> schemes();

enum class Use { terminal, host, power };
/// Parses `text` and checks that a transport of that scheme exists for that use. Throws std::invalid_argument that names the schemes
/// there are and the likeliest one meant.
Endpoint check_endpoint(std::string_view text, Use use);
/// What an endpoint takes for itself: two that name the same cannot be used side by side. Empty: nothing that could be told.
std::vector<std::string> occupied_by(const Endpoint& endpoint);
/// What this machine lacks for it, in words; "" when it lacks nothing that can be told without opening it.
std::string lacking_for(const Endpoint& endpoint);

Task<std::unique_ptr<Terminal>> open_terminal(Endpoint endpoint, LinkContext context, Deadline deadline);
/// The same for a console that is away for now - an adapter that was pulled, a terminal server that starts again: tries until it is
/// there. At the deadline what stood in the way last is thrown.
Task<std::unique_ptr<Terminal>> await_terminal(Endpoint endpoint, LinkContext context, Deadline deadline);
Task<std::unique_ptr<Host>> open_host(Endpoint endpoint, LinkContext context, Deadline deadline);
Task<std::unique_ptr<Power>> open_power(Endpoint endpoint, LinkContext context, Deadline deadline);

/// NETCONF over an open stream (an ssh subsystem's channel, or a console on which the unit was told to speak it). Says hello.
/// `transcript` is not written here: the stream below already is.
Task<std::unique_ptr<Rpc>> open_rpc(std::unique_ptr<Terminal> stream, Worker& worker, Deadline deadline, Limits limits = {});

}  // namespace drivers
