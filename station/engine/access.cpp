#include "station/engine/access.hpp"

#include "drivers/family.hpp"
#include "drivers/junos/identity.hpp"
#include "reports/sha256.hpp"
#include "station/engine/all_of.hpp"
#include "station/engine/journal.hpp"
#include "station/engine/secret.hpp"
#include "station/engine/stop.hpp"
#include "station/engine/text.hpp"

#include <boost/system/system_error.hpp>

#include <algorithm>

namespace station {

using drivers::Console;
using drivers::Fault;
using drivers::Host;
using drivers::LinkError;
using drivers::Rpc;
using drivers::Seen;
using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

namespace {

reports::Happening noted(std::string text) { return reports::Noted{"", std::move(text)}; }

}  // namespace

// One console of the slot.
struct Access::Line {
    Line(std::unique_ptr<drivers::Terminal> terminal, const drivers::Family& family, drivers::Transcript& transcript, Stop& stop)
        : console{std::move(terminal), family, &transcript}, interrupts{stop, [this] { console.abort(); }} {}

    Console console;
    Stop::Interrupts interrupts;
    bool logged_in = false;
};

Access::Access(Parts parts) : parts_{parts}, family_{parts.families.by_name("junos")}, interrupts_{parts.stop, [this] { hang_up(); }} {
    if (!family_) throw std::runtime_error{"the family \"junos\", on which all others are based, is missing from drivers/families"};
    lines_.resize(1 + parts_.slot.other_consoles.size());
}

Access::~Access() = default;

drivers::Transcript& Access::transcript(const std::string& name, const drivers::Endpoint& endpoint) {
    const auto file = parts_.journal.folder() / "transcripts" / (name + ".transcript");
    std::filesystem::create_directories(file.parent_path());
    kept_.push_back({name, file, drivers::Transcript{file, endpoint.text}});
    return kept_.back().transcript;
}

drivers::LinkContext Access::context(drivers::Transcript& transcript) const {
    parts_.stop.throw_if_requested();
    drivers::LinkContext context;
    context.worker = &parts_.worker;
    context.transcript = &transcript;
    context.credentials = credentials_;
    context.allow_legacy_crypto = parts_.slot.allow_legacy_crypto;
    context.interruptible = [&stop = parts_.stop](std::function<void()> abort) { return std::make_shared<Stop::Interrupts>(stop, std::move(abort)); };
    return context;
}

Task<Access::Line*> Access::line(std::size_t index) {
    auto& line = lines_.at(index);
    if (line) co_return line.get();
    const auto& endpoint = index == 0 ? parts_.slot.console : parts_.slot.other_consoles.at(index - 1);
    auto& transcript = this->transcript(index == 0 ? "console" : "console-" + std::to_string(index), endpoint);
    auto terminal = co_await drivers::open_terminal(endpoint, context(transcript), within(10s, "console"));
    line = std::make_unique<Line>(std::move(terminal), *family_, transcript, parts_.stop);
    co_return line.get();
}

Task<Seen> Access::look() {
    auto* line = co_await this->line(0);
    co_return co_await line->console.identify(within(10s, "sign of life on the console"));
}

// Whoever is believed to be let in: the factory's user after a wipe, the one that worked before, then the bench's in turn.
Task<> Access::log_in(Line& line) {
    std::vector<drivers::Credentials> tries;
    if (factory_) tries.push_back({.user = family_->factory.user, .password = "", .private_key = {}});
    if (!credentials_.user.empty()) tries.push_back(credentials_);
    if (!factory_) tries.insert(tries.end(), parts_.bench.credentials.begin(), parts_.bench.credentials.end());
    std::exception_ptr refusal;
    for (const auto& credentials : tries) {
        try {
            co_await line.console.enter("cli", credentials, within(90s, "operational CLI prompt"));
            credentials_ = credentials;
            line.logged_in = true;
            co_return;
        } catch (const LinkError& error) {
            if (error.fault() != Fault::refused) throw;
            refusal = std::current_exception();
        }
    }
    if (refusal) std::rethrow_exception(refusal);
    throw LinkError{Fault::refused, line.console.where(), "the bench file names no credentials to log in with"};
}

Task<Console*> Access::console() { co_return co_await console(0); }

Task<Console*> Access::console(std::size_t index) {
    auto* line = co_await this->line(index);
    if (line->logged_in)
        co_await line->console.enter("cli", credentials_, within(90s, "operational CLI prompt"));
    else
        co_await log_in(*line);
    co_return &line->console;
}

void Access::recognise(const std::string& model, const std::string& routing_engine) {
    const auto* family = parts_.families.by_model(model, routing_engine);
    if (!family)
        throw std::runtime_error{"no family in drivers/families is for model \"" + model + "\"; add one YAML file for it"};
    family_ = family;
    for (auto& line : lines_)
        if (line) line->console.become(*family);
}

Task<> Access::connect() {
    const auto& management = *parts_.slot.management;
    const auto endpoint = drivers::check_endpoint(
        "ssh://" + credentials_.user + "@" + management.host() + ":" + std::to_string(management.ssh_port), drivers::Use::host);
    auto& transcript = this->transcript("ssh-" + std::to_string(++connections_), endpoint);
    auto wanted = context(transcript);
    wanted.host_key.pinned = pinned_host_key_;
    if (!pinned_host_key_) wanted.host_key.first = [this](const std::string& fingerprint) {
        pinned_host_key_ = fingerprint;  // for the rest of this run, until a wipe makes a new one
        return true;
    };
    const auto known_before = pinned_host_key_.has_value();
    host_ = co_await drivers::open_host(endpoint, wanted, within(15s, "SSH connection"));
    if (!known_before)
        co_await parts_.journal.record(noted("SSH host key " + host_->host_key() + " taken at first sight and pinned for this run"));
    co_await parts_.journal.record(noted("SSH to " + endpoint.text + ": " + host_->algorithms() + (host_->legacy() ? " (legacy)" : "")));
}

Task<Host*> Access::host() {
    if (host_) co_return host_.get();
    if (no_host_ || !parts_.slot.management) co_return nullptr;
    auto tries = parts_.bench.credentials;
    if (!credentials_.user.empty()) tries.insert(tries.begin(), credentials_);
    const auto before = credentials_;
    std::string why;
    for (const auto& credentials : tries) {
        credentials_ = credentials;
        try {
            co_await connect();
            co_return host_.get();
        } catch (const LinkError& error) {
            if (error.fault() == Fault::aborted) throw;
            why = error.what();
            if (error.fault() != Fault::refused) break;
        }
    }
    credentials_ = before;
    no_host_ = true;
    co_await parts_.journal.record(noted("no SSH to the unit: " + why));
    co_return nullptr;
}

Task<Rpc*> Access::rpc() {
    if (rpc_) co_return rpc_.get();
    auto* host = co_await this->host();
    if (!host) co_return nullptr;
    auto stream = co_await host->subsystem("netconf", within(15s, "NETCONF subsystem"));
    rpc_ = co_await drivers::open_rpc(std::move(stream), parts_.worker, within(20s, "NETCONF hello"));
    co_return rpc_.get();
}

void Access::hang_up() noexcept {
    if (rpc_) rpc_->abort();
    if (host_) host_->abort();
}

void Access::going_down() {
    hang_up();
    rpc_.reset();
    host_.reset();
    no_host_ = false;
    for (auto& line : lines_)
        if (line) line->logged_in = false;
}

void Access::wiped() {
    factory_ = true;
    pinned_host_key_.reset();
    credentials_ = {};
}

// The system that goes down may ask for a login once more: one is believed only after marks of the boot.
Task<> Access::watch_boot(std::size_t index, drivers::Deadline deadline, std::vector<std::string>& seen) {
    constexpr int marks_of_a_boot = 2;
    auto* line = co_await this->line(index);
    auto marks = family_->marks;
    const drivers::Mark login{.name = "login", .text = "login:"};
    marks.push_back(login);
    for (int passed = 0;;) {
        const auto mark = co_await line->console.watch(marks, deadline.awaiting("login prompt after the boot"));
        const auto engine = drivers::junos::engine_name(index);
        if (mark == login.name && passed >= marks_of_a_boot) break;
        if (mark == login.name) continue;
        ++passed;
        parts_.journal.progress(engine + " boots: " + mark);
        seen.push_back(mark);
        const auto* meaning = family_->mark(mark);
        if (meaning && meaning->kind == drivers::MarkKind::fault) break;
    }
}

Task<std::vector<std::string>> Access::await_boot(std::size_t engines, drivers::Deadline deadline) {
    std::vector<std::string> seen;
    std::vector<Task<>> watches;
    for (std::size_t index = 0; index < std::min(engines, lines_.size()); ++index) watches.push_back(watch_boot(index, deadline, seen));
    co_await all_of(std::move(watches));
    co_return seen;
}

// A unit asks for a login minutes before its CLI is of use: a first login may end at once, or answer with half a system.
Task<> Access::await_cli(std::size_t engines, drivers::Deadline deadline) {
    for (std::size_t index = 0; index < std::min(engines, lines_.size()); ++index) {
        for (;;) {
            try {
                auto* console = co_await this->console(index);
                const auto* query = family_->query("software");
                co_await console->command(query->cli + " | no-more", within(query->within, "answer of the CLI after the boot"));
                break;
            } catch (const LinkError& error) {
                lines_.at(index)->logged_in = false;
                if (error.fault() == Fault::aborted || deadline.passed()) throw;
            }
            co_await parts_.stop.sleep(1s);
        }
    }
}

Task<> Access::bootstrap() {
    auto* console = co_await this->console();
    if (run_password_.empty()) run_password_ = fresh_password();
    for (auto& kept : kept_) kept.transcript.mask(run_password_);
    const auto& management = family_->management;
    std::map<std::string, std::string> values{{"interface", management.interface}, {"user", "root"}, {"password-hash", password_hash(run_password_)}};
    if (parts_.slot.management) {
        values["address"] = parts_.slot.management->address;
        values["gateway"] = parts_.slot.management->gateway;
    }
    co_await console->enter("config", credentials_, within(60s, "configuration mode"));
    for (const auto& configuration : management.configuration) {
        const auto line = drivers::filled(configuration, values);
        if (line.find("{address}") != std::string::npos || (values["gateway"].empty() && configuration.find("{gateway}") != std::string::npos)) continue;
        co_await console->command(line, within(30s, "prompt after a configuration line"));
    }
    const auto said = co_await console->command(management.commit, within(180s, "end of the commit"));
    if (line_matching(drivers::TextPattern{management.committed}, said).empty())
        throw LinkError{Fault::protocol, console->where(), "the unit did not commit the bench's management configuration", said.substr(0, 200)};
    co_await console->enter("cli", credentials_, within(60s, "operational CLI prompt"));
    factory_ = false;
    credentials_ = {.user = "root", .password = run_password_, .private_key = {}};
    no_host_ = false;
}

void Access::flush() {
    for (auto& kept : kept_) kept.transcript.flush();
}

Task<std::vector<reports::EvidenceKept>> Access::leave() {
    try {
        if (rpc_) co_await rpc_->close(within(5s, "end of the NETCONF session"));
    } catch (const std::exception&) {
        // the unit may be gone or rebooting: nothing is lost by that
    }
    rpc_.reset();
    host_.reset();
    lines_.clear();
    lines_.resize(1 + parts_.slot.other_consoles.size());
    std::vector<reports::EvidenceKept> evidence;
    for (auto& kept : kept_) {
        kept.transcript.flush(true);
        evidence.push_back({.step = "",
                            .name = "transcript of " + kept.name,
                            .file = std::filesystem::relative(kept.file, parts_.journal.folder()).string(),
                            .mime = "application/octet-stream",
                            .sha256 = reports::sha256_of_file(kept.file),
                            .bytes = std::filesystem::file_size(kept.file)});
    }
    kept_.clear();
    co_return evidence;
}

}  // namespace station
