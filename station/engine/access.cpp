#include "station/engine/access.hpp"

#include "drivers/family.hpp"
#include "reports/sha256.hpp"
#include "station/engine/journal.hpp"
#include "station/engine/line.hpp"
#include "station/engine/secret.hpp"

#include <stdexcept>

// Consoles, and what all links share. The network: access_network.cpp.

namespace station {

using drivers::Console;
using drivers::Fault;
using drivers::LinkError;
using drivers::Seen;
using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

Access::Access(Parts parts)
    : parts_{parts}, family_{parts.families.by_name("junos")}, interrupts_{parts.stop, [this] { hang_up(); }} {
    if (!family_) throw std::runtime_error{"the family \"junos\", on which all others are based, is missing from drivers/families"};
    lines_.resize(1 + parts_.slot.other_consoles.size());
}

Access::~Access() = default;

drivers::Transcript& Access::transcript(const std::string& name, const drivers::Endpoint& endpoint) {
    for (auto& kept : kept_)
        if (kept.name == name) return kept.transcript;
    const auto file = parts_.journal.folder() / "transcripts" / (name + ".transcript");
    std::filesystem::create_directories(file.parent_path());
    kept_.push_back({name, file, drivers::Transcript{file, endpoint.text}});
    for (const auto& secret : secrets_) kept_.back().transcript.mask(secret);
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
    auto links = context(transcript);
    // A terminal server behind a login has a user and a host key of its own, which are not the unit's.
    const auto server_key = std::make_shared<std::string>();
    if (!endpoint.user.empty()) {
        for (const auto& credentials : parts_.bench.credentials)
            if (credentials.user == endpoint.user) links.credentials = credentials;
        links.host_key.first = [server_key](const std::string& fingerprint) {
            *server_key = fingerprint;
            return true;
        };
    }
    auto terminal = co_await drivers::open_terminal(endpoint, std::move(links), within(30s, "console"));
    if (!server_key->empty()) {
        reports::Happening note = reports::Noted{"", "terminal server " + endpoint.text + " has host key " + *server_key +
                                                         ", taken at first sight; ?host-key= in the bench file pins it"};
        co_await parts_.journal.record(std::move(note));
    }
    line = std::make_unique<Line>(std::move(terminal), *family_, transcript, parts_.stop);
    co_return line.get();
}

Task<Console*> Access::open(std::size_t index) {
    auto* line = co_await this->line(index);
    co_await take_back(*line);
    co_return &lines_.at(index)->console;
}

Task<Seen> Access::look() {
    auto* console = co_await open(0);
    co_return co_await console->identify(within(10s, "sign of life on the console"));
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

Task<Console*> Access::console(std::size_t index) {
    co_await open(index);
    auto& line = *lines_.at(index);
    if (line.logged_in)
        co_await line.console.enter("cli", credentials_, within(90s, "operational CLI prompt"));
    else
        co_await log_in(line);
    co_return &line.console;
}

bool Access::is_logged_in(std::size_t index) const { return lines_.at(index) && lines_.at(index)->logged_in; }

Task<Console*> Access::unwiped_console(std::size_t index) {
    factory_ = false;
    credentials_ = before_wipe_;
    co_return co_await console(index);
}

// A conversation that does not end as it should costs the line: it is opened anew, and the console wakes the unit up.
Task<> Access::take_back(Line& line) {
    if (!line.rpc) co_return;
    auto rpc = std::move(line.rpc);
    try {
        co_await rpc->close(within(15s, "end of NETCONF on the console"));
        line.console.take_back(rpc->release());
        co_return;
    } catch (const LinkError& error) {
        if (error.fault() == Fault::aborted) throw;
    }
    rpc.reset();
    lines_.front().reset();
    co_await this->line(0);
}

Task<drivers::Rpc*> Access::console_rpc() {
    if (const auto& line = lines_.front(); line && line->rpc) co_return line->rpc.get();
    if (no_console_rpc_ || family_->console.netconf.empty()) co_return nullptr;
    auto* console = co_await this->console(0);
    auto& line = *lines_.front();
    std::string why;
    try {
        co_await console->press(family_->console.netconf + "<enter>", within(10s, "NETCONF on the console"));
        auto stream = console->release();
        line.lent = stream.get();
        line.rpc = co_await drivers::open_rpc(std::move(stream), parts_.worker, within(30s, "NETCONF hello on the console"));
        line.lent = nullptr;
        co_return line.rpc.get();
    } catch (const LinkError& error) {
        if (error.fault() == Fault::aborted) throw;
        why = error.what();
    }
    lines_.front().reset();  // its stream went with the attempt
    no_console_rpc_ = true;
    reports::Noted noted{"", "no NETCONF on the console: " + why};
    co_await parts_.journal.record(std::move(noted));
    co_return nullptr;
}

Task<std::unique_ptr<drivers::Power>> Access::power(drivers::Hands hands) {
    const auto& endpoint = parts_.slot.power;
    if (!endpoint) co_return nullptr;
    drivers::LinkContext links;  // switches say nothing that a transcript could keep
    links.worker = &parts_.worker;
    links.hands = std::move(hands);
    co_return co_await drivers::open_power(*endpoint, std::move(links), within(30s, "power switch"));
}

void Access::recognise(const std::string& model, const std::string& routing_engine) {
    const auto* family = parts_.families.by_model(model, routing_engine);
    if (!family)
        throw std::runtime_error{"no family in drivers/families is for model \"" + model + "\"; add one YAML file for it"};
    family_ = family;
    for (auto& line : lines_)
        if (line) line->console.become(*family);
}

void Access::logged_out(std::size_t index) {
    if (auto& line = lines_.at(index)) line->logged_in = false;
}

void Access::going_down() {
    hang_up();
    rpc_.reset();
    host_.reset();
    no_host_ = no_rpc_ = no_console_rpc_ = false;
    for (auto& line : lines_) {
        if (!line) continue;
        line->logged_in = false;
        if (line->rpc) line->console.take_back(line->rpc->release());
        line->rpc.reset();
    }
}

const std::string& Access::run_password() {
    if (run_password_.empty()) {
        run_password_ = fresh_password();
        run_password_hash_ = password_hash(run_password_);
        for (const auto& secret : {run_password_, run_password_hash_}) {
            secrets_.push_back(secret);
            for (auto& kept : kept_) kept.transcript.mask(secret);
        }
    }
    return run_password_;
}

const std::string& Access::run_password_hash() {
    run_password();
    return run_password_hash_;
}

void Access::has_run_password() {
    factory_ = false;
    credentials_ = {.user = "root", .password = run_password(), .private_key = {}};
    no_host_ = no_rpc_ = false;
}

void Access::wiped() {
    pinned_host_key_.reset();
    host_keys_.clear();
    if (!factory_) before_wipe_ = credentials_;
    factory_ = true;
    credentials_ = {};
}

void Access::flush() {
    for (auto& kept : kept_) kept.transcript.flush();
}

Task<std::vector<reports::EvidenceKept>> Access::leave() {
    try {
        if (rpc_) co_await rpc_->close(within(5s, "end of the NETCONF session"));
        if (auto& line = lines_.front(); line && line->rpc) co_await line->rpc->close(within(5s, "end of NETCONF on the console"));
    } catch (const std::exception&) {
        // the unit may be gone or rebooting: nothing is lost by that
    }
    rpc_.reset();
    host_.reset();
    for (auto& line : lines_) line.reset();
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
