#pragma once
// The ways to the unit in a slot, opened when first needed and kept: the one place that powers, watches boots, logs in, gives a wiped unit an
// address, and reconnects. Once a way could not be opened, later askers get the first cause at once.

#include "drivers/console.hpp"
#include "drivers/link.hpp"
#include "drivers/transcript.hpp"
#include "reports/event.hpp"
#include "station/bench/bench.hpp"
#include "station/engine/stop.hpp"

#include <exception>
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
    };
    explicit Access(Parts parts);
    ~Access();

    /// What stands on the first console now; opens it if need be. A silent console is a value.
    drivers::Task<drivers::Seen> look();

    /// The first console, logged in at the CLI. Tries the credentials in turn.
    drivers::Task<drivers::Console*> console();
    /// The console of routing engine or member `index` (0: the first), logged in at the CLI.
    drivers::Task<drivers::Console*> console(std::size_t index);

    /// The unit over the network; nothing when the slot has no management, or nothing there answers or lets the station in.
    drivers::Task<drivers::Host*> host();
    /// NETCONF over that; nothing when there is no host.
    drivers::Task<drivers::Rpc*> rpc();

    /// What kind of unit it is, as far as known; the base of all families before that.
    const drivers::Family& family() const { return *family_; }
    /// Chooses the family for this chassis model. Throws std::runtime_error that names the model when none fits.
    /// A chassis that takes engines of different kinds is told apart by its routing engine's model.
    void recognise(const std::string& model, const std::string& routing_engine = {});

    /// The unit is going down: its network links are closed; the consoles stay to watch.
    void going_down();
    /// Watches the consoles of so many engines (those that are wired) until each asks for a login again; returns the marks that came by, up to
    /// a fault.
    drivers::Task<std::vector<std::string>> await_boot(std::size_t engines, drivers::Deadline deadline);
    /// Logs in on each of these consoles until the CLI answers there.
    drivers::Task<> await_cli(std::size_t engines, drivers::Deadline deadline);
    /// After a wipe: a root password of this run, management address, SSH and NETCONF, over the console.
    drivers::Task<> bootstrap();
    /// The credentials that let the station in last.
    const drivers::Credentials& credentials() const { return credentials_; }
    /// The unit was wiped: the first login is the factory's.
    void wiped();

    /// All that was said so far is in the transcripts' files.
    void flush();
    /// Closes everything; what was kept of the conversations, as evidence.
    drivers::Task<std::vector<reports::EvidenceKept>> leave();

  private:
    struct Line;
    drivers::Task<Line*> line(std::size_t index);
    drivers::Task<> log_in(Line& line);
    drivers::Task<> watch_boot(std::size_t index, drivers::Deadline deadline, std::vector<std::string>& seen);
    drivers::Task<> connect();
    void hang_up() noexcept;
    drivers::Transcript& transcript(const std::string& name, const drivers::Endpoint& endpoint);
    drivers::LinkContext context(drivers::Transcript& transcript) const;

    Parts parts_;
    const drivers::Family* family_;
    drivers::Credentials credentials_;
    bool factory_ = false;
    std::string run_password_;

    struct Kept {
        std::string name;
        std::filesystem::path file;
        drivers::Transcript transcript;
    };
    std::list<Kept> kept_;
    std::vector<std::unique_ptr<Line>> lines_;
    std::unique_ptr<drivers::Host> host_;
    std::unique_ptr<drivers::Rpc> rpc_;
    std::optional<std::string> pinned_host_key_;
    bool no_host_ = false;  ///< tried since the last boot, and there is none
    int connections_ = 0;
    Stop::Interrupts interrupts_;  ///< of the network links; each console has its own
};

}  // namespace station
