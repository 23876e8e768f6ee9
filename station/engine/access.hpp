#pragma once
// The ways to the unit in a slot, opened when first needed and kept: the one place that opens links, logs in, and reconnects. Watching boots,
// breaking in and giving a wiped unit an address are beside it (boot.hpp, recovery.hpp, bootstrap.hpp).

#include "drivers/console.hpp"
#include "drivers/link.hpp"
#include "drivers/transcript.hpp"
#include "reports/event.hpp"
#include "station/bench/bench.hpp"
#include "station/engine/stop.hpp"
#include "station/engine/tenancy.hpp"
#include "station/engine/unit_keys.hpp"

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace drivers {
class Families;
class Worker;
}  // namespace drivers

namespace station {

class Journal;

class Access {
  public:
    struct Parts {
        const Bench& bench;
        const Slot& slot;
        const drivers::Families& families;
        drivers::Worker& worker;
        Journal& journal;
        Stop& stop;
        std::string label;  ///< the serial that was scanned: a password set for it is kept under this name
    };
    explicit Access(Parts parts);
    ~Access();

    /// How many consoles are wired; the routing engines' or members' in their order.
    std::size_t consoles() const { return lines_.size(); }
    /// What stands on the console of engine `index` now; opens it if need be. One that is silent or garbled is looked for at other speeds,
    /// once a boot; then it is a value.
    drivers::Task<drivers::Seen> look(std::size_t index = 0);
    /// Looks again at a console that answered line ends with nothing at all, after the words that end NETCONF: one that was left in it
    /// answers nothing else.
    drivers::Task<drivers::Seen> wake_from_netconf(std::size_t index = 0);
    /// The console of engine `index` as it is: nothing is typed. One whose port vanished since is waited for: Fault::unreachable when it does
    /// not come back. What the unit printed meanwhile is lost.
    drivers::Task<drivers::Console*> open(std::size_t index = 0);
    /// Whether another speed was found, and the console runs at it now. `Typing::none` only listens: for a unit that boots.
    drivers::Task<bool> retune(std::size_t index, drivers::Typing typing);
    /// The same, logged in at the CLI. Tries the credentials in turn; Fault::refused when none is let in.
    drivers::Task<drivers::Console*> console(std::size_t index = 0);

    /// The console's endpoint, as the bench file has it.
    const std::string& where(std::size_t index) const;
    /// What is known of a unit on that console is good while this stays as it is.
    Tenancy tenancy(std::size_t index) const;
    /// Changes with each connection over the network.
    int connection() const { return host_ ? connections_ : 0; }
    /// The conversation is one over the network, and not on the unit's console.
    bool is_over_network(const drivers::Rpc* rpc) const { return rpc && rpc == rpc_.get(); }
    /// NETCONF over the network; nothing where there is none.
    drivers::Task<drivers::Rpc*> network_rpc();

    /// The marks of a boot that came by on that console since the last thing was asked there.
    std::vector<std::string> heard_since(std::size_t index) const;

    bool is_logged_in(std::size_t index) const;
    /// The same after wiped(), on an engine that was not: with the credentials from before.
    drivers::Task<drivers::Console*> unwiped_console(std::size_t index);

    /// The unit over the network; nothing when the slot has no management, or nothing there answers or lets the station in.
    drivers::Task<drivers::Host*> host();
    /// The same, for a unit that was just told its address: tries until the deadline.
    drivers::Task<drivers::Host*> await_host(drivers::Deadline deadline);
    /// NETCONF over the network, else over the first console; nothing where the unit speaks it on neither.
    drivers::Task<drivers::Rpc*> rpc();
    drivers::Task<drivers::Rpc*> console_rpc();
    /// The conversation ended: the next to ask gets a new one.
    void drop_rpc();
    /// The mains of the slot; nothing where the bench file names none that the station switches.
    drivers::Task<std::unique_ptr<drivers::Power>> power(drivers::Hands hands);

    /// What kind of unit it is, as far as known; the base of all families before that.
    const drivers::Family& family() const { return *family_; }
    /// Chooses the family for this chassis model. Throws std::runtime_error that names the model when none fits.
    /// A chassis that takes engines of different kinds is told apart by its routing engine's model.
    void recognise(const std::string& model, const std::string& routing_engine = {});

    /// The unit is going down: its network links are closed; the consoles stay to watch.
    void going_down();
    /// Nobody is logged in on that console any more.
    void logged_out(std::size_t index);
    /// The credentials that let the station in last.
    const drivers::Credentials& credentials() const { return credentials_; }
    /// A root password of this run, made when first asked for, and in no transcript.
    const std::string& run_password();
    /// The same as `encrypted-password` takes it; in no transcript either.
    drivers::Task<std::string> run_password_hash();
    /// From now on root has the password of this run.
    void has_run_password();
    /// The unit was wiped: the first login is the factory's, its host keys are new.
    void wiped();
    /// These and no other host keys are the unit's ("SHA256:...").
    void trust(std::vector<std::string> host_keys) { host_keys_ = std::move(host_keys); }

    /// All that was said so far is in the transcripts' files.
    void flush();
    /// Leaves no console logged in that this run logged in on, as far as the unit answers. `cut_off`: the consoles were hung up by a stop.
    drivers::Task<> log_out(bool cut_off);
    /// How to get in where root may have a password of this run's; "" where it has none.
    std::string way_in() const;
    /// Closes everything; what was kept of the conversations, as evidence.
    drivers::Task<std::vector<reports::EvidenceKept>> leave();

  private:
    struct Line;
    drivers::Task<Line*> line(std::size_t index);
    drivers::Task<std::unique_ptr<drivers::Terminal>> terminal(std::size_t index, drivers::Transcript& transcript);
    drivers::Task<std::unique_ptr<drivers::Terminal>> return_of(std::size_t index, drivers::Transcript& transcript);
    const drivers::Endpoint& endpoint(std::size_t index) const;
    drivers::Task<bool> ended_netconf(std::size_t index, const drivers::Seen& seen);
    drivers::Task<> log_in(Line& line);
    drivers::Task<> try_credentials(Line& line);
    drivers::Task<> take_back(Line& line);
    drivers::Task<> note(std::string text);
    const Management& management() const;  ///< of the slot; Fault::refused where the bench file names none
    drivers::Task<> connect(drivers::Deadline deadline);
    drivers::HostKeyPolicy host_key_policy();
    void hang_up() noexcept;
    drivers::Transcript& transcript(const std::string& name, const drivers::Endpoint& endpoint);
    drivers::LinkContext context(drivers::Transcript& transcript) const;
    void keep_secret(const std::string& secret);
    drivers::Task<> log_out_of(std::size_t index);
    std::vector<drivers::Credentials> known_credentials() const;

    Parts parts_;
    const drivers::Family* family_;
    drivers::Credentials credentials_, before_wipe_;
    bool factory_ = false;
    std::string run_password_, run_password_hash_;
    std::vector<std::string> secrets_;
    UnitKeys keys_;  ///< passwords that runs set on this unit
    bool password_may_be_set_ = false;

    struct Kept {
        std::string name;
        std::filesystem::path file;
        drivers::Transcript transcript;
    };
    std::list<Kept> kept_;
    std::vector<std::unique_ptr<Line>> lines_;
    std::vector<bool> was_open_;  ///< a console that was there before is waited for
    std::vector<bool> may_be_in_netconf_;  ///< of each console: it may have been left there, and nobody has looked since
    std::vector<std::uint64_t> openings_;  ///< of each console, and changes of its speed
    std::unique_ptr<drivers::Host> host_;
    std::unique_ptr<drivers::Rpc> rpc_;
    std::optional<std::string> pinned_host_key_;
    std::vector<std::string> host_keys_;
    bool no_host_ = false;         ///< tried since the last boot, and there is none
    bool no_rpc_ = false;          ///< likewise, of NETCONF on the network
    bool no_console_rpc_ = false;  ///< likewise, of NETCONF on the console
    int connections_ = 0;
    Stop::Interrupts interrupts_;  ///< of the network links; each console has its own
};

}  // namespace station
